//! What the tests of the attachments share.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses its part")]

use jiff::civil::date;
use profile::{Lang, Profile};
use request::{Attachment, AttachmentKind, Case, Face, Fonts, LetterLang, Person, attachments};

pub(crate) fn case() -> Case<'static> {
    Case {
        tenant_id: "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d".to_owned(),
        tenant_domain: "northbank.example".to_owned(),
        requester: Some(Person {
            name: "Nora Lindqvist".to_owned(),
            upn: "nora.lindqvist@northbank.example".to_owned(),
        }),
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict: None,
        today: date(2026, 11, 20),
        answer_by: None,
    }
}

/// A computer without any font.
pub(crate) struct NoFonts;

impl Fonts for NoFonts {
    fn faces(&self, _lang: Lang) -> Vec<Face> {
        Vec::new()
    }
}

pub(crate) fn made(profile: &Profile, lang: LetterLang, kind: AttachmentKind) -> Vec<Attachment> {
    made_in(profile, &case(), lang, kind)
}

pub(crate) fn made_in(profile: &Profile, case: &Case<'_>, lang: LetterLang, kind: AttachmentKind) -> Vec<Attachment> {
    attachments(profile, case, lang, &NoFonts, &[kind]).unwrap()
}

/// Names that would leave their quotes, their comment, their tag or their line, if anything let them.
pub(crate) fn hostile() -> (Profile, Case<'static>) {
    let mut profile = Profile::demo();
    profile.app.name =
        "O'Hara’s \"App\"\r\n#> $(Remove-Item x) `id` '; touch owned; ' <script>alert(1)</script>\u{202e}".to_owned();
    profile.app.publisher = "<img src=x onerror=alert(1)> & 'Co'".to_owned();
    profile.permissions[0].reason.en = "</td><script>alert(2)</script>".to_owned();
    let mut case = case();
    case.tenant_id = "x' -or '1'='1\"; $(calc)\n`whoami`".to_owned();
    case.requester = Some(Person {
        name: "Nora\nLindqvist'; touch owned #".to_owned(),
        upn: "nora’'; touch owned; $(id) \"`x`@northbank.example".to_owned(),
    });
    (profile, case)
}
