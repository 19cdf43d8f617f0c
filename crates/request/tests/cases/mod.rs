//! People, verdicts and hostile text for the tests of letters, notes and routes.
#![allow(dead_code, reason = "each test file uses its own part")]

use diagnosis::{Card, Context, Evidence, Verdict, diagnose};
use jiff::Timestamp;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use request::{Case, Envelope, LetterLang, Person};

pub(crate) const TENANT: &str = "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d";
pub(crate) const LANGS: [LetterLang; 3] = [LetterLang::En, LetterLang::Ja, LetterLang::Both];

pub(crate) fn case<'a>(verdict: Option<&'a Verdict>, name: &str, domain: &str) -> Case<'a> {
    Case {
        tenant_id: TENANT.to_owned(),
        tenant_domain: domain.to_owned(),
        requester: Some(Person { name: name.to_owned(), upn: format!("nora@{domain}") }),
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict,
        answer_by: None,
        today: date(2026, 11, 20),
    }
}

pub(crate) fn nora(verdict: Option<&Verdict>) -> Case<'_> {
    case(verdict, "Nora Lindqvist", "northbank.example")
}

pub(crate) fn misaki(verdict: Option<&Verdict>) -> Case<'_> {
    let upn = "misaki.tanaka@kitamura.example".to_owned();
    Case { requester: Some(Person { name: "田中 美咲".to_owned(), upn }), ..case(verdict, "", "kitamura.example") }
}

/// The page of an organisation that leaves approvals to its administrators, with everything it tells.
pub(crate) fn blocked() -> Verdict {
    let page = "Need admin approval\nAADSTS90094: The grant requires admin permission.\n\
                Request ID: 0f0f0f0f-1111-2222-3333-444444444444\n\
                Correlation ID: 5e5e5e5e-1111-2222-3333-444444444444\nTimestamp: 2026-11-20 09:21:07Z";
    let evidence = [Evidence::Picked(Card::NeedAdminApproval), Evidence::Page(page.to_owned())];
    diagnose(&evidence, &Context { identity_proved: true, excluded_scopes: true })
}

/// A request of the person already waits in Microsoft's queue.
pub(crate) fn request_sent() -> Verdict {
    diagnose(&[Evidence::Picked(Card::RequestSent)], &Context::default())
}

pub(crate) fn at() -> Timestamp {
    Timestamp::constant(1_795_166_467, 0)
}

pub(crate) fn envelope<'a>(to: &'a str, from: Option<&'a Person>) -> Envelope<'a> {
    Envelope { to, from, date: at(), seed: "request-1" }
}

/// Text with everything in it that an encoder, a header or a reader can stumble over.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{1,8}",
        prop::sample::select(vec![
            "\r\nBcc: thief@evil.example\r\n\r\n",
            "%0D%0A",
            "&body=",
            "+",
            "予定表",
            "\u{202e}",
            "\u{2028}",
            "=?utf-8?q?x?=",
            "🙂",
            "\n.\n",
            "--=_request-1_=--",
            "</p><script>",
        ])
        .prop_map(str::to_owned),
    ];
    vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}
