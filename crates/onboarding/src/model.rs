//! The nouns of the journey. Everything here may be written to the journal; nothing here is secret.

use std::collections::BTreeSet;
use std::fmt;

use profile::Accounts;
use serde::{Deserialize, Serialize};

/// A work or personal address, checked for shape only: whether it exists is Microsoft's to say.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a typed text cannot be an address. The UI owns the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AddressFault {
    #[error("the address has a space in it")]
    Space,
    #[error("the address has no single @ with text on both sides")]
    At,
    #[error("the part after the @ is not a domain name")]
    Domain,
    #[error("the address has characters that Microsoft addresses do not have")]
    NonAscii,
    #[error("the address is longer than 254 characters")]
    TooLong,
}

impl EmailAddress {
    /// Accepts surrounding space and full-width letters (a Japanese keyboard's default), and nothing else out of the ordinary.
    pub fn parse(typed: &str) -> Result<Self, AddressFault> {
        let text: String = typed.trim().chars().map(half_width).collect();
        if text.chars().any(char::is_whitespace) {
            return Err(AddressFault::Space);
        }
        if text.chars().count() > 254 {
            return Err(AddressFault::TooLong);
        }
        if !text.is_ascii() {
            return Err(AddressFault::NonAscii);
        }
        let Some((local, domain)) = text.split_once('@') else {
            return Err(AddressFault::At);
        };
        if local.is_empty() || domain.contains('@') {
            return Err(AddressFault::At);
        }
        if !is_domain(domain) || !local.chars().all(is_local_part) {
            return Err(AddressFault::Domain);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn is_local_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(letter)
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

impl TryFrom<String> for EmailAddress {
    type Error = AddressFault;
    fn try_from(text: String) -> Result<Self, AddressFault> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Addresses are personal data: logs get the domain only.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress(…@{})", self.domain())
    }
}

/// Which of Microsoft's clouds a tenant lives in. Each has its own sign-in and Graph hosts and its own app registrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Cloud {
    Public,
    /// GCC High. GCC is in the public cloud.
    UsGovernment,
    /// DoD: the sign-in service of the government cloud, and a Graph of its own.
    UsDefense,
    China,
}

/// A work account belongs to an organisation whose IT may have a say; a personal account has no administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    Work,
    Personal,
}

/// The tenant every personal account belongs to.
/// Source: Microsoft, "Access tokens in the Microsoft identity platform", claim `tid`.
const PERSONAL_TENANT: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

impl AccountKind {
    pub(crate) fn of_tenant(id: &str) -> Self {
        if id.eq_ignore_ascii_case(PERSONAL_TENANT) { AccountKind::Personal } else { AccountKind::Work }
    }

    /// Whether the app's registration lets accounts of this kind in.
    pub(crate) fn is_taken_by(self, accounts: Accounts) -> bool {
        match (accounts, self) {
            (Accounts::WorkAndPersonal, AccountKind::Work | AccountKind::Personal)
            | (Accounts::Work, AccountKind::Work)
            | (Accounts::Personal, AccountKind::Personal) => true,
            (Accounts::Work, AccountKind::Personal) | (Accounts::Personal, AccountKind::Work) => false,
        }
    }
}

/// An Entra tenant as public OpenID discovery tells it, before any sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    /// The directory's GUID, taken from the discovered issuer.
    pub id: String,
    /// The domain it was found by.
    pub domain: String,
    pub cloud: Cloud,
    pub kind: AccountKind,
}

/// Who wants to connect, where, and how far. `tenant` is absent when discovery found nothing and the person went on anyway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    pub email: EmailAddress,
    pub tenant: Option<Tenant>,
    /// The id of the profile's tier the person chose; absent for the one the profile stands at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
}

impl Target {
    pub fn cloud(&self) -> Cloud {
        self.tenant.as_ref().map_or(Cloud::Public, |tenant| tenant.cloud)
    }

    pub fn kind(&self) -> AccountKind {
        self.tenant.as_ref().map_or(AccountKind::Work, |tenant| tenant.kind)
    }
}

/// A signed-in account. `tenant_id` + `object_id` is its identity; names and addresses can change and are never used to decide anything.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub tenant_id: String,
    pub object_id: String,
    /// The person's display name.
    pub name: String,
    /// `preferred_username` of the id_token: for display only.
    pub username: String,
}

impl Account {
    pub fn key(&self) -> AccountKey {
        AccountKey(format!("{}.{}", self.tenant_id, self.object_id))
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("tenant_id", &self.tenant_id)
            .field("object_id", &self.object_id)
            .finish_non_exhaustive()
    }
}

/// `{tid}.{oid}`: what a token record is filed under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AccountKey(pub String);

/// A set of delegated scopes, compared the way Entra compares them: without case, and without the Graph resource prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scopes(BTreeSet<String>);

impl Scopes {
    pub fn of<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> Self {
        Self(values.into_iter().map(|value| plain(value.as_ref()).to_owned()).collect())
    }

    /// Reads the space-separated `scope` of a token response.
    pub fn parse(text: &str) -> Self {
        Self::of(text.split_whitespace())
    }

    /// Whether every scope of `wanted` was granted. The OpenID scopes and `offline_access` are not echoed reliably
    /// by the token endpoint, so they do not count.
    pub fn cover(&self, wanted: &Scopes) -> bool {
        wanted
            .0
            .iter()
            .filter(|scope| !is_protocol_scope(scope))
            .all(|scope| self.0.iter().any(|have| have.eq_ignore_ascii_case(scope)))
    }

    /// What a token is asked for anew: the OpenID scopes come along by themselves.
    pub(crate) fn of_resources(&self) -> Self {
        Self(self.0.iter().filter(|scope| !is_protocol_scope(scope)).cloned().collect())
    }

    pub fn and(&self, other: &Scopes) -> Self {
        Self(self.0.union(&other.0).cloned().collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub fn joined(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

fn plain(scope: &str) -> &str {
    scope.strip_prefix("https://graph.microsoft.com/").unwrap_or(scope)
}

fn is_protocol_scope(scope: &str) -> bool {
    ["openid", "profile", "email", "offline_access"].iter().any(|own| own.eq_ignore_ascii_case(scope))
}

/// A calendar of the mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CalendarInfo {
    pub id: String,
    pub name: String,
    pub is_default: bool,
    pub can_edit: bool,
}

/// One occurrence in the week shown. Times are UTC instants; all-day events are dates and never change zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CalendarEvent {
    pub id: String,
    pub calendar_id: String,
    pub subject: String,
    pub when: When,
    pub private: bool,
    pub tentative: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum When {
    /// RFC 3339 instants in UTC; the end is exclusive.
    Timed {
        #[cfg_attr(feature = "types", ts(type = "string"))]
        start: jiff::Timestamp,
        #[cfg_attr(feature = "types", ts(type = "string"))]
        end: jiff::Timestamp,
    },
    /// First and last day, both inclusive (Graph's exclusive end is turned round in the adapter).
    AllDay {
        #[cfg_attr(feature = "types", ts(type = "string"))]
        first: jiff::civil::Date,
        #[cfg_attr(feature = "types", ts(type = "string"))]
        last: jiff::civil::Date,
    },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parsed(typed: &str) -> Result<String, AddressFault> {
        EmailAddress::parse(typed).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn an_address_is_taken_as_people_type_it() {
        for (typed, address) in [
            (" mina@Contoso.Example\u{3000}", "mina@contoso.example"),
            ("ｍｉｎａ＠ｃｏｎｔｏｓｏ．ｅｘａｍｐｌｅ", "mina@contoso.example"),
            ("Mina.O'Neil+x@a-b.example", "Mina.O'Neil+x@a-b.example"),
        ] {
            assert_eq!(parsed(typed).as_deref(), Ok(address), "{typed}");
        }
        assert_eq!(EmailAddress::parse("mina@Contoso.Example").unwrap().domain(), "contoso.example");
    }

    #[test]
    fn what_is_no_address_says_why() {
        for (typed, fault) in [
            ("mi na@contoso.example", AddressFault::Space),
            ("mina", AddressFault::At),
            ("", AddressFault::At),
            ("@contoso.example", AddressFault::At),
            ("mina@a@contoso.example", AddressFault::At),
            ("mina@", AddressFault::Domain),
            ("mina@contoso", AddressFault::Domain),
            ("mina@contoso..example", AddressFault::Domain),
            ("mina@-contoso.example", AddressFault::Domain),
            ("mina@contoso-.example", AddressFault::Domain),
            ("mina@con_toso.example", AddressFault::Domain),
            ("mi(na@contoso.example", AddressFault::Domain),
            ("美緒@contoso.example", AddressFault::NonAscii),
        ] {
            assert_eq!(parsed(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn an_address_has_254_letters_at_most_and_a_label_63() {
        let of = |local: usize| parsed(&format!("{}@contoso.example", "m".repeat(local)));
        assert_eq!(of(254 - 16).map(|address| address.len()), Ok(254));
        assert_eq!(of(255 - 16), Err(AddressFault::TooLong));
        let label = |length: usize| parsed(&format!("mina@{}.example", "c".repeat(length)));
        assert!(label(63).is_ok());
        assert_eq!(label(64), Err(AddressFault::Domain));
    }

    #[test]
    fn a_log_gets_an_addresss_domain_and_nothing_of_the_person() {
        let address = EmailAddress::parse("mina@contoso.example").unwrap();
        assert_eq!(format!("{address:?}"), "EmailAddress(…@contoso.example)");
    }

    #[test]
    fn scopes_are_compared_as_entra_compares_them() {
        let granted = Scopes::parse("https://graph.microsoft.com/Calendars.Read  User.Read openid");
        assert_eq!(granted.iter().collect::<Vec<_>>(), ["Calendars.Read", "User.Read", "openid"]);
        assert_eq!(granted.joined(), "Calendars.Read User.Read openid");
        assert!(granted.cover(&Scopes::parse("calendars.read user.READ")));
        assert!(!granted.cover(&Scopes::parse("Calendars.ReadWrite")));
        // Not echoed reliably, so never missed.
        for own in ["openid", "profile", "email", "Offline_Access"] {
            assert!(granted.cover(&Scopes::of([own])), "{own}");
            assert_eq!(Scopes::of([own, "User.Read"]).of_resources(), Scopes::of(["User.Read"]), "{own}");
        }
        assert_eq!(granted.and(&Scopes::of(["Mail.Read"])).joined(), "Calendars.Read Mail.Read User.Read openid");
    }
}
