use maud::{DOCTYPE, Markup, PreEscaped, html};
use profile::Lang;

use crate::clean::visible;
use crate::letter::{Block, Letter};

/// Mail programs drop style sheets, so the few styles stand on the elements.
const PAGE: &str =
    "margin:24px;max-width:44em;font:15px/1.6 'Segoe UI','Hiragino Sans','Yu Gothic UI',sans-serif;color:#141d18";
const HEADING: &str = "margin:28px 0 8px;font-size:16px";
const TABLE: &str = "border-collapse:collapse;width:100%";
const CELL: &str = "padding:6px 12px 6px 0;border-bottom:1px solid #dee4df;text-align:left;vertical-align:top";
const LABEL: &str =
    "padding:2px 16px 2px 0;text-align:left;vertical-align:top;font-weight:normal;color:#47534c;white-space:nowrap";
const LITERAL: &str = "font-family:Consolas,Menlo,monospace;font-size:13px";

/// On paper: no margin of our own, nothing torn apart, and rows that stay whole. Mail programs drop it, which is fine.
const PRINT: &str = "@page{size:A4;margin:18mm}@media print{body{margin:0!important;max-width:none!important;\
font-size:10pt!important}h2{break-after:avoid}tr,li,p{break-inside:avoid}a{color:inherit}}";

impl Letter {
    /// The letter as a whole HTML page that needs nothing else. Every value is escaped.
    pub fn to_html(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang=(self.first_lang().tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    title { (self.subject) }
                    style { (PreEscaped(PRINT)) }
                }
                body style=(PAGE) {
                    @for (lang, blocks) in self.parts() {
                        div lang=(lang.tag()) { @for block in blocks { (one(block)) } }
                    }
                }
            }
        };
        visible(page.into_string())
    }

    /// The blocks of each language, in order.
    fn parts(&self) -> Vec<(Lang, &[Block])> {
        let mut parts = Vec::new();
        let (mut lang, mut rest) = (self.first_lang(), self.blocks.as_slice());
        while let Some(at) = rest.iter().position(|block| matches!(block, Block::Language { .. })) {
            let (part, after) = rest.split_at(at);
            parts.push((lang, part));
            if let Some((Block::Language { lang: next }, after)) = after.split_first() {
                (lang, rest) = (*next, after);
            }
        }
        parts.push((lang, rest));
        parts
    }
}

fn one(block: &Block) -> Markup {
    match block {
        Block::Paragraph { text } => html! {
            p { @for (index, line) in text.lines().enumerate() { @if index > 0 { br; } (line) } }
        },
        Block::Heading { text } => html! { h2 style=(HEADING) { (text) } },
        Block::Facts { facts } => html! {
            table { @for fact in facts {
                tr {
                    th scope="row" style=(LABEL) { (fact.label) }
                    td style=[fact.literal.then_some(LITERAL)] { (fact.value) }
                }
            } }
        },
        Block::Table { header, rows, literal } => html! {
            table style=(TABLE) {
                tr { @for cell in header { th scope="col" style=(CELL) { (cell) } } }
                @for row in rows {
                    tr { @for (index, cell) in row.iter().enumerate() {
                        td style=(CELL) {
                            @if Some(index) == *literal { span style=(LITERAL) { (cell) } } @else { (cell) }
                        }
                    } }
                }
            }
        },
        Block::List { ordered: true, items } => html! { ol { @for item in items { li { (item) } } } },
        Block::List { ordered: false, items } => html! { ul { @for item in items { li { (item) } } } },
        // The address is the text: a link whose words differ from its target is what phishing looks like.
        Block::Link { label, url } => html! { p { (label) br; a href=(url) style=(LITERAL) { (url) } } },
        Block::Language { .. } => html! {},
    }
}
