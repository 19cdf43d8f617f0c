//! The letter to IT, and what it may say about this person's own case.

use diagnosis::Verdict;
use jiff::{ToSpan, civil::Date};
use request::{AttachmentKind, Case, Fit, Letter, NotMade, Person, Route};

use super::{Surroundings, tier};
use crate::model::{Account, Cloud, Target};
use crate::stage::{BlockedStage, ComposeStage, Draft, Files, Stage};
use crate::step::may_choose_tier;
use crate::view::*;

pub(super) fn compose_screen(compose: &ComposeStage, around: &Surroundings<'_>) -> ComposeScreen {
    let draft = &compose.draft;
    let letter = letter(&compose.blocked, draft, around);
    let routes = routes(&letter, &draft.to, compose.blocked.target.cloud());
    ComposeScreen {
        to: draft.to.clone(),
        lang: draft.lang,
        length: draft.length,
        from: compose.blocked.account.as_ref().map(|account| account.name.clone()),
        route: draft.route.unwrap_or_else(|| first_that_takes_all(&routes, &draft.attached(&compose.files))),
        routes,
        carriers: Route::ALL.into_iter().filter(|route| takes_files(*route)).collect(),
        files: files(compose),
        tiers: if may_choose_tier(compose) { tier::cards(around.profile) } else { vec![] },
        link_also_grants: request::link_also_grants(around.profile).into_iter().map(str::to_owned).collect(),
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

/// The ways out of this computer, measured. Outlook on the web has a host of its own in each national cloud, and only the
/// public one is known to take a message in its address.
pub(super) fn routes(letter: &Letter, to: &str, cloud: Cloud) -> Vec<Fit> {
    let works = |route: Route| match (route, cloud) {
        (Route::OutlookWeb, Cloud::UsGovernment | Cloud::UsDefense | Cloud::China) => false,
        (Route::OutlookWeb, Cloud::Public)
        | (
            Route::MailApp | Route::Gmail | Route::DraftFile | Route::Copy | Route::Save | Route::Print,
            Cloud::Public | Cloud::UsGovernment | Cloud::UsDefense | Cloud::China,
        ) => true,
    };
    request::measure(letter, to).into_iter().filter(|fit| works(fit.route)).collect()
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

/// The same without the verdict: who asks, and in which organisation.
pub(super) fn bare_case(stage: &Stage, around: &Surroundings<'_>) -> Option<Case<'static>> {
    let known = stage.known();
    Some(case_for(known.target?, known.account, None, around))
}

/// The approval page of the person's own tenant, where one is known.
pub(crate) fn approval_link(stage: &Stage, around: &Surroundings<'_>) -> Option<String> {
    Some(request::approval_link(around.profile, &bare_case(stage, around)?))
}

#[cfg(test)]
mod tests {
    use request::{Block, LetterLang};

    use super::*;

    #[test]
    fn outlook_on_the_web_is_offered_where_its_host_is_known() {
        let blocks = vec![Block::Paragraph { text: "Hello".to_owned() }];
        let letter = Letter { subject: "Hello".to_owned(), lang: LetterLang::En, blocks };
        for (cloud, offered) in
            [(Cloud::Public, true), (Cloud::UsGovernment, false), (Cloud::UsDefense, false), (Cloud::China, false)]
        {
            let routes: Vec<Route> = routes(&letter, "", cloud).into_iter().map(|fit| fit.route).collect();
            assert_eq!(routes.contains(&Route::OutlookWeb), offered, "{cloud:?}");
            assert_eq!(routes.len(), if offered { Route::ALL.len() } else { Route::ALL.len() - 1 });
        }
    }
}
