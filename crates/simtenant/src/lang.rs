use serde::{Deserialize, Serialize};

/// The two languages every page and every event exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    En,
    Ja,
}

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub en: String,
    pub ja: String,
}

impl Words {
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { en: en.into(), ja: ja.into() }
    }

    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.ja)
    }
}

impl Lang {
    /// The language subtag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        self.pick("en", "ja")
    }

    /// Both texts stand side by side where they are used: a text without its translation does not compile.
    pub(crate) fn pick<'a>(self, en: &'a str, ja: &'a str) -> &'a str {
        match self {
            Lang::En => en,
            Lang::Ja => ja,
        }
    }

    /// First language in a list such as `Accept-Language`, `ui_locales` or `mkt` that we speak. The order given is taken
    /// as the order of preference, which is how browsers write it.
    pub(crate) fn from_list(list: &str) -> Option<Self> {
        list.split([',', ' ']).find_map(|item| {
            let tag = item.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            match tag.split('-').next().unwrap_or_default() {
                "en" => Some(Lang::En),
                "ja" => Some(Lang::Ja),
                _ => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_speak_wins() {
        assert_eq!(Lang::from_list("fr-FR,ja;q=0.9,en;q=0.8"), Some(Lang::Ja));
        assert_eq!(Lang::from_list("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_list("ja-JP en"), Some(Lang::Ja));
        assert_eq!(Lang::from_list("*"), None);
    }
}
