//! The diagnosis of the window, on text. With `--jsonl` one case a line.

use diagnosis::{Context, Evidence, Verdict, diagnose};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::options::Channel;
use crate::{Answer, Fault, read};

#[derive(Deserialize)]
struct Case {
    id: Value,
    #[serde(default)]
    channel: Option<String>,
    raw: String,
}

pub(crate) fn run(channel: Channel, jsonl: bool, file: Option<&str>, json: bool) -> Result<Answer, Fault> {
    let text = read(file.unwrap_or("-"))?;
    if jsonl {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let case: Case = serde_json::from_str(line)
                .map_err(|fault| Fault::Usage(format!("line {} is not a case: {fault}", number + 1)))?;
            let verdict = verdict(case.channel.as_deref().map_or(channel, named), case.raw);
            println!("{}", line_of(&case.id, &verdict));
        }
        return Ok(Answer::Yes);
    }
    let verdict = verdict(channel, text);
    if json {
        println!("{}", serde_json::to_string_pretty(&verdict)?);
    } else {
        let codes: Vec<String> = verdict.codes.iter().map(|code| format!("AADSTS{}", code.number)).collect();
        println!("wall: {}", verdict.wall.name());
        println!("who acts: {}", as_word(&verdict.who_acts)?);
        println!("how sure: {}", as_word(&verdict.sure)?);
        println!("next: {}", as_word(&verdict.next)?);
        if !codes.is_empty() {
            println!("codes: {}", codes.join(", "));
        }
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

fn named(channel: &str) -> Channel {
    match channel {
        "redirect" => Channel::Redirect,
        "token" => Channel::Token,
        "graph" => Channel::Graph,
        "page" => Channel::Page,
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
