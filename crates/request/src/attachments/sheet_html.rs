use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::attachments::sheet::{Item, Part, Row, Sheet};

/// The sheet as one HTML page. It loads nothing and runs nothing, and its own policy says so.
pub(crate) fn html(sheet: &Sheet) -> String {
    let size = format!("--print:{:.2}pt", size(sheet));
    let page = html! {
        (DOCTYPE)
        html lang=(sheet.lang.tag()) style=(size) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (sheet.title) }
                style { (PreEscaped(include_str!("sheet.css"))) }
            }
            body {
                main {
                    p.kicker { (sheet.kicker) }
                    h1 { (sheet.title) }
                    p.ask { (sheet.ask) }
                    dl.glance {
                        @for (label, value) in &sheet.glance { div { dt { (label) } dd { (value) } } }
                    }
                    h2 #asks { (sheet.asks) }
                    table aria-labelledby="asks" {
                        thead { tr { @for label in sheet.header { th scope="col" { (label) } } } }
                        tbody { @for asked in &sheet.rows { (row(asked)) } }
                    }
                    div.columns {
                        div { @for part in &sheet.left { (one(part)) } }
                        div { @for part in &sheet.right { (one(part)) } }
                    }
                    p.link { span { (sheet.link_label) } a href=(sheet.link) { (sheet.link) } }
                    section.decision {
                        h2 { (sheet.decision) }
                        ul { @for choice in &sheet.choices { li { (choice) } } }
                        p { @for label in sheet.signature { span { (label) } } }
                    }
                    p.foot { (sheet.foot) }
                }
            }
        }
    };
    page.into_string()
}

fn row(asked: &Row) -> Markup {
    html! {
        tr {
            th scope="row" { (asked.name) span.value { code { (asked.value) } " " (asked.kind) } }
            td { (asked.reason) }
            td.risk {
                (asked.risk)
                span aria-hidden="true" { @for dot in 0..5_u8 { i.on[dot < asked.risk] {} } }
            }
        }
    }
}

fn one(part: &Part) -> Markup {
    if part.items.is_empty() {
        return html! {};
    }
    let facts = part.items.iter().all(|item| matches!(item, Item::Fact { .. }));
    html! {
        section {
            h2 { (part.heading) }
            @if facts {
                dl { @for item in &part.items { (entry(item)) } }
            } @else {
                ul { @for item in &part.items { (entry(item)) } }
            }
        }
    }
}

fn entry(item: &Item) -> Markup {
    match item {
        Item::Fact { label, value } => html! { div { dt { (label) } dd { (value) } } },
        Item::Point(said) => html! { li { (said) } },
    }
}

/// The text size in print, in points, at which the page stays one page on A4 and on Letter. The estimate of its height
/// counts lines of letters; the factor was measured in a browser.
fn size(sheet: &Sheet) -> f32 {
    let reasons: f32 = sheet.rows.iter().map(|row| lines(&row.reason, 52.0).max(2.0) + 0.7).sum();
    let parts = |parts: &[Part]| -> f32 {
        parts
            .iter()
            .filter(|part| !part.items.is_empty())
            .map(|part| 2.0 + part.items.iter().map(item).sum::<f32>())
            .sum()
    };
    let columns = parts(&sheet.left).max(parts(&sheet.right));
    let height = 27.0 + lines(&sheet.ask, 100.0) + reasons + columns;
    (580.0 / height).clamp(5.0, 9.0)
}

fn item(item: &Item) -> f32 {
    match item {
        Item::Fact { label, value } => lines(label, 62.0).max(lines(&format!("{label}  {value}"), 60.0)),
        Item::Point(said) => lines(said, 58.0),
    }
}

/// Lines of `width` Latin letters.
fn lines(text: &str, width: f32) -> f32 {
    let letters: f32 = text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum();
    (letters / width).ceil().max(1.0)
}
