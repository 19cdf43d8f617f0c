use profile::Lang;
use serde::{Deserialize, Serialize};

use crate::case::LetterLang;
use crate::clean::line;

/// The request as a document. Text, HTML and the preview in the window are all drawn from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Letter {
    /// One line, without control characters.
    pub subject: String,
    pub lang: LetterLang,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Block {
    Paragraph {
        text: String,
    },
    Heading {
        text: String,
    },
    Facts {
        facts: Vec<Fact>,
    },
    /// `literal` is the column that holds literal values, if one does.
    Table {
        header: Vec<String>,
        rows: Vec<Vec<String>>,
        literal: Option<usize>,
    },
    List {
        ordered: bool,
        items: Vec<String>,
    },
    Link {
        label: String,
        url: String,
    },
    /// From here on the letter is in this language.
    Language {
        lang: Lang,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// True for an id or another value to be compared letter by letter.
    pub literal: bool,
}

impl Letter {
    /// The same words once per language; in a bilingual letter Japanese stands above English, and both subjects in one line.
    pub(crate) fn written(lang: LetterLang, write: impl Fn(Lang) -> (String, Vec<Block>)) -> Letter {
        let first = match lang {
            LetterLang::En => Lang::En,
            LetterLang::Ja | LetterLang::Both => Lang::Ja,
        };
        let (mut subject, mut blocks) = write(first);
        if lang == LetterLang::Both {
            let (second, english) = write(Lang::En);
            subject = format!("{subject} / {second}");
            blocks.push(Block::Language { lang: Lang::En });
            blocks.extend(english);
        }
        Letter { subject: line(&subject), lang, blocks }
    }

    /// The language of the blocks before the first [`Block::Language`].
    pub(crate) fn first_lang(&self) -> Lang {
        match self.lang {
            LetterLang::En => Lang::En,
            LetterLang::Ja | LetterLang::Both => Lang::Ja,
        }
    }
}
