use crate::permission::Kind;

/// How much an organisation hands over with one permission, from 1 to 5.
///
/// The rule is ours and answers two questions only, what the app can do and with whose data, so that IT can check it
/// by hand. Microsoft publishes five levels of its own for Graph, without their rule and without Exchange and
/// SharePoint; its guidance gives the order used here (reading before writing, delegated before application, one's own
/// data before everyone's: "Overview of Microsoft Graph permissions", best practices).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Risk {
    pub act: Act,
    pub reach: Reach,
}

/// What the app can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Learn who signed in, and stay signed in.
    Identify,
    /// Read a few fields, such as names or free and busy times.
    ReadBasic,
    Read,
    /// Create, change, delete or send. Also every word the rule does not know.
    Write,
    /// Decide what others may do, change how the organisation is set up or protected, or read its secrets.
    Control,
}

/// With whose data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The signed-in person's, or what an administrator or the app itself put there for it.
    Own,
    /// Everything the signed-in person can open, other people's data included.
    Openable,
    /// Everyone's, with nobody signed in.
    Organisation,
}

impl Risk {
    /// By the value's words alone, so that a permission too new for the table is judged as well.
    pub fn of(value: &str, kind: Kind) -> Risk {
        let words = Words::of(value);
        Risk { act: words.act(), reach: words.reach(kind) }
    }

    /// The level shown to people: 1 is least.
    pub fn level(self) -> u8 {
        match (self.act, self.reach) {
            (Act::Identify, Reach::Own | Reach::Openable | Reach::Organisation) => 1,
            (Act::ReadBasic, Reach::Own) => 1,
            (Act::ReadBasic, Reach::Openable) => 2,
            (Act::ReadBasic, Reach::Organisation) => 3,
            (Act::Read, Reach::Own) => 2,
            (Act::Read, Reach::Openable) => 3,
            (Act::Read, Reach::Organisation) => 4,
            (Act::Write, Reach::Own) => 3,
            (Act::Write, Reach::Openable) => 4,
            (Act::Write, Reach::Organisation) => 5,
            (Act::Control, Reach::Own) => 4,
            (Act::Control, Reach::Openable | Reach::Organisation) => 5,
        }
    }
}

/// A value as Microsoft composes it: `Area.Verb.Constraint`, of which only the area is always there.
struct Words<'a> {
    area: &'a str,
    verb: &'a str,
    constraint: &'a str,
}

impl<'a> Words<'a> {
    fn of(value: &'a str) -> Words<'a> {
        let mut words = value.splitn(3, '.');
        let mut next = || words.next().unwrap_or_default();
        Words { area: next(), verb: next(), constraint: next() }
    }

    fn act(&self) -> Act {
        let identifies = self.constraint.is_empty()
            && matches!(
                (self.area, self.verb),
                ("openid" | "profile" | "email" | "offline_access", "") | ("User", "Read")
            );
        if identifies {
            return Act::Identify;
        }
        let reads = is_reading(self.verb);
        if self.is_control(reads) {
            Act::Control
        } else if reads && (self.verb.contains("Basic") || self.verb == "ReadAnonymous") {
            Act::ReadBasic
        } else if reads {
            Act::Read
        } else {
            Act::Write
        }
    }

    fn is_control(&self, reads: bool) -> bool {
        let secret = SECRETS.contains(&self.area) && self.verb != "ReadBasic";
        let full = matches!(self.verb, "FullControl" | "PrivilegedOperations" | "ReadApprove" | "ManageAsApp")
            || self.verb.contains("AndConsent")
            || self.area == "full_access_as_app";
        secret || full || (!reads && in_control_plane(self.area))
    }

    fn reach(&self, kind: Kind) -> Reach {
        let picked = |word: &str| {
            matches!(
                word,
                "Selected" | "SelectedOperations" | "OwnedBy" | "CreatedByApp" | "ManagedBy" | "WhereInstalled"
            )
        };
        if picked(self.verb) || picked(self.constraint) {
            return Reach::Own;
        }
        match kind {
            Kind::Application => Reach::Organisation,
            // `AllSites` says in its first word what the others say in their last.
            Kind::Delegated if self.area == "AllSites" => Reach::Openable,
            Kind::Delegated if self.constraint.is_empty() || self.constraint == "User" => Reach::Own,
            Kind::Delegated => Reach::Openable,
        }
    }
}

/// `ReadWrite`, `ReadUpdate` and the like write; `ReadForChat` and `ReadBasic` read.
fn is_reading(verb: &str) -> bool {
    let read = verb
        .strip_prefix("Read")
        .is_some_and(|rest| !["Write", "Update", "Approve"].iter().any(|word| rest.starts_with(word)));
    read || matches!(verb, "Evaluate" | "Compute" | "Search")
}

/// Reading these is holding a key: recovery keys, local administrators' passwords, signing keys.
const SECRETS: [&str; 3] = ["BitlockerKey", "DeviceLocalCredential", "TrustFrameworkKeySet"];

/// Areas in which writing changes who may do what, how people prove who they are, or how devices and the organisation
/// are set up. A prefix covers its relatives: `Policy` also `PolicyX`, `UserAuthMethod` also `UserAuthMethod-Phone`.
fn in_control_plane(area: &str) -> bool {
    const AREAS: [&str; 34] = [
        "AdministrativeUnit",
        "AgentIdentity",
        "AppCertTrustConfiguration",
        "AppRoleAssignment",
        "Application",
        "AuthenticationContext",
        "ConsentRequest",
        "CrossTenant",
        "CustomAuthenticationExtension",
        "DelegatedAdminRelationship",
        "DelegatedPermissionGrant",
        "DeviceManagement",
        "Directory",
        "Domain",
        "EntitlementManagement",
        "Exchange",
        "IdentityProvider",
        "IdentityUserFlow",
        "MultiTenantOrganization",
        "NetworkAccess",
        "OnPrem",
        "Organization",
        "Policy",
        "Privileged",
        "PublicKeyInfrastructure",
        "ResourceSpecificPermissionGrant",
        "RoleAssignment",
        "RoleEligibility",
        "RoleManagement",
        "Synchronization",
        "TenantGovernance",
        "TrustFramework",
        "User-PasswordProfile",
        "UserAuth",
    ];
    AREAS.iter().any(|known| area.starts_with(known)) || area.contains("TenantSettings")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(value: &str, kind: Kind) -> u8 {
        Risk::of(value, kind).level()
    }

    #[test]
    fn as_the_signed_in_person_the_level_follows_what_the_app_does_and_how_far_it_sees() {
        for (value, expected) in [
            ("openid", 1),
            ("offline_access", 1),
            ("User.Read", 1),
            ("Calendars.ReadBasic", 1),
            ("Calendars.Read", 2),
            ("User.ReadBasic.All", 2),
            ("Calendars.ReadWrite", 3),
            ("Mail.Send", 3),
            ("SMTP.Send", 3),
            ("OnlineMeetings.ReadWrite", 3),
            ("Calendars.Read.Shared", 3),
            ("Files.Read.All", 3),
            ("User.Read.All", 3),
            ("AllSites.Read", 3),
            ("Sites.Search.All", 3),
            ("Calendars.ReadWrite.Shared", 4),
            ("User.Invite.All", 4),
            ("EWS.AccessAsUser.All", 4),
            ("IMAP.AccessAsUser.All", 4),
            ("UserAuthMethod-Phone.ReadWrite", 4),
            ("AllSites.FullControl", 5),
            ("Sites.FullControl.All", 5),
            ("Directory.AccessAsUser.All", 5),
            ("BitlockerKey.Read.All", 5),
            ("Policy.ReadWrite.ConditionalAccess", 5),
            ("TeamsAppInstallation.ReadWriteAndConsentForChat", 4),
        ] {
            assert_eq!(level(value, Kind::Delegated), expected, "{value}");
        }
    }

    #[test]
    fn with_nobody_signed_in_everyone_is_in_reach_unless_an_administrator_picks() {
        for (value, expected) in [
            ("Calendars.ReadBasic.All", 3),
            ("BitlockerKey.ReadBasic.All", 3),
            ("Calendars.Read", 4),
            ("GroupMember.Read.All", 4),
            ("User.Read.All", 4),
            ("Calendars.ReadWrite", 5),
            ("Mail.Send", 5),
            ("RoleManagement.ReadWrite.Directory", 5),
            ("full_access_as_app", 5),
            ("Exchange.ManageAsApp", 5),
            ("IMAP.AccessAsApp", 5),
            ("Sites.Selected", 3),
            ("Files.SelectedOperations.Selected", 3),
            ("Application.ReadWrite.OwnedBy", 4),
        ] {
            assert_eq!(level(value, Kind::Application), expected, "{value}");
        }
    }

    #[test]
    fn more_power_never_lowers_the_level_and_the_scale_is_used_in_full() {
        let acts = [Act::Identify, Act::ReadBasic, Act::Read, Act::Write, Act::Control];
        let reaches = [Reach::Own, Reach::Openable, Reach::Organisation];
        for reach in reaches {
            assert!(acts.is_sorted_by_key(|act| Risk { act: *act, reach }.level()));
        }
        for act in acts {
            assert!(reaches.is_sorted_by_key(|reach| Risk { act, reach: *reach }.level()));
        }
        let mut seen: Vec<u8> = crate::all().map(|known| known.risk().level()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn the_same_value_is_never_safer_as_an_application() {
        for known in crate::all().filter(|known| known.kind == Kind::Delegated) {
            let as_itself = level(known.value, Kind::Application);
            assert!(as_itself >= known.risk().level(), "{}", known.value);
        }
    }
}
