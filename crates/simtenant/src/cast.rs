//! Who plays. Everybody here is invented; the domains are reserved for examples.

mod office;

use uuid::Uuid;

use crate::directory::{CONSUMERS, Tenant, TenantKind, User};
use crate::lang::Words;
use crate::role::DirectoryRole::{self, CloudApplicationAdministrator, GlobalAdministrator, GlobalReader};
use crate::seed::Seed;
use crate::sim::Sim;

/// Whose organisation the story plays in. The others are there too, and sign in like anybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cast {
    /// Northbank, with Nora Lindqvist.
    #[default]
    English,
    /// 北浜商事, with 佐伯 美緒.
    Japanese,
}

/// Organisations beside the cast's, to see what many people weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    pub tenants: u32,
    /// Across all tenants.
    pub users: u32,
    /// Across all mailboxes.
    pub events: u32,
}

const CROWD_PASSWORD: &str = "crowd";

struct Person {
    login: &'static str,
    given: &'static str,
    family: &'static str,
    roles: &'static [DirectoryRole],
}

const fn person(
    login: &'static str,
    given: &'static str,
    family: &'static str,
    roles: &'static [DirectoryRole],
) -> Person {
    Person { login, given, family, roles }
}

static NORTHBANK: [Person; 7] = [
    person("nora.lindqvist", "Nora", "Lindqvist", &[]),
    person("adrian.osei", "Adrian", "Osei", &[CloudApplicationAdministrator]),
    person("marit.solheim", "Marit", "Solheim", &[GlobalAdministrator]),
    person("ravi.menon", "Ravi", "Menon", &[GlobalReader]),
    person("ida.moreau", "Ida", "Moreau", &[]),
    person("tomas.reyes", "Tomás", "Reyes", &[]),
    person("aya.kimura", "Aya", "Kimura", &[]),
];

static KITAHAMA: [Person; 6] = [
    person("mio.saeki", "美緒", "佐伯", &[]),
    person("ken.soma", "健", "相馬", &[CloudApplicationAdministrator]),
    person("rei.higuchi", "玲", "樋口", &[GlobalAdministrator]),
    person("akane.onodera", "茜", "小野寺", &[]),
    person("wataru.tsukamoto", "航", "塚本", &[]),
    person("leo.marchetti", "Leo", "Marchetti", &[]),
];

const AT_HOME: [Person; 2] = [person("nora", "Nora", "Lindqvist", &[]), person("mio", "美緒", "佐伯", &[])];

/// Northbank, 北浜商事, then everybody's private life.
pub(crate) fn organisations(seed: &Seed) -> [(Tenant, Vec<User>); 3] {
    let work = |domain: &str, en: &str, ja: &str, country| Tenant {
        id: seed.uuid(&format!("tenant/{domain}")),
        domain: domain.to_owned(),
        name: Words::new(en, ja),
        kind: TenantKind::Work,
        country,
    };
    let consumers = Tenant {
        id: CONSUMERS,
        domain: "outlook.example".to_owned(),
        name: Words::new("Personal account", "個人アカウント"),
        kind: TenantKind::Personal,
        country: "US",
    };
    let staff = |tenant: &Tenant, people: &[Person], password: &str| {
        people.iter().map(|person| person.at(seed, tenant, password)).collect::<Vec<_>>()
    };
    let northbank = work("northbank.example", "Northbank", "Northbank", "GB");
    let kitahama = work("kitahama.example", "Kitahama Trading", "北浜商事", "JP");
    let at_northbank = staff(&northbank, &NORTHBANK, "northbank");
    let at_kitahama = staff(&kitahama, &KITAHAMA, "kitahama");
    let at_home = staff(&consumers, &AT_HOME, "personal");
    [(northbank, at_northbank), (kitahama, at_kitahama), (consumers, at_home)]
}

/// Which story somebody with a personal account belongs to.
pub(crate) fn is_of(user: &User, cast: Cast) -> bool {
    let login = match cast {
        Cast::English => AT_HOME[0].login,
        Cast::Japanese => AT_HOME[1].login,
    };
    user.upn.strip_prefix(login).is_some_and(|rest| rest.starts_with('@'))
}

impl Person {
    /// Latin names stand given name first, Japanese ones family name first.
    fn display_name(&self) -> String {
        if self.given.is_ascii() || self.family.is_ascii() {
            format!("{} {}", self.given, self.family)
        } else {
            format!("{} {}", self.family, self.given)
        }
    }

    fn at(&self, seed: &Seed, tenant: &Tenant, password: &str) -> User {
        let upn = format!("{}@{}", self.login, tenant.domain);
        User {
            id: seed.uuid(&format!("user/{upn}")),
            tenant: tenant.id,
            upn,
            given: self.given.to_owned(),
            family: self.family.to_owned(),
            display_name: self.display_name(),
            password: password.to_owned(),
            roles: self.roles.to_vec(),
        }
    }
}

impl Crowd {
    /// Before anybody asks: what is measured is everything in place.
    pub(crate) fn fill_mailboxes(self, sim: &Sim) {
        let crowd = sim.directory.users.iter().filter(|user| user.password == CROWD_PASSWORD);
        for user in crowd {
            sim.mailboxes.crowd(sim, user, self.events / self.users.max(1));
        }
    }

    /// The first of each organisation is its Global Administrator.
    pub(crate) fn organisations(self, seed: &Seed) -> Vec<(Tenant, Vec<User>)> {
        let tenants = self.tenants.max(1);
        let tenant = |number: u32| {
            let domain = format!("org{number}.example");
            let name = format!("Organisation {number}");
            let id = seed.uuid(&format!("tenant/{domain}"));
            let tenant = Tenant { id, domain, name: Words::new(&name, &name), kind: TenantKind::Work, country: "GB" };
            let people = (0..self.users).filter(|user| user % tenants == number);
            let users = people.map(|user| somebody(seed, &tenant, user, user < tenants)).collect();
            (tenant, users)
        };
        (0..tenants).map(tenant).collect()
    }
}

fn somebody(seed: &Seed, tenant: &Tenant, number: u32, admin: bool) -> User {
    let upn = format!("person{number}@{}", tenant.domain);
    let id: Uuid = seed.uuid(&format!("user/{upn}"));
    User {
        id,
        tenant: tenant.id,
        upn,
        given: "Person".to_owned(),
        family: number.to_string(),
        display_name: format!("Person {number}"),
        password: CROWD_PASSWORD.to_owned(),
        roles: if admin { vec![GlobalAdministrator] } else { Vec::new() },
    }
}
