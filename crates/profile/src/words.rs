use std::fmt;

use serde::{Deserialize, Serialize};

/// A language the product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Lang {
    #[default]
    En,
    Ja,
}

impl Lang {
    /// The BCP 47 tag, as HTML's `lang` and mail's `Content-Language` want it.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ja => "ja",
        }
    }
}

/// A text in every language the product speaks. Neither may be missing or blank: a reader never meets a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Localised {
    #[serde(deserialize_with = "said")]
    pub en: String,
    #[serde(deserialize_with = "said")]
    pub ja: String,
}

impl Localised {
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Localised { en: en.into(), ja: ja.into() }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }
}

/// A text that says something: blank ones are refused, and so are characters that could reorder or hide what IT reads.
pub(crate) fn said<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    match text.trim() {
        "" => Err(serde::de::Error::custom(Blank)),
        trimmed if trimmed.chars().any(hides) => Err(serde::de::Error::custom(Hidden)),
        trimmed => Ok(trimmed.to_owned()),
    }
}

/// Control characters and the Unicode controls that change reading direction or take no space.
fn hides(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

struct Blank;

impl fmt::Display for Blank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this text is blank")
    }
}

struct Hidden;

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this text holds control or direction characters that a reader cannot see")
    }
}
