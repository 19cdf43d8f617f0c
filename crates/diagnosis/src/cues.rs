//! Recognises Microsoft's pages by what they say, for the many that show no code.
//!
//! No page has to be known word for word: a sentence is reduced to its ideas ("only", "admin", "grant", ...), and the
//! rules say which ideas must meet. A heading or a full rule decides, or two different half rules in two sentences.

use crate::lexicon::{Ideas, LEXICON, Label, Lexicon, SPOKEN, Sense, Strength, bare, language};
use crate::verdict::{Approval, Wall};

/// What identified a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) wall: Wall,
    pub(crate) lang: &'static str,
    /// The heading or phrase itself, or what the rule says.
    pub(crate) says: String,
}

/// What one pass over a text found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) cue: Option<Cue>,
    /// Where the name of an id or time ends.
    pub(crate) labels: Vec<(Label, usize)>,
}

/// Looks for everything the data files name in folded text.
pub(crate) fn look(folded: &str) -> Found {
    let lexicon = &*LEXICON;
    let Some(finder) = &lexicon.finder else { return Found::default() };
    // A page wraps its sentences, so they are sought across line ends; offsets stay the same.
    let flowing = folded.replace('\n', " ");
    let mut labels = Vec::new();
    let mut phrase: Option<Cue> = None;
    let mut said: Vec<Said> = Vec::new();
    for hit in finder.find_overlapping_iter(&flowing) {
        let Some(way) = lexicon.ways.get(hit.pattern().as_usize()) else { continue };
        if (way.starts_word && in_word(flowing.get(..hit.start()), |text| text.chars().next_back()))
            || (way.ends_word && in_word(flowing.get(hit.end()..), |text| text.chars().next()))
        {
            continue;
        }
        for sense in &way.senses {
            match *sense {
                Sense::Idea { lang, bits } => said.push(Said { start: hit.start(), end: hit.end(), lang, bits }),
                Sense::Phrase { lang, wall } => {
                    let cue = Cue { wall, lang: language(lang), says: way.text.clone() };
                    phrase = Some(phrase.take().map_or(cue.clone(), |known| narrower(known, cue)));
                }
                Sense::Label(label) => labels.push((label, hit.end())),
            }
        }
    }
    // A request to IT speaks of approvals and quotes the page, and it carries the link that no page shows.
    let request = folded.contains("/adminconsent");
    let heading = heading(folded, &said, lexicon, !request);
    // The links below a page have no full stops: where the sentences say nothing, its lines may.
    let by = |ends: Vec<usize>| ruled(&gathered(&ends, &said), lexicon);
    let ruled = if request { None } else { by(sentence_ends(folded)).or_else(|| by(line_ends(folded))) };
    let cue = [heading, phrase, ruled].into_iter().flatten().reduce(narrower);
    Found { cue, labels }
}

/// One idea at one place.
#[derive(Debug, Clone, Copy)]
struct Said {
    start: usize,
    end: usize,
    lang: usize,
    bits: Ideas,
}

fn in_word(text: Option<&str>, neighbour: impl Fn(&str) -> Option<char>) -> bool {
    // Ideographs and kana may stand beside a Latin word without a space.
    text.and_then(neighbour).is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x1100)
}

/// The cue whose wall comes first in the order of the rules, which is from narrow to wide.
fn narrower(one: Cue, other: Cue) -> Cue {
    if rank(other.wall) < rank(one.wall) { other } else { one }
}

fn rank(wall: Wall) -> usize {
    LEXICON.rules.iter().position(|rule| rule.wall == wall).unwrap_or(usize::MAX)
}

/// A line, or a quotation, that is nothing but a heading.
fn heading(folded: &str, said: &[Said], lexicon: &Lexicon, quotations: bool) -> Option<Cue> {
    const LONGEST: usize = 140;
    let mut best: Option<Cue> = None;
    let mut offset = 0;
    for line in folded.split('\n') {
        let quoted = line.split('"').filter(|part| quotations && part.len() < line.len());
        for part in std::iter::once(line).chain(quoted) {
            let text = bare(part);
            if text.len() < 6 || text.len() > LONGEST {
                continue;
            }
            let known = lexicon.headings.get(text).map(|(lang, wall)| Cue {
                wall: *wall,
                lang: language(*lang),
                says: text.to_owned(),
            });
            let start = offset + (text.as_ptr() as usize - line.as_ptr() as usize);
            if let Some(cue) = known.or_else(|| spelled_out(text, start, said, lexicon)) {
                best = Some(best.take().map_or(cue.clone(), |best| narrower(best, cue)));
            }
        }
        offset += line.len() + 1;
    }
    best
}

/// "Need admin approval" in other words: a short line of which nothing is left when its ideas are taken out.
fn spelled_out(text: &str, start: usize, said: &[Said], lexicon: &Lexicon) -> Option<Cue> {
    let end = start + text.len();
    // What was said is in the order in which it ends.
    let from = said.partition_point(|said| said.end <= start);
    let to = said.partition_point(|said| said.end <= end);
    let inside = said.get(from..to)?;
    let mut ideas = [0; SPOKEN];
    for said in inside.iter().filter(|said| said.start >= start) {
        if let Some(ideas) = ideas.get_mut(said.lang) {
            *ideas |= said.bits;
        }
    }
    let spoken = |ideas: &Ideas| ideas & lexicon.need_admin_approval == lexicon.need_admin_approval;
    for lang in ideas.iter().enumerate().filter(|(_, ideas)| spoken(ideas)).map(|(lang, _)| lang) {
        let mut covered = vec![false; text.len()];
        let counts = |said: &&Said| said.start >= start && said.lang == lang && said.bits & lexicon.heading_only != 0;
        for said in inside.iter().filter(counts) {
            let (from, to) = (said.start - start, said.end - start);
            // Words of spaced scripts are known by their beginnings.
            let ending = text.get(to..).unwrap_or_default();
            let to = to + ending.find(|c: char| !c.is_alphabetic() || wide(c)).unwrap_or(ending.len());
            covered.iter_mut().take(to).skip(from).for_each(|byte| *byte = true);
        }
        if !rest_of(text, &covered, lexicon.fillers.get(lang).map_or(&[], Vec::as_slice)) {
            let wall = Wall::AdminApprovalRequired(Approval::Unknown);
            return Some(Cue { wall, lang: language(lang), says: text.to_owned() });
        }
    }
    None
}

/// Whether anything is said in `text` beside what is covered and filler words.
fn rest_of(text: &str, covered: &[bool], fillers: &[(String, bool, bool)]) -> bool {
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if !c.is_alphanumeric() || covered.get(at) == Some(&true) {
            at += c.len_utf8();
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let fits = |(filler, starts, ends): &&(String, bool, bool)| {
            text.get(at..).and_then(|rest| rest.strip_prefix(filler.as_str())).is_some_and(|after| {
                let begun = *starts && in_word(Some(before), |text| text.chars().next_back());
                let goes_on = *ends && in_word(Some(after), |text| text.chars().next());
                !begun && !goes_on
            })
        };
        match fillers.iter().filter(fits).map(|(filler, ..)| filler.len()).max() {
            Some(length) if length > 0 => at += length,
            Some(_) | None => return true,
        }
    }
    false
}

fn wide(c: char) -> bool {
    u32::from(c) >= 0x1100
}

/// The ideas of each sentence, by language.
fn gathered(ends: &[usize], said: &[Said]) -> Vec<[Ideas; SPOKEN]> {
    let mut sentences = vec![[0; SPOKEN]; ends.len() + 1];
    for said in said {
        let sentence = ends.partition_point(|end| *end <= said.start);
        if let Some(ideas) = sentences.get_mut(sentence).and_then(|ideas| ideas.get_mut(said.lang)) {
            *ideas |= said.bits;
        }
    }
    sentences
}

fn line_ends(folded: &str) -> Vec<usize> {
    memchr::memchr_iter(b'\n', folded.as_bytes()).map(|at| at + 1).collect()
}

fn sentence_ends(folded: &str) -> Vec<usize> {
    /// Longer than any sentence of a page: what runs on like this is a list or a log, and its lines stand alone.
    const LONGEST: usize = 700;
    let bytes = folded.as_bytes();
    let mut ends = Vec::new();
    let mut start = 0;
    let mut last_line = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1);
        let ended = match byte {
            b'.' | b'!' | b'?' => next.is_none_or(|next| !next.is_ascii_alphanumeric() && !b"/_-=&.".contains(next)),
            b'\n' => {
                last_line = at + 1;
                next == Some(&b'\n') || matches!(next, Some(b'-' | b'*' | b'>'))
            }
            // The last byte of 。
            0x82 => at >= 2 && bytes.get(at - 2..=at) == Some("。".as_bytes()),
            _ => false,
        };
        if ended {
            ends.push(at + 1);
            start = at + 1;
        } else if at - start > LONGEST {
            let end = if last_line > start { last_line } else { at };
            ends.push(end);
            start = end;
        }
    }
    ends
}

fn ruled(sentences: &[[Ideas; SPOKEN]], lexicon: &Lexicon) -> Option<Cue> {
    let cue = |at: usize, lang: usize| {
        lexicon.rules.get(at).map(|rule| Cue { wall: rule.wall, lang: language(lang), says: rule.says.to_owned() })
    };
    let mut full: Option<(usize, usize)> = None;
    // Half rules met, with their language and sentence.
    let mut halves: Vec<(usize, usize, usize)> = Vec::new();
    for (sentence, langs) in sentences.iter().enumerate() {
        for (lang, ideas) in langs.iter().enumerate().filter(|(_, ideas)| ideas.count_ones() > 1) {
            for (at, rule) in lexicon.rules.iter().enumerate().filter(|(_, rule)| rule.fits(*ideas)) {
                match rule.strength {
                    Strength::Full if full.is_none_or(|(known, _)| at < known) => full = Some((at, lang)),
                    Strength::Full => {}
                    Strength::Half => halves.push((at, lang, sentence)),
                }
            }
        }
    }
    let halves = halves.iter().filter(|(at, lang, sentence)| {
        halves.iter().any(|(other, spoken, elsewhere)| other != at && spoken == lang && elsewhere != sentence)
    });
    let half = halves.min_by_key(|(at, ..)| *at).map(|(at, lang, _)| (*at, *lang));
    let (at, lang) = [full, half].into_iter().flatten().min_by_key(|(at, _)| *at)?;
    cue(at, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::comparable;

    fn wall(text: &str) -> Option<Wall> {
        look(&comparable(text)).cue.map(|cue| cue.wall)
    }

    #[test]
    fn a_heading_must_be_a_line_or_a_quotation_of_its_own() {
        let ask = Some(Wall::AdminApprovalRequired(Approval::WorkflowAsk));
        assert_eq!(wall("> Approval required\nContoso"), ask);
        assert_eq!(wall("It says “Approval required”"), ask);
        assert_eq!(wall("Manager approval required for travel"), None);
    }

    #[test]
    fn a_heading_in_other_words_holds_nothing_but_its_ideas() {
        let block = Some(Wall::AdminApprovalRequired(Approval::Unknown));
        for text in
            ["Approval from an administrator is required", "You need admin approval", "必要なのは管理者の承認です"]
        {
            assert_eq!(wall(text), block, "{text}");
        }
        for text in
            ["Teachers need admin approval", "登録後、管理者の承認が必要です", "Orders over 100 need admin approval"]
        {
            assert_eq!(wall(text), None, "{text}");
        }
    }

    #[test]
    fn two_halves_must_stand_in_two_sentences() {
        assert_eq!(wall("Only an administrator can grant that to the app."), None);
        assert_eq!(
            wall("Only an administrator can grant that. Return to the app without granting consent."),
            Some(Wall::AdminApprovalRequired(Approval::Unknown))
        );
    }

    #[test]
    fn of_two_whole_rules_the_narrower_one_decides_wherever_it_stands() {
        let policy = "An administrator has set a policy that prevents you from granting permissions.";
        let expired = "The session behind this page has expired.";
        assert_eq!(wall(expired), Some(Wall::SessionExpired));
        for text in [format!("{policy} {expired}"), format!("{expired} {policy}")] {
            assert_eq!(wall(&text), Some(Wall::AdminApprovalRequired(Approval::Policy)), "{text}");
        }
    }
}
