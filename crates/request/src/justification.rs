use profile::{Lang, Profile};

use crate::clean::line;

/// Characters the text keeps to. Microsoft documents no limit for the box; its reviewers read the reason in one cell of
/// a list, where more than a few lines is not read.
pub const JUSTIFICATION_LIMIT: usize = 320;

/// The reason a person pastes into the box of Microsoft's "Approval required" page: one paragraph of plain text, at most
/// [`JUSTIFICATION_LIMIT`] characters, because the box takes no more than that and no markup.
///
/// Where names are long the permissions go first (the reviewer's page lists them anyway), then the purpose.
pub fn justification(profile: &Profile, lang: Lang) -> String {
    let app = line(&profile.app.name);
    let publisher = line(&profile.app.publisher);
    let subtitle = line(profile.app.subtitle.get(lang));
    let purpose = line(profile.app.purpose.get(lang));
    let values: Vec<&str> = profile.calendar_scopes();
    let values = values.join(", ");
    let ask = match lang {
        Lang::En => format!("I would like to connect my {subtitle} to {app} by {publisher}."),
        Lang::Ja => format!("{subtitle}を {app}（提供元：{publisher}）に接続したく、承認をお願いいたします。"),
    };
    let asks = match (lang, profile.delegated_only()) {
        (Lang::En, true) => format!("It asks for {values}, delegated: it acts only as me, within my own rights."),
        (Lang::En, false) => format!("It asks for {values}."),
        (Lang::Ja, true) => format!("求める許可は {values}（委任）で、本人の権限の範囲でのみ使われます。"),
        (Lang::Ja, false) => format!("求める許可は {values} です。"),
    };
    let fits = |text: &String| text.chars().count() <= JUSTIFICATION_LIMIT;
    [vec![&ask, &purpose, &asks], vec![&ask, &purpose], vec![&ask]]
        .into_iter()
        .map(|parts| joined(lang, &parts))
        .find(fits)
        .unwrap_or_else(|| cut(&ask))
}

/// Sentences in a row: English puts a space between them, Japanese nothing.
fn joined(lang: Lang, sentences: &[&String]) -> String {
    let sentences: Vec<&str> = sentences.iter().map(|sentence| sentence.as_str()).collect();
    match lang {
        Lang::En => sentences.join(" "),
        Lang::Ja => sentences.concat(),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(JUSTIFICATION_LIMIT - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_names_the_app_its_maker_and_what_it_asks_for() {
        let profile = Profile::demo();
        assert_eq!(
            justification(&profile, Lang::En),
            "I would like to connect my Outlook calendar to Daybook by Daybook Software. Daybook books client visits and \
             puts each one in the Outlook calendar of the person who makes it. It asks for Calendars.ReadWrite, \
             delegated: it acts only as me, within my own rights."
        );
        assert_eq!(
            justification(&profile, Lang::Ja),
            "Outlook の予定表を Daybook（提供元：Daybook Software）に接続したく、承認をお願いいたします。\
             Daybook は訪問の予約を受け付け、担当者の Outlook の予定表に登録するアプリです。\
             求める許可は Calendars.ReadWrite（委任）で、本人の権限の範囲でのみ使われます。"
        );
    }

    #[test]
    fn the_reason_is_one_line_and_never_too_long_for_the_box() {
        for length in [10, 60, 200, 2_000] {
            let mut profile = Profile::demo();
            profile.app.name = "Long\nname ".repeat(length / 10);
            profile.app.publisher = "P".repeat(length);
            for lang in [Lang::En, Lang::Ja] {
                let text = justification(&profile, lang);
                assert!(text.chars().count() <= JUSTIFICATION_LIMIT, "{length} {lang:?}");
                assert!(!text.contains('\n'));
                assert!(text.contains("Long name"), "{text}");
            }
        }
    }
}
