//! The letter to IT, and what it may say about this person's own case.

use diagnosis::Verdict;
use request::{Case, Length, Letter, Person, Route};

use super::Surroundings;
use crate::model::{Account, Target};
use crate::stage::{BlockedStage, ComposeStage, Stage};
use crate::view::*;

pub(super) fn compose_screen(compose: &ComposeStage, around: &Surroundings<'_>) -> ComposeScreen {
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
    compose.draft.route.unwrap_or_else(|| request::first_that_fits(letter, &compose.draft.to))
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
        today: around.now.to_zoned(around.zone.clone()).date(),
    }
}

pub(super) fn admin_guide(stage: &Stage, around: &Surroundings<'_>) -> request::AdminGuide {
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
