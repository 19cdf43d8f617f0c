//! What administrators and users decide, and what that leaves in the record.

use jiff::Timestamp;
use uuid::Uuid;

use crate::clock::later;
use crate::consent::{Grant, Grantee};
use crate::directory::User;
use crate::queue::{AccessRequest, Mail};
use crate::record::{Record, RoleAssignment, ServicePrincipal};
use crate::scenario::{AdminConsent, Answer, Start};
use crate::scopes::{self, ScopeSet};
use crate::sim::{Sim, World};

/// Whether a request could be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    Sent,
    /// One of this person's is still waiting for an answer.
    WaitingAlready,
    /// The tenant has no workflow.
    NoWorkflow,
}

impl Sim {
    /// One simulated moment later: what the scenario's admin does by the clock.
    pub(crate) fn let_the_admin_act(&self) {
        let now = self.clock.now();
        if let Some(answer) = self.read(|world| world.due(now)) {
            self.answer(answer, None);
        }
        if self.read(|world| world.revocation_due(now)) {
            self.revoke();
            self.change(|world| world.record.revoked = true);
        }
    }

    /// An answer to everything the app asks of the story's organisation.
    pub(crate) fn answer(&self, answer: Answer, by: Option<&User>) {
        let now = self.clock.now();
        let tenant = self.directory.home().id;
        let waiting = self.read(|world| world.record.requests.iter().any(|request| request.is_pending(now)));
        match answer {
            Answer::Approve => {
                self.change(|world| self.principal(world, tenant).enabled = true);
                self.consent_for_everyone(tenant, scopes::registered(&self.app), self.propagation_seconds());
            }
            Answer::Deny if waiting => {}
            Answer::Deny | Answer::Block => self.change(|world| self.principal(world, tenant).enabled = false),
        }
        self.change(|world| {
            for request in world.record.requests.iter_mut().filter(|request| request.tenant == tenant) {
                if request.is_pending(now) {
                    request.answer(answer, by.map(|user| user.id), now);
                }
            }
        });
    }

    /// A person's own consent: it is in effect at once.
    pub(crate) fn consent_for_self(&self, user: &User, scopes: ScopeSet) {
        let now = self.clock.now();
        self.change(|world| {
            self.principal(world, user.tenant);
            world.record.grant(self.grant_for(user.tenant, Grantee::User(user.id), scopes, now), now);
        });
    }

    /// Tenant-wide consent: replaces the earlier one, in effect after `delay_seconds`. Requests that it
    /// answers are closed.
    pub(crate) fn consent_for_everyone(&self, tenant: Uuid, scopes: ScopeSet, delay_seconds: i64) {
        let now = self.clock.now();
        let effective = later(now, delay_seconds);
        self.change(|world| {
            self.principal(world, tenant);
            for request in &mut world.record.requests {
                if request.tenant == tenant && request.is_pending(now) && request.scopes.is_subset(&scopes) {
                    request.answer(Answer::Approve, None, now);
                }
            }
            world.record.grant(self.grant_for(tenant, Grantee::Everyone, scopes, effective), now);
        });
    }

    /// Takes the grants back; the app stays an enterprise application and may ask again.
    pub(crate) fn revoke(&self) {
        let home = self.directory.home().id;
        self.change(|world| world.record.grants.retain(|grant| grant.tenant != home));
    }

    /// All refresh tokens issued so far stop working, as after a password change.
    pub(crate) fn end_sessions(&self) {
        let now = self.clock.now();
        self.change(|world| world.record.tokens_valid_from = Some(now));
    }

    /// All access tokens issued so far have expired; refresh tokens stay good.
    pub(crate) fn expire_access_tokens(&self) {
        let now = self.clock.now();
        self.change(|world| world.record.access_valid_from = Some(now));
    }

    /// Lets a person in to an app that requires assignment.
    pub(crate) fn assign(&self, user: &User) {
        let created = self.clock.now();
        self.change(|world| {
            if world.record.is_assigned(user.tenant, user.id) {
                return;
            }
            let resource = self.principal(world, user.tenant).id;
            world.record.assignments.push(RoleAssignment {
                id: self.assignment_id(user.id, resource, Uuid::nil()),
                tenant: user.tenant,
                principal: user.id,
                resource,
                role: Uuid::nil(),
                created,
            });
        });
    }

    /// Puts a request into the reviewers' queue.
    pub(crate) fn request_approval(&self, user: &User, scopes: ScopeSet, justification: &str) -> Sending {
        let now = self.clock.now();
        let Some(workflow) = self.policy().workflow else { return Sending::NoWorkflow };
        self.change(|world| {
            if world.record.pending_request(user, now).is_some() {
                return Sending::WaitingAlready;
            }
            let number = world.record.requests.len();
            let id = self.seed.uuid(&format!("request/{}/{number}", user.id));
            let whose = (user.tenant, user.id);
            let request = AccessRequest::new(id, whose, scopes, justification.to_owned(), now, workflow);
            world.record.requests.push(request);
            Sending::Sent
        })
    }

    /// Oldest first.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        let now = self.clock.now();
        let requests = self.read(|world| world.record.requests.clone());
        let mut mails: Vec<Mail> = requests.iter().flat_map(|request| request.mails(&self.directory, now)).collect();
        mails.sort_by_key(|mail| mail.at);
        mails
    }

    /// Replaces the policy's delay until a grant is in effect.
    pub(crate) fn propagate_within(&self, seconds: i64) {
        self.change(|world| world.record.propagation_seconds = Some(seconds));
    }

    pub(crate) fn propagation_seconds(&self) -> i64 {
        let policy = self.policy().propagation_seconds;
        self.read(|world| world.record.propagation_seconds).unwrap_or(policy)
    }

    /// What had been decided in every organisation before the story begins.
    pub(crate) fn decide_before_the_story(&self, start: Start) {
        let now = self.clock.now();
        let registered = scopes::registered(&self.app);
        let granted = match start.admin_consent {
            AdminConsent::Nothing => None,
            AdminConsent::Everything => Some(registered),
            AdminConsent::EarlierVersion => {
                let newest = scopes::first_beyond_sign_in(&self.app);
                Some(registered.into_iter().filter(|scope| Some(scope) != newest.as_ref()).collect())
            }
        };
        if granted.is_none() && !start.assignment_required {
            return;
        }
        for tenant in self.directory.work_tenants().map(|tenant| tenant.id) {
            self.change(|world| {
                self.principal(world, tenant).assignment_required = start.assignment_required;
                if let Some(scopes) = granted.clone() {
                    world.record.grant(self.grant_for(tenant, Grantee::Everyone, scopes, now), now);
                }
            });
        }
    }

    /// The app's service principal, created by whoever is first to consent, to block or to add it.
    pub(crate) fn principal<'a>(&self, world: &'a mut World, tenant: Uuid) -> &'a mut ServicePrincipal {
        let created = self.clock.now();
        let id = self.seed.uuid(&format!("principal/{tenant}/{}", self.app.client_id));
        let fresh = || ServicePrincipal { id, enabled: true, assignment_required: false, created };
        world.record.principals.entry(tenant).or_insert_with(fresh)
    }

    pub(crate) fn grant_for(&self, tenant: Uuid, to: Grantee, scopes: ScopeSet, effective: Timestamp) -> Grant {
        let whom = match to {
            Grantee::User(user) => user.to_string(),
            Grantee::Everyone => "everyone".to_owned(),
        };
        let id = self.seed.text(&format!("grant/{tenant}/{whom}/{}", self.app.client_id));
        Grant { id, client_id: self.app.client_id.clone(), tenant, to, scopes, effective }
    }

    pub(crate) fn assignment_id(&self, principal: Uuid, resource: Uuid, role: Uuid) -> String {
        self.seed.text(&format!("assignment/{principal}/{resource}/{role}"))
    }
}

impl Record {
    pub(crate) fn pending_request(&self, user: &User, now: Timestamp) -> Option<&AccessRequest> {
        self.requests.iter().find(|request| request.user == user.id && request.is_pending(now))
    }
}

impl World {
    /// The scenario's decision, once its moment has come and nobody has answered before. In a tenant with a workflow
    /// there must be a request to answer.
    fn due(&self, now: Timestamp) -> Option<Answer> {
        let (decision, wall) = (self.scenario().decision?, self.record.wall.as_ref()?);
        let waited = now.duration_since(wall.first_shown).as_secs();
        let reached = wall.refresh_attempts >= decision.after_refresh_attempts || waited >= decision.after_seconds;
        let asked =
            self.policy().workflow.is_none() || self.record.requests.iter().any(|request| request.is_pending(now));
        let answered = self.record.grants.iter().any(|grant| grant.to == Grantee::Everyone)
            || self.record.principals.values().any(|principal| !principal.enabled);
        (reached && asked && !answered).then_some(decision.answer)
    }

    fn revocation_due(&self, now: Timestamp) -> bool {
        let due = self.scenario().revocation.zip(self.record.connected);
        let due =
            due.is_some_and(|(revocation, since)| now.duration_since(since).as_secs() >= revocation.after_seconds);
        due && !self.record.revoked
    }
}
