use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::challenge::Challenge;
use crate::clock::Reading;
use crate::consent::{Grant, Grantee, Why};
use crate::mailroom::Received;
use crate::policy::Policy;
use crate::queue::AccessRequest;
use crate::scopes::ScopeSet;
use crate::signing::KeptKey;

/// Everything that has been decided: what a state file keeps over a restart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    version: u32,
    seed: u64,
    /// The scenario asked for at start. Asking for another one at the next start means "begin afresh".
    started_as: String,
    /// The scenario now: the control API may have changed it since.
    pub(crate) scenario: String,
    pub(crate) clock: Reading,
    /// Counts resets: a browser session from before the last one is no longer signed in.
    pub(crate) epoch: u32,
    /// Counts changes, so that a page can notice one.
    pub(crate) revision: u64,
    /// Whether what the scenario starts with has been put in place.
    pub(crate) staged: bool,
    /// When the story began, by the tenant's clock.
    #[serde(default)]
    pub(crate) began: Option<Timestamp>,
    /// What was mailed to the story's IT, oldest first.
    #[serde(default)]
    pub(crate) letters: Vec<Received>,
    /// By tenant.
    pub(crate) principals: BTreeMap<Uuid, ServicePrincipal>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) assignments: Vec<RoleAssignment>,
    pub(crate) requests: Vec<AccessRequest>,
    pub(crate) wall: Option<Wall>,
    /// Refresh tokens issued before this moment are dead (AADSTS50173).
    pub(crate) tokens_valid_from: Option<Timestamp>,
    /// Access tokens issued before this moment have expired, whatever they say.
    pub(crate) access_valid_from: Option<Timestamp>,
    /// Access tokens that were not asked for knowing of this get a claims challenge.
    #[serde(default)]
    pub(crate) challenge: Option<Challenge>,
    /// When the app got its first tokens in the story's organisation.
    pub(crate) connected: Option<Timestamp>,
    /// The scenario's revocation has happened.
    pub(crate) revoked: bool,
    /// Replaces the policy's delay until a grant is in effect.
    pub(crate) propagation_seconds: Option<i64>,
    /// What the control API has put in the place of the scenario's policy.
    #[serde(default)]
    pub(crate) policy: Option<Policy>,
    /// What id_tokens are signed with, once one was.
    #[serde(default)]
    pub(crate) signing_key: Option<KeptKey>,
}

/// The app's enterprise application in one tenant. Absent until the first consent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServicePrincipal {
    pub(crate) id: Uuid,
    pub(crate) enabled: bool,
    /// "Assignment required?" (`appRoleAssignmentRequired`)
    pub(crate) assignment_required: bool,
    pub(crate) created: Timestamp,
}

/// An `appRoleAssignment`: a person let in to the app (role zero), or an application permission granted to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoleAssignment {
    pub(crate) id: String,
    pub(crate) tenant: Uuid,
    /// A user, or the app's service principal.
    pub(crate) principal: Uuid,
    /// The service principal whose role it is.
    pub(crate) resource: Uuid,
    pub(crate) role: Uuid,
    pub(crate) created: Timestamp,
}

/// The app met "Need admin approval".
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Wall {
    pub(crate) first_shown: Timestamp,
    pub(crate) user: Uuid,
    pub(crate) scopes: ScopeSet,
    pub(crate) why: Why,
    pub(crate) refresh_attempts: u32,
}

impl Record {
    const VERSION: u32 = 2;

    pub(crate) fn new(seed: u64, scenario: &str) -> Self {
        Self {
            version: Self::VERSION,
            seed,
            started_as: scenario.to_owned(),
            scenario: scenario.to_owned(),
            clock: Reading::default(),
            epoch: 0,
            revision: 0,
            staged: false,
            began: None,
            letters: Vec::new(),
            principals: BTreeMap::new(),
            grants: Vec::new(),
            assignments: Vec::new(),
            requests: Vec::new(),
            wall: None,
            tokens_valid_from: None,
            access_valid_from: None,
            challenge: None,
            connected: None,
            revoked: false,
            propagation_seconds: None,
            policy: None,
            signing_key: None,
        }
    }

    /// Back to the first morning, in the scenario given; the browser is signed out, tokens lose their grants.
    pub(crate) fn reset(&mut self, scenario: &str) {
        let fresh = Self::new(self.seed, &self.started_as);
        *self = Self {
            scenario: scenario.to_owned(),
            epoch: self.epoch + 1,
            revision: self.revision,
            signing_key: self.signing_key.take(),
            ..fresh
        };
    }

    /// Every scope the user has through the app now: their own grants and the tenant-wide one.
    pub(crate) fn granted(&self, client_id: &str, tenant: Uuid, user: Uuid, now: Timestamp) -> ScopeSet {
        let ours = |grant: &&Grant| grant.client_id == client_id && grant.tenant == tenant && grant.effective <= now;
        let in_effect = || self.grants.iter().filter(ours);
        let own = in_effect().filter(|grant| grant.to == Grantee::User(user));
        // While a replacement propagates, the grant it replaces is still there.
        let everyones = in_effect().rfind(|grant| grant.to == Grantee::Everyone);
        own.chain(everyones).flat_map(|grant| grant.scopes.iter().cloned()).collect()
    }

    /// A user's grants add up; a tenant-wide grant replaces the earlier one, as Microsoft warns.
    pub(crate) fn grant(&mut self, mut new: Grant, now: Timestamp) {
        let same = |old: &Grant| old.client_id == new.client_id && old.tenant == new.tenant && old.to == new.to;
        match new.to {
            Grantee::User(_) => {
                new.scopes.extend(self.grants.iter().filter(|old| same(old)).flat_map(|old| old.scopes.clone()));
                self.grants.retain(|old| !same(old));
            }
            Grantee::Everyone => self.grants.retain(|old| !same(old) || (old.effective <= now && new.effective > now)),
        }
        self.grants.push(new);
    }

    pub(crate) fn is_disabled(&self, tenant: Uuid) -> bool {
        self.principals.get(&tenant).is_some_and(|principal| !principal.enabled)
    }

    pub(crate) fn requires_assignment(&self, tenant: Uuid) -> bool {
        self.principals.get(&tenant).is_some_and(|principal| principal.assignment_required)
    }

    /// Whether the user was let in to the app.
    pub(crate) fn is_assigned(&self, tenant: Uuid, user: Uuid) -> bool {
        let app = self.principals.get(&tenant).map(|principal| principal.id);
        self.assignments.iter().any(|one| one.principal == user && Some(one.resource) == app)
    }
}

/// Where a record is kept; `None` keeps nothing.
#[derive(Debug)]
pub(crate) struct StateFile(pub(crate) Option<PathBuf>);

impl StateFile {
    /// A file that cannot be read as ours is kept aside as `*.broken`, never overwritten and never fatal.
    pub(crate) fn load(&self, seed: u64, scenario: &str) -> io::Result<Record> {
        let fresh = Record::new(seed, scenario);
        let Some(path) = &self.0 else { return Ok(fresh) };
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(fresh),
            Err(error) => return Err(error),
        };
        match serde_json::from_slice::<Record>(&text) {
            Ok(kept) if kept.version == Record::VERSION => {
                let same_story = kept.seed == seed && kept.started_as == scenario;
                Ok(if same_story { kept } else { fresh })
            }
            Ok(_) | Err(_) => {
                fs::rename(path, path.with_extension("broken"))?;
                Ok(fresh)
            }
        }
    }

    pub(crate) fn save(&self, record: &Record) -> io::Result<()> {
        let Some(path) = &self.0 else { return Ok(()) };
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        // Written beside and renamed over, so that a kill leaves the old or the new file whole.
        let beside = path.with_extension("new");
        let mut file = fs::File::create(&beside)?;
        file.write_all(&serde_json::to_vec_pretty(record)?)?;
        file.sync_all()?;
        fs::rename(beside, path)
    }
}
