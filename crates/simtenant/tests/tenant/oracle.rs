//! What ought to come of a request, written down a second time and scope by scope.

use std::collections::BTreeSet;

use serde_json::{Value, json};

pub(crate) type Scopes = BTreeSet<String>;

/// A tenant, an app, a person and what happens between them.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) rules: Rules,
    pub(crate) who: Who,
    pub(crate) before: Before,
    pub(crate) answer: Answer,
    /// The publisher, as the profile says.
    pub(crate) verified: Option<bool>,
    pub(crate) registered: Scopes,
    pub(crate) asked: Scopes,
    /// Asked with the refresh token afterwards.
    pub(crate) more: Scopes,
    pub(crate) seed: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) user_consent: &'static str,
    pub(crate) risk_step_up: bool,
    pub(crate) low_impact: Scopes,
    pub(crate) workflow: bool,
    pub(crate) access_rule: Option<&'static str>,
    pub(crate) network_restricts_tenants: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    User,
    Reader,
    AppAdmin,
    GlobalAdmin,
    Personal,
}

/// What an admin had decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Nothing,
    EarlierVersion,
    Everything,
    ForTheAssigned,
}

/// The person's, where the consent page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Accept,
    /// Ticked, or sent although no box was there to tick.
    ForEverybody,
    Decline,
}

/// What the person meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Before any page: the app hears this number.
    Returned(u32),
    /// A page without a way back.
    Stopped(u32),
    /// An admin has to decide.
    Wall(u32),
    Ask,
    Through,
}

impl Before {
    /// Scenarios whose files say nothing of the publisher.
    pub(crate) fn scenario(self) -> &'static str {
        match self {
            Self::Nothing => "managed-policy",
            Self::EarlierVersion => "new-permission-later",
            Self::Everything => "revoked-later",
            Self::ForTheAssigned => "assignment",
        }
    }
}

impl Who {
    pub(crate) fn signs_in_with(self) -> (&'static str, &'static str) {
        match self {
            Self::User => ("nora.lindqvist@northbank.example", "northbank"),
            Self::Reader => ("ravi.menon@northbank.example", "northbank"),
            Self::AppAdmin => ("adrian.osei@northbank.example", "northbank"),
            Self::GlobalAdmin => ("marit.solheim@northbank.example", "northbank"),
            Self::Personal => ("nora@outlook.example", "personal"),
        }
    }

    /// No policy stands above an admin who grants delegated permissions, and none exists for personal accounts.
    fn decides_alone(self) -> bool {
        match self {
            Self::AppAdmin | Self::GlobalAdmin | Self::Personal => true,
            Self::User | Self::Reader => false,
        }
    }
}

impl Rules {
    pub(crate) fn as_json(&self) -> Value {
        let workflow = self.workflow.then(|| json!({ "expires_after_days": 30 }));
        json!({
            "user_consent": self.user_consent,
            "risk_step_up": self.risk_step_up,
            "low_impact": self.low_impact,
            "workflow": workflow,
            "access_rule": self.access_rule,
            "network_restricts_tenants": self.network_restricts_tenants,
        })
    }
}

impl Case {
    pub(crate) fn scope(&self) -> String {
        self.asked.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn exists(&self, scope: &str) -> bool {
        permissions::delegated(scope).is_some() || self.registered.contains(scope)
    }

    /// `before` is what an admin had granted to everybody.
    pub(crate) fn expected(&self, before: &Scopes) -> Expected {
        let missing: Scopes = self.asked.difference(before).cloned().collect();
        let work = self.who != Who::Personal;
        if !self.asked.iter().all(|scope| self.exists(scope)) {
            Expected::Returned(650_053)
        } else if work && self.rules.network_restricts_tenants {
            Expected::Stopped(500_021)
        } else if let Some(rule) = self.rules.access_rule.filter(|_| work) {
            Expected::Stopped(if rule == "block" { 53_003 } else { 53_000 })
        } else if missing.is_empty() {
            if self.kept_out() { Expected::Stopped(50_105) } else { Expected::Through }
        } else if missing.iter().all(|scope| self.may_grant(scope)) {
            Expected::Ask
        } else {
            Expected::Wall(match (self.is_about_the_publisher(&missing), self.rules.workflow) {
                (true, true) => 900_981,
                (true, false) => 900_941,
                (false, true) => 90_095,
                (false, false) => 90_094,
            })
        }
    }

    /// Assignment is asked for, and nobody is assigned, admins neither.
    pub(crate) fn kept_out(&self) -> bool {
        self.before == Before::ForTheAssigned && self.who != Who::Personal
    }

    /// Whether the rules leave this scope to this person.
    pub(crate) fn may_grant(&self, scope: &str) -> bool {
        if self.who.decides_alone() {
            return true;
        }
        let harmless = ["openid", "profile", "email", "offline_access", "User.Read"].contains(&scope);
        let trusted = self.is_verified() || !self.rules.risk_step_up || harmless;
        let left_to_people = match self.rules.user_consent {
            "allow" => true,
            "managed" => permissions::delegated(scope).is_some_and(|fact| fact.managed_exclusion.is_none()),
            "low-impact" => self.is_verified() && self.rules.low_impact.contains(scope),
            _ => false,
        };
        !self.kept_out() && !wants_an_admin(scope) && left_to_people && trusted
    }

    /// What the tokens' `scope` says is granted; `offline_access` is never among it.
    pub(crate) fn granted_now(&self, said: &Scopes) -> Scopes {
        said.iter().cloned().chain(["offline_access".to_owned()]).collect()
    }

    fn is_verified(&self) -> bool {
        self.verified == Some(true)
    }

    /// The publisher is named as the reason only where nothing else stands in the way of any scope.
    fn is_about_the_publisher(&self, missing: &Scopes) -> bool {
        let refused = || missing.iter().filter(|scope| !self.may_grant(scope));
        let otherwise_fine = |scope: &String| match self.rules.user_consent {
            "allow" => true,
            "managed" => permissions::delegated(scope).is_some_and(|fact| fact.managed_exclusion.is_none()),
            // Low-impact consent is for verified publishers, whatever the scope.
            "low-impact" => !self.is_verified(),
            _ => false,
        };
        !self.kept_out() && refused().all(|scope| !wants_an_admin(scope) && otherwise_fine(scope))
    }
}

/// By its definition, or because nobody knows better.
fn wants_an_admin(scope: &str) -> bool {
    permissions::delegated(scope).is_none_or(|fact| fact.admin_consent == Some(true))
}
