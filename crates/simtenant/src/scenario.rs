use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::lang::Words;

/// How a tenant is set up and what its simulated admin does without anybody clicking. One file in `scenarios/` each.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The order a presenter meets them in.
    pub order: u32,
    pub name: String,
    pub title: Words,
    pub user_consent: UserConsent,
    /// Absent: the admin acts only when told to, on the admin page or by the control API.
    pub decision: Option<Decision>,
}

/// The tenant's "User consent for applications" setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserConsent {
    /// `microsoft-user-default-legacy`: everything that is user-consentable by definition.
    Allow,
    /// `microsoft-user-default-recommended`: the same, minus Microsoft's exclusion list.
    Managed,
    /// No `ManagePermissionGrantsForSelf` policy: every app waits for an admin, even for sign-in.
    Off,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A tenant-wide grant of everything the app has registered.
    Approve,
    /// The service principal is disabled: refresh tokens answer AADSTS7000112.
    Deny,
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

const FILES: [&str; 4] = [
    include_str!("../scenarios/open.toml"),
    include_str!("../scenarios/managed-policy.toml"),
    include_str!("../scenarios/consent-off.toml"),
    include_str!("../scenarios/denied.toml"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_file_parses_and_has_its_own_name_and_place() {
        assert_eq!(scenarios().len(), FILES.len());
        for (index, scenario) in scenarios().iter().enumerate() {
            assert_eq!(scenario.order as usize, index + 1, "{}", scenario.name);
            assert_eq!(named(&scenario.name), Some(scenario));
            assert!(!scenario.title.ja.is_empty() && !scenario.title.en.is_empty());
        }
    }
}
