//! Holds what a whole test run said to Graph, and heard, against the contract and the recorded shapes.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::Contract;
use crate::shape::differences;

/// One line of the simulated tenant's recording.
#[derive(Deserialize)]
struct Exchange {
    method: String,
    uri: String,
    sent: Option<Value>,
    status: u16,
    answer: Option<Value>,
}

/// What a recording came to.
#[derive(Debug, Default)]
pub struct Replayed {
    pub exchanges: usize,
    /// Held against Microsoft's description: a request and an answer each; none where it is not here.
    pub held: usize,
    /// Each once, however often it occurs.
    pub violations: BTreeSet<String>,
}

/// Every line of the recording.
///
/// # Errors
/// A line that is not one.
pub fn replay(recording: &str) -> serde_json::Result<Replayed> {
    let mut replayed = Replayed::default();
    for line in recording.lines() {
        let exchange: Exchange = serde_json::from_str(line)?;
        replayed.exchanges += 1;
        let Exchange { method, uri, sent, status, answer } = &exchange;
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        let Some((_, path)) = path.split_once("/graph/v1.0") else { continue };
        let names: Vec<String> = query.split('&').filter_map(name).collect();
        if let Some(answer) = answer {
            let mut differing = differences(method, path, *status, answer);
            // What was not asked for is not missing.
            let some = names.iter().any(|name| name == "$select");
            differing.retain(|line| !(some && line.ends_with("is missing")));
            replayed.violations.extend(differing);
        }
        let Some(contract) = Contract::here() else { continue };
        replayed.held += 1;
        replayed.violations.extend(contract.answer(method, path, *status, answer.as_ref()));
        // What is asked wrongly on purpose is refused, and the refusal is what counts.
        if *status < 400 && contract.describes(method, path) {
            let request = |body: Option<&Value>| contract.request(method, path, names.iter().map(String::as_str), body);
            let broken = request(sent.as_ref());
            let in_capitals = || request(sent.as_ref().map(capitals).as_ref());
            if !broken.is_empty() && !in_capitals().is_empty() {
                replayed.violations.extend(broken.into_iter().map(|line| format!("{method} {path}: {line}")));
            }
        }
    }
    Ok(replayed)
}

/// `$select` of `%24select=id`.
fn name(pair: &str) -> Option<String> {
    let name = pair.split('=').next().unwrap_or_default();
    (!name.is_empty()).then(|| name.replace("%24", "$"))
}

/// Graph takes an action's parameters in either case; the description has them with a capital.
fn capitals(body: &Value) -> Value {
    let capital =
        |name: &String| name.get(..1).map_or_else(String::new, str::to_uppercase) + name.get(1..).unwrap_or_default();
    match body {
        Value::Object(fields) => fields.iter().map(|(name, value)| (capital(name), value.clone())).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => body.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_recorded_is_a_violation_and_a_broken_line_an_error() {
        let line =
            r#"{"method":"GET","uri":"/graph/v1.0/me?%24select=id","sent":null,"status":200,"answer":{"colour":1}}"#;
        let replayed = replay(line).unwrap();
        assert_eq!(replayed.exchanges, 1);
        assert!(!replayed.violations.is_empty());
        assert!(replay("{").is_err());
    }
}
