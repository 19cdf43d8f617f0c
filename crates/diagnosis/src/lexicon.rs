//! The data files of `data/`: the words of each language and the rules that put them together. Read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::plain::{folded, narrowed};
use crate::verdict::Wall;

const RULES: &str = include_str!("../data/rules.tsv");

/// A language joins by its file and a line here.
const LANGUAGES: [(&str, &str); 15] = [
    ("en", include_str!("../data/phrases/en.tsv")),
    ("ja", include_str!("../data/phrases/ja.tsv")),
    ("de", include_str!("../data/phrases/de.tsv")),
    ("fr", include_str!("../data/phrases/fr.tsv")),
    ("es", include_str!("../data/phrases/es.tsv")),
    ("pt", include_str!("../data/phrases/pt.tsv")),
    ("it", include_str!("../data/phrases/it.tsv")),
    ("nl", include_str!("../data/phrases/nl.tsv")),
    ("zh-CN", include_str!("../data/phrases/zh-CN.tsv")),
    ("zh-TW", include_str!("../data/phrases/zh-TW.tsv")),
    ("ko", include_str!("../data/phrases/ko.tsv")),
    ("pl", include_str!("../data/phrases/pl.tsv")),
    ("ru", include_str!("../data/phrases/ru.tsv")),
    ("sv", include_str!("../data/phrases/sv.tsv")),
    // Names that no language translates.
    ("any", include_str!("../data/phrases/any.tsv")),
];

/// How many languages there are.
pub(crate) const SPOKEN: usize = LANGUAGES.len();

/// A set of ideas, one bit each.
pub(crate) type Ideas = u64;

/// The ids and times that pages carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Correlation,
    Trace,
    Request,
    Timestamp,
}

/// What a way of saying something stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sense {
    Idea { lang: usize, bits: Ideas },
    Phrase { lang: usize, wall: Wall },
    Label(Label),
}

/// One way of saying something, and where in a word it may stand.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) text: String,
    pub(crate) starts_word: bool,
    pub(crate) ends_word: bool,
    pub(crate) senses: Vec<Sense>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    Full,
    Half,
}

/// Ideas that, met in one sentence, speak for a wall.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) wall: Wall,
    pub(crate) strength: Strength,
    pub(crate) says: &'static str,
    all: Ideas,
    any: Vec<Ideas>,
    none: Ideas,
}

impl Rule {
    pub(crate) fn fits(&self, ideas: Ideas) -> bool {
        ideas & self.all == self.all && ideas & self.none == 0 && self.any.iter().all(|any| ideas & any != 0)
    }
}

/// Everything the data files say, ready to be searched for in one pass.
pub(crate) struct Lexicon {
    pub(crate) ways: Vec<Way>,
    pub(crate) finder: Option<AhoCorasick>,
    /// Whole lines, without punctuation.
    pub(crate) headings: HashMap<String, (usize, Wall)>,
    pub(crate) rules: Vec<Rule>,
    /// The ideas a line may hold and still be nothing but the heading "need admin approval".
    pub(crate) need_admin_approval: Ideas,
    pub(crate) heading_only: Ideas,
    /// Words that say nothing, by language, and whether each must stand as a word.
    pub(crate) fillers: Vec<Vec<(String, bool, bool)>>,
    #[cfg(test)]
    rows_not_understood: Vec<String>,
}

/// The word of the data files for what may surround an idea in a heading.
const FILLER: &str = "filler";

pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The language tag.
pub(crate) fn language(lang: usize) -> &'static str {
    LANGUAGES.get(lang).map_or("any", |(tag, _)| *tag)
}

/// A way of saying something in the form in which texts are compared.
pub(crate) fn comparable(text: &str) -> String {
    folded(&narrowed(text))
}

fn rows(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// Numbers the ideas as they are met.
#[derive(Default)]
struct Names(Vec<&'static str>);

impl Names {
    fn bit(&mut self, name: &'static str) -> Option<Ideas> {
        let at = self.0.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.0.push(name);
            self.0.len() - 1
        });
        1_u64.checked_shl(u32::try_from(at).ok()?)
    }
}

impl Lexicon {
    fn read() -> Self {
        let mut names = Names::default();
        let mut lost = Vec::new();
        let mut rules = Vec::new();
        for line in rows(RULES).skip(1) {
            match rule(line, &mut names) {
                Some(rule) => rules.push(rule),
                None => lost.push(line.to_owned()),
            }
        }
        let mut ways: HashMap<(String, bool, bool), Vec<Sense>> = HashMap::new();
        let mut headings = HashMap::new();
        let mut fillers = vec![Vec::new(); SPOKEN];
        for (lang, (_, data)) in LANGUAGES.iter().enumerate() {
            for line in rows(data) {
                let mut cells = line.split('\t');
                let (Some(kind), Some(key), Some(texts), None) =
                    (cells.next(), cells.next(), cells.next(), cells.next())
                else {
                    lost.push(line.to_owned());
                    continue;
                };
                let sense = match kind {
                    "word" => names.bit(key).map(|bits| Sense::Idea { lang, bits }),
                    "phrase" | "heading" => Wall::named(key).map(|wall| Sense::Phrase { lang, wall }),
                    "label" => label(key).map(Sense::Label),
                    _ => None,
                };
                let Some(sense) = sense else {
                    lost.push(line.to_owned());
                    continue;
                };
                for text in texts.split('|').filter(|text| !text.trim().is_empty()) {
                    match (kind, sense) {
                        ("heading", Sense::Phrase { lang, wall }) => {
                            headings.entry(bare(&comparable(text)).to_owned()).or_insert((lang, wall));
                        }
                        // Sought only in the few lines that may be a heading: "a" and "of" are everywhere.
                        ("word", Sense::Idea { lang, .. }) if key == FILLER => {
                            if let Some(fillers) = fillers.get_mut(lang) {
                                fillers.push(placed(text));
                            }
                        }
                        ("word", sense) => ways.entry(placed(text)).or_default().push(sense),
                        ("label", sense) => {
                            for text in spellings(&comparable(text)) {
                                ways.entry((text, false, false)).or_default().push(sense);
                            }
                        }
                        (_, sense) => ways.entry((comparable(text), false, false)).or_default().push(sense),
                    }
                }
            }
        }
        let mut ideas = |names_of: &[&'static str]| {
            names_of.iter().filter_map(|name| names.bit(name)).fold(0, |bits, bit| bits | bit)
        };
        let need_admin_approval = ideas(&["need", "admin", "approval"]);
        let heading_only = need_admin_approval | ideas(&["consent", "permission", "app"]);
        let mut ways: Vec<Way> = ways
            .into_iter()
            .map(|((text, starts_word, ends_word), senses)| Way { text, starts_word, ends_word, senses })
            .collect();
        ways.sort_by(|one, other| one.text.cmp(&other.text));
        let finder = AhoCorasick::new(ways.iter().map(|way| &way.text)).ok();
        #[cfg(not(test))]
        drop(lost);
        Lexicon {
            ways,
            finder,
            headings,
            rules,
            need_admin_approval,
            heading_only,
            fillers,
            #[cfg(test)]
            rows_not_understood: lost,
        }
    }
}

/// Where a word may stand: `word` at a word's start, `word.` whole, `*word` anywhere. Scripts without spaces have no
/// word starts to speak of.
fn placed(text: &str) -> (String, bool, bool) {
    let (inside, text) = text.strip_prefix('*').map_or((false, text), |rest| (true, rest));
    let (whole, text) = text.strip_suffix('.').map_or((false, text), |rest| (true, rest));
    let text = comparable(text);
    let spaced = text.chars().all(|c| u32::from(c) < 0x1100);
    (text, spaced && !inside, spaced && whole)
}

/// The name of an id with its hyphens as spaces, and without spaces where the script has none.
fn spellings(label: &str) -> Vec<String> {
    let mut all = vec![label.to_owned(), label.replace('-', " ")];
    if !label.is_ascii() {
        all.push(label.replace(' ', ""));
    }
    all.sort();
    all.dedup();
    all
}

/// A line without what surrounds it: quote marks, bullets, full stops.
pub(crate) fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

fn rule(line: &'static str, names: &mut Names) -> Option<Rule> {
    let mut cells = line.split('\t');
    let (wall, weight, ideas, says) = (Wall::named(cells.next()?)?, cells.next()?, cells.next()?, cells.next()?);
    let strength = match weight {
        "full" => Strength::Full,
        "half" => Strength::Half,
        _ => return None,
    };
    let (mut all, mut any, mut none) = (0, Vec::new(), 0);
    for idea in ideas.split(' ') {
        if let Some(absent) = idea.strip_prefix('!') {
            none |= names.bit(absent)?;
        } else if idea.contains('|') {
            any.push(idea.split('|').try_fold(0, |bits, name| Some(bits | names.bit(name)?))?);
        } else {
            all |= names.bit(idea)?;
        }
    }
    Some(Rule { wall, strength, says, all, any, none })
}

fn label(name: &str) -> Option<Label> {
    match name {
        "correlation_id" => Some(Label::Correlation),
        "trace_id" => Some(Label::Trace),
        "request_id" => Some(Label::Request),
        "timestamp" => Some(Label::Timestamp),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_data_files_is_understood() {
        assert_eq!(LEXICON.rows_not_understood, Vec::<String>::new());
        assert!(LEXICON.finder.is_some());
        assert!(LEXICON.rules.len() > 30);
    }

    #[test]
    fn every_language_has_a_heading_and_words_for_the_block() {
        for (lang, (tag, _)) in LANGUAGES.iter().enumerate().filter(|(_, (tag, _))| *tag != "any") {
            let block = |wall: &Wall| wall.approval().is_some();
            assert!(LEXICON.headings.values().any(|(of, wall)| *of == lang && block(wall)), "{tag}");
            let said = LEXICON.ways.iter().flat_map(|way| &way.senses).fold(0, |bits, sense| match sense {
                Sense::Idea { lang: of, bits: more } if *of == lang => bits | more,
                Sense::Idea { .. } | Sense::Phrase { .. } | Sense::Label(_) => bits,
            });
            for rule in LEXICON.rules.iter().filter(|rule| block(&rule.wall)) {
                assert!(rule.fits(said & !rule.none), "{tag} has no words for: {}", rule.says);
            }
        }
    }

    #[test]
    fn every_idea_of_the_words_is_one_that_the_rules_or_the_headings_use() {
        let used = LEXICON.rules.iter().fold(LEXICON.heading_only, |bits, rule| {
            rule.any.iter().fold(bits | rule.all | rule.none, |bits, any| bits | any)
        });
        for way in &LEXICON.ways {
            for sense in &way.senses {
                if let Sense::Idea { bits, lang } = sense {
                    assert!(used & bits != 0, "{} ({}) is used by no rule", way.text, language(*lang));
                }
            }
        }
    }
}
