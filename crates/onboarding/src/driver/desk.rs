//! What leaves the app: the letter by its route, the profile's own links, and the words of a notification.

use std::path::PathBuf;

use profile::Lang;
use request::{Envelope, Letter, Person, Route, TooLong};
use secrecy::SecretString;

use super::Driver;
use crate::event::{Announcement, Copyable, ProfileLink};
use crate::ports::{Desk, OpenFault};
use crate::present::{Surroundings, approval_link, case, letter, support_details, vendor_note};
use crate::stage::{ComposeStage, Stage};

/// Microsoft's page where people see and remove what they agreed to.
const MY_APPS: &str = "https://myapps.microsoft.com";

pub(super) type Delivery = Box<dyn FnOnce(&dyn Desk) -> Result<Option<PathBuf>, OpenFault> + Send>;

/// Prepares the hand-over of the letter or the note on screen; running it may wait for another program.
pub(super) fn delivery(driver: &Driver, route: Route) -> Delivery {
    let authority = |cloud| driver.ports.identity.authority(cloud);
    let around = surroundings(driver, &authority);
    let Some(Mail { letter, to, from, occasion }) = mail(driver, &around) else {
        return Box::new(|_| Err(OpenFault::NothingOpened));
    };
    let to = to.as_str();
    let named = |extension| file_name(occasion, &driver.profile.app.name, extension);
    match route {
        Route::MailApp => open_link(request::mailto(&letter, to), |desk, link| desk.open_mail(link)),
        Route::OutlookWeb => open_link(request::outlook_web(&letter, to), |desk, link| desk.open_link(link)),
        Route::Gmail => open_link(request::gmail(&letter, to), |desk, link| desk.open_link(link)),
        Route::DraftFile => {
            let seed = around.now.to_string();
            let envelope = Envelope { to, from: from.as_ref(), date: around.now, seed: &seed };
            let (name, eml) = (named("eml"), request::eml(&letter, envelope, &[]));
            Box::new(move |desk| desk.open_file(&name, &eml).map(Some))
        }
        Route::Copy => {
            let (text, html) = (letter.to_text(), letter.to_html());
            Box::new(move |desk| desk.copy(&text, Some(&html)).map(|()| None))
        }
        Route::Save => {
            let (name, page) = (named("html"), letter.to_html());
            Box::new(move |desk| desk.save_file(&name, page.as_bytes()).map(Some))
        }
        Route::Print => {
            let (name, page) = (named("html"), letter.to_html());
            Box::new(move |desk| desk.open_file(&name, page.as_bytes()).map(Some))
        }
    }
}

struct Mail {
    letter: Letter,
    to: String,
    from: Option<Person>,
    /// What a file of it is called.
    occasion: &'static str,
}

fn mail(driver: &Driver, around: &Surroundings<'_>) -> Option<Mail> {
    match &driver.stage {
        Stage::Compose(ComposeStage { blocked, draft, .. }) => Some(Mail {
            letter: letter(blocked, draft.lang, draft.length, around),
            to: draft.to.clone(),
            from: case(blocked, around).requester,
            occasion: match driver.language {
                Lang::En => "Approval request",
                Lang::Ja => "承認のお願い",
            },
        }),
        Stage::Blocked(blocked) => Some(Mail {
            letter: vendor_note(blocked, around),
            to: driver.profile.links.support_email.as_ref().map(ToString::to_string).unwrap_or_default(),
            from: None,
            occasion: match driver.language {
                Lang::En => "Note to the makers",
                Lang::Ja => "提供元への連絡",
            },
        }),
        Stage::Welcome
        | Stage::Address(_)
        | Stage::Permissions(_)
        | Stage::Browser(_)
        | Stage::Waiting(_)
        | Stage::Connected(_)
        | Stage::Denied(_) => None,
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
        Ok(link) => open(desk, &link).map(|()| None),
        Err(too_long) => {
            tracing::warn!(%too_long, "the letter does not fit the link");
            Err(OpenFault::NothingOpened)
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
        language: driver.language,
        system: &driver.system,
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

fn file_name(occasion: &str, app: &str, extension: &str) -> String {
    // An app's name may hold what file systems refuse.
    let app: String = app.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).take(60).collect();
    format!("{occasion} - {app}.{extension}")
}
