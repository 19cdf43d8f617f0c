//! What leaves the app: the letter by its route, the profile's own links, and the words of a notification.

use std::path::PathBuf;

use profile::Lang;
use request::{Attachment, AttachmentKind, Envelope, Letter, Person, Route, TooLong};
use secrecy::SecretString;

use super::Driver;
use super::files::Papers;
use crate::event::{Announcement, Copyable, ProfileLink};
use crate::ports::{Desk, OpenFault};
use crate::present::{Note, Surroundings, approval_link, case, letter, note, support_details, vendor_note};
use crate::stage::{DeliveryFault, Stage};

/// Microsoft's page where people see and remove what they agreed to.
const MY_APPS: &str = "https://myapps.microsoft.com";

type Handed = Result<Option<PathBuf>, DeliveryFault>;
pub(super) type Delivery = Box<dyn FnOnce(&dyn Desk) -> Handed + Send>;

/// Prepares the hand-over of what the screen offers; running it makes the attachments and may wait for another program.
pub(super) fn delivery(driver: &Driver, route: Route) -> Delivery {
    let authority = |cloud| driver.ports.identity.authority(cloud);
    let around = surroundings(driver, &authority);
    let Some(Mail { letter, to, from, occasion, files }) = mail(driver, &around) else {
        return Box::new(|_| Err(OpenFault::NothingOpened.into()));
    };
    let name = file_stem(occasion, &driver.profile.app.name);
    match route {
        Route::MailApp => open_link(request::mailto(&letter, &to), |desk, link| desk.open_mail(link)),
        Route::OutlookWeb => open_link(request::outlook_web(&letter, &to), |desk, link| desk.open_link(link)),
        Route::Gmail => open_link(request::gmail(&letter, &to), |desk, link| desk.open_link(link)),
        Route::DraftFile => {
            let now = around.now;
            Box::new(move |desk| {
                let attached = files.make(desk)?;
                let (from, seed) = (from.as_ref(), now.to_string());
                let envelope = Envelope { to: &to, from, date: now, seed: &seed };
                let eml = request::eml(&letter, envelope, &attached);
                Ok(Some(desk.open_file(&format!("{name}.eml"), &eml)?))
            })
        }
        Route::Copy => {
            let (text, html) = (letter.to_text(), letter.to_html());
            Box::new(move |desk| Ok(desk.copy(&text, Some(&html)).map(|()| None)?))
        }
        Route::Save => Box::new(move |desk| {
            let (page, attached) = (letter.to_html().into_bytes(), files.make(desk)?);
            let file = format!("{name}.html");
            if attached.is_empty() {
                return Ok(Some(desk.save_file(&file, &page)?));
            }
            let page = Attachment { name: file, media_type: "text/html; charset=utf-8".to_owned(), bytes: page };
            let together: Vec<Attachment> = std::iter::once(page).chain(attached).collect();
            Ok(Some(desk.save_folder(&name, &together)?))
        }),
        Route::Print => {
            let page = letter.to_html();
            Box::new(move |desk| Ok(Some(desk.open_file(&format!("{name}.html"), page.as_bytes())?)))
        }
    }
}

struct Mail {
    letter: Letter,
    to: String,
    from: Option<Person>,
    /// What a file of it is called.
    occasion: &'static str,
    files: Enclosed,
}

/// The ticked files, not made yet. Notes enclose none.
struct Enclosed(Option<(Papers, Vec<AttachmentKind>)>);

impl Enclosed {
    fn make(&self, desk: &dyn Desk) -> Result<Vec<Attachment>, DeliveryFault> {
        self.0.as_ref().map_or(Ok(vec![]), |(papers, kinds)| papers.make(desk, kinds))
    }
}

fn mail(driver: &Driver, around: &Surroundings<'_>) -> Option<Mail> {
    let lang = driver.language;
    match &driver.stage {
        Stage::Compose(compose) => Some(Mail {
            letter: letter(&compose.blocked, &compose.draft, around),
            to: compose.draft.to.clone(),
            from: case(&compose.blocked, &compose.draft, around).requester,
            occasion: match lang {
                Lang::En => "Approval request",
                Lang::Ja => "承認のお願い",
            },
            files: Enclosed(Some((Papers::of(driver, compose), compose.draft.attached(&compose.files)))),
        }),
        Stage::Blocked(blocked) => Some(Mail {
            letter: vendor_note(blocked, around),
            to: driver.profile.links.support_email.as_ref().map(ToString::to_string).unwrap_or_default(),
            from: None,
            occasion: match lang {
                Lang::En => "Note to the makers",
                Lang::Ja => "提供元への連絡",
            },
            files: Enclosed(None),
        }),
        Stage::Waiting(_) | Stage::Connected(_) | Stage::Denied(_) => {
            note(&driver.stage, around).map(|Note { letter, to, from, .. }| Mail {
                letter,
                to,
                from,
                occasion: match lang {
                    Lang::En => "Note to IT",
                    Lang::Ja => "IT 部門への連絡",
                },
                files: Enclosed(None),
            })
        }
        Stage::Welcome | Stage::Address(_) | Stage::Permissions(_) | Stage::Browser(_) | Stage::SomeoneElse(_) => None,
    }
}

/// What goes to the clipboard. A sign-in page's address is among it, so none of it prints.
pub(super) fn text_of(driver: &Driver, what: Copyable) -> Option<SecretString> {
    match what {
        Copyable::PageLink => driver.sign_in.as_ref()?.page.as_ref().map(|page| page.expose().into()),
        Copyable::SupportDetails => {
            let authority = |cloud| driver.ports.identity.authority(cloud);
            Some(support_details(&driver.stage, &surroundings(driver, &authority)).into())
        }
        Copyable::Justification { lang } => Some(request::justification(&driver.profile, lang).into()),
    }
}

/// A letter that does not fit its link is not handed over at all: nothing is ever cut.
fn open_link(link: Result<String, TooLong>, open: fn(&dyn Desk, &str) -> Result<(), OpenFault>) -> Delivery {
    Box::new(move |desk| match link {
        Ok(link) => Ok(open(desk, &link).map(|()| None)?),
        Err(too_long) => {
            tracing::warn!(%too_long, "the letter does not fit the link");
            Err(OpenFault::NothingOpened.into())
        }
    })
}

pub(super) fn address_of(driver: &Driver, link: ProfileLink) -> Option<String> {
    let links = &driver.profile.links;
    match link {
        ProfileLink::Security => links.security.as_ref().map(ToString::to_string),
        ProfileLink::Privacy => links.privacy.as_ref().map(ToString::to_string),
        ProfileLink::Support => links.support.as_ref().map(ToString::to_string),
        ProfileLink::MyApps => Some(MY_APPS.to_owned()),
        ProfileLink::Approval => {
            let authority = |cloud| driver.ports.identity.authority(cloud);
            approval_link(&driver.stage, &surroundings(driver, &authority))
        }
    }
}

pub(super) fn surroundings<'a>(
    driver: &'a Driver,
    authority: &'a dyn Fn(crate::model::Cloud) -> String,
) -> Surroundings<'a> {
    Surroundings {
        profile: &driver.profile,
        authority,
        now: driver.ports.clock.now(),
        zone: &driver.zone,
        notices: &driver.notices,
        copied: driver.copied,
        connection: &driver.connection,
        key_store: driver.key_store,
        language: driver.language,
        system: &driver.system,
        guide: &driver.guide,
    }
}

pub(super) fn words(announcement: Announcement, lang: Lang, app: &str) -> (String, String) {
    let body = match (announcement, lang) {
        (Announcement::Connected, Lang::En) => format!("Your calendar is connected to {app}."),
        (Announcement::Connected, Lang::Ja) => format!("予定表を {app} に接続しました。"),
        (Announcement::ItAnswered, Lang::En) => format!("IT has answered about {app}."),
        (Announcement::ItAnswered, Lang::Ja) => format!("{app} について IT 部門から回答がありました。"),
    };
    ("Greenlight".to_owned(), body)
}

fn file_stem(occasion: &str, app: &str) -> String {
    // An app's name may hold what file systems refuse.
    let app: String = app.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).take(60).collect();
    format!("{occasion} - {app}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_notification_names_the_app_in_the_persons_language() {
        let mut said = BTreeSet::new();
        for announcement in [Announcement::Connected, Announcement::ItAnswered] {
            for lang in [Lang::En, Lang::Ja] {
                let (title, body) = words(announcement, lang, "Daybook");
                assert_eq!(title, "Greenlight");
                assert!(body.contains("Daybook"), "{body}");
                assert_eq!(body.is_ascii(), lang == Lang::En, "{body}");
                said.insert(body);
            }
        }
        assert_eq!(said.len(), 4);
    }

    #[test]
    fn a_file_is_named_after_the_app_without_what_file_systems_refuse() {
        assert_eq!(file_stem("Approval request", "Day/book: \u{7}3"), "Approval request - Daybook 3");
        assert_eq!(file_stem("x", &"y".repeat(99)).len(), "x - ".len() + 60);
    }
}
