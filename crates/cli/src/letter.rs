use std::io::Write;

use jiff::{Timestamp, Zoned};
use request::{Case, Envelope, Length, LetterLang, TooLong};

use crate::options::{Form, LetterLanguage, RequestOptions, profile};
use crate::{Answer, Fault};

pub(crate) fn run(wanted: &RequestOptions) -> Result<Answer, Fault> {
    let profile = profile(wanted.profile.as_deref())?;
    let case = Case {
        tenant_id: wanted.tenant.clone(),
        tenant_domain: wanted.tenant.clone(),
        requester: None,
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict: None,
        today: Zoned::now().date(),
        answer_by: None,
    };
    let lang = match wanted.lang {
        LetterLanguage::En => LetterLang::En,
        LetterLanguage::Ja => LetterLang::Ja,
        LetterLanguage::Both => LetterLang::Both,
    };
    let length = if wanted.short || wanted.form.is_link() { Length::Short } else { Length::Full };
    let letter = request::compose(&profile, &case, lang, length);
    match wanted.form {
        Form::Text => println!("{}\n\n{}", letter.subject, letter.to_text()),
        Form::Html => println!("{}", letter.to_html()),
        Form::Eml => {
            let now = Timestamp::now();
            let envelope = Envelope { to: &wanted.to, from: None, date: now, seed: &now.to_string() };
            std::io::stdout().write_all(&request::eml(&letter, envelope, &[]))?;
        }
        Form::Mailto => return Ok(print(request::mailto(&letter, &wanted.to))),
        Form::OutlookWeb => return Ok(print(request::outlook_web(&letter, &wanted.to))),
        Form::Gmail => return Ok(print(request::gmail(&letter, &wanted.to))),
    }
    Ok(Answer::Yes)
}

fn print(link: Result<String, TooLong>) -> Answer {
    match link {
        Ok(link) => {
            println!("{link}");
            Answer::Yes
        }
        Err(too_long) => {
            eprintln!("{too_long}");
            Answer::No
        }
    }
}
