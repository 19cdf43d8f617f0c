//! The linter, one slip at a time in a profile that is otherwise clean, and over every profile that ships.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use profile::{Draft, Finding, Profile, Registration, Rule, Severity, lint};

const CLEAN: &str = r#"id = "tidy"
version = 3

[app]
name = "Tidy"
client_id = "0f6d1a52-7c3e-4b7a-9d21-5e8c4f3a2b10"
publisher = "Tidy Software"
verified = "unknown"
reviewed_on = 2026-11-01
purpose = { en = "Tidy clears up the week.", ja = "Tidy は1週間の予定を整理します。" }
subtitle = { en = "Outlook calendar", ja = "Outlook の予定表" }

[[permissions]]
value = "Calendars.ReadWrite"
who = "user"
name = { en = "Change events", ja = "予定の変更" }
reason = { en = "Moves meetings that overlap.", ja = "重なった会議を移動します。" }

[[permissions]]
value = "User.Read"
who = "user"
name = { en = "See name", ja = "氏名の表示" }
reason = { en = "Shows whose calendar it is.", ja = "誰の予定表かを表示します。" }

[links]
security = "https://tidy.example/security"
"#;

const DIRECTORY: &str = r#"
[[permissions]]
value = "User.Read.All"
kind = "application"
who = "admin"
asked_when = "install"
subject = "everyone"
name = { en = "Read all profiles", ja = "すべてのプロファイルの読み取り" }
reason = { en = "Finds the manager.", ja = "上司を調べます。" }
"#;

fn findings(text: &str) -> Vec<Finding> {
    lint(&Draft { file: "tidy.toml", text, older: None, registration: None })
}

/// The clean profile with one passage replaced.
fn slipped(from: &str, to: &str) -> String {
    assert!(CLEAN.contains(from), "{from:?}");
    CLEAN.replacen(from, to, 1)
}

fn line_of(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

/// The only finding of the clean profile with one passage replaced, which must stand at `part`.
fn only(rule: Rule, from: &str, to: &str, part: &str) -> Finding {
    let text = slipped(from, to);
    let [found] = <[Finding; 1]>::try_from(findings(&text)).unwrap();
    assert_eq!((found.rule, found.line), (rule, line_of(&text, part)), "{found}");
    assert_eq!(found.file, "tidy.toml");
    found
}

#[test]
fn a_clean_profile_has_no_findings() {
    assert_eq!(findings(CLEAN), []);
}

#[test]
fn every_profile_that_ships_is_clean_but_for_the_api_that_ends() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../profiles");
    let mut linted = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let file = path.file_name().unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            let found = lint(&Draft { file, text: &text, older: None, registration: None });
            let told: Vec<String> = found.iter().map(Finding::to_string).collect();
            // What the learning suite asks for is fixed, Exchange Web Services included; its vendor is told.
            let ending =
                found.iter().all(|found| found.rule == Rule::EndingPermission && file == "learning-suite.toml");
            assert!(ending, "{told:#?}");
            assert!(Profile::parse(&text, file).is_ok(), "{file} is clean and does not load");
            linted += 1;
        }
    }
    assert!(linted >= 2, "{linted}");
}

#[test]
fn a_value_that_microsoft_does_not_publish_is_unknown_and_the_likely_one_is_named() {
    let typo = only(Rule::UnknownPermission, "Calendars.ReadWrite", "Calenders.ReadWrite", "Calenders");
    assert_eq!(typo.message, "Microsoft Graph publishes no delegated permission `Calenders.ReadWrite`");
    assert_eq!(typo.hint, "Did you mean `Calendars.ReadWrite`?");
    assert_eq!(typo.severity, Severity::Error);
    let address =
        only(Rule::UnknownPermission, "\"User.Read\"", "\"https://graph.microsoft.com/User.Read\"", "graph.microsoft");
    assert!(address.hint.contains("`User.Read`"), "{}", address.hint);
    let nothing_like_it = only(Rule::UnknownPermission, "\"User.Read\"", "\"Zebra\"", "Zebra");
    assert!(nothing_like_it.hint.contains("registration"), "{}", nothing_like_it.hint);
}

#[test]
fn a_value_of_another_api_or_of_the_other_kind_says_which() {
    let api = only(Rule::WrongResource, "Calendars.ReadWrite", "AllSites.Read", "AllSites");
    assert_eq!(api.message, "`AllSites.Read` is a permission of SharePoint Online, not of Microsoft Graph");
    assert_eq!(api.hint, "Write resource = \"sharepoint\".");
    let both = only(Rule::WrongResource, "Calendars.ReadWrite", "full_access_as_app", "full_access");
    assert_eq!(both.hint, "Write resource = \"exchange\".");
    let kind = only(Rule::WrongKind, "Calendars.ReadWrite", "Calendars.ReadBasic.All", "ReadBasic");
    assert_eq!(kind.message, "Microsoft Graph has `Calendars.ReadBasic.All` only as an application permission");
    assert_eq!(kind.hint, "Write kind = \"application\", or ask for another value.");
}

#[test]
fn a_retired_api_is_an_error_and_an_ending_one_a_warning() {
    let exchange = "\"Calendars.ReadWrite\"\nresource = \"exchange\"";
    let retired = only(Rule::RetiredPermission, "\"Calendars.ReadWrite\"", exchange, "Calendars");
    assert!(retired.message.contains("Outlook REST API, which ended in 2024-03"), "{retired}");
    assert!(retired.hint.contains("Graph has `Calendars.ReadWrite`"), "{}", retired.hint);
    let ews = "\"EWS.AccessAsUser.All\"\nresource = \"exchange\"";
    let ending = only(Rule::EndingPermission, "\"Calendars.ReadWrite\"", ews, "EWS");
    assert_eq!((ending.severity, ending.message.contains("2027-04-01")), (Severity::Warning, true));
}

#[test]
fn what_only_an_administrator_can_grant_may_not_be_left_to_users() {
    let text = slipped("value = \"Calendars.ReadWrite\"\nwho = ", "value = \"Directory.Read.All\"\nwho  = ");
    let found = findings(&text);
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((found.rule, found.line), (Rule::AdminNotMarked, line_of(&text, "who  = ")));
    assert_eq!(findings(&text.replace("who  = \"user\"", "who = \"admin\"")), []);
    // Where Microsoft's sources disagree, nothing is claimed.
    assert_eq!(findings(&slipped("Calendars.ReadWrite", "Calendars.ReadBasic")), []);
}

#[test]
fn a_reason_that_is_missing_or_empty_is_reported_once_at_its_place() {
    let reason = "reason = { en = \"Shows whose calendar it is.\", ja = \"誰の予定表かを表示します。\" }\n";
    let text = slipped(reason, "");
    let found = findings(&text);
    let [found] = found.as_slice() else { panic!("{found:?}") };
    let second = text.match_indices("[[permissions]]").nth(1).unwrap().0;
    assert_eq!((found.rule, found.line), (Rule::MissingReason, text[..second].matches('\n').count() + 1));
    assert!(found.message.contains("`User.Read`"), "{found}");
    only(Rule::EmptyReason, "\"誰の予定表かを表示します。\"", "\"　\"", "Shows whose");
}

#[test]
fn an_http_address_is_found_in_a_link_and_in_a_sentence() {
    let link = only(Rule::HttpLink, "https://tidy", "http://tidy", "/security");
    assert_eq!(link.message, "`http://tidy.example/security` is not encrypted");
    let sentence = only(Rule::HttpLink, "Tidy clears up", "See http://tidy.example/a, Tidy clears up", "purpose");
    assert!(sentence.message.contains("http://tidy.example/a"), "{sentence}");
}

#[test]
fn default_is_never_a_permission_beside_others() {
    for value in [".default", "https://graph.microsoft.com/.default"] {
        only(Rule::DefaultMixed, "\"User.Read\"", &format!("{value:?}"), ".default\"");
    }
}

#[test]
fn the_thirty_first_permission_is_too_many_while_personal_accounts_may_sign_in() {
    let more: String = permissions::all()
        .filter(|known| (known.resource, known.kind) == (profile::Resource::Graph, profile::Kind::Delegated))
        .filter(|known| known.admin_consent == Some(false) && !["User.Read", "Calendars.ReadWrite"].contains(&known.value))
        .filter(|known| known.lifecycle() == permissions::Lifecycle::Current)
        .take(29)
        .map(|known| {
            let value = known.value;
            format!(
                "[[permissions]]\nvalue = {value:?}\nwho = \"user\"\nname = {{ en = \"a\", ja = \"a\" }}\nreason = {{ en = \"b\", ja = \"b\" }}\n"
            )
        })
        .collect();
    let text = slipped("[links]", &format!("{more}[links]"));
    let found = findings(&text);
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(found.rule, Rule::TooManyPermissions);
    assert!(found.message.starts_with("31 permissions"), "{found}");
    assert_eq!(findings(&text.replacen("[app]\n", "[app]\naccounts = \"work\"\n", 1)), []);
    let thirty = text.rfind("[[permissions]]").unwrap();
    assert_eq!(findings(&format!("{}[links]\n", &text[..thirty])), []);
}

#[test]
fn what_is_not_toml_is_reported_line_by_line() {
    let text = slipped("publisher = ", "publisher ").replacen("security = ", "security ", 1);
    let found = findings(&text);
    assert!(found.iter().all(|found| found.rule == Rule::Syntax && found.severity == Severity::Error));
    let lines: Vec<usize> = found.iter().map(|found| found.line).collect();
    assert_eq!(lines, [line_of(&text, "publisher "), line_of(&text, "security ")], "{found:?}");
}

#[test]
fn what_the_strict_reader_refuses_stands_beside_what_the_rules_find() {
    let text = slipped("publisher = ", "publishr = ").replacen("https://tidy", "http://tidy", 1);
    let found = findings(&text);
    let rules: Vec<(Rule, usize)> = found.iter().map(|found| (found.rule, found.line)).collect();
    assert_eq!(
        rules,
        [(Rule::Schema, line_of(&text, "publishr")), (Rule::HttpLink, line_of(&text, "/security"))],
        "{found:?}"
    );
    assert!(found[0].message.contains("publishr"), "{}", found[0]);
    assert!(found[0].hint.contains("spelling"), "{}", found[0].hint);
    let twice = findings(&slipped("\"User.Read\"", "\"calendars.readwrite\""));
    let [twice] = twice.as_slice() else { panic!("{twice:?}") };
    assert_eq!((twice.rule, twice.hint.as_str()), (Rule::Schema, "Keep one of the two tables."));
}

#[test]
fn more_power_than_the_older_version_is_a_warning_and_needs_a_new_version() {
    let older = Profile::parse(CLEAN, "older.toml").unwrap();
    let check = |text: &str| lint(&Draft { file: "tidy.toml", text, older: Some(&older), registration: None });
    assert_eq!(check(CLEAN), []);

    let bolder = slipped("version = 3", "version = 4").replacen("[links]", &format!("{DIRECTORY}\n[links]"), 1);
    let found = check(&bolder);
    let [jump] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((jump.rule, jump.severity), (Rule::RiskJump, Severity::Warning));
    assert_eq!(jump.line, line_of(&bolder, "User.Read.All"));
    assert!(jump.message.contains("nobody signed in"), "{jump}");

    let wider = slipped("\"User.Read\"", "\"Calendars.ReadWrite.Shared\"");
    let found = check(&wider);
    let [version, jump] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((version.rule, version.line), (Rule::VersionNotRaised, line_of(&wider, "version = 3")));
    assert_eq!(version.hint, "Write version = 4: a request to IT names the version it is about.");
    assert!(jump.message.contains("risk 4 of 5, where 3 was the highest"), "{jump}");

    let narrower = slipped("version = 3", "version = 4").replacen("Calendars.ReadWrite", "Calendars.Read", 1);
    assert_eq!(check(&narrower), []);

    let reworded = slipped("clears up the week", "tidies the week");
    let found = check(&reworded);
    let [version] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(version.message, "the profile changed, and its version did not rise above 3");
}

#[test]
fn the_registration_must_list_what_the_profile_asks_for_and_nothing_else() {
    let manifest = |client_id: &str, entries: &str| {
        Registration::parse(&format!(
            r#"{{"appId": "{client_id}", "displayName": "Tidy", "requiredResourceAccess": [
                {{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [{entries}]}}]}}"#
        ))
        .unwrap()
    };
    let check = |registration: &Registration| {
        lint(&Draft { file: "tidy.toml", text: CLEAN, older: None, registration: Some(registration) })
    };
    let ours = "0f6d1a52-7c3e-4b7a-9d21-5e8c4f3a2b10";
    let calendars = r#"{"id": "1ec239c2-d7c9-4623-a91a-a9775856bb36", "type": "Scope"}"#;
    let user = r#"{"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"}"#;
    assert_eq!(check(&manifest(ours, &format!("{calendars}, {user}"))), []);

    let found = check(&manifest(ours, user));
    let [missing] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((missing.rule, missing.line), (Rule::RegistrationDiffers, line_of(CLEAN, "Calendars.ReadWrite")));

    let role = r#"{"id": "df021288-bdef-4463-88db-98f22de89214", "type": "Role"}"#;
    let found = check(&manifest(ours, &format!("{calendars}, {user}, {role}")));
    let [more] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(more.message, "the registration also lists `User.Read.All` of Microsoft Graph");

    let other = "11111111-2222-4333-8444-555555555555";
    let found = check(&manifest(other, &format!("{calendars}, {user}")));
    let [stranger] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(stranger.line, line_of(CLEAN, "client_id"));
    assert!(Registration::parse("{}").is_err());
}

proptest::proptest! {
    #[test]
    fn a_draft_without_errors_loads_and_one_that_does_not_load_has_errors(
        at in 0..CLEAN.len(),
        cut in 0_usize..40,
        put in "[a-z\"= \\[\\]{},.\n予\t0-9]{0,12}",
    ) {
        let from = CLEAN.floor_char_boundary(at);
        let to = CLEAN.floor_char_boundary((at + cut).min(CLEAN.len())).max(from);
        let text = [&CLEAN[..from], &put, &CLEAN[to..]].concat();
        let found = findings(&text);
        let errors = found.iter().any(|found| found.severity == Severity::Error);
        proptest::prop_assert!(errors || Profile::parse(&text, "tidy.toml").is_ok(), "{text}");
        let lines = text.matches('\n').count() + 1;
        proptest::prop_assert!(found.iter().all(|found| (1..=lines).contains(&found.line)), "{found:?}");
    }
}
