//! The letter to IT, and what it may say about this person's own case.

use std::collections::BTreeSet;

use diagnosis::Verdict;
use jiff::{ToSpan, civil::Date};
use profile::Tier;
use request::{AttachmentKind, Case, Fit, Letter, NotMade, Person, Route};

use super::Surroundings;
use crate::model::{Account, Target};
use crate::stage::{BlockedStage, ComposeStage, Draft, Files, Stage};
use crate::step::may_choose_tier;
use crate::view::*;

pub(super) fn compose_screen(compose: &ComposeStage, around: &Surroundings<'_>) -> ComposeScreen {
    let draft = &compose.draft;
    let letter = letter(&compose.blocked, draft, around);
    let routes = request::measure(&letter, &draft.to);
    ComposeScreen {
        to: draft.to.clone(),
        lang: draft.lang,
        length: draft.length,
        from: compose.blocked.account.as_ref().map(|account| account.name.clone()),
        route: draft.route.unwrap_or_else(|| first_that_takes_all(&routes, &draft.attached(&compose.files))),
        routes,
        carriers: Route::ALL.into_iter().filter(|route| takes_files(*route)).collect(),
        files: files(compose),
        tiers: tiers(compose, around),
        answer_by: draft.answer_by.map(|day| day.to_string()),
        days: days(around),
        letter,
        delivery: compose.delivery.clone(),
        from_waiting: matches!(compose.from.as_deref(), Some(Stage::Waiting(_))),
    }
}

/// The first route that holds the whole letter, and the ticked files with it.
fn first_that_takes_all(routes: &[Fit], attached: &[AttachmentKind]) -> Route {
    routes
        .iter()
        .find(|fit| fit.fits && (attached.is_empty() || takes_files(fit.route)))
        .map_or(Route::DraftFile, |fit| fit.route)
}

/// A mail carries its attachments; what is saved lies beside them in one folder.
fn takes_files(route: Route) -> bool {
    route.carries_attachments() || route == Route::Save
}

fn files(compose: &ComposeStage) -> Vec<FileCard> {
    let state = |kind: AttachmentKind| match &compose.files {
        Files::Untried | Files::Trying { .. } => FileState::Checking,
        Files::Tried(tried) => match tried.iter().find(|file| file.kind == kind).map(|file| &file.made) {
            Some(Ok(bytes)) => FileState::Ready { bytes: *bytes },
            Some(Err(NotMade::NoFont { lang })) => FileState::NoFont { lang: *lang },
            Some(Err(NotMade::TooLong)) => FileState::TooLong,
            Some(Err(NotMade::NotAScope { .. } | NotMade::Pdf { .. })) | None => FileState::NotMade,
        },
    };
    let attached = compose.draft.attached(&compose.files);
    let card = |kind| FileCard { kind, ticked: attached.contains(&kind), state: state(kind) };
    AttachmentKind::ALL.into_iter().map(card).collect()
}

/// The levels of access, where the approval link can ask for one of them. A link that stands for everything registered
/// would have IT grant more than the letter says, so then there is nothing to choose.
fn tiers(compose: &ComposeStage, around: &Surroundings<'_>) -> Vec<TierCard> {
    let profile = around.profile;
    let case = case(&compose.blocked, &compose.draft, around);
    let links: BTreeSet<String> = profile
        .tiers
        .iter()
        .filter_map(|tier| Some(request::approval_link(&profile.at(&tier.id).ok()?, &case)))
        .collect();
    if !may_choose_tier(compose) || links.len() < profile.tiers.len() {
        return vec![];
    }
    let chosen = |tier: &Tier| profile.chosen.as_deref() == Some(tier.id.as_str());
    profile
        .tiers
        .iter()
        .map(|tier| TierCard {
            id: tier.id.clone(),
            name: tier.name.clone(),
            breaks: tier.breaks.clone(),
            chosen: chosen(tier),
        })
        .collect()
}

/// The days offered for an answer: in a week, in two.
fn days(around: &Surroundings<'_>) -> Vec<String> {
    let today = today(around);
    [7, 14].into_iter().map(|days| today.saturating_add(days.days()).to_string()).collect()
}

pub(crate) fn letter(blocked: &BlockedStage, draft: &Draft, around: &Surroundings<'_>) -> Letter {
    request::compose(around.profile, &case(blocked, draft, around), draft.lang, draft.length)
}

/// What the letter may say about this person's own case.
pub(crate) fn case<'a>(blocked: &'a BlockedStage, draft: &Draft, around: &Surroundings<'_>) -> Case<'a> {
    let case = case_for(&blocked.target, blocked.account.as_ref(), Some(&blocked.verdict), around);
    // A day that has passed since is not asked for any more.
    Case { answer_by: draft.answer_by.filter(|day| *day >= case.today), ..case }
}

/// The person's own case at any stage that knows one.
pub(super) fn case_of<'a>(stage: &'a Stage, around: &Surroundings<'_>) -> Option<Case<'a>> {
    let known = stage.known();
    Some(case_for(known.target?, known.account, known.verdict, around))
}

fn today(around: &Surroundings<'_>) -> Date {
    around.now.to_zoned(around.zone.clone()).date()
}

fn case_for<'a>(
    target: &Target,
    account: Option<&Account>,
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
        answer_by: None,
        today: today(around),
    }
}

pub(super) fn admin_guide(stage: &Stage, around: &Surroundings<'_>) -> request::AdminGuide {
    request::admin_guide(around.profile, case_of(stage, around).as_ref())
}

/// The approval page of the person's own tenant, where one is known.
pub(crate) fn approval_link(stage: &Stage, around: &Surroundings<'_>) -> Option<String> {
    let known = stage.known();
    let case = case_for(known.target?, known.account, None, around);
    Some(request::approval_link(around.profile, &case))
}
