//! What an editor is told about a profile is what the reader accepts, and the guide explains all of it.
#![allow(clippy::unwrap_used)]

use serde_json::Value;

const GUIDE: &str = include_str!("../../../docs/profile.md");

#[test]
fn the_committed_schema_is_the_one_the_types_give() {
    assert!(
        profile::SCHEMA == profile::generated_schema(),
        "out of date: cargo run -q -p profile --example schema > schema.json, then move it to profiles/profile.schema.json"
    );
}

#[test]
fn the_guide_explains_every_field_and_every_word() {
    let schema: Value = serde_json::from_str(profile::SCHEMA).unwrap();
    let mut names = Vec::new();
    collect(&schema, &mut names);
    assert!(names.len() > 80, "the schema holds only {} names", names.len());
    let missing: Vec<&String> = names.iter().filter(|name| !GUIDE.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/profile.md does not name {missing:?}");
}

#[test]
fn the_guides_examples_are_read_by_the_same_reader() {
    let blocks: Vec<&str> = GUIDE.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let whole = blocks.concat();
    let profile = profile::Profile::parse(&whole, "docs/profile.md").map_err(|error| error.to_string()).unwrap();
    assert_eq!(profile.tiers.len(), 2);
}

const FILES: [&str; 4] = [
    include_str!("../../../profiles/demo.toml"),
    include_str!("../../../profiles/calendar-sync.toml"),
    include_str!("../../../profiles/learning-suite.toml"),
    include_str!("../../../profiles/template.toml"),
];

#[test]
fn every_shipped_file_names_the_schema_and_satisfies_it() {
    for text in FILES {
        assert!(text.starts_with("#:schema ./profile.schema.json\n"), "{}", text.lines().next().unwrap());
        assert_eq!(faults(text), Vec::<String>::new());
    }
}

#[test]
fn what_the_reader_refuses_by_shape_an_editor_marks_as_well() {
    let template = FILES[3];
    for (from, to) in [
        ("publisher = ", "publishr = "),
        ("verified = \"unknown\"", "verified = \"maybe\""),
        ("{ en = \"Sign in\", ja = \"サインイン\" }", "{ en = \"Sign in\" }"),
        ("{ en = \"Sign in\", ja = \"サインイン\" }", "{ en = \"Sign in\", ja = \"　\" }"),
        ("{ en = \"Sign in\", ja = \"サインイン\" }", "{ en = \"Sign in\", ja = \"サインイン\", deutsch = \"An\" }"),
        ("00000000-0000-0000-0000-000000000000", "your-client-id"),
        ("https://your-app.example/security", "http://your-app.example/security"),
        ("support@your-app.example", "support"),
        ("id = \"your-app\"", "id = \"Your App\""),
        ("value = \"User.Read\"\n", ""),
        (
            "reason = { en = \"Confirms who is signing in.\", ja = \"サインインしているのが本人であることを確認します。\" }\n",
            "",
        ),
        ("topic = \"storage\"", "topic = \"weather\""),
    ] {
        assert!(template.contains(from), "the template no longer holds {from:?}");
        let text = template.replacen(from, to, 1);
        assert!(profile::Profile::parse(&text, "your-app.toml").is_err(), "{to}");
        assert!(!faults(&text).is_empty(), "the schema accepts {to:?}");
    }
}

fn faults(text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(profile::SCHEMA).unwrap();
    let mut file: Value = toml::from_str(text).unwrap();
    // The one TOML type JSON lacks; editors show it to the schema as its text.
    let day = &mut file["app"]["reviewed_on"];
    *day = day["$__toml_private_datetime"].take();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The names of fields, and the words that fields accept.
fn collect(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::Object(properties)) = fields.get("properties") {
                names.extend(properties.keys().cloned());
            }
            if let Some(Value::Array(words)) = fields.get("enum") {
                names.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            names.extend(fields.get("const").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
