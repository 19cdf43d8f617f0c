use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language the product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
/// A vendor may add any other language.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Localised {
    pub en: String,
    pub ja: String,
    #[cfg_attr(feature = "types", ts(skip))]
    others: BTreeMap<LanguageTag, String>,
}

impl Localised {
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Localised { en: en.into(), ja: ja.into(), others: BTreeMap::new() }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }

    /// The text in this language, or in the nearest one the vendor wrote: `de-AT` falls back to `de`, then to English.
    pub fn nearest(&self, tag: &LanguageTag) -> &str {
        let exact = |tag: &str| match tag {
            "en" => Some(&self.en),
            "ja" => Some(&self.ja),
            _ => self.others.iter().find(|(other, _)| other.0 == tag).map(|(_, text)| text),
        };
        let mut tag = tag.0.as_str();
        loop {
            match (exact(tag), tag.rsplit_once('-')) {
                (Some(text), _) => return text,
                (None, Some((wider, _))) => tag = wider,
                (None, None) => return &self.en,
            }
        }
    }

    /// The languages written besides English and Japanese.
    pub fn others(&self) -> impl Iterator<Item = &LanguageTag> {
        self.others.keys()
    }
}

/// A language as BCP 47 writes it, in the form `de`, `pt-BR` or `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(String);

impl LanguageTag {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for LanguageTag {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let mut subtags = text.split('-');
        let language = subtags.next().unwrap_or_default();
        let sound = matches!(language.len(), 2 | 3)
            && language.chars().all(|c| c.is_ascii_lowercase())
            && subtags
                .all(|subtag| (1..=8).contains(&subtag.len()) && subtag.chars().all(|c| c.is_ascii_alphanumeric()));
        if sound { Ok(LanguageTag(text.to_owned())) } else { Err(NotALanguage(text.to_owned())) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown field `{0}`, expected `en`, `ja` or another language tag such as `de` or `pt-BR`")]
pub struct NotALanguage(String);

impl<'de> Deserialize<'de> for Localised {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ByLanguage)
    }
}

struct ByLanguage;

impl<'de> Visitor<'de> for ByLanguage {
    type Value = Localised;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in each language: { en = \"...\", ja = \"...\" }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Localised, A::Error> {
        let mut written: BTreeMap<LanguageTag, String> = BTreeMap::new();
        while let Some(key) = map.next_key::<Key>()? {
            let Text(text) = map.next_value()?;
            if written.insert(key.0, text).is_some() {
                return Err(A::Error::custom("duplicate key"));
            }
        }
        let mut take = |tag: &'static str| {
            written.remove(&LanguageTag(tag.to_owned())).ok_or_else(|| A::Error::missing_field(tag))
        };
        Ok(Localised { en: take("en")?, ja: take("ja")?, others: written })
    }
}

/// The key is read as its own value, so that an error about it points at it and not at the whole table.
struct Key(LanguageTag);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map(Key).map_err(D::Error::custom)
    }
}

struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        said(from).map(Text)
    }
}

impl Serialize for Localised {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2 + self.others.len()))?;
        map.serialize_entry("en", &self.en)?;
        map.serialize_entry("ja", &self.ja)?;
        for (tag, text) in &self.others {
            map.serialize_entry(tag.as_str(), text)?;
        }
        map.end()
    }
}

/// A text that says something: blank ones are refused, and so are characters that could reorder or hide what IT reads.
pub(crate) fn said<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    // A file checked out on Windows says the same as one that was not.
    let text = String::deserialize(from)?.replace("\r\n", "\n");
    match text.trim() {
        "" => Err(D::Error::custom("this text is blank")),
        trimmed if trimmed.chars().any(hides) => {
            Err(D::Error::custom("this text holds control or direction characters that a reader cannot see"))
        }
        trimmed => Ok(trimmed.to_owned()),
    }
}

/// Control characters and the Unicode controls that change reading direction or take no space.
fn hides(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
