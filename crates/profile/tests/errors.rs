//! What a vendor is told about a profile that cannot be used: each slip with its line, its kind and what to write instead.
#![allow(clippy::unwrap_used)]

use profile::{Fault, Profile, ProfileError};

const SUITE: &str = include_str!("../../../profiles/learning-suite.toml");
const DEMO: &str = include_str!("../../../profiles/demo.toml");
const TEMPLATE: &str = include_str!("../../../profiles/template.toml");

/// One slip: in `text`, the first `from` becomes `to`; the error stands at the line that holds `line` in the result.
struct Slip {
    text: &'static str,
    from: &'static str,
    to: &'static str,
    line: &'static str,
    message: &'static str,
    hint: &'static str,
}

const SLIPS: &[Slip] = &[
    // What the TOML reader says.
    Slip { text: TEMPLATE, from: "[app]", to: "[app", line: "[app", message: "unclosed table", hint: "template.toml" },
    Slip {
        text: TEMPLATE,
        from: "publisher = ",
        to: "publishr = ",
        line: "publishr",
        message: "unknown field `publishr`",
        hint: "spelling",
    },
    Slip {
        text: TEMPLATE,
        from: "name = { en = \"Sign in\", ja = \"サインイン\" }",
        to: "name = { en = \"Sign in\", jp = \"サインイン\" }",
        line: "jp =",
        message: "missing field `ja`",
        hint: "both languages",
    },
    Slip {
        text: TEMPLATE,
        from: "en = \"Outlook calendar\",",
        to: "en = \"Outlook calendar\", deutsch = \"Kalender\",",
        line: "deutsch",
        message: "expected `en`, `ja` or another language tag",
        hint: "spelling",
    },
    Slip {
        text: TEMPLATE,
        from: "reviewed_on = 2026-11-01\n",
        to: "",
        line: "[app]",
        message: "missing field `reviewed_on`",
        hint: "template.toml",
    },
    Slip {
        text: TEMPLATE,
        from: "reviewed_on = 2026-11-01",
        to: "reviewed_on = 2026-11-01T09:00:00",
        line: "reviewed_on",
        message: "a day has no time",
        hint: "template.toml",
    },
    Slip {
        text: TEMPLATE,
        from: "reason = { en = \"Writes each meeting into the calendar.\", ja = \"会議を予定表に登録します。\" }\n",
        to: "",
        line: "[[permissions]]",
        message: "missing field `reason`",
        hint: "IT decides on reasons",
    },
    Slip {
        text: TEMPLATE,
        from: "name = { en = \"Sign in\", ja = \"サインイン\" }",
        to: "name = { en = \"Sign in\" }",
        line: "{ en = \"Sign in\" }",
        message: "missing field `ja`",
        hint: "both languages",
    },
    Slip {
        text: TEMPLATE,
        from: "ja = \"サインイン\"",
        to: "ja = \"　\"",
        line: "ja = \"　\"",
        message: "blank",
        hint: "leave out the whole entry",
    },
    Slip {
        text: TEMPLATE,
        from: "verified = \"unknown\"",
        to: "verified = \"maybe\"",
        line: "maybe",
        message: "unknown variant `maybe`",
        hint: "one of the words",
    },
    Slip {
        text: TEMPLATE,
        from: "publisher = ",
        to: "name = \"Twice\"\npublisher = ",
        line: "name = \"Twice\"",
        message: "duplicate key",
        hint: "Keep one",
    },
    Slip {
        text: TEMPLATE,
        from: "name = \"Your App\"",
        to: "name = \"Your\u{202e}App\"",
        line: "name = \"Your",
        message: "direction characters",
        hint: "template.toml",
    },
    // Shapes.
    Slip {
        text: TEMPLATE,
        from: "00000000-0000-0000-0000-000000000000",
        to: "your-client-id",
        line: "your-client-id",
        message: "UUID",
        hint: "template.toml",
    },
    Slip {
        text: TEMPLATE,
        from: "https://your-app.example/security",
        to: "http://your-app.example/security",
        line: "/security",
        message: "https",
        hint: "template.toml",
    },
    Slip {
        text: SUITE,
        from: "https://learn.microsoft.com/graph/permissions-overview",
        to: "https://learn.microsoft.com/en-us/graph/permissions-overview",
        line: "/en-us/graph",
        message: "without a language",
        hint: "template.toml",
    },
    Slip {
        text: SUITE,
        from: "https://learn.microsoft.com/graph/permissions-overview",
        to: "https://learn-microsoft.com/graph",
        line: "learn-microsoft.com",
        message: "microsoft.com",
        hint: "template.toml",
    },
    Slip {
        text: SUITE,
        from: "every_hours = 24",
        to: "every_hours = 0",
        line: "every_hours = 0",
        message: "nonzero",
        hint: "template.toml",
    },
    Slip {
        text: SUITE,
        from: "version = 4",
        to: "version = 0",
        line: "version = 0",
        message: "nonzero",
        hint: "template.toml",
    },
    // Statements that contradict each other.
    Slip {
        text: TEMPLATE,
        from: "id = \"your-app\"",
        to: "id = \"Your App\"",
        line: "id = \"Your App\"",
        message: "`Your App` cannot be an id",
        hint: "lower case",
    },
    Slip {
        text: TEMPLATE,
        from: "value = \"User.Read\"",
        to: "value = \"calendars.readwrite\"",
        line: "value = \"calendars.readwrite\"",
        message: "asked for twice",
        hint: "Keep one of the two tables",
    },
    Slip {
        text: TEMPLATE,
        from: "value = \"User.Read\"",
        to: "value = \"User.Read Mail.Read\"",
        line: "Mail.Read",
        message: "more than one value",
        hint: "its own [[permissions]]",
    },
    Slip {
        text: TEMPLATE,
        from: "# kind = \"delegated\" ",
        to: "kind = \"application\" #",
        line: "who = \"user\"",
        message: "only an administrator can grant `Calendars.ReadWrite`",
        hint: "who = \"admin\"",
    },
    Slip {
        text: SUITE,
        from: "value = \"User.Read\"\nwho = \"user\"",
        to: "value = \"User.Read.All\"\nresource = \"sharepoint\"\nwho = \"user\"",
        line: "who = \"user\"\nfeatures = [\"sign-in\"]",
        message: "only an administrator can grant `User.Read.All`",
        hint: "who = \"admin\"",
    },
    Slip {
        text: SUITE,
        from: "asked_when = \"install\"",
        to: "asked_when = \"sign_in\"",
        line: "asked_when = \"sign_in\"",
        message: "no sign-in can ask for the application permission `GroupMember.Read.All`",
        hint: "install",
    },
    Slip {
        text: SUITE,
        from: "subject = \"everyone\"\nfeatures = [\"guests\"]",
        to: "subject = \"one_user\"\nfeatures = [\"guests\"]",
        line: "subject = \"one_user\"\nfeatures = [\"guests\"]",
        message: "`User.Invite.All` is granted at installation",
        hint: "subject = \"everyone\"",
    },
    Slip {
        text: SUITE,
        from: "required = false\nwho = \"admin\"\nasked_when = \"install\"\nsubject = \"everyone\"",
        to: "required = false\nwho = \"admin\"\naccount_must_be = \"non_admin\"",
        line: "account_must_be = \"non_admin\"\nfeatures = [\"guests\"]",
        message: "an account without that role",
        hint: "account_must_be",
    },
    Slip {
        text: DEMO,
        from: "tiers = [\"read\"]",
        to: "tiers = [\"reed\"]",
        line: "tiers = [\"reed\"]",
        message: "no tier `reed`",
        hint: "declares",
    },
    Slip {
        text: SUITE,
        from: "features = [\"guests\"]",
        to: "features = [\"visitors\"]",
        line: "visitors",
        message: "no feature `visitors`",
        hint: "declares",
    },
    Slip {
        text: SUITE,
        from: "id = \"people\"",
        to: "id = \"sign-in\"",
        line: "id = \"sign-in\"\nname = { en = \"People",
        message: "the feature `sign-in` is declared twice",
        hint: "Keep one",
    },
    Slip {
        text: DEMO,
        from: "id = \"read\"",
        to: "id = \"Read only\"",
        line: "id = \"Read only\"",
        message: "`Read only` cannot be an id",
        hint: "lower case",
    },
    Slip {
        text: TEMPLATE,
        from: "# One table per permission",
        to: "[[tiers]]\nid = \"all\"\nname = { en = \"All\", ja = \"すべて\" }\n# One table per permission",
        line: "[[tiers]]",
        message: "one tier is no choice",
        hint: "at least two",
    },
    Slip {
        text: DEMO,
        from: "breaks = { en = \"Bookings do not appear in Outlook; ",
        to: "# breaks = { en = \"Bookings do not appear in Outlook; ",
        line: "[[tiers]]\nid = \"read\"",
        message: "the tier `read` does not say what stops working",
        hint: "the person chooses by it",
    },
    Slip {
        text: DEMO,
        from: "name = { en = \"Read and change the calendar\"",
        to: "breaks = { en = \"Nothing.\", ja = \"ありません。\" }\nname = { en = \"Read and change the calendar\"",
        line: "breaks = { en = \"Nothing.\"",
        message: "the last tier, `write`, is the full one",
        hint: "leave `breaks` out of the last",
    },
    Slip {
        text: SUITE,
        from: "topic = \"region\"",
        to: "topic = \"storage\"",
        line: "topic = \"storage\"\n[security.says]\nen = \"Data is stored",
        message: "the topic appears twice",
        hint: "one table",
    },
];

fn read(text: &str) -> Result<Profile, ProfileError> {
    Profile::parse(text, "your-app.toml")
}

#[test]
fn every_slip_is_told_with_its_line_and_what_to_write_instead() {
    let mut wrong = Vec::new();
    for slip in SLIPS {
        assert!(slip.text.contains(slip.from), "the file no longer holds {:?}", slip.from);
        let text = slip.text.replacen(slip.from, slip.to, 1);
        let Err(error) = read(&text) else {
            wrong.push(format!("{:?} was accepted", slip.to));
            continue;
        };
        let line = text[..text.find(slip.line).unwrap()].matches('\n').count() + 1;
        if error.line != line || !error.message.contains(slip.message) || !error.hint.contains(slip.hint) {
            wrong.push(format!("{:?}: expected line {line}, was told {error}", slip.to));
        }
        assert_eq!(error.to_string(), format!("your-app.toml:{}: {}. {}", error.line, error.message, error.hint));
        assert_eq!(text[..error.span.start].matches('\n').count() + 1, error.line);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_profile_that_asks_for_nothing_and_a_tier_that_does_are_refused() {
    let head = TEMPLATE.split("# One table per permission").next().unwrap();
    let nothing = read(&head.replace("[app]", "permissions = []\n[app]")).unwrap_err();
    assert_eq!(nothing.fault, Fault::AsksForNothing);
    let tiers = "[[tiers]]\nid = \"some\"\nname = { en = \"Some\", ja = \"一部\" }\n\
                 breaks = { en = \"Most of it.\", ja = \"ほとんどです。\" }\n\
                 [[tiers]]\nid = \"all\"\nname = { en = \"All\", ja = \"すべて\" }\n";
    let text = TEMPLATE
        .replace("# One table per permission", &format!("{tiers}# One table per permission"))
        .replace("who = \"user\"", "who = \"user\"\ntiers = [\"all\"]");
    assert_eq!(read(&text).unwrap_err().fault, Fault::EmptyTier("some".to_owned()));
}
