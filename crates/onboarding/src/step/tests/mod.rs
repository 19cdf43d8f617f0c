//! The table of the stage machine, by part of the journey.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm)]

mod addition;
mod address;
mod afterwards;
mod asking;
mod browser;
mod connection;
mod endless;
mod letter;
mod screens;
mod shown;
mod someone_else;
mod walls;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use diagnosis::{Approval, Card, Evidence, Wall};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use profile::{Lang, Profile};
use request::{Length, LetterLang, Route};

use super::*;
use crate::event::{Announcement, CheckOutcome, Copyable, LoadedWeek};
use crate::model::{AddressFault, CalendarInfo, Cloud, EmailAddress, Tenant};
use crate::ports::*;
use crate::secret::{AccessToken, RefreshToken, SignInPage};
use crate::stage::*;

const NOON: &str = "2026-11-18T12:00:00Z";

struct World {
    profile: Profile,
    now: Timestamp,
    fresh: Attempt,
    stage: Stage,
    effects: Vec<Effect>,
}

impl World {
    fn at(stage: Stage) -> Self {
        Self { profile: Profile::demo(), now: NOON.parse().unwrap(), fresh: 100, stage, effects: vec![] }
    }

    fn on(mut self, event: Event) -> Self {
        self.fresh += 1;
        let at = Context {
            profile: &self.profile,
            language: Lang::En,
            now: self.now,
            zone: TimeZone::UTC,
            fresh: self.fresh,
        };
        let (stage, effects) = step(self.stage.clone(), event, &at);
        self.stage = stage;
        self.effects = effects;
        self
    }

    fn for_app(self, id: &str) -> Self {
        Self { profile: profile::shipped_as(id).unwrap().clone(), ..self }
    }

    fn does(self, intent: Intent) -> Self {
        self.on(Event::Intent(intent))
    }

    fn after(mut self, seconds: i64) -> Self {
        self.now = self.now.checked_add(seconds.seconds()).unwrap();
        self
    }

    fn reopened(mut self) -> Self {
        self.fresh += 1;
        let written = serde_json::to_string(&self.stage).unwrap();
        let at = Context {
            profile: &self.profile,
            language: Lang::En,
            now: self.now,
            zone: TimeZone::UTC,
            fresh: self.fresh,
        };
        let (stage, effects) = resume(serde_json::from_str(&written).unwrap(), &at);
        self.stage = stage;
        self.effects = effects;
        self
    }

    fn asked_for(&self) -> Vec<&'static str> {
        self.effects.iter().map(name).collect()
    }

    fn stage_name(&self) -> String {
        serde_json::to_value(&self.stage).unwrap()["stage"].as_str().unwrap().to_owned()
    }
}

fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Discover { .. } => "discover",
        Effect::SignIn { order, .. } => match order.plan {
            ScopePlan::TwoStage { .. } => "sign in two-stage",
            ScopePlan::OneStage(_) => "sign in one-stage",
        },
        Effect::StopSignIn => "stop",
        Effect::OpenPage { .. } => "open page",
        Effect::Copy(_) => "copy",
        Effect::Keep(_) => "keep",
        Effect::Hold { .. } => "hold",
        Effect::Forget(_) => "forget",
        Effect::ForgetOthers => "forget others",
        Effect::SetAside { .. } => "set aside",
        Effect::Adopt { .. } => "adopt",
        Effect::Discard => "discard",
        Effect::Check { .. } => "check",
        Effect::LoadWeek { .. } => "load week",
        Effect::TryFiles { .. } => "try files",
        Effect::Deliver { .. } => "deliver",
        Effect::OpenLink(_) => "open link",
        Effect::OpenApp => "open app",
        Effect::CheckConnection { .. } => "check connection",
        Effect::Notify(Announcement::Connected) => "notify connected",
        Effect::Notify(Announcement::ItAnswered) => "notify answered",
    }
}

fn tenant(kind: AccountKind) -> Tenant {
    Tenant {
        id: "7f0d0b0c-1111-4222-8333-944444444444".into(),
        domain: "northbank.example".into(),
        cloud: Cloud::Public,
        kind,
    }
}

fn target(kind: AccountKind) -> Target {
    Target { email: EmailAddress::parse("nora@northbank.example").unwrap(), tenant: Some(tenant(kind)), tier: None }
}

fn nora() -> Account {
    Account {
        tenant_id: tenant(AccountKind::Work).id,
        object_id: "0a0b0c0d-0000-4000-8000-000000000001".into(),
        name: "Nora Lindqvist".into(),
        username: "nora@northbank.example".into(),
    }
}

fn adrian() -> Account {
    Account {
        object_id: "0a0b0c0d-0000-4000-8000-000000000002".into(),
        name: "Adrian Osei".into(),
        username: "adrian@northbank.example".into(),
        ..nora()
    }
}

fn grant(scopes: &str) -> Grant {
    Grant {
        access: AccessToken::new("access".into()),
        refresh: Some(RefreshToken::new("refresh".into())),
        scopes: Scopes::parse(scopes),
        expires_in: Duration::from_secs(3600),
    }
}

fn signed(account: Account, scopes: &str) -> SignInEnd {
    SignInEnd::Signed(SignedIn { account, grant: grant(scopes) })
}

fn browser(account: Option<Account>) -> World {
    let mut world = World::at(Stage::Permissions(target(AccountKind::Work))).does(Intent::SignIn);
    if let Stage::Browser(browser) = &mut world.stage {
        browser.account = account;
    }
    let attempt = world.fresh;
    world.on(Event::News { attempt, news: SignInNews::PageReady(SignInPage::new("https://x".into())) })
}

fn ended(world: &World, end: SignInEnd) -> Event {
    let Stage::Browser(browser) = &world.stage else { panic!("not in the browser") };
    Event::SignInEnded { attempt: browser.attempt, end }
}

fn blocked(account: Option<Account>) -> World {
    browser(account).does(Intent::TellPage { card: Card::NeedAdminApproval })
}

fn waiting(account: Option<Account>) -> World {
    blocked(account).does(Intent::AskIt).does(Intent::Sent)
}

fn checked(world: &World, redemption: Redemption) -> Event {
    Event::Checked { attempt: world.fresh, outcome: CheckOutcome::Answer(redemption) }
}

fn refusal(codes: &str, suberror: &str) -> Redemption {
    Redemption::Refused(Evidence::Token(format!(
        r#"{{"error":"invalid_grant","error_description":"AADSTS{codes}: text","error_codes":[{codes}],"suberror":"{suberror}"}}"#
    )))
}

const ALL: &str = "openid profile User.Read Calendars.ReadWrite";
