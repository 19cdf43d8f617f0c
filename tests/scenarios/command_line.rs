//! `greenlightctl` as a process: its lines, its exit codes, and the whole journey with a scripted browser.
#![allow(clippy::unwrap_used)]

mod person;

use std::io::Write;
use std::process::{Command, Output, Stdio};

use person::Person;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout};

const PROGRAM: &str = env!("CARGO_BIN_EXE_greenlightctl");

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn diagnose_answers_one_line_a_case() {
    let cases = concat!(
        r#"{"id":1,"channel":"token","raw":"{\"error\":\"invalid_grant\",\"error_codes\":[65001],\"suberror\":\"consent_required\"}"}"#,
        "\n",
        r#"{"id":"b","raw":"AADSTS90094: The grant requires admin permission."}"#,
        "\n"
    );
    let output = run(&["diagnose", "--jsonl"], cases);
    assert_eq!(output.status.code(), Some(0));
    let lines: Vec<Value> = text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["wall"], "user_consent_needed");
    assert_eq!(lines[1]["wall"], "admin_approval_required");
    assert_eq!(lines[1]["codes"][0], 90094);
}

#[test]
fn a_broken_profile_is_named_by_file_and_line_and_exits_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.toml");
    std::fs::write(&file, "id = \"x\"\nunknown = 1\n").unwrap();
    let output = run(&["profile", "lint", file.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("p.toml:"), "{}", text(&output));
}

#[test]
fn wrong_use_exits_with_two() {
    assert_eq!(run(&["fly"], "").status.code(), Some(2));
    let far = ["discover", "a@b.example", "--authority", "https://evil.example", "--graph", "https://evil.example"];
    assert_eq!(run(&far, "").status.code(), Some(2));
    assert_eq!(run(&["discover", "not an address"], "").status.code(), Some(2));
}

#[test]
fn the_request_is_written_in_every_form() {
    for (form, sign) in [("text", "adminconsent"), ("html", "<html"), ("eml", "X-Unsent: 1"), ("mailto", "mailto:")] {
        for lang in ["en", "ja"] {
            let output = run(&["request", "--tenant", "northbank.example", "--lang", lang, "--form", form], "");
            assert_eq!(output.status.code(), Some(0), "{form} {lang}");
            assert!(text(&output).contains(sign), "{form} {lang}");
        }
    }
}

struct Served {
    _process: Child,
    card: Value,
}

async fn serve(scenario: &str) -> Served {
    let (process, mut lines) = spawn(&["tenant", "serve", "--scenario", scenario]);
    let card = serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap();
    Served { _process: process, card }
}

fn spawn(arguments: &[&str]) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut child = tokio::process::Command::new(PROGRAM)
        .args(arguments)
        // No key store is reached from here: the session lives in memory.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (child, lines)
}

impl Served {
    fn word(&self, name: &str) -> &str {
        self.card[name].as_str().unwrap()
    }

    fn connect<'a>(&'a self, more: &[&'a str]) -> Vec<&'a str> {
        let upn = self.card["users"][0]["upn"].as_str().unwrap();
        let mut words = vec!["connect", "--no-browser", "--email", upn];
        words.extend(["--authority", self.word("authority"), "--graph", self.word("graph")]);
        words.extend(["--client-id", self.word("client_id")]);
        words.extend(more);
        words
    }

    fn nora(&self) -> Person {
        let user = &self.card["users"][0];
        Person::new(user["upn"].as_str().unwrap(), user["password"].as_str().unwrap())
    }
}

#[tokio::test]
async fn connect_walks_the_real_journey_and_exits_with_zero_when_connected() {
    let served = serve("open").await;
    let (mut process, mut lines) = spawn(&served.connect(&[]));
    let page = lines.next_line().await.unwrap().unwrap();
    served.nora().go_through(&page).await;
    assert_eq!(lines.next_line().await.unwrap().as_deref(), Some("connected"));
    assert_eq!(process.wait().await.unwrap().code(), Some(0));
}

#[tokio::test]
async fn connect_stores_nobody_who_was_not_meant_and_exits_with_one() {
    let served = serve("open").await;
    let (mut process, mut lines) = spawn(&served.connect(&[]));
    let page = lines.next_line().await.unwrap().unwrap();
    let password = served.card["users"][0]["password"].as_str().unwrap();
    let end = Person::new("ida.moreau@northbank.example", password).go_through(&page).await;
    assert!(end.says("Greenlight has a question"), "{}", end.url);
    let told = lines.next_line().await.unwrap().unwrap();
    assert!(told.starts_with("Ida Moreau (ida.moreau@northbank.example) signed in and was not meant"), "{told}");
    assert_eq!(lines.next_line().await.unwrap().as_deref(), Some("someone_else"));
    assert_eq!(process.wait().await.unwrap().code(), Some(1));
}

#[tokio::test]
async fn connect_names_the_wall_and_exits_with_one() {
    let served = serve("managed-policy").await;
    let (mut process, mut lines) = spawn(&served.connect(&[]));
    let page = lines.next_line().await.unwrap().unwrap();
    let nora = served.nora();
    let wall = nora.go_through(&page).await;
    assert!(wall.says("Need admin approval"), "{}", wall.url);
    nora.follow(&wall, "return").await;
    let mut last = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        last = line;
    }
    assert_eq!(last, "blocked");
    assert_eq!(process.wait().await.unwrap().code(), Some(1));
}

#[tokio::test]
async fn connect_with_watch_finishes_when_it_says_yes() {
    let served = serve("managed-policy").await;
    let (mut process, mut lines) = spawn(&served.connect(&["--watch"]));
    let page = lines.next_line().await.unwrap().unwrap();
    let nora = served.nora();
    let wall = nora.go_through(&page).await;
    nora.follow(&wall, "return").await;
    let approve = format!("{}/approve", served.word("control"));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(http.post(approve).json(&serde_json::json!({})).send().await.unwrap().status().is_success());
    let mut last = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        last = line;
    }
    assert_eq!(last, "connected");
    assert_eq!(process.wait().await.unwrap().code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn discover_finds_the_tenant_and_says_when_there_is_none() {
    let served = serve("open").await;
    let place = ["--authority", served.word("authority"), "--graph", served.word("graph"), "--json"];
    let ask = |email: &'static str| {
        let mut words = vec!["discover", email];
        words.extend(place);
        run(&words, "")
    };
    let found = tokio::task::block_in_place(|| ask("nora.lindqvist@northbank.example"));
    assert_eq!(found.status.code(), Some(0));
    assert_eq!(serde_json::from_str::<Value>(&text(&found)).unwrap()["tenant"], served.word("tenant"));
    assert_eq!(tokio::task::block_in_place(|| ask("nora@nowhere.example")).status.code(), Some(1));
}
