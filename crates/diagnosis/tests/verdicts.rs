//! From evidence to verdict, by the cases that matter most.
#![allow(clippy::unwrap_used)]

use diagnosis::{Actor, Approval, Card, Context, Evidence, Next, Signal, Sure, Verdict, Wall, diagnose};

const DEFAULT_TENANT: Context = Context { identity_proved: true, excluded_scopes: true };

fn page(text: &str) -> Verdict {
    diagnose(&[Evidence::Page(text.to_owned())], &Context::default())
}

fn admin(approval: Approval) -> Wall {
    Wall::AdminApprovalRequired(approval)
}

const CANCEL: &str = "error=access_denied&error_subcode=cancel&state=4fJ2";

const POLLED: &str = r#"{"error":"invalid_grant","error_description":"AADSTS65001: Nobody has consented yet.\r\nTrace ID: 0f0f0f0f-1111-2222-3333-444444444444\r\nCorrelation ID: 5e5e5e5e-1111-2222-3333-444444444444\r\nTimestamp: 2026-11-20 09:21:07Z","error_codes":[65001],"suberror":"consent_required"}"#;

#[test]
fn a_code_on_the_page_is_certain_and_marked_as_deciding() {
    let verdict = page(
        "Sorry\nCorrelation ID: 5e5e5e5e-1111-2222-3333-444444444444\nTimestamp: 2026-11-20 09:21:07Z\nMessage: AADSTS90094: An admin has to grant this.",
    );
    assert_eq!((verdict.wall, verdict.sure), (admin(Approval::Unknown), Sure::Certain));
    assert_eq!((verdict.who_acts, verdict.next), (Actor::It, Next::AskIt));
    assert_eq!(verdict.deciding_code(), Some(90094));
    assert_eq!(verdict.support.timestamp.as_deref(), Some("2026-11-20 09:21:07Z"));
    assert_eq!(verdict.words.as_deref(), Some("AADSTS90094: An admin has to grant this."));
}

#[test]
fn a_page_without_a_code_is_recognised_in_english_and_japanese() {
    for text in [
        "Need admin approval\nDaybook\nDaybook needs permission to access resources in your organisation that only an admin can grant.",
        "管理者の承認が必要です\nDaybook\n組織のリソースへのアクセス許可が必要です。",
    ] {
        let verdict = page(text);
        assert_eq!((verdict.wall, verdict.sure), (admin(Approval::Unknown), Sure::Likely), "{text}");
        assert!(verdict.codes.is_empty());
    }
}

#[test]
fn a_recognised_page_names_its_language_and_what_gave_it_away() {
    for (text, lang, phrase) in [
        ("Need admin approval", "en", "need admin approval"),
        ("管理者の承認が必要です", "ja", "管理者の承認が必要です"),
        (
            "An administrator has set a policy that prevents you from granting permissions.",
            "en",
            "an administrator set a policy that prevents granting",
        ),
        ("Graph says: LoopDetected (508)", "any", "loopdetected"),
    ] {
        let (lang, phrase) = (lang.to_owned(), phrase.to_owned());
        assert_eq!(page(text).evidence, [Signal::Phrase { lang, phrase }], "{text}");
    }
}

#[test]
fn no_grant_yet_is_not_admin_only() {
    let verdict = diagnose(&[Evidence::Token(POLLED.to_owned())], &Context::default());
    assert_eq!((verdict.wall, verdict.sure, verdict.who_acts), (Wall::UserConsentNeeded, Sure::Certain, Actor::User));
    let only_signed_in = Context { identity_proved: true, excluded_scopes: false };
    assert_eq!(diagnose(&[Evidence::Token(POLLED.to_owned())], &only_signed_in).wall, Wall::UserConsentNeeded);
}

#[test]
fn no_grant_yet_after_a_proved_sign_in_and_with_barred_scopes_is_likely_the_managed_policy() {
    let verdict = diagnose(&[Evidence::Token(POLLED.to_owned())], &DEFAULT_TENANT);
    assert_eq!((verdict.wall, verdict.sure), (admin(Approval::Policy), Sure::Likely));
    assert_eq!((verdict.who_acts, verdict.next), (Actor::It, Next::AskIt));
    assert_eq!(verdict.evidence, [Signal::Code { number: 65001 }, Signal::IdentityProved, Signal::ExcludedScopes]);
}

#[test]
fn a_cancel_without_a_code_is_neither_declined_nor_blocked() {
    for raw in [CANCEL, "?error=access_denied&state=4fJ2#", "error=consent_required&state=4fJ2"] {
        let verdict = diagnose(&[Evidence::Redirect(raw.to_owned())], &DEFAULT_TENANT);
        assert_eq!((verdict.wall, verdict.sure, verdict.next), (Wall::Other, Sure::Unknown, Next::AskPerson), "{raw}");
        assert_eq!(verdict.evidence, [Signal::CodelessCancel]);
        assert_eq!(verdict.words, None);
    }
}

#[test]
fn no_consent_is_a_cancel_in_a_redirect_and_no_grant_yet_from_the_token_endpoint() {
    let read = |evidence: Evidence| {
        let verdict = diagnose(&[evidence], &Context::default());
        (verdict.wall, verdict.evidence)
    };
    let cancel = (Wall::Other, vec![Signal::CodelessCancel]);
    let word = Signal::ErrorWord { word: "consent_required".to_owned() };
    let no_grant = (Wall::UserConsentNeeded, vec![word]);
    assert_eq!(read(Evidence::Redirect("error=consent_required&state=4fJ2".to_owned())), cancel);
    assert_eq!(read(Evidence::Redirect("error=access_denied&suberror=consent_required".to_owned())), cancel);
    // The person pasted the address their browser ended at.
    assert_eq!(read(Evidence::Page("http://localhost:1/?error=consent_required&state=4fJ2".to_owned())), cancel);
    assert_eq!(read(Evidence::Token(r#"{"suberror":"consent_required"}"#.to_owned())), no_grant);
    let word = Signal::ErrorWord { word: "server_error".to_owned() };
    assert_eq!(read(Evidence::Redirect("error=server_error&state=4fJ2".to_owned())), (Wall::Transient, vec![word]));
    // A word that only holds it is another word.
    for text in ["x_consent_required", "consent_required_x", "consent_required9", "aconsent_required"] {
        let (wall, evidence) = read(Evidence::Token(text.to_owned()));
        assert_eq!((wall, evidence), (Wall::Other, Vec::new()), "{text}");
    }
}

#[test]
fn silence_and_no_evidence_at_all_ask_the_person() {
    for evidence in [&[][..], &[Evidence::Silence][..], &[Evidence::Picked(Card::SomethingElse)][..]] {
        let verdict = diagnose(evidence, &DEFAULT_TENANT);
        assert_eq!((verdict.wall, verdict.sure, verdict.next), (Wall::Other, Sure::Unknown, Next::AskPerson));
    }
}

#[test]
fn what_the_person_picks_answers_a_silence_or_a_cancel() {
    let evidence =
        [Evidence::Silence, Evidence::Redirect(CANCEL.to_owned()), Evidence::Picked(Card::NeedAdminApproval)];
    let verdict = diagnose(&evidence, &DEFAULT_TENANT);
    assert_eq!((verdict.wall, verdict.sure), (admin(Approval::Policy), Sure::Likely));
    assert_eq!(
        verdict.evidence,
        [
            Signal::Picked { card: Card::NeedAdminApproval },
            Signal::CodelessCancel,
            Signal::Silence,
            Signal::IdentityProved,
            Signal::ExcludedScopes,
        ]
    );
}

#[test]
fn a_page_outweighs_the_poll_that_came_after_it() {
    let evidence = [Evidence::Picked(Card::ApprovalRequired), Evidence::Token(POLLED.to_owned())];
    let verdict = diagnose(&evidence, &Context::default());
    assert_eq!(verdict.wall, admin(Approval::WorkflowAsk));
    assert_eq!(verdict.support.correlation_id.as_deref(), Some("5e5e5e5e-1111-2222-3333-444444444444"));
    assert_eq!(verdict.deciding_code(), None);
}

#[test]
fn a_request_that_was_sent_means_waiting_whatever_the_code_said() {
    for text in ["Request sent", "要求が送信されました"] {
        assert_eq!((page(text).wall, page(text).next), (admin(Approval::WorkflowSent), Next::Wait), "{text}");
    }
    let evidence = [Evidence::Page("AADSTS90095: x".to_owned()), Evidence::Picked(Card::RequestSent)];
    let verdict = diagnose(&evidence, &Context::default());
    assert_eq!((verdict.wall, verdict.next, verdict.sure), (admin(Approval::WorkflowSent), Next::Wait, Sure::Certain));
    assert_eq!(page("AADSTS90095: x").next, Next::AskIt);
}

#[test]
fn the_text_beside_a_code_may_name_the_reason() {
    let verdict = page(
        "AADSTS90094: An administrator of Contoso has set a policy that prevents you from granting Daybook the permissions.",
    );
    assert_eq!(verdict.wall, admin(Approval::Policy));
    assert_eq!(page("AADSTS900941: has set a policy that prevents you from granting").wall, admin(Approval::RiskyApp));
}

#[test]
fn a_blocked_app_is_an_answer_and_not_to_be_asked_about_again() {
    let verdict = page("AADSTS7000112: Application 'x'(Daybook) is disabled.");
    assert_eq!((verdict.wall, verdict.next), (Wall::AppDisabledOrMissing, Next::Stop));
}

#[test]
fn a_code_nobody_knows_is_kept_and_never_misfiled() {
    let verdict = page("AADSTS8999999: Something new about consent and administrators.");
    assert_eq!((verdict.wall, verdict.sure), (Wall::Other, Sure::Unknown));
    assert_eq!(verdict.deciding_code(), Some(8_999_999));
    assert!(verdict.words.unwrap().contains("Something new"));
}

#[test]
fn words_that_only_sound_like_the_block_are_not() {
    for (text, wall) in [
        ("AADSTS50105: Your administrator has configured the application.", Wall::AssignmentRequired),
        ("AADSTS53003: Contact your administrator.", Wall::ConditionalAccess),
        ("AADSTS65002: Consent must be configured; get approval from the API owner.", Wall::MisconfiguredApp),
        ("AADSTS70043: checks by conditional access", Wall::SessionExpired),
        ("AADSTS500021: Contact your IT department.", Wall::Other),
        ("Please contact your administrator for approval of your travel.", Wall::Other),
    ] {
        assert_eq!(page(text).wall, wall, "{text}");
    }
}

#[test]
fn continuous_access_evaluation_wants_interaction_or_another_place() {
    let graph = |text: &str| diagnose(&[Evidence::Graph(text.to_owned())], &Context::default()).wall;
    let challenge = "InvalidAuthenticationToken: Continuous access evaluation resulted in challenge with result:\nInteractionRequired and code: ";
    assert_eq!(graph(&format!("{challenge}TokenCreatedWithOutdatedPolicies")), Wall::MfaOrInteraction);
    assert_eq!(graph(&format!("{challenge}LocationConditionEvaluationSatisfied")), Wall::ConditionalAccess);
}

#[test]
fn a_verdict_survives_the_journal() {
    let verdict = diagnose(&[Evidence::Silence, Evidence::Token(POLLED.to_owned())], &DEFAULT_TENANT);
    let kept = serde_json::to_string(&verdict).unwrap();
    assert!(kept.contains(r#""wall":{"name":"admin_approval_required","approval":"policy"}"#), "{kept}");
    assert_eq!(serde_json::from_str::<Verdict>(&kept).unwrap(), verdict);
}

/// A small generator with a fixed start: the same thousand cases on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

#[test]
fn any_input_gives_a_verdict() {
    const PIECES: [&str; 24] = [
        "AADSTS",
        "90094",
        "％",
        "%",
        "%2",
        "%zz",
        "&",
        "&#x;",
        "&#1114112;",
        "\\",
        "\\u",
        "\\ud83d",
        "{",
        "\"error_codes\":[",
        "]",
        "Timestamp:",
        "Correlation ID: ",
        "é",
        "管理者",
        "\u{202e}",
        "\r\n",
        "=",
        "+",
        "request id: 0-0",
    ];
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..4_000 {
        let text: String = (0..dice.roll(24)).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        for evidence in [
            Evidence::Redirect(text.clone()),
            Evidence::Token(text.clone()),
            Evidence::Page(text.clone()),
            Evidence::Graph(text),
        ] {
            let verdict = diagnose(std::slice::from_ref(&evidence), &Context::default());
            assert!(verdict.codes.iter().filter(|code| code.deciding).count() <= 1, "{evidence:?}");
        }
    }
}

#[test]
fn the_verdict_does_not_depend_on_spacing_case_or_encoding() {
    let said = "AADSTS90093: An administrator of Contoso has set a policy that prevents you from granting Daybook the permissions.";
    let percent: String = said.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let wide: String = said
        .chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
        .collect();
    for text in [
        said.to_uppercase(),
        said.to_lowercase(),
        said.replace(' ', "\n  "),
        said.replace(' ', "&nbsp;"),
        format!("error_description={}", said.replace(' ', "+")),
        percent,
        wide,
        format!("{{\"a\":\"{{\\\"b\\\":\\\"{said}\\\"}}\"}}"),
        format!("{{'error_codes': [90093], 'error_description': '{said}'}}"),
    ] {
        let verdict = page(&text);
        assert_eq!(
            (verdict.wall, verdict.sure, verdict.deciding_code()),
            (admin(Approval::Policy), Sure::Certain, Some(90093)),
            "{text}"
        );
    }
}
