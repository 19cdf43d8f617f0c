//! What Graph's answers look like: every field of every answer with its types, as recorded in `shapes.json`. Checked
//! everywhere, also where Microsoft's own contract is absent.
//!
//! A wanted change is recorded by running the tests with `UPDATE_SHAPES=1`; what the tests no longer show stays until the
//! file is emptied to `{}` first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::count;

/// By the way to a field: `/value[]/start/dateTime`.
type Shape = BTreeMap<String, Field>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
struct Field {
    types: BTreeSet<String>,
    /// Some objects are without it.
    optional: bool,
}

/// Every way in which an answer differs from what was recorded for its kind. `path` is without host and version.
pub fn differences(method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
    static RECORDED: LazyLock<BTreeMap<String, Shape>> = LazyLock::new(|| read(include_str!("../shapes.json")));
    count::shaped();
    let (kind, seen) = (kind(method, path, status), shape_of(body));
    if std::env::var_os("UPDATE_SHAPES").is_some() {
        record(&kind, seen);
        return Vec::new();
    }
    match RECORDED.get(&kind) {
        Some(recorded) => compare(recorded, &seen).into_iter().map(|line| format!("{kind}: {line}")).collect(),
        None => vec![format!("{kind} was never recorded")],
    }
}

/// Calls that differ only in whom or what they are about are of one kind, and so are all refusals.
fn kind(method: &str, path: &str, status: u16) -> String {
    if status >= 400 {
        return "a refusal".to_owned();
    }
    let mut words: Vec<&str> = Vec::new();
    for word in path.trim_matches('/').split(['/', '(']) {
        let collection = words.last().is_some_and(|last| {
            ["calendars", "events", "servicePrincipals", "oauth2PermissionGrants", "appConsentRequests"].contains(last)
        });
        let literal = ["calendarView", "delta", "events"].contains(&word);
        words.push(if collection && !literal { "{id}" } else { word });
    }
    format!("{method} /{}", words.join("/"))
}

/// Answers of other calls stand whole inside a batch; what they look like is their own affair.
const OPAQUE: [&str; 2] = ["/responses[]/body", "/responses[]/headers"];

fn shape_of(body: &Value) -> Shape {
    let (mut shape, mut objects) = (Shape::new(), BTreeMap::<String, Vec<BTreeSet<&str>>>::new());
    let mut rest = vec![(String::new(), body)];
    while let Some((path, value)) = rest.pop() {
        shape.entry(path.clone()).or_default().types.insert(type_of(value).to_owned());
        match value {
            _ if OPAQUE.contains(&path.as_str()) => {}
            Value::Object(fields) => {
                rest.extend(fields.iter().map(|(name, value)| (join(&path, name), value)));
                objects.entry(path).or_default().push(fields.keys().map(String::as_str).collect());
            }
            Value::Array(items) => rest.extend(items.iter().map(|item| (format!("{path}[]"), item))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    for (path, all) in objects {
        for name in all.iter().flatten().collect::<BTreeSet<_>>() {
            if let Some(field) = shape.get_mut(&join(&path, name)) {
                field.optional = !all.iter().all(|fields| fields.contains(*name));
            }
        }
    }
    shape
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn compare(recorded: &Shape, seen: &Shape) -> Vec<String> {
    let mut found = Vec::new();
    for (path, field) in seen {
        match recorded.get(path) {
            None => found.push(format!("{path} was never recorded")),
            Some(known) if !field.types.is_subset(&known.types) => {
                found.push(format!("{path} is {:?}, recorded as {:?}", field.types, known.types));
            }
            Some(known) if field.optional && !known.optional => found.push(format!("{path} is not always there")),
            Some(_) => {}
        }
    }
    let missing = recorded.iter().filter(|(path, field)| !field.optional && could_be(path, seen));
    found.extend(missing.filter(|(path, _)| !seen.contains_key(*path)).map(|(path, _)| format!("{path} is missing")));
    found
}

/// Whether what would hold it is there.
fn could_be(path: &str, shape: &Shape) -> bool {
    let is = |parent: &str, kind: &str| shape.get(parent).is_some_and(|field| field.types.contains(kind));
    match split(path) {
        Some((parent, _)) => is(parent, "object"),
        // The whole is always there; an array may be empty.
        None => path.is_empty(),
    }
}

/// A slash separates: a dot stands in the names of annotations.
fn join(path: &str, name: &str) -> String {
    format!("{path}/{name}")
}

fn split(path: &str) -> Option<(&str, &str)> {
    path.rsplit_once('/').filter(|(_, name)| !name.ends_with("[]"))
}

fn merged(mut one: Shape, other: Shape) -> Shape {
    let not_in = |path: &str, shape: &Shape| !shape.contains_key(path) && could_be(path, shape);
    let lost: Vec<String> = one.keys().filter(|path| not_in(path, &other)).cloned().collect();
    let new: Vec<String> = other.keys().filter(|path| not_in(path, &one)).cloned().collect();
    for (path, field) in other {
        let into = one.entry(path).or_default();
        into.types.extend(field.types);
        into.optional |= field.optional;
    }
    for path in lost.into_iter().chain(new) {
        if let Some(field) = one.get_mut(&path) {
            field.optional = true;
        }
    }
    one
}

#[allow(clippy::expect_used, reason = "runs in tests only")]
fn read(text: &str) -> BTreeMap<String, Shape> {
    serde_json::from_str(text).expect("shapes.json is a record of shapes")
}

#[allow(clippy::expect_used, reason = "runs in tests only")]
fn record(kind: &str, seen: Shape) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("shapes.json");
    let mut all = read(&std::fs::read_to_string(&path).expect("shapes.json is there"));
    let known = all.remove(kind);
    all.insert(kind.to_owned(), known.map_or_else(|| seen.clone(), |known| merged(known, seen.clone())));
    let text = serde_json::to_string_pretty(&all).expect("it can be written");
    std::fs::write(path, text + "\n").expect("shapes.json can be written");
}

/// `null | string`, with a question mark where it may be absent.
impl From<Field> for String {
    fn from(field: Field) -> Self {
        let types: Vec<String> = field.types.into_iter().collect();
        types.join(" | ") + if field.optional { " ?" } else { "" }
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        let (types, optional) = text.strip_suffix(" ?").map_or((text.as_str(), false), |types| (types, true));
        Self { types: types.split(" | ").map(str::to_owned).collect(), optional }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_that_is_new_gone_or_of_another_type_is_a_difference() {
        let one = shape_of(&json!({ "@odata.context": "c", "value": [{ "id": "1", "note": null }, { "id": "2" }] }));
        let both = merged(one, shape_of(&json!({ "value": [{ "id": "3", "note": "n" }] })));
        let differs = |body: Value| compare(&both, &shape_of(&body));
        assert_eq!(differs(json!({ "value": [] })), Vec::<String>::new());
        assert_eq!(
            differs(json!({ "value": [{ "id": "4", "note": "n" }], "@odata.context": "c" })),
            Vec::<String>::new()
        );
        assert_eq!(differs(json!({ "value": [{ "id": 4 }] })).len(), 1);
        assert_eq!(differs(json!({ "value": [{ "id": "4" }, { "note": "n" }] })).len(), 1);
        assert_eq!(differs(json!({ "value": [{ "note": "n" }] })).len(), 1);
        assert_eq!(differs(json!({ "value": [{ "id": "4", "colour": "red" }] })).len(), 1);
        assert_eq!(differs(json!({ "@odata.context": "c" })).len(), 1);
        assert_eq!(differs(json!([])).len(), 1);
    }

    #[test]
    fn a_record_survives_being_written() {
        let shape = shape_of(&json!({ "value": [{ "note": null }, {}, { "note": "n" }] }));
        let text = serde_json::to_string(&shape).unwrap();
        assert!(text.contains("null | string ?"), "{text}");
        assert_eq!(serde_json::from_str::<Shape>(&text).unwrap(), shape);
    }

    #[test]
    fn calls_are_of_one_kind_whoever_they_are_about() {
        assert_eq!(
            kind("GET", "/me/calendars/A=/calendarView/delta", 200),
            "GET /me/calendars/{id}/calendarView/delta"
        );
        assert_eq!(kind("GET", "/servicePrincipals(appId='x')", 200), "GET /servicePrincipals/{id}");
        assert_eq!(kind("GET", "/me/calendar/events", 200), "GET /me/calendar/events");
        assert_eq!(kind("GET", "/me/calendars/A=/events", 200), "GET /me/calendars/{id}/events");
        assert_eq!(kind("POST", "/me/events/A=/accept", 202), "POST /me/events/{id}/accept");
        assert_eq!(kind("DELETE", "/me/events/A=", 404), "a refusal");
    }
}
