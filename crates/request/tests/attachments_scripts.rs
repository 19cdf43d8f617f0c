//! The scripts: parsed by real parsers, and the shell script run against a stand-in for the Azure CLI.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use std::path::Path;
use std::process::{Command, Output};

use common::{case, hostile, made, made_in};
use profile::{Profile, shipped};
use request::{Attachment, AttachmentKind, LetterLang};

fn text(file: &Attachment) -> &str {
    std::str::from_utf8(&file.bytes).unwrap()
}

/// The first place PowerShell's grammar does not cover, with its line.
fn powershell_fault(script: &str) -> Option<String> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    let tree = parser.parse(script.trim_start_matches('\u{feff}'), None).unwrap();
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop() {
        if node.is_error() || node.is_missing() {
            let line = node.start_position().row;
            return Some(format!("line {}: {}", line + 1, script.lines().nth(line).unwrap_or_default()));
        }
        let mut cursor = node.walk();
        open.extend(node.children(&mut cursor).filter(tree_sitter::Node::has_error));
        open.extend(node.children(&mut cursor).filter(|child| child.is_missing()));
    }
    None
}

#[test]
fn powershell_parses_in_every_language_and_for_every_profile() {
    for profile in shipped() {
        for lang in [LetterLang::En, LetterLang::Ja, LetterLang::Both] {
            for file in made(profile, lang, AttachmentKind::PowerShell) {
                assert!(text(&file).starts_with('\u{feff}'), "Windows PowerShell reads it as UTF-8 only with the mark");
                assert_eq!(powershell_fault(text(&file)), None, "{}", file.name);
            }
        }
    }
}

#[test]
fn the_parser_does_find_what_is_wrong() {
    assert!(powershell_fault("$a = 'it's'\nif ($a { }").is_some());
}

#[test]
fn a_hostile_name_stays_one_literal_in_powershell() {
    let (profile, case) = hostile();
    for file in made_in(&profile, &case, LetterLang::Both, AttachmentKind::PowerShell) {
        let script = text(&file);
        assert_eq!(powershell_fault(script), None, "{}", file.name);
        let line = |start: &str| script.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
        assert_eq!(line("$tenantId"), "$tenantId = 'x'' -or ''1''=''1\"; $(calc) `whoami`'");
        assert!(line("$appName").starts_with("$appName = 'O''Hara’’s \"App\" #> $(Remove-Item x)"));
        let same = made_in(&profile, &common::case(), LetterLang::Both, AttachmentKind::PowerShell);
        assert_eq!(statements(script), statements(text(&same[usize::from(file.name.contains("revert"))])));
    }
}

/// How many of each kind of thing the script consists of: a name that became a command would add one.
fn statements(script: &str) -> Vec<(String, usize)> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    let tree = parser.parse(script.trim_start_matches('\u{feff}'), None).unwrap();
    let mut counts = std::collections::BTreeMap::new();
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop() {
        if node.is_named() && node.kind() != "comment" {
            *counts.entry(node.kind().to_owned()).or_insert(0) += 1;
        }
        open.extend(node.children(&mut node.walk()));
    }
    counts.into_iter().collect()
}

#[test]
fn each_script_names_the_caution_and_a_dry_run() {
    for kind in [AttachmentKind::PowerShell, AttachmentKind::GraphCli] {
        let grant = made(&Profile::demo(), LetterLang::Both, kind).remove(0);
        assert!(text(&grant).contains("Microsoft's caution: a permission granted by a script takes effect at once."));
        assert!(text(&grant).contains("スクリプトで与えた許可は、同意画面も確認もなく、ただちに有効になります。"));
        assert!(text(&grant).contains("Dry run, which changes nothing"));
    }
}

#[test]
fn every_cloud_gets_its_own_names() {
    for (authority, names) in [
        ("https://login.microsoftonline.us", ["'USGov'", "'AzureUSGovernment'", "'https://graph.microsoft.us'"]),
        (
            "https://login.partner.microsoftonline.cn",
            ["'China'", "'AzureChinaCloud'", "'https://microsoftgraph.chinacloudapi.cn'"],
        ),
    ] {
        let case = request::Case { authority: authority.to_owned(), ..case() };
        let both: String = [AttachmentKind::PowerShell, AttachmentKind::GraphCli]
            .into_iter()
            .flat_map(|kind| made_in(&Profile::demo(), &case, LetterLang::En, kind))
            .map(|file| text(&file).to_owned())
            .collect();
        for name in names {
            assert!(both.contains(name), "{name}");
        }
    }
}

#[test]
fn what_one_account_sets_up_stays_out_of_a_grant_for_everyone() {
    let profile = profile::shipped_as("learning-suite").unwrap();
    let grant = made(profile, LetterLang::En, AttachmentKind::PowerShell).remove(0);
    let list = |name: &str| {
        let after = text(&grant).split_once(&format!("{name} = @(")).unwrap().1;
        after.split_once("\n)").unwrap().0.to_owned()
    };
    assert!(list("$forEveryone").contains("AllSites.FullControl") && !list("$forEveryone").contains("Mail.Send"));
    assert!(list("$forOne").contains("Mail.Send") && !list("$forOne").contains("AllSites.FullControl"));
    assert!(list("$application").contains("GroupMember.Read.All"));
}

/// Runs a shell script with a stand-in `az` in front of the path. It answers from a tenant of files, and writes down
/// every change it is asked for.
fn run(script: &Attachment, tenant: &Path, arguments: &[&str]) -> Output {
    let file = tenant.join("script.sh");
    std::fs::write(&file, &script.bytes).unwrap();
    let az = tenant.join("az");
    std::fs::write(&az, include_str!("common/az.sh")).unwrap();
    Command::new("chmod").arg("+x").arg(&az).status().unwrap();
    let path = format!("{}:{}", tenant.display(), std::env::var("PATH").unwrap());
    Command::new("bash")
        .arg(&file)
        .args(arguments)
        .env("PATH", path)
        .env("TENANT", tenant)
        .current_dir(tenant)
        .output()
        .unwrap()
}

fn changes(tenant: &Path) -> Vec<String> {
    let log = std::fs::read_to_string(tenant.join("changes")).unwrap_or_default();
    log.lines().map(str::to_owned).collect()
}

fn here() -> bool {
    let here = cfg!(unix) && Command::new("bash").arg("--version").output().is_ok();
    if !here {
        eprintln!("not run: there is no bash on this computer");
    }
    here
}

#[test]
fn the_shell_scripts_parse() {
    if !here() {
        return;
    }
    let (profile, case) = hostile();
    // Of a hostile name shellcheck says that nothing in it expands, which is the point: only errors count there.
    let files = shipped()
        .iter()
        .flat_map(|profile| made(profile, LetterLang::Both, AttachmentKind::GraphCli))
        .map(|file| (file, "style"))
        .chain(
            made_in(&profile, &case, LetterLang::Both, AttachmentKind::GraphCli)
                .into_iter()
                .map(|file| (file, "error")),
        );
    let shellcheck = Command::new("shellcheck").arg("--version").output().is_ok();
    if !shellcheck {
        eprintln!("shellcheck is not installed: the scripts were parsed by bash alone");
    }
    for (file, severity) in files {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(&file.name);
        std::fs::write(&path, &file.bytes).unwrap();
        let parsed = Command::new("bash").arg("-n").arg(&path).output().unwrap();
        assert!(parsed.status.success(), "{}", String::from_utf8_lossy(&parsed.stderr));
        if shellcheck {
            let checked =
                Command::new("shellcheck").args(["--shell=bash", "--severity", severity]).arg(&path).output().unwrap();
            assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        }
    }
}

#[test]
fn a_dry_run_changes_nothing_and_says_what_it_would_do() {
    if !here() {
        return;
    }
    let grant = made(&Profile::demo(), LetterLang::En, AttachmentKind::GraphCli).remove(0);
    let tenant = tempfile::tempdir().unwrap();
    let ran = run(&grant, tenant.path(), &["--for", "one"]);
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.contains("Would do: Grant delegated permissions: Calendars.ReadWrite User.Read"), "{said}");
    assert!(said.contains("Nothing was changed."), "{said}");
    assert_eq!(changes(tenant.path()), Vec::<String>::new());
}

#[test]
fn a_grant_for_one_is_for_one_and_a_second_run_changes_nothing() {
    if !here() {
        return;
    }
    let grant = made(&Profile::demo(), LetterLang::En, AttachmentKind::GraphCli).remove(0);
    let tenant = tempfile::tempdir().unwrap();
    let ran = run(&grant, tenant.path(), &["--for", "one", "--apply"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let first = changes(tenant.path());
    assert_eq!(first.len(), 3, "{first:?}");
    assert!(
        first[2].contains(r#""consentType":"Principal","principalId":"user-nora.lindqvist@northbank.example""#),
        "{first:?}"
    );
    std::fs::write(tenant.path().join("app"), "app-1").unwrap();
    std::fs::write(tenant.path().join("assigned"), "yes").unwrap();
    std::fs::write(tenant.path().join("grant"), "Calendars.ReadWrite User.Read offline_access openid profile").unwrap();
    std::fs::remove_file(tenant.path().join("changes")).unwrap();
    let again = run(&grant, tenant.path(), &["--for", "one", "--apply"]);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(changes(tenant.path()), Vec::<String>::new());
}

#[test]
fn scopes_that_were_granted_before_are_kept_and_only_ours_are_taken_back() {
    if !here() {
        return;
    }
    let files = made(&Profile::demo(), LetterLang::En, AttachmentKind::GraphCli);
    let tenant = tempfile::tempdir().unwrap();
    std::fs::write(tenant.path().join("app"), "app-1").unwrap();
    std::fs::write(tenant.path().join("grant"), "Contacts.Read User.Read").unwrap();
    let ran = run(&files[0], tenant.path(), &["--for", "everyone", "--apply"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let merged = "Contacts.Read User.Read Calendars.ReadWrite offline_access openid profile";
    assert_eq!(changes(tenant.path()), [format!(r#"patch oauth2PermissionGrants/grant-1 {{"scope":"{merged}"}}"#)]);
    std::fs::remove_file(tenant.path().join("changes")).unwrap();
    std::fs::write(tenant.path().join("grant"), merged).unwrap();
    let ran = run(&files[1], tenant.path(), &["--for", "everyone", "--apply"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(changes(tenant.path()), [r#"patch oauth2PermissionGrants/grant-1 {"scope":"Contacts.Read"}"#]);
}

#[test]
fn some_people_are_let_in_before_anything_is_granted() {
    if !here() {
        return;
    }
    let grant = made(&Profile::demo(), LetterLang::En, AttachmentKind::GraphCli).remove(0);
    let tenant = tempfile::tempdir().unwrap();
    std::fs::write(tenant.path().join("app"), "app-1").unwrap();
    let ran = run(&grant, tenant.path(), &["--for", "some", "--group", "g-1", "--apply"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let done = changes(tenant.path());
    assert!(done[0].contains("appRoleAssignmentRequired"), "{done:?}");
    assert!(done[1].contains("user-nora") && done[2].contains("group-g-1"), "{done:?}");
    assert!(done[3].contains(r#""consentType":"AllPrincipals""#), "{done:?}");
}

#[test]
fn signed_in_elsewhere_it_stops() {
    if !here() {
        return;
    }
    let case = request::Case { tenant_id: "another".to_owned(), ..case() };
    let grant = made_in(&Profile::demo(), &case, LetterLang::En, AttachmentKind::GraphCli).remove(0);
    let tenant = tempfile::tempdir().unwrap();
    let ran = run(&grant, tenant.path(), &["--for", "everyone", "--apply"]);
    assert_eq!(ran.status.code(), Some(1));
    assert_eq!(changes(tenant.path()), Vec::<String>::new());
}

#[test]
fn a_hostile_name_runs_nothing() {
    if !here() {
        return;
    }
    let (profile, mut named) = hostile();
    named.tenant_id = case().tenant_id;
    for script in made_in(&profile, &named, LetterLang::Both, AttachmentKind::GraphCli) {
        let tenant = tempfile::tempdir().unwrap();
        let ran = run(&script, tenant.path(), &["--for", "one", "--apply"]);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        assert!(!tenant.path().join("owned").exists(), "{}", script.name);
    }
}
