//! How the vendor's app looks: a colour and a mark beside its name. The lamps' colours stay the journey's own.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::wire::InvalidText;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Brand {
    pub colour: Colour,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
}

/// `#4353b3`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(String);

/// A square mark: an SVG drawing as it stands in its file, or a PNG as a `data:` address. It is shown as a picture only, so
/// nothing in it is run or fetched.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Logo(String);

/// A mark beside a name needs no more, and the profile stays readable.
const LOGO_BYTES: usize = 16 * 1024;

/// The first bytes of every PNG, in base64.
const PNG: &str = "data:image/png;base64,iVBORw0KGgo";

/// What a plain drawing does without: whatever runs, embeds, or points elsewhere.
const NOT_DRAWN: [&str; 9] =
    ["<script", "<style", "<foreignobject", "<image", "<!", "<?", "href", "url(", "javascript:"];

impl Colour {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Logo {
    /// The mark as a picture's address, for a page that loads pictures from `data:` only.
    pub fn address(&self) -> String {
        if self.0.starts_with(PNG) {
            self.0.clone()
        } else {
            format!("data:image/svg+xml,{}", percent_encoded(&self.0))
        }
    }
}

impl TryFrom<String> for Colour {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        match digits {
            Some(digits) if digits.chars().all(|c| c.is_ascii_hexdigit()) => Ok(Colour(text.to_ascii_lowercase())),
            Some(_) | None => Err(InvalidText::Colour),
        }
    }
}

impl TryFrom<String> for Logo {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        let text = text.trim();
        let fits = text.len() <= LOGO_BYTES;
        if fits && (is_png(text) || is_drawing(text)) { Ok(Logo(text.to_owned())) } else { Err(InvalidText::Logo) }
    }
}

fn is_png(text: &str) -> bool {
    let data = text.strip_prefix("data:image/png;base64,").unwrap_or_default();
    text.starts_with(PNG) && data.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='))
}

fn is_drawing(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    let whole = small.starts_with("<svg")
        && small.ends_with("</svg>")
        && small.contains("xmlns=\"http://www.w3.org/2000/svg\"");
    whole && !NOT_DRAWN.iter().any(|part| small.contains(part)) && !small.split_ascii_whitespace().any(is_handler)
}

/// `onload="..."` and the like.
fn is_handler(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or_default();
    word.contains('=') && name.len() > 2 && name.starts_with("on") && name.chars().all(|c| c.is_ascii_alphabetic())
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' | b':' | b'=' | b',' => {
                encoded.push(char::from(byte));
            }
            other => encoded += &format!("%{other:02X}"),
        }
    }
    encoded
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.0
    }
}

impl From<Logo> for String {
    fn from(logo: Logo) -> String {
        logo.0
    }
}

/// Its text is long and tells nobody anything.
impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWN: &str =
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M4 4h16" stroke="#fff"/></svg>"##;

    fn logo(text: &str) -> Result<Logo, InvalidText> {
        Logo::try_from(text.to_owned())
    }

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!(Colour::try_from("#4353B3".to_owned()).map(String::from), Ok("#4353b3".to_owned()));
        for wrong in ["4353b3", "#fff", "#4353b33", "#43 3b3", "indigo", "#４３５３ｂ３"] {
            assert_eq!(Colour::try_from(wrong.to_owned()), Err(InvalidText::Colour), "{wrong}");
        }
    }

    #[test]
    fn a_drawing_becomes_an_address_that_no_attribute_can_end() {
        let address = logo(DRAWN).map(|logo| logo.address()).unwrap_or_default();
        assert!(address.starts_with("data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22"), "{address}");
        assert!(!address.contains(['"', '<', '>', '#', '\'', ' ']));
    }

    #[test]
    fn a_png_stays_as_it_is() {
        let png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        assert_eq!(logo(png).map(|logo| logo.address()), Ok(png.to_owned()));
    }

    #[test]
    fn what_runs_or_points_elsewhere_is_no_logo() {
        let with = |inside: &str| DRAWN.replace("<path", &format!("{inside}<path"));
        for wrong in [
            with("<script>alert(1)</script>"),
            with("<image xlink:href='https://vendor.example/x.png'/>"),
            with("<a href='https://vendor.example'/>"),
            with("<rect fill='url(https://vendor.example/x)'/>"),
            with("<g onload='alert(1)'></g>"),
            with("<!ENTITY x>"),
            with(&"x".repeat(LOGO_BYTES)),
            DRAWN.replace(" xmlns=\"http://www.w3.org/2000/svg\"", ""),
            "data:image/png;base64,iVBORw0KGgo\"onerror".to_owned(),
            "data:text/html;base64,iVBORw0KGgo".to_owned(),
            "https://vendor.example/logo.svg".to_owned(),
            String::new(),
        ] {
            assert_eq!(logo(&wrong), Err(InvalidText::Logo), "{wrong:.200}");
        }
    }
}
