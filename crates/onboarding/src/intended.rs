use crate::model::{Account, EmailAddress, Target};

/// Who is meant to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intended {
    /// Nobody has proved themselves yet: an address was typed.
    Address(EmailAddress),
    /// Somebody proved themselves before.
    Account(Account),
}

impl Intended {
    pub fn of(target: &Target, account: Option<&Account>) -> Self {
        account.cloned().map_or_else(|| Intended::Address(target.email.clone()), Intended::Account)
    }

    /// Whether `signed_in` is who was meant. Who proved themselves is known by tenant and object, whatever their address
    /// is by now. An address proves nothing: where the user name differs from it (an alias, a guest, another colleague),
    /// nobody but the person can tell, and is asked.
    pub fn is(&self, signed_in: &Account) -> bool {
        match self {
            Intended::Address(typed) => typed.as_str().eq_ignore_ascii_case(signed_in.username.trim()),
            Intended::Account(known) => known.key() == signed_in.key(),
        }
    }

    /// What Microsoft's page is told about the account; empty where not even its user name is known.
    pub fn hint(&self) -> &str {
        match self {
            Intended::Address(typed) => typed.as_str(),
            Intended::Account(known) => &known.username,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn account(object: &str, username: &str) -> Account {
        Account { tenant_id: "t".into(), object_id: object.into(), name: "Nora".into(), username: username.into() }
    }

    #[test]
    fn an_address_is_compared_without_case_and_every_other_one_is_a_question() {
        let typed = Intended::Address(EmailAddress::parse("Nora@northbank.example").unwrap());
        for same in ["Nora@northbank.example", "nora@NORTHBANK.example", " nora@northbank.example "] {
            assert!(typed.is(&account("o", same)), "{same}");
        }
        for other in [
            "nora.lindqvist@northbank.example",
            "nora@northbank.onmicrosoft.example",
            "nora_northbank.example#EXT#@fabrikam.example",
            "adrian@northbank.example",
            "",
        ] {
            assert!(!typed.is(&account("o", other)), "{other}");
        }
        assert_eq!(typed.hint(), "Nora@northbank.example");
    }

    #[test]
    fn an_account_is_its_tenant_and_object_under_whatever_address() {
        let known = Intended::Account(account("o", "nora@northbank.example"));
        assert!(known.is(&account("o", "nora.berg@northbank.example")));
        assert!(!known.is(&account("p", "nora@northbank.example")));
        assert!(!known.is(&Account { tenant_id: "u".into(), ..account("o", "nora@northbank.example") }));
        assert_eq!(known.hint(), "nora@northbank.example");
    } // C1: 52
}
