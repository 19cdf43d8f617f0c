use serde::{Deserialize, Serialize};

use crate::permission::AskedPermission;
use crate::profile::Profile;

/// What a profile asked for when somebody said yes to it: kept, so that a newer version can be compared with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    pub version: u32,
    /// The short fingerprint of the profile as it was.
    pub hash: String,
    pub permissions: Vec<AskedPermission>,
}

/// What a newer version of a profile asks for differently, which is all a second approval has to be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Delta {
    /// The versions compared.
    pub from: u32,
    pub to: u32,
    /// Asked for now and not before.
    pub added: Vec<AskedPermission>,
    /// Asked for before and no longer.
    pub removed: Vec<AskedPermission>,
    /// Asked for in both, under other terms or with other words.
    pub changed: Vec<Change>,
    /// The level of the riskiest permission before and after, from 1 to 5.
    pub risk: RiskChange,
}

/// How far the highest risk level moved between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskChange {
    pub before: u8,
    pub after: u8,
}

impl RiskChange {
    /// Whether the app now holds something riskier than anything it held before.
    pub fn is_jump(self) -> bool {
        self.after > self.before
    }
}

/// One permission before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub before: AskedPermission,
    pub after: AskedPermission,
}

impl Change {
    /// Whether the terms changed (who, when, for whom), and not only the words about them.
    pub fn is_of_terms(&self) -> bool {
        terms(&self.before) != terms(&self.after)
    }
}

impl Delta {
    /// Whether an administrator has anything to approve: nothing new, nothing to ask.
    pub fn needs_approval(&self) -> bool {
        !self.added.is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl Profile {
    /// What a yes to this version, at its chosen tier, is a yes to.
    pub fn agreed(&self) -> Agreed {
        Agreed { version: self.version, hash: self.hash().to_string(), permissions: self.permissions.clone() }
    }

    /// What this version asks for that `old` did not, each at its chosen tier.
    pub fn delta_from(&self, old: &Profile) -> Delta {
        self.delta_since(old.version, &old.permissions)
    }

    /// What this version asks for beyond the permissions of an earlier one.
    pub fn delta_since(&self, version: u32, before: &[AskedPermission]) -> Delta {
        let missing_from = |there: &[AskedPermission], here: &[AskedPermission]| -> Vec<AskedPermission> {
            here.iter().filter(|asked| find(there, asked).is_none()).cloned().collect()
        };
        let changed = |after: &AskedPermission| {
            let before = find(before, after)?;
            (before != after).then(|| Change { before: before.clone(), after: after.clone() })
        };
        Delta {
            from: version,
            to: self.version,
            added: missing_from(before, &self.permissions),
            removed: missing_from(&self.permissions, before),
            changed: self.permissions.iter().filter_map(changed).collect(),
            risk: RiskChange { before: highest(before), after: self.risk_level() },
        }
    }

    /// The level of the riskiest permission asked for, from 1 to 5.
    pub fn risk_level(&self) -> u8 {
        highest(&self.permissions)
    }
}

fn highest(permissions: &[AskedPermission]) -> u8 {
    permissions.iter().map(|asked| asked.risk().level()).max().unwrap_or(1)
}

fn find<'a>(permissions: &'a [AskedPermission], asked: &AskedPermission) -> Option<&'a AskedPermission> {
    permissions.iter().find(|known| known.is_same_as(asked))
}

fn terms(asked: &AskedPermission) -> impl PartialEq + use<> {
    (asked.required, asked.who, asked.asked_when, asked.subject, asked.account_must_be)
}
