//! From the stage to what is on screen. Everything shown is derived here, and nothing else decides what is shown.

mod route;

use std::collections::BTreeSet;

use diagnosis::{Evidence, Verdict};
use jiff::{Timestamp, tz::TimeZone};
use permissions::Kind;
use profile::{AskedPermission, Profile};
use request::{Case, Length, Letter, Person, Route};

use crate::event::ProfileLink;
use crate::model::{AccountKind, Cloud, Scopes, Target};
use crate::ports::StoreFault;
use crate::schedule::STALL;
use crate::stage::{
    AddressStage, BlockedStage, BrowserStage, Checking, ComposeStage, ConnectedStage, DeniedStage, Lookup, PageState,
    Stage, WaitingStage, Watch, WeekState,
};
use crate::view::*;

/// What the view needs besides the stage.
pub struct Surroundings<'a> {
    pub profile: &'a Profile,
    /// Scheme and host of the sign-in pages of a cloud.
    pub authority: &'a dyn Fn(Cloud) -> String,
    pub now: Timestamp,
    pub zone: &'a TimeZone,
    pub notices: &'a BTreeSet<Notice>,
}

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
        },
        notices: around.notices.iter().copied().collect(),
        route: route::stops(stage, profile),
        screen: screen(stage, around),
        admin_guide: admin_guide(stage, around),
    }
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
        Stage::Address(address) => Screen::Address(address_screen(address, around)),
        Stage::Permissions(target) => Screen::Permissions(permissions_screen(target, around)),
        Stage::Browser(browser) => Screen::Browser(browser_screen(browser, around)),
        Stage::Blocked(blocked) => Screen::Blocked(blocked_screen(blocked)),
        Stage::Compose(compose) => Screen::Compose(compose_screen(compose, around)),
        Stage::Waiting(waiting) => Screen::Waiting(waiting_screen(waiting)),
        Stage::Connected(connected) => Screen::Connected(connected_screen(connected)),
        Stage::Denied(denied) => Screen::Denied(denied_screen(denied)),
    }
}

fn address_screen(address: &AddressStage, around: &Surroundings<'_>) -> AddressScreen {
    let lookup = match &address.lookup {
        Lookup::Idle => LookupView::Idle,
        Lookup::Invalid { fault } => LookupView::Invalid { fault: *fault },
        Lookup::Looking { email, .. } => LookupView::Looking { domain: email.domain().to_owned() },
        Lookup::NotFound { email } => LookupView::NotFound { domain: email.domain().to_owned() },
        Lookup::Unreachable { fault, .. } => LookupView::Unreachable { fault: *fault },
        Lookup::Found { target } => match &target.tenant {
            None => LookupView::NotFound { domain: target.email.domain().to_owned() },
            Some(tenant) => LookupView::Found(FoundView {
                domain: tenant.domain.clone(),
                tenant_id: tenant.id.clone(),
                cloud: tenant.cloud,
                kind: tenant.kind,
                forecast: forecast(tenant.kind, around.profile),
            }),
        },
    };
    AddressScreen { typed: address.typed.clone(), lookup }
}

/// A forecast, not a finding: the tenant may have changed Microsoft's default, so the words stay "probably".
fn forecast(kind: AccountKind, profile: &Profile) -> Forecast {
    let excluded = profile.excluded_scopes();
    match (kind, excluded.iter().map(|(_, since)| *since).min()) {
        (AccountKind::Personal, _) => Forecast::NoItNeeded,
        (AccountKind::Work, None) => Forecast::ProbablyYours,
        (AccountKind::Work, Some(since)) => Forecast::ItProbablyDecides {
            scopes: excluded.iter().map(|(value, _)| (*value).to_owned()).collect(),
            since: since.to_owned(),
        },
    }
}

fn permissions_screen(target: &Target, around: &Surroundings<'_>) -> PermissionsScreen {
    let excluded: Vec<&str> = around.profile.excluded_scopes().iter().map(|(value, _)| *value).collect();
    let decides = |asked: &AskedPermission| match (target.kind(), asked.kind) {
        (AccountKind::Personal, _) => Decides::You,
        (AccountKind::Work, Kind::Application) => Decides::It,
        (AccountKind::Work, Kind::Delegated) => match asked.who {
            profile::Consenter::Admin => Decides::It,
            profile::Consenter::User if excluded.contains(&asked.value.as_str()) => Decides::ProbablyIt,
            profile::Consenter::User => Decides::You,
        },
    };
    PermissionsScreen {
        email: target.email.as_str().to_owned(),
        host: host(target, around),
        permissions: around
            .profile
            .permissions
            .iter()
            .map(|asked| PermissionView {
                name: asked.name.clone(),
                value: asked.value.clone(),
                reason: asked.reason.clone(),
                decides: decides(asked),
            })
            .collect(),
        cannot: around.profile.cannot.clone(),
        reviewed_on: around.profile.app.reviewed_on.to_string(),
    }
}

fn browser_screen(browser: &BrowserStage, around: &Surroundings<'_>) -> BrowserScreen {
    let page = match browser.page {
        PageState::Preparing => PageView::Preparing,
        PageState::Open => PageView::Open,
        PageState::NotOpened { fault } => PageView::NotOpened(fault),
        PageState::Interrupted => PageView::Interrupted,
        PageState::Failed { fault } => PageView::Failed(fault),
    };
    let waiting = matches!(page, PageView::Open | PageView::NotOpened(_));
    BrowserScreen {
        email: browser.target.email.as_str().to_owned(),
        host: host(&browser.target, around),
        leg: if browser.account.is_some() { crate::ports::Leg::Calendar } else { crate::ports::Leg::Identity },
        name: browser.account.as_ref().map(|account| account.name.clone()),
        since: browser.since.to_string(),
        page,
        stalled: waiting && browser.since + STALL <= around.now,
        paste: browser.paste,
        returns: browser.from.is_some(),
    }
}

fn blocked_screen(blocked: &BlockedStage) -> BlockedScreen {
    BlockedScreen {
        email: blocked.target.email.as_str().to_owned(),
        name: blocked.account.as_ref().map(|account| account.name.clone()),
        leg: blocked.leg,
        verdict: verdict_view(&blocked.verdict, &blocked.evidence),
        can_watch: blocked.account.is_some(),
        paste: blocked.paste,
        at: blocked.at.to_string(),
    }
}

fn verdict_view(verdict: &Verdict, evidence: &[Evidence]) -> VerdictView {
    let picked = evidence.iter().rev().find_map(|one| match one {
        Evidence::Picked(card) => Some(*card),
        Evidence::Redirect(_) | Evidence::Token(_) | Evidence::Page(_) | Evidence::Graph(_) | Evidence::Silence => None,
    });
    VerdictView {
        wall: verdict.wall,
        sure: verdict.sure,
        who_acts: verdict.who_acts,
        next: verdict.next,
        codes: verdict.codes.clone(),
        support: verdict.support.clone(),
        words: verdict.words.clone(),
        picked,
    }
}

fn compose_screen(compose: &ComposeStage, around: &Surroundings<'_>) -> ComposeScreen {
    let letter = letter(&compose.blocked, compose.draft.lang, compose.draft.length, around);
    ComposeScreen {
        to: compose.draft.to.clone(),
        lang: compose.draft.lang,
        length: compose.draft.length,
        from: compose.blocked.account.as_ref().map(|account| account.name.clone()),
        routes: request::measure(&letter, &compose.draft.to),
        route: route_of(compose, &letter),
        letter,
        delivery: compose.delivery.clone(),
        from_waiting: matches!(compose.from.as_deref(), Some(Stage::Waiting(_))),
    }
}

/// The route the person chose, else the first that holds the whole letter.
fn route_of(compose: &ComposeStage, letter: &Letter) -> Route {
    compose.draft.route.unwrap_or_else(|| {
        request::measure(letter, &compose.draft.to)
            .into_iter()
            .find(|fit| fit.fits)
            .map_or(Route::DraftFile, |fit| fit.route)
    })
}

pub(crate) fn letter(
    blocked: &BlockedStage,
    lang: request::LetterLang,
    length: Length,
    around: &Surroundings<'_>,
) -> Letter {
    request::compose(around.profile, &case(blocked, around), lang, length)
}

/// What the letter may say about this person's own case.
pub(crate) fn case<'a>(blocked: &'a BlockedStage, around: &Surroundings<'_>) -> Case<'a> {
    case_for(&blocked.target, blocked.account.as_ref(), Some(&blocked.verdict), around)
}

fn case_for<'a>(
    target: &Target,
    account: Option<&crate::model::Account>,
    verdict: Option<&'a Verdict>,
    around: &Surroundings<'_>,
) -> Case<'a> {
    let tenant_id = account
        .map(|account| account.tenant_id.clone())
        .or_else(|| target.tenant.as_ref().map(|tenant| tenant.id.clone()))
        // Nobody proved a tenant: Microsoft then asks the administrator which organisation it is.
        .unwrap_or_else(|| "organizations".to_owned());
    Case {
        tenant_id,
        tenant_domain: target.email.domain().to_owned(),
        requester: account.map(|account| Person { name: account.name.clone(), upn: account.username.clone() }),
        authority: (around.authority)(target.cloud()),
        verdict,
        today: around.now.to_zoned(around.zone.clone()).date(),
    }
}

fn admin_guide(stage: &Stage, around: &Surroundings<'_>) -> request::AdminGuide {
    let known = stage.known();
    let case = known.target.map(|target| case_for(target, known.account, known.verdict, around));
    request::admin_guide(around.profile, case.as_ref())
}

/// The approval page of the person's own tenant, where one is known.
pub(crate) fn approval_link(stage: &Stage, around: &Surroundings<'_>) -> Option<String> {
    let known = stage.known();
    let case = case_for(known.target?, known.account, None, around);
    Some(request::approval_link(around.profile, &case))
}

fn waiting_screen(stage: &WaitingStage) -> WaitingScreen {
    let watch = match &stage.waiting.watch {
        Watch::Remind => WatchView::Remind,
        Watch::Silent { checks, last, state } => match state {
            Checking::Next { at } => {
                WatchView::Next { checks: *checks, last: last.map(|at| at.to_string()), at: at.to_string() }
            }
            Checking::Now { .. } => WatchView::Now { checks: *checks },
            Checking::Paused { fault, .. } => WatchView::Paused { checks: *checks, fault: *fault },
            Checking::NoToken { fault: StoreFault::Locked, .. } => WatchView::Locked { checks: *checks },
            // Still tried by itself, but not to be promised.
            Checking::NoToken { fault: StoreFault::Unavailable | StoreFault::Unreadable, .. } => WatchView::Remind,
        },
    };
    WaitingScreen {
        name: stage.blocked.account.as_ref().map(|account| account.name.clone()),
        to: stage.draft.to.clone(),
        blocked_at: stage.blocked.at.to_string(),
        asked_at: stage.waiting.asked_at.to_string(),
        told_yes_at: stage.waiting.told_yes_at.map(|at| at.to_string()),
        watch,
    }
}

fn connected_screen(stage: &ConnectedStage) -> ConnectedScreen {
    let shown = |id: &str| !stage.hidden.contains(id);
    let can_write = ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"]
        .iter()
        .any(|scope| stage.granted.cover(&Scopes::of([scope])));
    let default = stage.week.calendars.iter().find(|calendar| calendar.is_default).map(|calendar| calendar.id.clone());
    ConnectedScreen {
        name: stage.account.name.clone(),
        username: stage.account.username.clone(),
        kind: stage.target.kind(),
        approved_at: stage.approved_at.map(|at| at.to_string()),
        since: stage.since.to_string(),
        granted: stage.granted.iter().map(str::to_owned).collect(),
        can_write,
        calendars: stage
            .week
            .calendars
            .iter()
            .map(|calendar| CalendarChoice { shown: shown(&calendar.id), calendar: calendar.clone() })
            .collect(),
        bookings: stage.bookings.clone().or(default).filter(|_| can_write),
        events: stage.week.events.iter().filter(|event| shown(&event.calendar_id)).cloned().collect(),
        week: match stage.week.state {
            WeekState::Loading => WeekView::Loading,
            WeekState::Loaded { at } => WeekView::Loaded { at: at.to_string() },
            WeekState::Failed(fault) => WeekView::Failed { fault, last: stage.week.loaded_at.map(|at| at.to_string()) },
        },
    }
}

fn denied_screen(denied: &DeniedStage) -> DeniedScreen {
    DeniedScreen {
        how: denied.how,
        at: denied.at.to_string(),
        codes: denied.blocked.verdict.codes.clone(),
        support: denied.blocked.verdict.support.clone(),
    }
}

/// Host of the sign-in page, as the browser's address bar shows it.
fn host(target: &Target, around: &Surroundings<'_>) -> String {
    let authority = (around.authority)(target.cloud());
    authority.split_once("://").map_or(authority.clone(), |(_, host)| host.trim_end_matches('/').to_owned())
}
