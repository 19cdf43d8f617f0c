//! The simulated IT's side of the story in one value, for a presenter's stage beside the app.

use jiff::Timestamp;

use crate::consent::Grantee;
use crate::control::{Access, access};
use crate::lang::Lang;
use crate::mailroom::{InboxMail, inbox};
use crate::queue::{AccessRequest, Answered, Standing};
use crate::scenario::Answer;
use crate::scopes;
use crate::sim::Sim;

/// What IT has before it, and where the app stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Whose story it is.
    pub person: String,
    pub organisation: String,
    /// Who decides.
    pub admin: String,
    /// Newest first.
    pub inbox: Vec<InboxMail>,
    /// Requests of Entra's own workflow, newest first.
    pub queue: Vec<QueuedRequest>,
    pub consent_page: ConsentPage,
    pub standing: AppStanding,
    /// From an approval until it is in effect.
    pub propagation_seconds: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedRequest {
    pub person: String,
    pub reason: String,
    pub since: Timestamp,
    pub outcome: QueueOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueOutcome {
    Pending,
    Answered(Answer),
    Expired,
}

/// What the admin reads before saying yes for everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentPage {
    pub app: String,
    pub publisher: String,
    pub verified: bool,
    pub permissions: Vec<ConsentLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentLine {
    pub value: String,
    /// Microsoft's own name for it.
    pub title: String,
}

/// Where the app stands with the person whose story it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppStanding {
    Undecided,
    /// In effect from then on, by the tenant's clock.
    Approved {
        effective: Timestamp,
    },
    /// The request was closed; the person may ask again.
    Denied,
    /// The app is switched off here.
    Blocked,
}

impl Overview {
    pub(crate) fn of(sim: &Sim, lang: Lang) -> Self {
        let named =
            |user: Option<&crate::directory::User>| user.map_or_else(String::new, |user| user.display_name.clone());
        Self {
            person: named(sim.protagonist()),
            organisation: sim.directory.home().name.get(lang).to_owned(),
            admin: named(sim.reviewer()),
            inbox: inbox(sim, lang),
            queue: queue(sim),
            consent_page: consent_page(sim, lang),
            standing: standing(sim),
            propagation_seconds: sim.propagation_seconds(),
        }
    }
}

fn queue(sim: &Sim) -> Vec<QueuedRequest> {
    let now = sim.clock.now();
    let mut requests = requests_at_home(sim);
    requests.reverse();
    let queued = requests.into_iter().map(|request| QueuedRequest {
        person: sim.directory.user(request.user).map_or_else(String::new, |user| user.display_name.clone()),
        since: request.sent,
        outcome: match request.standing(now) {
            Standing::Pending => QueueOutcome::Pending,
            Standing::Answered(Answered { answer, .. }) => QueueOutcome::Answered(answer),
            Standing::Expired => QueueOutcome::Expired,
        },
        reason: request.justification,
    });
    queued.collect()
}

fn consent_page(sim: &Sim, lang: Lang) -> ConsentPage {
    let registered = scopes::registered(&sim.app);
    let lines = scopes::listed(&registered)
        .map(|value| ConsentLine { value: value.to_owned(), title: scopes::display(value, lang) });
    ConsentPage {
        app: sim.app.name.get(lang).to_owned(),
        publisher: sim.app.publisher.clone(),
        verified: sim.publisher_verified(),
        permissions: lines.collect(),
    }
}

fn standing(sim: &Sim) -> AppStanding {
    match access(sim) {
        Access::Blocked => AppStanding::Blocked,
        // A yes for everyone that leaves the person at the door is none yet.
        Access::Approved if waits_at_the_door(sim) => AppStanding::Undecided,
        Access::Approved => {
            let home = sim.directory.home().id;
            let in_effect = sim.read(|world| {
                let theirs = world.record.grants.iter().filter(|grant| grant.tenant == home);
                theirs.filter(|grant| grant.to == Grantee::Everyone).map(|grant| grant.effective).max()
            });
            in_effect.map_or(AppStanding::Undecided, |effective| AppStanding::Approved { effective })
        }
        Access::Nobody => match requests_at_home(sim).last().map(|request| request.standing(sim.clock.now())) {
            Some(Standing::Answered(Answered { answer: Answer::Deny, .. })) => AppStanding::Denied,
            Some(Standing::Answered(Answered { answer: Answer::Block, .. })) => AppStanding::Blocked,
            Some(
                Standing::Answered(Answered { answer: Answer::Approve, .. }) | Standing::Pending | Standing::Expired,
            )
            | None => AppStanding::Undecided,
        },
    }
}

/// Whether the app requires assignment and the person whose story it is has none.
pub(crate) fn waits_at_the_door(sim: &Sim) -> bool {
    let home = sim.directory.home().id;
    let Some(person) = sim.protagonist() else { return false };
    sim.read(|world| world.record.requires_assignment(home) && !world.record.is_assigned(home, person.id))
}

/// In the order they were sent.
fn requests_at_home(sim: &Sim) -> Vec<AccessRequest> {
    let home = sim.directory.home().id;
    sim.read(|world| world.record.requests.iter().filter(|request| request.tenant == home).cloned().collect())
}
