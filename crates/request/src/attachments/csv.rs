use profile::{Lang, Profile};

use crate::attachments::list_words as say;
use crate::labels;

/// Every permission, one a line, as RFC 4180 has it. Each cell stands in quotes.
///
/// The byte order mark is for Excel, which reads Japanese wrongly without it.
pub(crate) fn csv(profile: &Profile, lang: Lang) -> String {
    let mut out = String::from('\u{feff}');
    row(&mut out, say::columns(lang).into_iter());
    let fingerprint = profile.hash().to_string();
    for asked in &profile.permissions {
        let fact = asked.fact();
        let risk = asked.risk().level().to_string();
        row(
            &mut out,
            [
                asked.value.as_str(),
                asked.name.get(lang),
                asked.resource.name(),
                labels::kind(lang, asked.kind),
                asked.reason.get(lang),
                risk.as_str(),
                say::required(lang, asked.required),
                say::occasion(lang, asked.asked_when),
                say::subject(lang, asked.subject),
                fact.map_or("", |fact| fact.id),
                asked.resource.app_id(),
                fact.and_then(|fact| fact.managed_exclusion).unwrap_or_default(),
                fingerprint.as_str(),
            ]
            .into_iter(),
        );
    }
    out
}

fn row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('"');
        // A spreadsheet would run a cell that begins like a formula; an apostrophe keeps it a text.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}
