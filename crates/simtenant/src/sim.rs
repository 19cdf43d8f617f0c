use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use uuid::Uuid;

use crate::cast::{Cast, Crowd};
use crate::clock::{Clock, Reading};
use crate::consent::{Setting, Walled};
use crate::directory::{Directory, TenantKind, User};
use crate::entra::{DeviceCode, IssuedCode};
use crate::fault::{Fault, Faults};
use crate::graph::Mailboxes;
use crate::lang::Lang;
use crate::ledger::Ledger;
use crate::options::VendorApp;
use crate::policy::Policy;
use crate::record::{Record, StateFile, Wall};
use crate::scenario::{Scenario, named, scenarios};
use crate::seed::Seed;
use crate::signing::Signing;

/// The running tenant, shared by every request.
pub(crate) struct Sim {
    pub(crate) origin: String,
    pub(crate) port: u16,
    pub(crate) seed: Seed,
    pub(crate) clock: Clock,
    pub(crate) directory: Directory,
    pub(crate) app: VendorApp,
    pub(crate) language: Option<Lang>,
    pub(crate) signing: Signing,
    pub(crate) ledger: Ledger,
    pub(crate) faults: Faults,
    pub(crate) mailboxes: Mailboxes,
    pub(crate) file: StateFile,
    /// The record's revision, for those who look on.
    changes: watch::Sender<u64>,
    world: Mutex<World>,
}

pub(crate) type Shared = Arc<Sim>;

/// What changes. `record` survives a restart; codes do not, since the listener that waits for one dies too.
pub(crate) struct World {
    pub(crate) record: Record,
    pub(crate) codes: BTreeMap<Uuid, IssuedCode>,
    pub(crate) redeemed: BTreeSet<Uuid>,
    pub(crate) device_codes: Vec<DeviceCode>,
}

/// Everything but the world, in the order a caller gathers it.
pub(crate) struct Parts {
    /// `https` is what clients insist on that nobody here wrote; plain http is enough for ours.
    pub(crate) https: bool,
    pub(crate) port: u16,
    pub(crate) seed: u64,
    pub(crate) app: VendorApp,
    pub(crate) language: Option<Lang>,
    pub(crate) cast: Cast,
    pub(crate) crowd: Option<Crowd>,
    pub(crate) file: StateFile,
    pub(crate) record: Record,
}

impl Sim {
    pub(crate) fn new(parts: Parts) -> Self {
        let seed = Seed::new(parts.seed);
        let scheme = if parts.https { "https" } else { "http" };
        let sim = Self {
            // The host name is `localhost`, because that is the only loopback name Entra registers without special care.
            origin: format!("{scheme}://localhost:{}", parts.port),
            port: parts.port,
            clock: Clock::set_as(parts.record.clock),
            changes: watch::Sender::new(parts.record.revision),
            directory: Directory::new(&seed, parts.cast, parts.crowd),
            seed,
            app: parts.app,
            language: parts.language,
            signing: Signing::with(parts.record.signing_key.as_ref()),
            ledger: Ledger::default(),
            faults: Faults::default(),
            mailboxes: Mailboxes::default(),
            file: parts.file,
            world: Mutex::new(World {
                record: parts.record,
                codes: BTreeMap::new(),
                redeemed: BTreeSet::new(),
                device_codes: Vec::new(),
            }),
        };
        if let Some(crowd) = parts.crowd {
            crowd.fill_mailboxes(&sim);
        }
        if !sim.read(|world| world.record.staged) {
            sim.set_the_stage();
        }
        sim
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// `localhost:PORT`, as clients know the simulated cloud.
    pub(crate) fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the world and writes the state file before anybody can see the change.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let result = act(&mut world);
        world.record.revision += 1;
        world.record.clock = self.clock.reading();
        if let Err(error) = self.file.save(&world.record) {
            tracing::error!(%error, "the simulated tenant's state file was not written");
        }
        self.changes.send_replace(world.record.revision);
        result
    }

    /// Marked as changed after every [`Sim::change`], whoever made it.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// After the clock was set: kept in the state file, and what the new time brings is done.
    pub(crate) fn clock_was_set(&self) {
        self.change(|_| ());
        self.let_the_admin_act();
    }

    /// Whose story it is.
    pub(crate) fn protagonist(&self) -> Option<&User> {
        self.directory.players(self.scenario().account).first().copied()
    }

    /// Who decides in the story's organisation.
    pub(crate) fn reviewer(&self) -> Option<&User> {
        let home = self.directory.home().id;
        self.directory.users.iter().find(|user| user.tenant == home && user.may_grant_for_everyone())
    }

    pub(crate) fn scenario(&self) -> &'static Scenario {
        self.read(World::scenario)
    }

    pub(crate) fn policy(&self) -> Policy {
        self.read(|world| world.policy().clone())
    }

    pub(crate) fn publisher_verified(&self) -> bool {
        self.verified(self.scenario())
    }

    pub(crate) fn verified(&self, scenario: &Scenario) -> bool {
        scenario.publisher_verified.or(self.app.verified) == Some(true)
    }

    /// What decides over a request in this tenant.
    pub(crate) fn setting<'w>(&self, world: &'w World, tenant: Uuid, kind: TenantKind) -> Setting<'w> {
        Setting {
            policy: world.policy(),
            kind,
            publisher_verified: self.verified(world.scenario()),
            assignment_required: world.record.requires_assignment(tenant),
        }
    }

    pub(crate) fn reset(&self, scenario: &str) {
        self.clock.set(Reading::default());
        self.faults.clear();
        self.mailboxes.clear();
        self.change(|world| {
            world.record.reset(scenario);
            world.codes.clear();
            world.redeemed.clear();
            world.device_codes.clear();
        });
        self.set_the_stage();
    }

    pub(crate) fn met_the_wall(&self, user: &User, walled: Walled) {
        let now = self.clock.now();
        let Walled { scopes, why } = walled;
        self.change(|world| match &mut world.record.wall {
            Some(wall) => (wall.user, wall.scopes, wall.why) = (user.id, scopes, why),
            empty @ None => *empty = Some(Wall { first_shown: now, user: user.id, scopes, why, refresh_attempts: 0 }),
        });
    }

    /// What the scenario begins with: earlier decisions, and a network in its usual state.
    fn set_the_stage(&self) {
        let scenario = self.scenario();
        for fault in &scenario.faults {
            match Fault::try_from(fault.clone()) {
                Ok(fault) => self.faults.add(fault),
                Err(why) => tracing::error!(why, scenario = %scenario.name, "a fault in a scenario file"),
            }
        }
        self.decide_before_the_story(scenario.start);
        let now = self.clock.now();
        self.change(|world| (world.record.staged, world.record.began) = (true, Some(now)));
    }
}

impl World {
    pub(crate) fn scenario(&self) -> &'static Scenario {
        named(&self.record.scenario).unwrap_or(&scenarios()[0])
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.record.policy.as_ref().unwrap_or(&self.scenario().policy)
    }

    pub(crate) fn is_disabled(&self, tenant: Uuid) -> bool {
        self.record.is_disabled(tenant)
    }
}
