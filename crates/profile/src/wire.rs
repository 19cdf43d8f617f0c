//! Values that leave the profile for links and mail headers. Each is checked once, here, and cannot be built otherwise.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

/// Why a value in a profile cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InvalidText {
    #[error("a client id is a UUID such as 8d6e7a5c-1f2b-4c3d-9e8f-0a1b2c3d4e5f")]
    ClientId,
    #[error("a link is a full https address without a user name, such as https://vendor.example/security")]
    HttpsUrl,
    #[error(
        "a page of Microsoft's is https on microsoft.com or microsoft365.com, without a language in it: /en-us/ keeps readers from their own"
    )]
    MicrosoftPage,
    #[error("a contact is one plain mail address, such as support@vendor.example")]
    EmailAddress,
    #[error("a colour is six hexadecimal digits such as #4353b3")]
    Colour,
    #[error(
        "a logo is a plain SVG drawing with its xmlns, or a PNG as data:image/png;base64,...; up to 16 KiB, with no script, style, link or reference in it"
    )]
    Logo,
}

/// An app registration's application (client) id, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

impl ClientId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the all-zero id that stands for "not registered with Microsoft yet".
    pub fn is_placeholder(&self) -> bool {
        self.0.chars().all(|c| matches!(c, '0' | '-'))
    }
}

impl TryFrom<String> for ClientId {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        let groups = text.split('-').map(str::len);
        let is_uuid = groups.eq([8, 4, 4, 4, 12]) && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
        if is_uuid { Ok(ClientId(text.to_ascii_lowercase())) } else { Err(InvalidText::ClientId) }
    }
}

/// A web address IT may be sent to. Always https, always with a host, never with credentials in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HttpsUrl(String);

impl HttpsUrl {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for HttpsUrl {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        let url = Url::parse(&text).map_err(|_| InvalidText::HttpsUrl)?;
        let plain = url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none();
        // Kept as written: a landing page must equal its registration to the byte.
        if plain && !text.contains(char::is_whitespace) { Ok(HttpsUrl(text)) } else { Err(InvalidText::HttpsUrl) }
    }
}

/// A page of Microsoft's own documentation, in an address that opens in each reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MicrosoftPage(String);

impl MicrosoftPage {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MicrosoftPage {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        let HttpsUrl(text) = text.try_into().map_err(|_| InvalidText::MicrosoftPage)?;
        let url = Url::parse(&text).map_err(|_| InvalidText::MicrosoftPage)?;
        let theirs = url.host_str().is_some_and(|host| {
            ["microsoft.com", "microsoft365.com"]
                .iter()
                .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
        });
        let pinned = url.path_segments().and_then(|mut segments| segments.next()).is_some_and(
            |first| matches!(first.as_bytes(), [a, b, b'-', ..] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic()),
        );
        if theirs && !pinned { Ok(MicrosoftPage(text)) } else { Err(InvalidText::MicrosoftPage) }
    }
}

/// One mail address, without a display name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        let refused = |c: char| c.is_control() || c.is_whitespace() || "<>()[],;:\\\"".contains(c);
        match text.split_once('@') {
            Some((local, domain))
                if !local.is_empty()
                    && domain.contains('.')
                    && !domain.contains('@')
                    && !domain.starts_with('.')
                    && !domain.ends_with('.')
                    && !text.contains(refused) =>
            {
                Ok(EmailAddress(text))
            }
            Some(_) | None => Err(InvalidText::EmailAddress),
        }
    }
}

macro_rules! shown_as_text {
    ($($name:ident),*) => {$(
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

shown_as_text!(ClientId, HttpsUrl, MicrosoftPage, EmailAddress);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_id_is_a_uuid_and_kept_in_lower_case() {
        let id = ClientId::try_from("3B1F0C62-8F1E-4A7D-9C55-2F60D7C1E9AB".to_owned());
        assert_eq!(id.map(String::from), Ok("3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab".to_owned()));
        for wrong in ["", "3b1f0c62", "{3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab}", "3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ag"]
        {
            assert_eq!(ClientId::try_from(wrong.to_owned()), Err(InvalidText::ClientId), "{wrong}");
        }
    }

    #[test]
    fn a_link_must_be_https_with_a_host_and_no_credentials() {
        assert!(HttpsUrl::try_from("https://daybook.example/approved".to_owned()).is_ok());
        for wrong in [
            "http://daybook.example",
            "https://",
            "javascript:alert(1)",
            "https://a:b@daybook.example",
            "daybook.example",
        ] {
            assert_eq!(HttpsUrl::try_from(wrong.to_owned()), Err(InvalidText::HttpsUrl), "{wrong}");
        }
    }

    #[test]
    fn a_contact_cannot_smuggle_a_second_header_or_address() {
        assert!(EmailAddress::try_from("support@daybook.example".to_owned()).is_ok());
        for wrong in [
            "support",
            "a@b",
            "a@b.example\r\nBcc: c@d.example",
            "a@b.example,c@d.example",
            "A <a@b.example>",
            "a@b@c.example",
        ] {
            assert_eq!(EmailAddress::try_from(wrong.to_owned()), Err(InvalidText::EmailAddress), "{wrong}");
        }
    }
}
