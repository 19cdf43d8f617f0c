//! From the simulated tenant's overview to the contract's.

use onboarding::{
    ConsentLine, ConsentPage, InboxMail, Matter, Presentation, ProfileCard, QueueOutcome, QueuedRequest, Standing,
};
use profile::{Localised, Profile};
use simtenant::{Answer, AppStanding, Overview};

pub(crate) fn presentation(overview: Overview, playable: &[&Profile], profile: &str) -> Presentation {
    let Overview { person, organisation, admin, inbox, queue, consent_page, standing, propagation_seconds } = overview;
    let app = consent_page.app.clone();
    Presentation {
        person,
        organisation,
        admin,
        inbox: inbox.into_iter().map(mail).collect(),
        queue: queue.into_iter().map(|request| queued(request, &app)).collect(),
        consent_page: consent(consent_page),
        standing: stands(standing),
        propagation_seconds: u32::try_from(propagation_seconds).unwrap_or(u32::MAX),
        profiles: playable.iter().map(|profile| card(profile)).collect(),
        profile: profile.to_owned(),
    }
}

fn mail(mail: simtenant::InboxMail) -> InboxMail {
    let simtenant::InboxMail { id, from, subject, at, html, text, attachments, matter } = mail;
    let matter = match matter {
        simtenant::Matter::Request => Matter::Request,
        simtenant::Matter::Everyday => Matter::Everyday,
    };
    InboxMail { id, from, subject, at, html, text, attachments, matter }
}

fn queued(request: simtenant::QueuedRequest, app: &str) -> QueuedRequest {
    let simtenant::QueuedRequest { person, reason, since, outcome } = request;
    let outcome = match outcome {
        simtenant::QueueOutcome::Pending => QueueOutcome::Pending,
        simtenant::QueueOutcome::Answered(Answer::Approve) => QueueOutcome::Approved,
        simtenant::QueueOutcome::Answered(Answer::Deny) => QueueOutcome::Denied,
        simtenant::QueueOutcome::Answered(Answer::Block) => QueueOutcome::Blocked,
        simtenant::QueueOutcome::Expired => QueueOutcome::Expired,
    };
    QueuedRequest { app: app.to_owned(), person, reason, since, outcome }
}

fn consent(page: simtenant::ConsentPage) -> ConsentPage {
    let simtenant::ConsentPage { app, publisher, verified, permissions } = page;
    let line = |simtenant::ConsentLine { value, title }| ConsentLine { value, title };
    ConsentPage { app, publisher, verified, permissions: permissions.into_iter().map(line).collect() }
}

fn stands(standing: AppStanding) -> Standing {
    match standing {
        AppStanding::Undecided => Standing::Undecided,
        AppStanding::Approved { effective } => Standing::Approved { effective },
        AppStanding::Denied => Standing::Denied,
        AppStanding::Blocked => Standing::Blocked,
    }
}

fn card(profile: &Profile) -> ProfileCard {
    ProfileCard { name: profile.id.clone(), title: Localised::new(&profile.app.name, &profile.app.name) }
}
