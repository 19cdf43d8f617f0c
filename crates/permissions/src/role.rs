use crate::permission::{Kind, Resource};

/// A directory role of Microsoft Entra.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Microsoft's English name, as the admin centers show it.
    pub name: &'static str,
    /// The same in every tenant, a UUID in lower case.
    pub template_id: &'static str,
    /// Whether Microsoft marks it as privileged.
    pub privileged: bool,
    pub grants: Grants,
}

/// What a role may approve for the whole organisation.
///
/// Source: "Grant tenant-wide admin consent to an application", prerequisites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grants {
    Anything,
    /// Everything but Microsoft Graph's own application permissions.
    AllButGraphApplication,
    /// Microsoft's list does not name the role. A custom role may still carry the right.
    NotListed,
}

impl Role {
    pub fn may_grant(&self, resource: Resource, kind: Kind) -> bool {
        match self.grants {
            Grants::Anything => true,
            Grants::AllButGraphApplication => (resource, kind) != (Resource::Graph, Kind::Application),
            Grants::NotListed => false,
        }
    }
}

/// The least role that may grant all of these at once, as an app asks for them: one application permission of Graph
/// among many decides. An administrator of it suffices; a Global Administrator is never needed for granting.
pub fn least_role(asked: impl IntoIterator<Item = (Resource, Kind)>) -> &'static Role {
    let lesser = asked.into_iter().all(|(resource, kind)| CLOUD_APPLICATION_ADMINISTRATOR.may_grant(resource, kind));
    if lesser { &CLOUD_APPLICATION_ADMINISTRATOR } else { &PRIVILEGED_ROLE_ADMINISTRATOR }
}

const CLOUD_APPLICATION_ADMINISTRATOR: Role = Role {
    name: "Cloud Application Administrator",
    template_id: "158c047a-c907-4556-b7ef-446551a6b5f7",
    privileged: true,
    grants: Grants::AllButGraphApplication,
};

const PRIVILEGED_ROLE_ADMINISTRATOR: Role = Role {
    name: "Privileged Role Administrator",
    template_id: "e8611ab8-c189-46e8-94e1-60213ab1f814",
    privileged: true,
    grants: Grants::Anything,
};

/// The roles an organisation is likely to have given out, by name.
pub const ROLES: [Role; 28] = [
    role("Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", true, Grants::AllButGraphApplication),
    role("Application Developer", "cf1c38e5-3621-4004-a7cb-879624dced7c", true, Grants::NotListed),
    role("Cloud App Security Administrator", "892c5842-a9a6-463a-8041-72aa08ca3cf6", false, Grants::NotListed),
    CLOUD_APPLICATION_ADMINISTRATOR,
    role("Compliance Administrator", "17315797-102d-40b4-93e0-432062caca18", false, Grants::NotListed),
    role("Conditional Access Administrator", "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9", true, Grants::NotListed),
    role("Directory Readers", "88d8e3e3-8f55-4a1e-953a-9b9898b8876b", false, Grants::NotListed),
    role("Directory Writers", "9360feb5-f418-4baa-8175-e2a00bac4301", true, Grants::NotListed),
    role("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de", false, Grants::NotListed),
    role("Exchange Recipient Administrator", "31392ffb-586c-42d1-9346-e59415a2cc4e", false, Grants::NotListed),
    role("Global Administrator", "62e90394-69f5-4237-9190-012177145e10", true, Grants::Anything),
    role("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", true, Grants::NotListed),
    role("Groups Administrator", "fdd7a751-b60b-444a-984c-02652fe8fa1c", false, Grants::NotListed),
    role("Helpdesk Administrator", "729827e3-9c14-49f7-bb1b-9608f156bbb8", true, Grants::NotListed),
    role("Hybrid Identity Administrator", "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2", true, Grants::NotListed),
    role("Identity Governance Administrator", "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e", false, Grants::NotListed),
    role("Intune Administrator", "3a2c62db-5318-420d-8d74-23affee5d9d5", true, Grants::NotListed),
    role("License Administrator", "4d6ac14f-3453-41d0-bef9-a3e0c569773a", false, Grants::NotListed),
    role("Message Center Reader", "790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b", false, Grants::NotListed),
    role("Privileged Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13", true, Grants::NotListed),
    PRIVILEGED_ROLE_ADMINISTRATOR,
    role("Reports Reader", "4a5d8f65-41da-4de4-8968-e035b65339cf", false, Grants::NotListed),
    role("Security Administrator", "194ae4cb-b126-40b2-bd5b-6091b380977d", true, Grants::NotListed),
    role("Security Operator", "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f", true, Grants::NotListed),
    role("Security Reader", "5d6b6bb7-de71-4623-b4af-96380a352509", true, Grants::NotListed),
    role("SharePoint Administrator", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c", false, Grants::NotListed),
    role("Teams Administrator", "69091246-20e8-4a56-aa4d-066075b2a7a8", false, Grants::NotListed),
    role("User Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1", true, Grants::NotListed),
];

const fn role(name: &'static str, template_id: &'static str, privileged: bool, grants: Grants) -> Role {
    Role { name, template_id, privileged, grants }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_graph_application_permission_among_many_decides_the_role() {
        let delegated = [(Resource::Graph, Kind::Delegated), (Resource::SharePoint, Kind::Delegated)];
        assert_eq!(least_role(delegated).name, "Cloud Application Administrator");
        let of_exchange = [(Resource::ExchangeOnline, Kind::Application)];
        assert_eq!(least_role(of_exchange).name, "Cloud Application Administrator");
        let mixed = [(Resource::Graph, Kind::Delegated), (Resource::Graph, Kind::Application)];
        assert_eq!(least_role(mixed).name, "Privileged Role Administrator");
    }

    #[test]
    fn four_roles_approve_and_the_rest_is_not_listed() {
        let who = |grants| ROLES.iter().filter(|role| role.grants == grants).map(|role| role.name).collect::<Vec<_>>();
        assert_eq!(who(Grants::Anything), ["Global Administrator", "Privileged Role Administrator"]);
        assert_eq!(
            who(Grants::AllButGraphApplication),
            ["Application Administrator", "Cloud Application Administrator"]
        );
        assert_eq!(who(Grants::NotListed).len(), ROLES.len() - 4);
        assert!(ROLES.is_sorted_by_key(|role| role.name));
    }
}
