//! What the window may do, held against the configuration it is built with. What needs the real window is in
//! `tests/e2e/scenarios/hardening.test.ts`.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use onboarding::{Direction, Intent, Settings, with_commands};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn configuration() -> Value {
    serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap()
}

fn manifest() -> toml::Table {
    include_str!("../../Cargo.toml").parse().unwrap()
}

fn strings(list: &Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn the_page_loads_from_the_app_only_and_runs_nothing_written_into_it() {
    let configuration = configuration();
    let security = configuration["app"]["security"].as_object().unwrap();
    let policy: BTreeMap<String, String> = serde_json::from_value(security["csp"].clone()).unwrap();
    let exactly = [
        ("default-src", "'none'"),
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("img-src", "'self' data:"),
        ("font-src", "'self'"),
        ("connect-src", "ipc: http://ipc.localhost"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
        ("frame-ancestors", "'none'"),
        ("object-src", "'none'"),
    ];
    assert_eq!(policy, exactly.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    // Neither the switch that keeps Tauri from adding nonces, nor a way to files on the disk, nor a laxer twin.
    let known = BTreeSet::from(["capabilities", "csp", "freezePrototype"]);
    assert_eq!(security.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

#[test]
fn nothing_hangs_on_the_pages_global_object_and_no_prototype_can_be_changed() {
    let configuration = configuration();
    assert_eq!(configuration["app"]["withGlobalTauri"], json!(false));
    assert_eq!(configuration["app"]["security"]["freezePrototype"], json!(true));
    assert_eq!(configuration["build"]["removeUnusedCommands"], json!(true));
    // Windows are opened by `window.rs`, with their rules on navigation, and never by the configuration.
    assert_eq!(configuration["app"]["windows"], json!([]));
    assert!(configuration.get("plugins").is_none());
}

macro_rules! permissions {
    ($($name:ident($($argument:ident: $of:ty)?) -> $answer:ty,)*) => {
        [$(format!("allow-{}", stringify!($name).replace('_', "-"))),*]
    };
}

#[test]
fn a_window_may_call_what_is_declared_for_it_and_nothing_else() {
    let declared = with_commands!(permissions);
    let events = ["core:event:allow-listen", "core:event:allow-unlisten"];
    let configuration = configuration();
    let capabilities = configuration["app"]["security"]["capabilities"].as_array().unwrap();
    let mut windows = BTreeSet::new();
    for capability in capabilities {
        assert_eq!(capability["local"], json!(true), "{capability}");
        for other in ["remote", "webviews", "platforms"] {
            assert!(capability.get(other).is_none(), "{other} in {capability}");
        }
        let [window] = capability["windows"].as_array().unwrap().as_slice() else {
            panic!("one capability a window: {capability}")
        };
        assert!(windows.insert(window.as_str().unwrap()), "two capabilities for {window}");
        let permissions = strings(&capability["permissions"]);
        let wanted: BTreeSet<&str> = match window.as_str().unwrap() {
            crate::window::MAIN => declared.iter().map(String::as_str).chain(events).collect(),
            // It looks on.
            crate::stage_window::NOTES => events.into_iter().chain(["allow-snapshot"]).collect(),
            other => panic!("no window is called {other}"),
        };
        assert_eq!(permissions, wanted, "{window}");
    }
    assert_eq!(windows, BTreeSet::from([crate::window::MAIN, crate::stage_window::NOTES]));
} // C1: 111

#[test]
fn no_plugin_gives_the_page_files_a_shell_or_the_network() {
    let lock: toml::Table = include_str!("../../Cargo.lock").parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let names = packages.iter().map(|package| package["name"].as_str().unwrap());
    let plugins: Vec<&str> = names.filter(|name| name.starts_with("tauri-plugin-")).collect();
    // It has no commands of its own.
    assert_eq!(plugins, ["tauri-plugin-single-instance"]);
}

#[test]
fn developer_tools_and_permissions_at_run_time_are_not_compiled_in() {
    let manifest = manifest();
    let tauri = manifest["dependencies"]["tauri"].as_table().unwrap();
    assert_eq!(tauri["default-features"].as_bool(), Some(false));
    let features: BTreeSet<&str> =
        tauri["features"].as_array().unwrap().iter().map(|feature| feature.as_str().unwrap()).collect();
    assert_eq!(features, BTreeSet::from(["wry", "compression", "common-controls-v6", "x11", "dbus"]));
    let own: Vec<&toml::Value> = manifest["features"].as_table().unwrap().values().collect();
    assert!(!own.iter().any(|feature| feature.to_string().contains("devtools")), "{own:?}");
}

fn refused<T: DeserializeOwned>(given: Value) -> bool {
    serde_json::from_value::<T>(given).is_err()
}

#[test]
fn a_command_refuses_whatever_it_does_not_know() {
    let long = "x".repeat(1_000_000);
    for odd in [
        json!(null),
        json!("start"),
        json!([]),
        json!({}),
        json!({ "do": "format_disk" }),
        json!({ "do": long }),
        json!({ "do": "type_address" }),
        json!({ "do": "type_address", "text": 7 }),
        json!({ "do": "type_address", "text": "a@b.example", "then": "more" }),
        json!({ "do": "open_link", "link": "https://evil.example/" }),
        json!({ "do": "open_link", "link": "file:///etc/passwd" }),
        json!({ "do": "deliver", "route": "../../x" }),
        json!({ "do": "copy", "what": { "is": "refresh_token" } }),
        json!({ "do": "answer_by", "day": "tomorrow" }),
    ] {
        assert!(refused::<Intent>(odd.clone()), "{odd}");
    }
    for odd in [
        json!({ "language": "xx" }),
        json!({ "theme": { "is": "dark" } }),
        json!({ "proxy": "http://proxy.example" }),
        json!({ "proxy": { "is": "script", "address": "http://x/pac" } }),
        json!({ "proxy": { "is": "address" } }),
        json!({ "admin": true }),
    ] {
        assert!(refused::<Settings>(odd.clone()), "{odd}");
    }
    for odd in [
        json!({ "do": "advance", "seconds": -1 }),
        json!({ "do": "advance", "seconds": 1e12 }),
        json!({ "do": "exit" }),
    ] {
        assert!(refused::<Direction>(odd.clone()), "{odd}");
    }
} // C1: 111
