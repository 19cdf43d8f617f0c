//! Which scope and which directory role each call wants. Scopes least first, as Microsoft documents them.

use crate::role::DirectoryRole;

use super::super::caller::Caller;
use super::super::refusal::GraphRefusal;

/// A call needs one of the scopes, and, where it says so, a role that has the right.
pub(super) struct Right {
    pub(super) scopes: &'static [&'static str],
    pub(super) role: Option<fn(DirectoryRole) -> bool>,
}

pub(super) const READ_PRINCIPALS: Right = Right {
    scopes: &["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
    role: None,
};
pub(super) const WRITE_PRINCIPALS: Right = Right {
    scopes: &["Application.ReadWrite.All", "Directory.ReadWrite.All"],
    role: Some(DirectoryRole::keeps_applications),
};
pub(super) const READ_GRANTS: Right = Right {
    scopes: &[
        "DelegatedPermissionGrant.Read.All",
        "Directory.Read.All",
        "DelegatedPermissionGrant.ReadWrite.All",
        "Directory.ReadWrite.All",
    ],
    role: None,
};
pub(super) const WRITE_GRANTS: Right =
    Right { scopes: &["DelegatedPermissionGrant.ReadWrite.All"], role: Some(DirectoryRole::grants_delegated) };
pub(super) const READ_ASSIGNMENTS: Right = READ_PRINCIPALS;
/// Whoever may grant application permissions is asked about the role in the handler: it depends on whose role it is.
pub(super) const WRITE_ASSIGNMENTS: Right =
    Right { scopes: &["AppRoleAssignment.ReadWrite.All"], role: Some(DirectoryRole::grants_delegated) };
pub(super) const READ_AUTHORIZATION_POLICY: Right =
    Right { scopes: &["Policy.Read.All", "Policy.ReadWrite.Authorization"], role: None };
pub(super) const READ_REQUEST_POLICY: Right = Right {
    scopes: &["Policy.Read.All", "Policy.ReadWrite.ConsentRequest"],
    role: Some(DirectoryRole::reads_policies),
};
pub(super) const READ_QUEUE: Right = Right {
    scopes: &["ConsentRequest.Read.All", "ConsentRequest.ReadWrite.All"],
    role: Some(DirectoryRole::reads_policies),
};
pub(super) const READ_ORGANIZATION: Right = Right {
    scopes: &["User.Read", "Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All"],
    role: None,
};

impl Right {
    /// The role; the scopes were checked with the token.
    pub(super) fn check(&self, caller: &Caller<'_>) -> Result<(), GraphRefusal> {
        let may = self.role.is_none_or(|right| caller.user.has(right));
        may.then_some(()).ok_or_else(GraphRefusal::insufficient_privileges)
    }
}
