//! Letters to glyphs, and lines from text. Enough for Latin and Japanese print, which need no shaping.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use profile::Lang;
use subsetter::GlyphRemapper;
use unicode_linebreak::linebreaks;

use crate::attachments::NotMade;
use crate::attachments::fonts::Face;

/// The faces of one document, with the glyphs used so far.
pub(crate) struct Type<'a> {
    pub(crate) faces: Vec<Loaded<'a>>,
    glyphs: RefCell<HashMap<(char, bool), Glyph>>,
    lang: Lang,
}

pub(crate) struct Loaded<'a> {
    pub(crate) face: ttf_parser::Face<'a>,
    pub(crate) data: &'a [u8],
    pub(crate) index: u32,
    bold: bool,
    /// What stays in the file, in the order of its new numbers.
    pub(crate) used: RefCell<GlyphRemapper>,
    /// Each used glyph's letter, by its new number, so that text can be copied and searched.
    pub(crate) letters: RefCell<BTreeMap<u16, char>>,
}

#[derive(Clone, Copy)]
pub(crate) struct Glyph {
    pub(crate) face: usize,
    id: u16,
    /// In parts of the font size.
    advance: f32,
}

/// A stretch of text in one look.
#[derive(Clone)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) ink: Ink,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Ink {
    Full,
    Second,
    Third,
}

impl<'a> Type<'a> {
    pub(crate) fn new(faces: &'a [Face], lang: Lang) -> Result<Type<'a>, NotMade> {
        let faces: Vec<Loaded<'a>> = faces.iter().filter_map(load).collect();
        let type_ = Type { faces, glyphs: RefCell::default(), lang };
        let probe = match lang {
            Lang::En => "The quick brown fox: 5",
            Lang::Ja => "許可の依頼、ご確認：5",
        };
        probe.chars().try_for_each(|c| type_.find(c, false).map(|_| ()).ok_or(NotMade::NoFont { lang }))?;
        Ok(type_)
    }

    /// Set before anything is written: afterwards every letter has a glyph.
    pub(crate) fn glyph(&self, c: char, bold: bool) -> Result<Glyph, NotMade> {
        if let Some(known) = self.glyphs.borrow().get(&(c, bold)) {
            return Ok(*known);
        }
        let found = match self.find(c, bold) {
            Some(found) => found,
            // A name in kanji on a computer without any: better no sheet than one with holes.
            None if is_japanese(c) => return Err(NotMade::NoFont { lang: Lang::Ja }),
            None if c.is_alphanumeric() => return Err(NotMade::NoFont { lang: self.lang }),
            // Anything else, such as a picture in a name, shows as the font's own sign for a missing glyph.
            None => Glyph { face: 0, id: 0, advance: 0.5 },
        };
        self.glyphs.borrow_mut().insert((c, bold), found);
        Ok(found)
    }

    fn find(&self, c: char, bold: bool) -> Option<Glyph> {
        let c = if c == '\u{a0}' { ' ' } else { c };
        let of = |wanted: Option<bool>| {
            self.faces.iter().enumerate().filter(move |(_, one)| wanted.is_none_or(|bold| one.bold == bold)).find_map(
                |(face, one)| {
                    let id = one.face.glyph_index(c)?;
                    let advance = f32::from(one.face.glyph_hor_advance(id)?) / f32::from(one.face.units_per_em());
                    Some(Glyph { face, id: id.0, advance })
                },
            )
        };
        of(Some(bold)).or_else(|| of(None))
    }

    /// The number under which the glyph goes into the file.
    pub(crate) fn number(&self, c: char, glyph: Glyph) -> u16 {
        let Some(one) = self.faces.get(glyph.face) else { return 0 };
        let number = one.used.borrow_mut().remap(glyph.id);
        one.letters.borrow_mut().entry(number).or_insert(c);
        number
    }

    pub(crate) fn width(&self, text: &str, bold: bool, size: f32) -> Result<f32, NotMade> {
        text.chars().try_fold(0.0, |width, c| Ok(width + self.glyph(c, bold)?.advance * size))
    }

    /// Breaks a paragraph where Unicode allows it, which keeps Japanese punctuation and small kana off line starts.
    pub(crate) fn lines(&self, spans: &[Span], size: f32, width: f32) -> Result<Vec<Vec<Span>>, NotMade> {
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        let styled: Vec<(usize, char, &Span)> = spans
            .iter()
            .flat_map(|span| span.text.chars().map(move |c| (c, span)))
            .scan(0, |at, (c, span)| {
                let start = *at;
                *at += c.len_utf8();
                Some((start, c, span))
            })
            .collect();
        let breaks: Vec<usize> = linebreaks(&text)
            .map(|(at, _)| at)
            .filter(|at| !text.get(..*at).is_some_and(|before| before.ends_with("//")))
            .collect();
        let mut lines = Vec::new();
        let (mut line, mut used, mut last_break) = (Vec::new(), 0.0, 0);
        for (at, c, span) in styled {
            if !line.is_empty() && breaks.binary_search(&at).is_ok() {
                last_break = line.len();
            }
            let advance = self.glyph(c, span.bold)?.advance * size;
            if used + advance > width && c != ' ' && !line.is_empty() {
                // A word longer than the line, such as an address, breaks where it must.
                let cut = if last_break == 0 { line.len() } else { last_break };
                let rest = line.split_off(cut);
                lines.push(joined(&line));
                line = rest;
                used = 0.0;
                for (c, span) in &line {
                    used += self.glyph(*c, span.bold)?.advance * size;
                }
                last_break = 0;
            }
            line.push((c, span));
            used += advance;
        }
        if !line.is_empty() {
            lines.push(joined(&line));
        }
        Ok(lines)
    }
}

fn load(face: &Face) -> Option<Loaded<'_>> {
    let data = (*face.data).as_ref();
    Some(Loaded {
        face: ttf_parser::Face::parse(data, face.index).ok()?,
        data,
        index: face.index,
        bold: face.bold,
        used: RefCell::new(GlyphRemapper::new()),
        letters: RefCell::default(),
    })
}

fn joined(line: &[(char, &Span)]) -> Vec<Span> {
    let end = line.iter().rposition(|(c, _)| *c != ' ').map_or(0, |last| last + 1);
    let mut spans: Vec<Span> = Vec::new();
    for (c, style) in line.iter().take(end) {
        match spans.last_mut() {
            Some(last) if (last.bold, last.ink) == (style.bold, style.ink) => last.text.push(*c),
            Some(_) | None => spans.push(Span { text: c.to_string(), bold: style.bold, ink: style.ink }),
        }
    }
    spans
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
