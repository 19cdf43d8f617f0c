use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

use crate::clock::Clock;
use crate::consent::{Grant, Grantee};
use crate::directory::{Directory, User};
use crate::entra::IssuedCode;
use crate::fault::Faults;
use crate::lang::Lang;
use crate::ledger::Ledger;
use crate::options::VendorApp;
use crate::record::{Record, ServicePrincipal, StateFile, Wall};
use crate::scenario::{Answer, Scenario, named, scenarios};
use crate::scopes::{self, ScopeSet};
use crate::seed::{Seed, random_uuid};
use crate::signing::Signing;

/// The running tenant, shared by every request.
pub(crate) struct Sim {
    pub(crate) port: u16,
    pub(crate) seed: Seed,
    pub(crate) clock: Clock,
    pub(crate) directory: Directory,
    pub(crate) app: VendorApp,
    pub(crate) language: Option<Lang>,
    pub(crate) signing: Signing,
    pub(crate) ledger: Ledger,
    pub(crate) faults: Faults,
    pub(crate) file: StateFile,
    world: Mutex<World>,
}

pub(crate) type Shared = Arc<Sim>;

/// What changes. `record` survives a restart; codes do not, since the listener that waits for one dies too.
pub(crate) struct World {
    pub(crate) record: Record,
    pub(crate) codes: BTreeMap<Uuid, IssuedCode>,
    pub(crate) redeemed: BTreeSet<Uuid>,
}

/// Everything but the world, in the order a caller gathers it.
pub(crate) struct Parts {
    pub(crate) port: u16,
    pub(crate) seed: u64,
    pub(crate) app: VendorApp,
    pub(crate) language: Option<Lang>,
    pub(crate) file: StateFile,
    pub(crate) record: Record,
}

impl Sim {
    pub(crate) fn new(parts: Parts) -> Self {
        let seed = Seed::new(parts.seed);
        Self {
            port: parts.port,
            clock: Clock::shifted_by(parts.record.clock_shift_seconds),
            directory: Directory::new(&seed),
            seed,
            app: parts.app,
            language: parts.language,
            signing: Signing::default(),
            ledger: Ledger::default(),
            faults: Faults::default(),
            file: parts.file,
            world: Mutex::new(World { record: parts.record, codes: BTreeMap::new(), redeemed: BTreeSet::new() }),
        }
    }

    /// The host name is `localhost`, because that is the only loopback name Entra registers without special care.
    pub(crate) fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the world and writes the state file before anybody can see the change.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let result = act(&mut world);
        world.record.revision += 1;
        world.record.clock_shift_seconds = self.clock.shift();
        if let Err(error) = self.file.save(&world.record) {
            tracing::error!(%error, "the simulated tenant's state file was not written");
        }
        result
    }

    pub(crate) fn scenario(&self) -> &'static Scenario {
        self.read(World::scenario)
    }

    /// One simulated moment later: what the scenario's admin does by the clock.
    pub(crate) fn let_the_admin_act(&self) {
        let now = self.clock.now();
        if let Some(answer) = self.read(|world| world.due(now)) {
            self.answer(answer);
        }
    }

    pub(crate) fn answer(&self, answer: Answer) {
        let registered = scopes::registered(&self.app);
        self.change(|world| match answer {
            Answer::Approve => {
                self.principal(world, self.directory.northbank().id).enabled = true;
                world.record.grant(self.grant_for(self.directory.northbank().id, Grantee::Everyone, registered));
            }
            Answer::Deny => {
                self.principal(world, self.directory.northbank().id).enabled = false;
            }
        });
    }

    /// Takes the grants back; the app stays an enterprise application and may ask again.
    pub(crate) fn revoke(&self) {
        self.change(|world| world.record.grants.retain(|grant| grant.tenant != self.directory.northbank().id));
    }

    /// All refresh tokens issued so far stop working, as after a password change.
    pub(crate) fn end_sessions(&self) {
        let now = self.clock.now();
        self.change(|world| world.record.tokens_valid_from = Some(now));
    }

    pub(crate) fn reset(&self, scenario: &str) {
        self.clock.set_shift(0);
        self.faults.clear();
        self.change(|world| {
            world.record.reset(scenario);
            world.codes.clear();
            world.redeemed.clear();
        });
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.clock.set_shift(self.clock.shift().saturating_add(seconds));
        self.change(|_| ());
        self.let_the_admin_act();
    }

    /// Records a consent, creating the enterprise application when it is the first.
    pub(crate) fn consent(&self, tenant: Uuid, to: Grantee, scopes: ScopeSet) {
        self.change(|world| {
            self.principal(world, tenant);
            world.record.grant(self.grant_for(tenant, to, scopes));
        });
    }

    pub(crate) fn met_the_wall(&self, user: &User, scopes: ScopeSet) {
        let now = self.clock.now();
        self.change(|world| match &mut world.record.wall {
            Some(wall) => (wall.user, wall.scopes) = (user.id, scopes),
            empty @ None => *empty = Some(Wall { first_shown: now, user: user.id, scopes, refresh_attempts: 0 }),
        });
    }

    fn grant_for(&self, tenant: Uuid, to: Grantee, scopes: ScopeSet) -> Grant {
        Grant { client_id: self.app.client_id.clone(), tenant, to, scopes }
    }

    fn principal<'a>(&self, world: &'a mut World, tenant: Uuid) -> &'a mut ServicePrincipal {
        let created = self.clock.now();
        let fresh = || ServicePrincipal { id: random_uuid(), enabled: true, created };
        world.record.principals.entry(tenant).or_insert_with(fresh)
    }
}

impl World {
    pub(crate) fn scenario(&self) -> &'static Scenario {
        named(&self.record.scenario).unwrap_or(&scenarios()[0])
    }

    pub(crate) fn is_disabled(&self, tenant: Uuid) -> bool {
        self.record.principals.get(&tenant).is_some_and(|principal| !principal.enabled)
    }

    /// The scenario's decision, once the wall was shown, its moment has come and nobody has answered before.
    fn due(&self, now: Timestamp) -> Option<Answer> {
        let (decision, wall) = (self.scenario().decision?, self.record.wall.as_ref()?);
        let waited = now.duration_since(wall.first_shown).as_secs();
        let reached = wall.refresh_attempts >= decision.after_refresh_attempts || waited >= decision.after_seconds;
        let answered = self.record.grants.iter().any(|grant| grant.to == Grantee::Everyone)
            || self.record.principals.values().any(|principal| !principal.enabled);
        (reached && !answered).then_some(decision.answer)
    }
}
