use serde::Serialize;
use uuid::{Uuid, uuid};

use crate::cast::{self, Cast};
use crate::lang::Words;
use crate::role::DirectoryRole;
use crate::scenario::Account;
use crate::seed::Seed;

/// The tenant of all personal accounts, `consumers`.
pub(crate) const CONSUMERS: Uuid = uuid!("9188040d-6c67-4c5b-b112-36a304b66dad");

/// The people and organisations there are. What they decide is in `record`.
pub(crate) struct Directory {
    pub(crate) tenants: Vec<Tenant>,
    /// Whose address stands first in its organisation is the ordinary user of the story.
    pub(crate) users: Vec<User>,
    pub(crate) cast: Cast,
}

#[derive(Clone, Debug)]
pub(crate) struct Tenant {
    pub(crate) id: Uuid,
    pub(crate) domain: String,
    pub(crate) name: Words,
    pub(crate) kind: TenantKind,
    pub(crate) country: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TenantKind {
    Work,
    Personal,
}

#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: Uuid,
    pub(crate) tenant: Uuid,
    pub(crate) upn: String,
    pub(crate) given: String,
    pub(crate) family: String,
    /// In the order of the person's own language.
    pub(crate) display_name: String,
    pub(crate) password: String,
    pub(crate) roles: Vec<DirectoryRole>,
}

/// What somebody needs to walk the pages as one of the people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UserCard {
    pub upn: String,
    /// Not a secret: it is printed on the simulated sign-in page.
    pub password: String,
    pub roles: Vec<String>,
    pub display_name: String,
}

impl Directory {
    pub(crate) fn new(seed: &Seed, cast: Cast, crowd: Option<cast::Crowd>) -> Self {
        let (mut tenants, mut users) = (Vec::new(), Vec::new());
        for (tenant, people) in cast::organisations(seed) {
            tenants.push(tenant);
            users.extend(people);
        }
        if let Some(crowd) = crowd {
            for (tenant, people) in crowd.organisations(seed) {
                tenants.push(tenant);
                users.extend(people);
            }
        }
        Self { tenants, users, cast }
    }

    /// By id, by domain, or `consumers`.
    pub(crate) fn tenant(&self, segment: &str) -> Option<&Tenant> {
        let id = if segment.eq_ignore_ascii_case("consumers") { Some(CONSUMERS) } else { segment.parse().ok() };
        self.tenants.iter().find(|tenant| Some(tenant.id) == id || tenant.domain.eq_ignore_ascii_case(segment))
    }

    pub(crate) fn home_of(&self, user: &User) -> Option<&Tenant> {
        self.tenants.iter().find(|tenant| tenant.id == user.tenant)
    }

    pub(crate) fn user(&self, id: Uuid) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(crate) fn user_by_upn(&self, upn: &str) -> Option<&User> {
        self.users.iter().find(|user| user.upn.eq_ignore_ascii_case(upn.trim()))
    }

    /// The organisation the story plays in.
    pub(crate) fn home(&self) -> &Tenant {
        match self.cast {
            Cast::English => &self.tenants[0],
            Cast::Japanese => &self.tenants[1],
        }
    }

    /// The tenant of personal accounts.
    pub(crate) fn personal(&self) -> &Tenant {
        &self.tenants[2]
    }

    pub(crate) fn work_tenants(&self) -> impl Iterator<Item = &Tenant> {
        self.tenants.iter().filter(|tenant| tenant.kind == TenantKind::Work)
    }

    /// Whose story it is first, then the rest of the cast, admins early.
    pub(crate) fn players(&self, account: Account) -> Vec<&User> {
        let home = self.home().id;
        let mut players: Vec<&User> = self.users.iter().filter(|user| user.tenant == home).collect();
        let own = self.users.iter().find(|user| user.tenant == CONSUMERS && cast::is_of(user, self.cast));
        match account {
            Account::Work => players.extend(own),
            Account::Personal => players.splice(0..0, own).for_each(drop),
        }
        players
    }
}

impl User {
    /// As `domain_hint` means it: a domain, or `organizations` and `consumers`.
    pub(crate) fn is_in_domain(&self, hint: &str) -> bool {
        match hint.to_ascii_lowercase().as_str() {
            "consumers" => self.tenant == CONSUMERS,
            "organizations" => self.tenant != CONSUMERS,
            domain => self.upn.rsplit_once('@').is_some_and(|(_, own)| own.eq_ignore_ascii_case(domain)),
        }
    }

    pub(crate) fn has(&self, right: fn(DirectoryRole) -> bool) -> bool {
        self.roles.iter().copied().any(right)
    }

    /// Whether a directory role may consent to delegated permissions for the whole tenant.
    pub(crate) fn may_grant_for_everyone(&self) -> bool {
        self.has(DirectoryRole::grants_delegated)
    }

    pub(crate) fn card(&self) -> UserCard {
        UserCard {
            upn: self.upn.clone(),
            password: self.password.clone(),
            roles: self.roles.iter().map(|role| role.name().to_owned()).collect(),
            display_name: self.display_name.clone(),
        }
    }
}
