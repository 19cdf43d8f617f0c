use serde::Serialize;
use uuid::{Uuid, uuid};

use crate::lang::Words;
use crate::seed::Seed;

/// The tenant of all personal accounts, `consumers`.
pub(crate) const CONSUMERS: Uuid = uuid!("9188040d-6c67-4c5b-b112-36a304b66dad");

/// The people and organisations of the story. Fixed; what they decide is in `record`.
pub(crate) struct Directory {
    pub(crate) tenants: [Tenant; 2],
    pub(crate) users: Vec<User>,
}

#[derive(Clone, Debug)]
pub(crate) struct Tenant {
    pub(crate) id: Uuid,
    pub(crate) domain: &'static str,
    pub(crate) name: Words,
    pub(crate) kind: TenantKind,
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
    pub(crate) display_name: String,
    pub(crate) password: String,
    pub(crate) role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Member,
    CloudApplicationAdministrator,
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
    pub(crate) fn new(seed: &Seed) -> Self {
        let northbank = seed.uuid("tenant/northbank.example");
        let person = |tenant: Uuid, upn: &str, display_name: &str, password: &str, role| User {
            id: seed.uuid(&format!("user/{upn}")),
            tenant,
            upn: upn.to_owned(),
            display_name: display_name.to_owned(),
            password: password.to_owned(),
            role,
        };
        let staff = |upn: &str, name: &str, role| person(northbank, upn, name, "northbank", role);
        Self {
            tenants: [
                Tenant {
                    id: northbank,
                    domain: "northbank.example",
                    name: Words::new("Northbank", "Northbank"),
                    kind: TenantKind::Work,
                },
                Tenant {
                    id: CONSUMERS,
                    domain: "outlook.example",
                    name: Words::new("Personal account", "個人アカウント"),
                    kind: TenantKind::Personal,
                },
            ],
            users: vec![
                staff("nora.lindqvist@northbank.example", "Nora Lindqvist", Role::Member),
                staff("adrian.osei@northbank.example", "Adrian Osei", Role::CloudApplicationAdministrator),
                staff("ida.moreau@northbank.example", "Ida Moreau", Role::Member),
                staff("tomas.reyes@northbank.example", "Tomás Reyes", Role::Member),
                staff("aya.kimura@northbank.example", "Aya Kimura", Role::Member),
                person(CONSUMERS, "nora@outlook.example", "Nora Lindqvist", "personal", Role::Member),
            ],
        }
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

    pub(crate) fn northbank(&self) -> &Tenant {
        &self.tenants[0]
    }
}

impl User {
    /// Whether the directory role may consent for the whole tenant (delegated Graph scopes: any of three roles).
    pub(crate) fn may_grant_for_everyone(&self) -> bool {
        match self.role {
            Role::Member => false,
            Role::CloudApplicationAdministrator => true,
        }
    }

    pub(crate) fn card(&self) -> UserCard {
        UserCard {
            upn: self.upn.clone(),
            password: self.password.clone(),
            roles: match self.role {
                Role::Member => Vec::new(),
                Role::CloudApplicationAdministrator => vec!["Cloud Application Administrator".to_owned()],
            },
            display_name: self.display_name.clone(),
        }
    }
}
