use std::io::Write;
use std::path::Path;

use jiff::{Timestamp, Zoned};
use profile::Profile;
use request::{Attachment, Case, Envelope, Length, LetterLang, NotMade, SystemFonts, TooLong};

use crate::options::{Enclosure, Form, LetterLanguage, RequestOptions, profile};
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
    if !wanted.attach.is_empty() && wanted.out.is_none() && wanted.form != Form::Eml {
        return Err(Fault::Usage("only --form eml carries files; name a folder for them with --out".to_owned()));
    }
    let mut files = enclosures(&profile, &case, lang, &wanted.attach)?;
    if let Some(folder) = &wanted.out {
        write(folder, &files)?;
        files.clear();
    }
    match wanted.form {
        Form::Text => println!("{}\n\n{}", letter.subject, letter.to_text()),
        Form::Html => println!("{}", letter.to_html()),
        Form::Eml => {
            let now = Timestamp::now();
            let envelope = Envelope { to: &wanted.to, from: None, date: now, seed: &now.to_string() };
            std::io::stdout().write_all(&request::eml(&letter, envelope, &files))?;
        }
        Form::Mailto => return Ok(print(request::mailto(&letter, &wanted.to))),
        Form::OutlookWeb => return Ok(print(request::outlook_web(&letter, &wanted.to))),
        Form::Gmail => return Ok(print(request::gmail(&letter, &wanted.to))),
    }
    Ok(Answer::Yes)
}

fn enclosures(
    profile: &Profile,
    case: &Case<'_>,
    lang: LetterLang,
    wanted: &[Enclosure],
) -> Result<Vec<Attachment>, NotMade> {
    let kinds: Vec<_> = wanted.iter().map(|enclosure| enclosure.kind()).collect();
    request::attachments(profile, case, lang, &SystemFonts::default(), &kinds)
}

fn write(folder: &Path, files: &[Attachment]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for file in files {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes)?;
        eprintln!("{}", path.display());
    }
    Ok(())
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
