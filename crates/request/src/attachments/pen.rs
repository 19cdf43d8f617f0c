//! What the PDF is drawn with: runs of text, lines and dots on one page.

use pdf_writer::Content;

use crate::attachments::NotMade;
use crate::attachments::pdf_file::PAGE;
use crate::attachments::typeset::{Ink, Span, Type};

pub(crate) const LEFT: f32 = 44.0;
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
pub(crate) const LEADING: f32 = 1.42;

/// Writes downwards; `y` counts from the top of the page.
pub(crate) struct Pen<'a> {
    pub(crate) letters: &'a Type<'a>,
    pub(crate) content: Content,
    pub(crate) y: f32,
    pub(crate) scale: f32,
}

impl Pen<'_> {
    pub(crate) fn sized(&self, size: f32) -> f32 {
        size * self.scale
    }

    pub(crate) fn space(&mut self, height: f32) {
        self.y += self.sized(height);
    }

    pub(crate) fn text(&mut self, x: f32, width: f32, size: f32, spans: &[Span]) -> Result<(), NotMade> {
        let size = self.sized(size);
        for line in self.letters.lines(spans, size, width)? {
            let base = self.y + size * (0.88 + (LEADING - 1.0) / 2.0);
            let mut at = x;
            for span in &line {
                self.run(at, base, size, span)?;
                at += self.letters.width(&span.text, span.bold, size)?;
            }
            self.y += size * LEADING;
        }
        Ok(())
    }

    /// One span on one line, face by face.
    fn run(&mut self, x: f32, base: f32, size: f32, span: &Span) -> Result<(), NotMade> {
        let color = match span.ink {
            Ink::Full => INK,
            Ink::Second => INK_2,
            Ink::Third => INK_3,
        };
        let mut at = x;
        let mut chars = span.text.chars().peekable();
        while let Some(first) = chars.peek().copied() {
            let face = self.letters.glyph(first, span.bold)?.face;
            let (start, mut codes) = (at, Vec::new());
            while let Some(c) = chars.peek().copied() {
                let glyph = self.letters.glyph(c, span.bold)?;
                if glyph.face != face {
                    break;
                }
                codes.extend(self.letters.number(c, glyph).to_be_bytes());
                at += self.letters.width(c.encode_utf8(&mut [0; 4]), span.bold, size)?;
                chars.next();
            }
            let name = format!("F{face}");
            self.content.set_fill_rgb(color.0, color.1, color.2);
            self.content.begin_text();
            self.content.set_font(pdf_writer::Name(name.as_bytes()), size);
            self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, start, PAGE.1 - base]);
            self.content.show(pdf_writer::Str(&codes));
            self.content.end_text();
        }
        Ok(())
    }

    pub(crate) fn rule(&mut self, width: f32, color: Color) {
        self.stroke(LEFT, self.y, LEFT + WIDTH, self.y, width, color);
    }

    pub(crate) fn stroke(&mut self, x: f32, y: f32, to_x: f32, to_y: f32, width: f32, color: Color) {
        self.content.set_stroke_rgb(color.0, color.1, color.2).set_line_width(width);
        self.content.move_to(x, PAGE.1 - y).line_to(to_x, PAGE.1 - to_y).stroke();
    }

    pub(crate) fn square(&mut self, x: f32, y: f32, side: f32) {
        self.content.set_stroke_rgb(INK.0, INK.1, INK.2).set_line_width(0.9);
        self.content.rect(x, PAGE.1 - y - side, side, side).stroke();
    }

    pub(crate) fn frame(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.content.set_stroke_rgb(INK.0, INK.1, INK.2).set_line_width(0.9);
        self.content.rect(x, PAGE.1 - y - height, width, height).stroke();
    }

    /// A circle from four curves.
    pub(crate) fn dot(&mut self, x: f32, y: f32, radius: f32, color: Color) {
        let (y, k) = (PAGE.1 - y, radius * 0.5523);
        self.content.set_fill_rgb(color.0, color.1, color.2);
        self.content.move_to(x + radius, y);
        self.content.cubic_to(x + radius, y + k, x + k, y + radius, x, y + radius);
        self.content.cubic_to(x - k, y + radius, x - radius, y + k, x - radius, y);
        self.content.cubic_to(x - radius, y - k, x - k, y - radius, x, y - radius);
        self.content.cubic_to(x + k, y - radius, x + radius, y - k, x + radius, y);
        self.content.fill_nonzero();
    }
}

pub(crate) type Color = (f32, f32, f32);
pub(crate) const INK: Color = (0.08, 0.11, 0.09);
const INK_2: Color = (0.28, 0.33, 0.30);
pub(crate) const INK_3: Color = (0.37, 0.42, 0.39);
pub(crate) const LINE: Color = (0.80, 0.84, 0.81);

pub(crate) fn plain(text: &str) -> Span {
    Span { text: text.to_owned(), bold: false, ink: Ink::Full }
}

pub(crate) fn bold(text: &str) -> Span {
    Span { text: text.to_owned(), bold: true, ink: Ink::Full }
}

pub(crate) fn second(text: &str) -> Span {
    Span { text: text.to_owned(), bold: false, ink: Ink::Second }
}

pub(crate) fn third(text: &str) -> Span {
    Span { text: text.to_owned(), bold: false, ink: Ink::Third }
}
