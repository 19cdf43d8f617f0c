//! The diagnosis of the window, on text. With `--jsonl` one case a line.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

use diagnosis::{Context, Evidence, Verdict, diagnose};
use serde_json::{Value, json};

use crate::options::Channel;
use crate::{Answer, Fault};

pub(crate) fn run(channel: Channel, jsonl: bool, file: Option<&str>, json: bool) -> Result<Answer, Fault> {
    let path = file.unwrap_or("-");
    let unread = |fault| Fault::Read(path.to_owned(), fault);
    let input: Box<dyn BufRead> = match path {
        "-" => Box::new(std::io::stdin().lock()),
        path => Box::new(BufReader::new(File::open(path).map_err(unread)?)),
    };
    if jsonl {
        return lines(input, channel, path, BufWriter::new(std::io::stdout().lock()));
    }
    let mut input = input;
    let mut text = Vec::new();
    input.read_to_end(&mut text).map_err(unread)?;
    report(&verdict(channel, String::from_utf8_lossy(&text).into_owned()), json)
}

/// One verdict a line. A line that is no case is answered in its place, and the rest is still read.
fn lines(mut input: impl BufRead, channel: Channel, path: &str, mut output: impl Write) -> Result<Answer, Fault> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    let mut unread = 0_u64;
    while input.read_until(b'\n', &mut line).map_err(|fault| Fault::Read(path.to_owned(), fault))? > 0 {
        number += 1;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim();
        if !text.is_empty() {
            let answer = match case(text) {
                Ok(case) => line_of(&case.id, &verdict(case.channel.as_deref().map_or(channel, named), case.raw)),
                Err(answer) => {
                    unread += 1;
                    json!({ "id": answer.id, "line": number, "error": answer.why })
                }
            };
            writeln!(output, "{answer}")?;
        }
        line.clear();
    }
    output.flush()?;
    if unread > 0 {
        return Err(Fault::Usage(format!("{unread} of {number} lines are not cases; their answers say why")));
    }
    Ok(Answer::Yes)
}

struct Case {
    id: Value,
    /// How the text arrived, where the line says so in a way this version knows.
    channel: Option<String>,
    raw: String,
}

struct NotACase {
    id: Value,
    why: String,
}

/// Only `raw` is needed; a channel that is absent, null or of another kind is no fault of the text.
fn case(text: &str) -> Result<Case, NotACase> {
    let no = |id: Value, why: &str| NotACase { id, why: why.to_owned() };
    let line: Value = serde_json::from_str(text).map_err(|fault| no(Value::Null, &format!("not JSON: {fault}")))?;
    let Value::Object(mut fields) = line else { return Err(no(Value::Null, "not an object")) };
    let id = fields.remove("id").unwrap_or(Value::Null);
    let channel = fields.get("channel").and_then(Value::as_str).map(str::to_owned);
    match fields.remove("raw") {
        Some(Value::String(raw)) => Ok(Case { id, channel, raw }),
        Some(_) => Err(no(id, "`raw` is not a string")),
        None => Err(no(id, "`raw` is missing")),
    }
}

fn report(verdict: &Verdict, json: bool) -> Result<Answer, Fault> {
    if json {
        println!("{}", serde_json::to_string_pretty(verdict)?);
        return Ok(Answer::Yes);
    }
    let codes: Vec<String> = verdict.codes.iter().map(|code| format!("AADSTS{}", code.number)).collect();
    println!("wall: {}", verdict.wall.name());
    if let Some(approval) = verdict.wall.approval() {
        println!("kind: {}", approval.name());
    }
    println!("who acts: {}", as_word(&verdict.who_acts)?);
    println!("how sure: {}", as_word(&verdict.sure)?);
    println!("next: {}", as_word(&verdict.next)?);
    if !codes.is_empty() {
        println!("codes: {}", codes.join(", "));
    }
    if let Some(meaning) = verdict.deciding_code().and_then(diagnosis::meaning) {
        println!("meaning: {}", meaning.en);
    }
    Ok(Answer::Yes)
}

fn verdict(channel: Channel, raw: String) -> Verdict {
    let evidence = match channel {
        Channel::Redirect => Evidence::Redirect(raw),
        Channel::Token => Evidence::Token(raw),
        Channel::Graph => Evidence::Graph(raw),
        // The paste box reads whatever people paste, so it is also the way in when nobody said how the text arrived.
        Channel::Page | Channel::Auto => Evidence::Page(raw),
    };
    diagnose(&[evidence], &Context::default())
}

/// The names of `--channel`, and the longer ones of collected samples.
fn named(channel: &str) -> Channel {
    match channel {
        "redirect" | "authorize_redirect" => Channel::Redirect,
        "token" | "token_endpoint" => Channel::Token,
        "graph" | "graph_api" => Channel::Graph,
        "page" | "page_text" => Channel::Page,
        _ => Channel::Auto,
    }
}

fn line_of(id: &Value, verdict: &Verdict) -> Value {
    let codes: Vec<u32> = verdict.codes.iter().map(|code| code.number).collect();
    json!({
        "id": id,
        "wall": verdict.wall.name(),
        "kind": verdict.wall.approval(),
        "sure": verdict.sure,
        "codes": codes,
        "who_acts": verdict.who_acts,
    })
}

fn as_word(value: &impl serde::Serialize) -> Result<String, Fault> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn answers(input: &str) -> (Vec<Value>, bool) {
        let mut output = Vec::new();
        let done = lines(input.as_bytes(), Channel::Auto, "-", &mut output).is_ok();
        let text = String::from_utf8(output).unwrap();
        (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), done)
    }

    #[test]
    fn every_case_is_answered_whatever_its_channel_says() {
        let (answers, done) = answers(concat!(
            "\u{feff}{\"id\":\"a\",\"channel\":null,\"raw\":\"AADSTS90094\"}\r\n\n  \n",
            "{\"id\":2,\"channel\":\"smoke\",\"raw\":\"AADSTS50105\",\"more\":[1]}\n",
            "{\"raw\":\"Request sent\",\"channel\":7}"
        ));
        assert!(done);
        assert_eq!(
            answers[0],
            json!({"id":"a","wall":"admin_approval_required","kind":"unknown","sure":"certain","codes":[90094],"who_acts":"it"})
        );
        assert_eq!(answers[1]["wall"], "assignment_required");
        assert_eq!(answers[1]["kind"], Value::Null);
        assert_eq!((&answers[2]["id"], &answers[2]["kind"]), (&Value::Null, &json!("workflow_sent")));
    }

    #[test]
    fn a_line_that_is_no_case_is_answered_in_place_and_fails_only_at_the_end() {
        let (answers, done) = answers(
            "{\"id\":1,\"raw\":\"x\"}\nnot json\n{\"id\":3}\n[]\n{\"id\":5,\"raw\":5}\n{\"id\":6,\"raw\":\"AADSTS65001\"}\n",
        );
        assert!(!done);
        assert_eq!(answers.len(), 6);
        assert_eq!((&answers[1]["line"], &answers[1]["id"]), (&json!(2), &Value::Null));
        assert_eq!((&answers[2]["id"], &answers[2]["error"]), (&json!(3), &json!("`raw` is missing")));
        assert_eq!(answers[4]["error"], "`raw` is not a string");
        assert_eq!(answers[5]["wall"], "user_consent_needed");
    }
}
