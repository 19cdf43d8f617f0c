use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

/// The directory roles that matter to consent. Template ids are Microsoft's, the same in every tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum DirectoryRole {
    ApplicationAdministrator,
    CloudApplicationAdministrator,
    GlobalAdministrator,
    GlobalReader,
    PrivilegedRoleAdministrator,
}

impl DirectoryRole {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ApplicationAdministrator => "Application Administrator",
            Self::CloudApplicationAdministrator => "Cloud Application Administrator",
            Self::GlobalAdministrator => "Global Administrator",
            Self::GlobalReader => "Global Reader",
            Self::PrivilegedRoleAdministrator => "Privileged Role Administrator",
        }
    }

    /// As in the `wids` claim.
    pub(crate) fn template(self) -> Uuid {
        match self {
            Self::ApplicationAdministrator => uuid!("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
            Self::CloudApplicationAdministrator => uuid!("158c047a-c907-4556-b7ef-446551a6b5f7"),
            Self::GlobalAdministrator => uuid!("62e90394-69f5-4237-9190-012177145e10"),
            Self::GlobalReader => uuid!("f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
            Self::PrivilegedRoleAdministrator => uuid!("e8611ab8-c189-46e8-94e1-60213ab1f814"),
        }
    }

    /// Delegated permissions for everybody ("Grant tenant-wide admin consent to an application").
    pub(crate) fn grants_delegated(self) -> bool {
        match self {
            Self::ApplicationAdministrator
            | Self::CloudApplicationAdministrator
            | Self::GlobalAdministrator
            | Self::PrivilegedRoleAdministrator => true,
            Self::GlobalReader => false,
        }
    }

    /// Application permissions of Microsoft Graph, which the application administrators may not grant.
    pub(crate) fn grants_graph_application(self) -> bool {
        match self {
            Self::GlobalAdministrator | Self::PrivilegedRoleAdministrator => true,
            Self::ApplicationAdministrator | Self::CloudApplicationAdministrator | Self::GlobalReader => false,
        }
    }

    /// Creating, disabling and assigning enterprise applications.
    pub(crate) fn keeps_applications(self) -> bool {
        match self {
            Self::ApplicationAdministrator | Self::CloudApplicationAdministrator | Self::GlobalAdministrator => true,
            Self::GlobalReader | Self::PrivilegedRoleAdministrator => false,
        }
    }

    /// Policies and the request queue.
    pub(crate) fn reads_policies(self) -> bool {
        match self {
            Self::ApplicationAdministrator
            | Self::CloudApplicationAdministrator
            | Self::GlobalAdministrator
            | Self::GlobalReader => true,
            Self::PrivilegedRoleAdministrator => false,
        }
    }
}
