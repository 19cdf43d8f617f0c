use diagnosis::{Attempt, Verdict, redact};
use profile::{Lang, Profile};

use crate::case::LetterLang;
use crate::clean::line;
use crate::letter::{Block, Fact, Letter};

/// The note to the app's makers when the fault is in the app's registration: the code, and the ids that find the
/// attempt. It goes to the vendor's contact, never to IT, who could change nothing; so it names neither the
/// person nor the organisation, and it is short enough for a mail link in either language.
pub fn vendor_note(profile: &Profile, verdict: &Verdict, attempt: &Attempt<'_>, lang: Lang) -> Letter {
    let app = line(&profile.app.name);
    let code = verdict.deciding_code().map(|number| format!("AADSTS{number}"));
    let subject = match (lang, &code) {
        (Lang::En, Some(code)) => format!("{app}: Microsoft sign-in stops with {code}"),
        (Lang::En, None) => format!("{app}: Microsoft sign-in stops"),
        (Lang::Ja, Some(code)) => format!("{app}：サインインの不具合（{code}）"),
        (Lang::Ja, None) => format!("{app}：サインインの不具合"),
    };
    let [greeting, asked, thanks] = match lang {
        Lang::En => [
            "Hello,".to_owned(),
            format!(
                "Microsoft stopped my sign-in to {app}. Its answer points to how the app is registered, which neither I \
                 nor our IT can change. Could you look into it, and tell me when to try again?"
            ),
            "Thank you.".to_owned(),
        ],
        Lang::Ja => [
            format!("{app} ご担当者様"),
            format!(
                "{app} へのサインインが Microsoft 側で止まります。アプリの登録内容が原因のようです。\
                 ご確認のうえ、再度試せる時期をお知らせください。"
            ),
            "よろしくお願いいたします。".to_owned(),
        ],
    };
    let blocks = vec![
        Block::Paragraph { text: greeting },
        Block::Paragraph { text: asked },
        Block::Facts { facts: facts(profile, verdict, attempt, code) },
        Block::Paragraph { text: thanks },
    ];
    let lang = match lang {
        Lang::En => LetterLang::En,
        Lang::Ja => LetterLang::Ja,
    };
    Letter { subject: line(&subject), lang, blocks }
}

/// Labels stay as Microsoft's log and the vendor's portal write them: whoever reads this compares them there.
fn facts(profile: &Profile, verdict: &Verdict, attempt: &Attempt<'_>, code: Option<String>) -> Vec<Fact> {
    let support = &verdict.support;
    let from = [attempt.app, attempt.system].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let rows = [
        ("Client ID", Some(profile.app.client_id.to_string()), true),
        ("Code", code, true),
        ("Correlation ID", support.correlation_id.clone(), true),
        ("Trace ID", support.trace_id.clone(), true),
        ("Request ID", support.request_id.clone(), true),
        ("Time (UTC)", Some(support.timestamp.clone().unwrap_or_else(|| attempt.at.to_owned())), true),
        ("Stage", Some(attempt.stage.to_owned()), false),
        ("Sent from", Some(from), false),
    ];
    rows.into_iter()
        .filter_map(|(label, value, literal)| {
            let value = redact(&line(&value?));
            (!value.is_empty()).then(|| Fact { label: label.to_owned(), value, literal })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use diagnosis::{Context, Evidence, diagnose};

    use super::*;
    use crate::mail_link::mailto;

    const ANSWER: &str = r#"{"error":"invalid_client","error_description":"AADSTS650053: The application 'Daybook' asked for scope 'Calendars.Nothing' that doesn't exist for nora@northbank.example. Trace ID: 0f0f0f0f-1111-4222-8333-944444444444 Correlation ID: 5e5e5e5e-1111-4222-8333-944444444444 Timestamp: 2026-11-20 09:21:07Z","access_token":"eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.e30.canary"}"#;

    fn note(lang: Lang) -> Letter {
        let verdict = diagnose(&[Evidence::Token(ANSWER.to_owned())], &Context::default());
        let attempt = Attempt {
            app: "Greenlight 0.1.0",
            system: "Windows 11 24H2",
            stage: "blocked",
            at: "2026-11-20 09:25:00Z",
            waited: Some(9),
            key_store: "no fault / 異常なし",
        };
        vendor_note(&Profile::demo(), &verdict, &attempt, lang)
    }

    #[test]
    fn the_note_says_what_the_makers_need_to_find_the_attempt() {
        let text = note(Lang::En).to_text();
        for fact in [
            "Client ID: 3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab",
            "Code: AADSTS650053",
            "Correlation ID: 5e5e5e5e-1111-4222-8333-944444444444",
            "Trace ID: 0f0f0f0f-1111-4222-8333-944444444444",
            "Time (UTC): 2026-11-20 09:21:07Z",
            "Stage: blocked",
            "Sent from: Greenlight 0.1.0, Windows 11 24H2",
        ] {
            assert!(text.contains(fact), "{fact} is not in\n{text}");
        }
        assert_eq!(note(Lang::Ja).subject, "Daybook：サインインの不具合（AADSTS650053）");
    }

    #[test]
    fn the_note_fits_a_mail_link_in_either_language() {
        for lang in [Lang::En, Lang::Ja] {
            let link = mailto(&note(lang), "support@daybook.example");
            assert!(link.is_ok(), "{lang:?}: {link:?}");
        }
    }

    #[test]
    fn the_note_names_nobody_and_holds_no_token() {
        for lang in [Lang::En, Lang::Ja] {
            let text = note(lang).to_text();
            assert!(!text.contains('@') && !text.contains("eyJ") && !text.contains("northbank"), "{text}");
        }
    }
}
