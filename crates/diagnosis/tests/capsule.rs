//! Nothing secret leaves in a verdict or a capsule, whatever channel it came through.
#![allow(clippy::unwrap_used)]

use diagnosis::{Attempt, Card, Code, Context, Evidence, Signal, Support, Verdict, capsule, diagnose};

/// Planted in every channel; none may come out.
const CANARIES: [&str; 14] = [
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJ1cG4iOiJjYW5hcnkifQ.c2lnbmF0dXJl",
    "0.AXoAcanaryCodeOfTheProtocol1234567890abcdefghij",
    "M.C507_BL2.2.U.canaryCode-1234567890-ABCDEFGH",
    "1.AQYAcanaryRefreshToken0123456789abcdefghijklmnopq",
    "canary-state-7H5TdviHcEnm",
    "canary-nonce-51c0",
    "canary-verifier-d2e4",
    "canary.person@northwind.example",
    "canary.person%40northwind.example",
    "canary-secret~8Q",
    "canarysession77",
    "203.0.113.77",
    "canary-device-code",
    "canary_hint",
];

fn channels() -> Vec<Evidence> {
    let [jwt, code, live, refresh, state, nonce, verifier, mail, coded, secret, session, address, device, hint] =
        CANARIES;
    vec![
        Evidence::Redirect(format!(
            "http://localhost:53122/?code={code}&state={state}&session_state={session}&error=access_denied&error_description=AADSTS50020%3a+User+account+%27{coded}%27+at+{address}+does+not+exist&login_hint={hint}"
        )),
        Evidence::Redirect(format!("error=access_denied&error_subcode=cancel&state={state}&id_token={jwt}")),
        Evidence::Token(format!(
            r#"{{"error":"invalid_grant","error_description":"AADSTS65001: nobody for {mail} from {address} with token={refresh} yet","error_codes":[65001],"access_token":"{jwt}","refresh_token":"{refresh}","client_secret":"{secret}","nonce":"{nonce}"}}"#
        )),
        Evidence::Token(format!(
            "POST code_verifier={verifier}&code={live}&device_code={device} -> AADSTS54005: {live} redeemed"
        )),
        Evidence::Page(format!(
            "https://login.microsoftonline.com/common/reprocess?ctx={code}&state={state}\n{mail}\nNeed admin approval\nDaybook {jwt}\ncode: {live}"
        )),
        Evidence::Page(format!(
            "AADSTS8999999: for {mail} at {address}, nonce: {nonce}, password={secret}, state = \"{state}\""
        )),
        Evidence::Graph(format!(
            "Authorization: Bearer {jwt}\nCookie: {session}\nclaims=\"{code}\" {{\"error\":{{\"code\":\"ErrorAccessDenied\",\"message\":\"Access is denied for {mail}, login_hint={hint}, device_code: {device}\"}}}}"
        )),
    ]
}

fn attempt() -> Attempt<'static> {
    Attempt {
        app: "Greenlight 0.1.0",
        system: "Windows 11 24H2",
        stage: "waiting for Microsoft",
        at: "2026-11-20 09:25:00Z",
        waited: Some(180),
        key_store: "locked / ロック中",
    }
}

fn assert_clean(text: &str, of: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} came out of {of}: {text}");
    }
    assert!(!text.contains("canary"), "part of a canary came out of {of}: {text}");
}

#[test]
fn no_channel_leaks_into_a_capsule_or_a_verdict() {
    let context = Context { identity_proved: true, excluded_scopes: true };
    for evidence in channels() {
        let verdict = diagnose(std::slice::from_ref(&evidence), &context);
        assert_clean(&capsule(&verdict, &attempt()), &format!("the capsule of {evidence:?}"));
        assert_clean(&serde_json::to_string(&verdict).unwrap(), &format!("the verdict of {evidence:?}"));
    }
    let verdict = diagnose(&channels(), &context);
    assert_clean(&capsule(&verdict, &attempt()), "all channels together");
}

#[test]
fn a_verdict_that_was_tampered_with_still_gives_a_clean_capsule() {
    let mut verdict = diagnose(&[Evidence::Picked(Card::NeedAdminApproval)], &Context::default());
    verdict.words = Some(CANARIES.join(" "));
    verdict.support = Support {
        correlation_id: Some(CANARIES[0].to_owned()),
        trace_id: Some(CANARIES[7].to_owned()),
        request_id: Some(CANARIES[4].to_owned()),
        timestamp: Some(CANARIES[11].to_owned()),
    };
    verdict.evidence.push(Signal::ErrorWord { word: CANARIES[7].to_owned() });
    verdict.evidence.push(Signal::Phrase { lang: CANARIES[11].to_owned(), phrase: CANARIES[1].to_owned() });
    let attempt = Attempt {
        app: CANARIES[7],
        system: CANARIES[11],
        stage: CANARIES[1],
        at: CANARIES[0],
        waited: None,
        key_store: CANARIES[2],
    };
    assert_clean(&capsule(&verdict, &attempt), "a verdict that was tampered with");
}

#[test]
fn a_capsule_says_what_support_needs_in_both_languages() {
    let page = "AADSTS90094: The grant requires admin permission.\nTrace ID: 0f0f0f0f-1111-2222-3333-444444444444\nCorrelation ID: 5e5e5e5e-1111-2222-3333-444444444444\nTimestamp: 2026-11-20 09:21:07Z";
    let verdict = diagnose(&[Evidence::Page(page.to_owned()), Evidence::Silence], &Context::default());
    assert_eq!(
        capsule(&verdict, &attempt()),
        "App / アプリ: Greenlight 0.1.0\n\
         System / システム: Windows 11 24H2\n\
         Stage / 段階: waiting for Microsoft\n\
         Time (UTC) / 時刻（UTC）: 2026-11-20 09:25:00Z\n\
         Waited / 待ち時間: 180 s\n\
         Key store / パスワード保管場所: locked / ロック中\n\
         Diagnosis / 診断: admin_approval_required (unknown) / 管理者の承認が必要（理由は不明）\n\
         Certainty / 確かさ: certain / 確実\n\
         Next move / 次に動く人: IT / IT 部門\n\
         Codes / コード: AADSTS90094 *\n\
         Meaning / 意味: Only an administrator can grant the permissions. / 許可を与えられるのは管理者だけです。\n\
         Evidence / 根拠: AADSTS90094, no answer\n\
         Correlation ID / 関連付け ID: 5e5e5e5e-1111-2222-3333-444444444444\n\
         Trace ID / トレース ID: 0f0f0f0f-1111-2222-3333-444444444444\n\
         Microsoft's time (UTC) / Microsoft の時刻（UTC）: 2026-11-20 09:21:07Z\n"
    );
}

#[test]
fn a_capsule_marks_the_deciding_code_only() {
    let codes = vec![Code { number: 70002, deciding: false }, Code { number: 54005, deciding: true }];
    let verdict = Verdict { codes, ..diagnose(&[], &Context::default()) };
    assert!(capsule(&verdict, &Attempt::default()).contains("AADSTS70002, AADSTS54005 *\n"));
}
