//! From the stage to what is on screen. Everything shown is derived here, and nothing else decides what is shown.

mod addition;
mod address;
#[cfg(any(test, feature = "fuzzing"))]
mod blank;
mod blocked;
mod browser;
mod connected;
mod guide;
mod letter;
mod note;
mod route;
mod someone_else;
mod support;
mod tier;
mod waiting;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::{Timestamp, tz::TimeZone};
use profile::{Brand, Lang, Logo, Profile};

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use self::blank::Blank;
pub(crate) use self::guide::GuideCache;
pub(crate) use self::letter::{approval_link, case, letter};
pub(crate) use self::note::{Note, note};
pub(crate) use self::support::{support_details, vendor_note};
use crate::connection::Connection;
use crate::event::ProfileLink;
use crate::model::{Cloud, Target};
use crate::ports::StoreFault;
use crate::stage::Stage;
use crate::view::*;

/// What the view needs besides the stage.
pub struct Surroundings<'a> {
    pub profile: &'a Profile,
    /// Scheme and host of the sign-in pages of a cloud.
    pub authority: &'a dyn Fn(Cloud) -> String,
    pub now: Timestamp,
    pub zone: &'a TimeZone,
    pub notices: &'a BTreeSet<Notice>,
    pub copied: Option<Copied>,
    pub connection: &'a Connection,
    /// What its last call came to, if there was one.
    pub key_store: Option<Result<(), StoreFault>>,
    /// The window's language, for what the engine writes whole.
    pub language: Lang,
    pub system: &'a System,
    pub guide: &'a GuideCache,
}

/// The operating system and its version, asked for when a text first names it: on Linux that starts a program.
pub(crate) type System = LazyLock<String, Box<dyn FnOnce() -> String + Send>>;

pub fn present(stage: &Stage, around: &Surroundings<'_>) -> View {
    let profile = around.profile;
    View {
        app: AppCard {
            name: profile.app.name.clone(),
            subtitle: profile.app.subtitle.clone(),
            publisher: profile.app.publisher.clone(),
            registered: profile.registered(),
            has_home: profile.app.home.is_some(),
            links: links(profile),
            brand: profile.app.brand.as_ref().map(brand),
        },
        notices: around.notices.iter().copied().collect(),
        route: route::stops(stage, profile),
        screen: screen(stage, around),
        admin_guide: around.guide.of(stage, around),
        copied: around.copied,
        connection: around.connection.clone(),
    }
}

fn brand(brand: &Brand) -> BrandCard {
    BrandCard { colour: brand.colour.as_str().to_owned(), logo: brand.logo.as_ref().map(Logo::address) }
}

fn links(profile: &Profile) -> Vec<ProfileLink> {
    let named = [
        (ProfileLink::Security, &profile.links.security),
        (ProfileLink::Privacy, &profile.links.privacy),
        (ProfileLink::Support, &profile.links.support),
    ];
    named.into_iter().filter(|(_, url)| url.is_some()).map(|(link, _)| link).collect()
}

fn screen(stage: &Stage, around: &Surroundings<'_>) -> Screen {
    match stage {
        Stage::Welcome => Screen::Welcome,
        Stage::Address(address) => Screen::Address(address::address_screen(address, around)),
        Stage::Permissions(target) => Screen::Permissions(address::permissions_screen(target, around)),
        Stage::Browser(browser) => Screen::Browser(browser::browser_screen(browser, around)),
        Stage::SomeoneElse(stage) => Screen::SomeoneElse(someone_else::someone_else_screen(stage)),
        Stage::Blocked(blocked) => Screen::Blocked(blocked::blocked_screen(blocked, around)),
        Stage::Compose(compose) => Screen::Compose(letter::compose_screen(compose, around)),
        Stage::Waiting(waiting) => Screen::Waiting(waiting::waiting_screen(waiting, note::card(stage, around))),
        Stage::Connected(connected) => Screen::Connected(connected::connected_screen(stage, connected, around)),
        Stage::Denied(denied) => Screen::Denied(blocked::denied_screen(denied, note::card(stage, around))),
    }
}

/// Host of the sign-in page, as the browser's address bar shows it.
fn host(target: &Target, around: &Surroundings<'_>) -> String {
    let authority = (around.authority)(target.cloud());
    authority.split_once("://").map_or(authority.clone(), |(_, host)| host.trim_end_matches('/').to_owned())
}
