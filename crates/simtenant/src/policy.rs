use serde::{Deserialize, Serialize};

/// What a tenant's administrators have set, as far as it decides over an app's request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub user_consent: UserConsent,
    /// "Block user consent for risky apps". On unless an administrator has switched it off, as at Microsoft.
    #[serde(default = "on")]
    pub risk_step_up: bool,
    /// The delegated permissions that the tenant has classified as low impact; only [`UserConsent::LowImpact`] reads it.
    #[serde(default = "recommended_as_low_impact")]
    pub low_impact: Vec<String>,
    /// "Users can request admin consent to apps they are unable to consent to". Absent: switched off.
    pub workflow: Option<Workflow>,
    /// The Conditional Access rule that meets every sign-in to the app.
    pub access_rule: Option<AccessRule>,
    /// A proxy on the network names the tenants it lets through, and this one is not among them.
    #[serde(default)]
    pub network_restricts_tenants: bool,
    /// Seconds until an administrator's grant is in effect. Microsoft's take a moment; tokens in between lack the scope.
    #[serde(default)]
    pub propagation_seconds: i64,
}

/// The tenant's "User consent for applications" setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserConsent {
    /// No `ManagePermissionGrantsForSelf` policy: every app waits for an admin, even for sign-in.
    Off,
    /// `microsoft-user-default-low`: verified publishers, and permissions classified as low impact.
    LowImpact,
    /// `microsoft-user-default-recommended`: everything user-consentable by definition, minus Microsoft's exclusion list.
    Managed,
    /// `microsoft-user-default-legacy`: everything that is user-consentable by definition.
    Allow,
}

/// The admin consent workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// Days until a request that nobody answered expires.
    pub expires_after_days: i64,
    /// Whether reviewers and requesters are mailed.
    #[serde(default = "on")]
    pub mails: bool,
}

/// What Conditional Access demands, and cannot get here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessRule {
    /// "Block access": AADSTS53003.
    Block,
    /// "Require device to be marked as compliant": AADSTS53000, since the simulated browser vouches for no device.
    CompliantDevice,
}

impl Policy {
    /// Only `user_consent` set, the rest as in a new tenant.
    pub fn new(user_consent: UserConsent) -> Self {
        Self {
            user_consent,
            risk_step_up: true,
            low_impact: recommended_as_low_impact(),
            workflow: None,
            access_rule: None,
            network_restricts_tenants: false,
            propagation_seconds: 0,
        }
    }
}

impl UserConsent {
    /// The entry in `defaultUserRolePermissions.permissionGrantPoliciesAssigned`.
    pub(crate) fn policy_assigned(self) -> Option<&'static str> {
        match self {
            UserConsent::Off => None,
            UserConsent::LowImpact => Some("ManagePermissionGrantsForSelf.microsoft-user-default-low"),
            UserConsent::Managed => Some("ManagePermissionGrantsForSelf.microsoft-user-default-recommended"),
            UserConsent::Allow => Some("ManagePermissionGrantsForSelf.microsoft-user-default-legacy"),
        }
    }
}

fn on() -> bool {
    true
}

/// The five that Microsoft's own page recommends to classify.
fn recommended_as_low_impact() -> Vec<String> {
    ["openid", "profile", "email", "offline_access", "User.Read"].map(str::to_owned).to_vec()
}
