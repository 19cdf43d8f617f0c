//! What leaves the app: the letter by its route, the profile's own links, and the words of a notification.

use std::path::PathBuf;

use profile::Lang;
use request::Route;

use super::Driver;
use crate::event::{Announcement, ProfileLink};
use crate::ports::{Desk, OpenFault};
use crate::present::{Surroundings, approval_link, case, letter};
use crate::stage::Stage;

/// Microsoft's page where people see and remove what they agreed to.
const MY_APPS: &str = "https://myapps.microsoft.com";

pub(super) type Delivery = Box<dyn FnOnce(&dyn Desk) -> Result<Option<PathBuf>, OpenFault> + Send>;

/// Prepares the hand-over of the letter on screen; running it may wait for another program.
pub(super) fn delivery(driver: &Driver, route: Route) -> Delivery {
    let Stage::Compose(compose) = &driver.stage else {
        return Box::new(|_| Err(OpenFault::NothingOpened));
    };
    let draft = &compose.draft;
    let to = draft.to.clone();
    let authority = |cloud| driver.ports.identity.authority(cloud);
    let around = surroundings(driver, &authority);
    match route {
        Route::MailApp => {
            let letter = letter(&compose.blocked, draft.lang, draft.length, &around);
            let link = request::mailto(&letter, &to);
            Box::new(move |desk| match link {
                Ok(link) => desk.open_mail(&link).map(|()| None),
                Err(too_long) => {
                    tracing::warn!(%too_long, "the letter does not fit a mail link");
                    Err(OpenFault::NothingOpened)
                }
            })
        }
        Route::DraftFile => {
            let letter = letter(&compose.blocked, draft.lang, draft.length, &around);
            let from = case(&compose.blocked, &around).requester;
            let eml = request::eml(&letter, &to, from.as_ref(), around.now, &around.now.to_string());
            let name = file_name(driver.language, &driver.profile.app.name);
            Box::new(move |desk| desk.open_draft(&name, &eml).map(Some))
        }
        Route::Copy => {
            let letter = letter(&compose.blocked, draft.lang, draft.length, &around);
            Box::new(move |desk| {
                let html = letter.to_html();
                desk.copy(&letter.to_text(), Some(&html)).map(|()| None)
            })
        }
    }
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

fn surroundings<'a>(driver: &'a Driver, authority: &'a dyn Fn(crate::model::Cloud) -> String) -> Surroundings<'a> {
    Surroundings {
        profile: &driver.profile,
        authority,
        now: driver.ports.clock.now(),
        zone: &driver.zone,
        notices: &driver.notices,
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

fn file_name(lang: Lang, app: &str) -> String {
    // An app's name may hold what file systems refuse.
    let app: String = app.chars().filter(|c| !c.is_control() && !r#"/\:*?"<>|"#.contains(*c)).take(60).collect();
    match lang {
        Lang::En => format!("Approval request - {app}.eml"),
        Lang::Ja => format!("承認のお願い - {app}.eml"),
    }
}
