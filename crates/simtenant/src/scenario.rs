use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::fault::FaultOrder;
use crate::lang::Words;
use crate::policy::Policy;

/// How a tenant is set up and what happens in it without anybody clicking. One file in `scenarios/` each.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The order a presenter meets them in.
    pub order: u32,
    pub name: String,
    pub title: Words,
    /// Whose story it is.
    #[serde(default)]
    pub account: Account,
    pub policy: Policy,
    /// Overrides what the vendor's profile says of its publisher.
    pub publisher_verified: Option<bool>,
    /// What had been decided before the story begins.
    #[serde(default)]
    pub start: Start,
    /// Absent: the admin acts only when told to, on the admin page or by the control API.
    pub decision: Option<Decision>,
    /// Absent: what was granted stays granted.
    pub revocation: Option<Revocation>,
    /// What goes wrong on the network, from the start.
    #[serde(default)]
    pub(crate) faults: Vec<FaultOrder>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Account {
    #[default]
    Work,
    Personal,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    #[serde(default)]
    pub admin_consent: AdminConsent,
    /// "Assignment required?" on the app's service principal, with nobody assigned.
    #[serde(default)]
    pub assignment_required: bool,
}

/// What an admin had granted to everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdminConsent {
    #[default]
    Nothing,
    /// Everything the app has registered.
    Everything,
    /// What an earlier version of the app had asked for: all but the first permission in the registration beyond
    /// sign-in.
    EarlierVersion,
}

/// What the admin will answer once the wall has been shown, and when: whichever of the two limits is reached first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub answer: Answer,
    /// Refresh-token redemptions for a walled scope since the wall; the one that reaches the number sees the answer.
    pub after_refresh_attempts: u32,
    /// Simulated seconds since the wall.
    pub after_seconds: i64,
}

/// The reviewer's three buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A tenant-wide grant of everything the app has registered.
    Approve,
    /// Closes the pending requests; people may ask again. Where no request is pending there is nothing to close, and
    /// the only no Entra can record is [`Answer::Block`].
    Deny,
    /// The service principal is created disabled (AADSTS7000112), and nobody can ask again.
    Block,
}

/// An admin takes the grants back, this long after the app's first tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// Simulated seconds.
    pub after_seconds: i64,
}

/// Every scenario compiled in, in presenting order.
pub fn scenarios() -> &'static [Scenario] {
    static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
        let parse = |text: &&str| {
            toml::from_str(text).inspect_err(|error| tracing::error!(%error, "a scenario file does not parse")).ok()
        };
        let mut all: Vec<Scenario> = FILES.iter().filter_map(parse).collect();
        all.sort_by_key(|scenario| scenario.order);
        all
    });
    &ALL
}

pub(crate) fn named(name: &str) -> Option<&'static Scenario> {
    scenarios().iter().find(|scenario| scenario.name == name)
}

const FILES: [&str; 14] = [
    include_str!("../scenarios/open.toml"),
    include_str!("../scenarios/low-impact.toml"),
    include_str!("../scenarios/managed-policy.toml"),
    include_str!("../scenarios/consent-off.toml"),
    include_str!("../scenarios/workflow.toml"),
    include_str!("../scenarios/risky-app.toml"),
    include_str!("../scenarios/assignment.toml"),
    include_str!("../scenarios/conditional-access.toml"),
    include_str!("../scenarios/denied.toml"),
    include_str!("../scenarios/blocked-by-it.toml"),
    include_str!("../scenarios/revoked-later.toml"),
    include_str!("../scenarios/new-permission-later.toml"),
    include_str!("../scenarios/personal-account.toml"),
    include_str!("../scenarios/flaky-network.toml"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fault::Fault;

    #[test]
    fn every_scenario_file_parses_and_has_its_own_name_and_place() {
        for text in FILES {
            toml::from_str::<Scenario>(text).unwrap();
        }
        for (index, scenario) in scenarios().iter().enumerate() {
            assert_eq!(scenario.order as usize, index + 1, "{}", scenario.name);
            assert_eq!(named(&scenario.name), Some(scenario));
            assert!(!scenario.title.ja.is_empty() && !scenario.title.en.is_empty());
            for fault in &scenario.faults {
                Fault::try_from(fault.clone()).unwrap();
            }
        }
    }
}
