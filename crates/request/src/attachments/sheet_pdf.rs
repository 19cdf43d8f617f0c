use pdf_writer::Content;

use crate::attachments::NotMade;
use crate::attachments::fonts::Fonts;
use crate::attachments::pdf_file::{PAGE, write};
use crate::attachments::pen::{INK, INK_3, LEADING, LEFT, LINE, Pen, WIDTH, bold, plain, second, third};
use crate::attachments::sheet::{Item, Part, Row, Sheet};
use crate::attachments::typeset::Type;

/// The sheet as a PDF of one A4 page. Letter paper is wider and shorter; the margins leave room for it.
pub(crate) fn pdf(sheet: &Sheet, fonts: &dyn Fonts) -> Result<Vec<u8>, NotMade> {
    let faces = fonts.faces(sheet.lang);
    // The largest size at which everything fits: a short request is comfortable to read, a long one still one page.
    for step in 0..STEPS {
        let letters = Type::new(&faces, sheet.lang)?;
        let scale = LARGEST - step as f32 * 0.03;
        let mut pen = Pen { letters: &letters, content: Content::new(), y: TOP, scale };
        pen.page(sheet)?;
        if pen.y <= BOTTOM {
            let content = pen.content.finish();
            return write(&letters, &content, &sheet.title, sheet.lang);
        }
    }
    Err(NotMade::TooLong)
}

const LARGEST: f32 = 1.14;
/// Down to 0.66 of the base size, which is 6 points for the text.
const STEPS: u8 = 17;
const TOP: f32 = 40.0;
const BOTTOM: f32 = PAGE.1 - 34.0;

const BODY: f32 = 9.0;
const SMALL: f32 = 7.8;

impl Pen<'_> {
    fn page(&mut self, sheet: &Sheet) -> Result<(), NotMade> {
        self.text(LEFT, WIDTH, SMALL, &[third(&sheet.kicker)])?;
        self.space(3.0);
        self.text(LEFT, WIDTH, 19.0, &[bold(&sheet.title)])?;
        self.space(2.0);
        self.text(LEFT, WIDTH, 10.0, &[second(&sheet.ask)])?;
        self.space(9.0);
        self.glance(sheet)?;
        self.space(12.0);
        self.text(LEFT, WIDTH, 10.5, &[bold(sheet.asks)])?;
        self.space(3.0);
        self.table(sheet)?;
        self.space(11.0);
        self.columns(sheet)?;
        self.space(9.0);
        self.link(sheet)?;
        self.space(10.0);
        self.decision(sheet)?;
        self.space(7.0);
        self.text(LEFT, WIDTH, 6.8, &[third(&sheet.foot)])
    }

    fn glance(&mut self, sheet: &Sheet) -> Result<(), NotMade> {
        let gap = 14.0;
        let shares = [1.32, 0.72, 1.2, 0.76];
        self.rule(1.0, INK);
        self.space(7.0);
        let top = self.y;
        let mut lowest = top;
        let mut x = LEFT;
        for ((label, value), share) in sheet.glance.iter().zip(shares) {
            let width = (WIDTH - 3.0 * gap) / 4.0 * share;
            self.y = top;
            self.text(x, width, SMALL, &[third(label)])?;
            self.space(1.5);
            self.text(x, width, 10.0, &[bold(value)])?;
            lowest = lowest.max(self.y);
            x += width + gap;
        }
        self.y = lowest;
        self.space(7.0);
        self.rule(0.5, LINE);
        Ok(())
    }

    fn table(&mut self, sheet: &Sheet) -> Result<(), NotMade> {
        let columns = [(LEFT, 190.0), (LEFT + 204.0, 236.0), (LEFT + WIDTH - 52.0, 52.0)];
        let top = self.y;
        for ((x, width), label) in columns.iter().zip(sheet.header) {
            self.y = top;
            self.text(*x, *width, SMALL, &[third(label)])?;
        }
        self.space(3.0);
        for row in &sheet.rows {
            self.rule(0.5, LINE);
            self.space(3.5);
            self.row(row, &columns)?;
            self.space(3.5);
        }
        self.rule(0.5, LINE);
        Ok(())
    }

    fn row(&mut self, row: &Row, columns: &[(f32, f32); 3]) -> Result<(), NotMade> {
        let [(first, first_width), (second_x, second_width), (third_x, _)] = *columns;
        let top = self.y;
        self.text(first, first_width, BODY, &[bold(&row.name)])?;
        self.text(first, first_width, SMALL, &[second(&row.value), third("  "), third(&row.kind)])?;
        let mut lowest = self.y;
        self.y = top;
        self.text(second_x, second_width, BODY, &[plain(&row.reason)])?;
        lowest = lowest.max(self.y);
        self.y = top;
        self.text(third_x, 10.0, BODY, &[bold(&row.risk.to_string())])?;
        let center = top + self.sized(BODY) * LEADING * 0.55;
        for dot in 0..5_u8 {
            let filled = dot < row.risk;
            let x = third_x + self.sized(11.0) + f32::from(dot) * self.sized(7.0);
            self.dot(x, center, self.sized(2.2), if filled { INK } else { LINE });
        }
        self.y = lowest;
        Ok(())
    }

    fn columns(&mut self, sheet: &Sheet) -> Result<(), NotMade> {
        let gap = 22.0;
        let width = (WIDTH - gap) / 2.0;
        let top = self.y;
        self.parts(LEFT, width, &sheet.left)?;
        let left_end = self.y;
        self.y = top;
        self.parts(LEFT + width + gap, width, &sheet.right)?;
        self.y = self.y.max(left_end);
        Ok(())
    }

    fn parts(&mut self, x: f32, width: f32, parts: &[Part]) -> Result<(), NotMade> {
        let mut first = true;
        for part in parts.iter().filter(|part| !part.items.is_empty()) {
            if !first {
                self.space(7.0);
            }
            first = false;
            self.text(x, width, 9.6, &[bold(part.heading)])?;
            self.space(2.0);
            for item in &part.items {
                match item {
                    Item::Fact { label, value } => {
                        self.text(x, width, SMALL + 0.4, &[third(label), third("  "), plain(value)])?;
                    }
                    Item::Point(said) => {
                        let center = self.y + self.sized(SMALL + 0.4) * LEADING * 0.55;
                        self.dot(x + 2.0, center, self.sized(1.2), INK_3);
                        self.text(x + 9.0, width - 9.0, SMALL + 0.4, &[plain(said)])?;
                    }
                }
                self.space(1.4);
            }
        }
        Ok(())
    }

    fn link(&mut self, sheet: &Sheet) -> Result<(), NotMade> {
        self.text(LEFT, WIDTH, SMALL, &[third(sheet.link_label)])?;
        self.space(1.0);
        self.text(LEFT, WIDTH, SMALL + 0.4, &[plain(&sheet.link)])
    }

    fn decision(&mut self, sheet: &Sheet) -> Result<(), NotMade> {
        let pad = 10.0;
        let top = self.y;
        self.space(7.0);
        let line = self.y;
        let mut x = LEFT + pad;
        let heading = self.letters.width(sheet.decision, true, self.sized(10.0))?;
        self.text(x, WIDTH, 10.0, &[bold(sheet.decision)])?;
        x += heading + 20.0;
        let side = self.sized(8.0);
        for choice in &sheet.choices {
            let center = line + self.sized(10.0) * LEADING * 0.5;
            self.square(x, center - side / 2.0, side);
            self.y = line;
            x += side + 5.0;
            self.text(x, WIDTH, 10.0, &[plain(choice)])?;
            x += self.letters.width(choice, false, self.sized(10.0))? + 20.0;
        }
        self.space(15.0);
        let base = self.y + self.sized(SMALL) * LEADING;
        let half = (WIDTH - 2.0 * pad) * 0.58;
        let [name, date] = sheet.signature;
        for (x, width, label) in
            [(LEFT + pad, half, name), (LEFT + pad + half + 18.0, WIDTH - 2.0 * pad - half - 18.0, date)]
        {
            let back = self.y;
            self.text(x, width, SMALL, &[third(label)])?;
            let start = x + self.letters.width(label, false, self.sized(SMALL))? + 6.0;
            self.stroke(start, base - 1.0, x + width, base - 1.0, 0.5, INK_3);
            self.y = back;
        }
        self.y = base;
        self.space(8.0);
        self.frame(LEFT, top, WIDTH, self.y - top);
        Ok(())
    }
}
