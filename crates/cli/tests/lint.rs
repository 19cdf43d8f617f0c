//! `greenlightctl profile lint` as a vendor's CI runs it.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const DEMO: &str = include_str!("../../../profiles/demo.toml");

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_greenlightctl");
    Command::new(program).args(["profile", "lint"]).args(arguments).current_dir(folder).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with the demo profile as `demo.toml`, and one that a slip went into as `slip.toml`.
fn folder(from: &str, to: &str) -> tempfile::TempDir {
    assert!(DEMO.contains(from), "{from:?}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("demo.toml"), DEMO).unwrap();
    std::fs::write(folder.path().join("slip.toml"), DEMO.replacen(from, to, 1)).unwrap();
    folder
}

fn line_of(part: &str) -> usize {
    DEMO.lines().position(|line| line.contains(part)).unwrap() + 1
}

#[test]
fn every_profile_that_ships_passes() {
    let profiles = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../profiles");
    let names: Vec<String> = std::fs::read_dir(&profiles)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    let output = lint(&profiles, &names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("demo.toml: clean"), "{}", text(&output));
}

#[test]
fn a_finding_is_one_line_that_editors_can_follow_and_an_error_exits_with_one() {
    let folder = folder("\"Calendars.ReadWrite\"", "\"Calendar.ReadWrite\"");
    let output = lint(folder.path(), &["demo.toml", "slip.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = format!(
        "slip.toml:{}: error[unknown-permission] Microsoft Graph publishes no delegated permission `Calendar.ReadWrite`",
        line_of("Calendars.ReadWrite")
    );
    let text = text(&output);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines, ["demo.toml: clean", &expected, "    Did you mean `Calendars.ReadWrite`?"]);
}

#[test]
fn as_json_every_finding_has_the_fields_that_the_help_promises() {
    let folder = folder("https://daybook.example/security", "http://daybook.example/security");
    let output = lint(folder.path(), &["slip.toml", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_str(&text(&output)).unwrap();
    let expected = json!({
        "ok": false,
        "findings": [{
            "file": "slip.toml",
            "line": line_of("https://daybook.example/security"),
            "severity": "error",
            "rule": "http-link",
            "message": "`http://daybook.example/security` is not encrypted",
            "hint": "Write the https address. IT is told to trust nothing else.",
        }],
    });
    assert_eq!(answer, expected);
    let clean: Value = serde_json::from_str(&text(&lint(folder.path(), &["demo.toml", "--json"]))).unwrap();
    assert_eq!(clean, json!({ "ok": true, "findings": [] }));
    let help = text(&lint(folder.path(), &["--help"]));
    for promised in ["\"ok\", \"findings\"", "http-link", "version-not-raised", "exit 0"] {
        assert!(help.contains(promised), "{promised} in {help}");
    }
}

#[test]
fn more_power_than_the_older_version_warns_and_does_not_fail() {
    let folder = folder("\"Calendars.ReadWrite\"", "\"Calendars.ReadWrite.Shared\"");
    let newer = std::fs::read_to_string(folder.path().join("slip.toml")).unwrap();
    std::fs::write(folder.path().join("newer.toml"), with_version(&newer, 1000)).unwrap();
    let output = lint(folder.path(), &["newer.toml", "--against", "demo.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains(": warning[risk-jump] `Calendars.ReadWrite.Shared` is new"), "{}", text(&output));
    let unraised = lint(folder.path(), &["slip.toml", "--against", "demo.toml"]);
    assert_eq!(unraised.status.code(), Some(1));
    assert!(text(&unraised).contains("error[version-not-raised]"), "{}", text(&unraised));
}

fn with_version(text: &str, version: u32) -> String {
    let others = text.lines().filter(|line| !line.starts_with("version ="));
    let mut lines: Vec<String> = others.map(str::to_owned).collect();
    lines.insert(0, format!("version = {version}"));
    lines.join("\n")
}

#[test]
fn the_registrations_manifest_is_held_against_the_profile() {
    let folder = folder("id = \"demo\"", "id = \"demo\"");
    let manifest = r#"{"appId": "3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab", "requiredResourceAccess": []}"#;
    std::fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    let output = lint(folder.path(), &["demo.toml", "--registration", "manifest.json"]);
    assert_eq!(output.status.code(), Some(1));
    let expected =
        "error[registration-differs] the registration does not list `Calendars.ReadWrite` of Microsoft Graph";
    assert!(text(&output).contains(expected), "{}", text(&output));
}

#[test]
fn what_cannot_be_read_exits_with_two_and_prints_no_half_answer() {
    let folder = folder("id = \"demo\"", "id = \"no id\"");
    for arguments in [
        &["demo.toml", "absent.toml"][..],
        &["demo.toml", "--against", "absent.toml"],
        &["demo.toml", "--against", "slip.toml"],
        &["demo.toml", "--registration", "demo.toml"],
        &["demo.toml", "slip.toml", "--against", "demo.toml"],
        &[],
    ] {
        let output = lint(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output), "", "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}
