use std::io::Write;

use jiff::{Timestamp, Zoned};
use request::{Case, Length, LetterLang};

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
    };
    let lang = match wanted.lang {
        LetterLanguage::En => LetterLang::En,
        LetterLanguage::Ja => LetterLang::Ja,
        LetterLanguage::Both => LetterLang::Both,
    };
    let length = if wanted.short || wanted.form == Form::Mailto { Length::Short } else { Length::Full };
    let letter = request::compose(&profile, &case, lang, length);
    match wanted.form {
        Form::Text => println!("{}\n\n{}", letter.subject, letter.to_text()),
        Form::Html => println!("{}", letter.to_html()),
        Form::Eml => {
            let now = Timestamp::now();
            std::io::stdout().write_all(&request::eml(&letter, &wanted.to, None, now, &now.to_string()))?;
        }
        Form::Mailto => match request::mailto(&letter, &wanted.to) {
            Ok(link) => println!("{link}"),
            Err(too_long) => {
                eprintln!("{too_long}");
                return Ok(Answer::No);
            }
        },
    }
    Ok(Answer::Yes)
}
