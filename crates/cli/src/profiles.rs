use profile::Profile;
use serde_json::json;

use crate::{Answer, Fault, read};

pub(crate) fn lint(file: &str, json: bool) -> Result<Answer, Fault> {
    match Profile::parse(&read(file)?, file) {
        Ok(profile) => {
            if json {
                println!("{}", json!({"ok": true, "profile": profile.id}));
            } else {
                println!("{file}: sound");
            }
            Ok(Answer::Yes)
        }
        Err(fault) => {
            if json {
                let found =
                    json!({"file": fault.file, "line": fault.line, "message": fault.message, "hint": fault.hint});
                println!("{}", json!({"ok": false, "problems": [found]}));
            } else {
                println!("{fault}");
            }
            Ok(Answer::No)
        }
    }
}

pub(crate) fn show(file: &str, json: bool) -> Result<Answer, Fault> {
    let profile = Profile::parse(&read(file)?, file)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&profile)?);
        return Ok(Answer::Yes);
    }
    println!("{} by {} ({})", profile.app.name, profile.app.publisher, profile.app.client_id);
    println!("{}", profile.app.purpose.en);
    for asked in &profile.permissions {
        println!("  {:28} {}", asked.value, asked.reason.en);
    }
    Ok(Answer::Yes)
}
