//! `greenlightctl request` with the files that go with a letter.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

const FILES: [&str; 7] = [
    "calendar-sync-admin-guide-en.html",
    "calendar-sync-grant.ps1.txt",
    "calendar-sync-grant.sh.txt",
    "calendar-sync-permissions-en.csv",
    "calendar-sync-permissions.json",
    "calendar-sync-revert.ps1.txt",
    "calendar-sync-revert.sh.txt",
];

fn request(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_greenlightctl"))
        .args(["request", "--profile", "calendar-sync", "--tenant", "northbank.example"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_files_are_written_into_the_folder_and_the_letter_is_printed_as_without_them() {
    let folder = tempfile::tempdir().unwrap();
    let plain = request(folder.path(), &[]);
    let output = request(folder.path(), &["--attach", "csv,json,powershell,azure-cli,guide", "--out", "new/files"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), text(&plain.stdout));
    let out = folder.path().join("new/files");
    let mut written: Vec<String> =
        std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    written.sort();
    assert_eq!(written, FILES);
    let told = text(&output.stderr);
    let fingerprint = profile::shipped_as("calendar-sync").unwrap().hash().to_string();
    assert!(text(&output.stdout).contains(&fingerprint));
    for name in FILES {
        assert!(std::fs::read_to_string(out.join(name)).unwrap().contains(&fingerprint), "{name}");
        assert!(told.lines().any(|line| line.ends_with(name)), "{told}");
    }
}

#[test]
fn a_draft_carries_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let output = request(folder.path(), &["--form", "eml", "--attach", "csv", "--attach", "sheet-html"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let draft = text(&output.stdout);
    for name in ["calendar-sync-permissions-en.csv", "calendar-sync-decision-en.html"] {
        assert!(draft.contains(name), "{name}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn files_without_a_place_to_go_are_wrong_use() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--attach", "csv"][..], &["--out", "files"], &["--attach", "stamp", "--out", "files"]] {
        let output = request(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !folder.path().join("files").exists(), "{arguments:?}");
    }
}
