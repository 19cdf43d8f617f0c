use profile::{Draft, Finding, Profile, Registration, Severity};
use serde_json::json;

use crate::options::LintOptions;
use crate::{Answer, Fault, read};

/// Every file is read before anything is printed, so that exit code 2 never comes with half an answer.
pub(crate) fn run(wanted: &LintOptions, json: bool) -> Result<Answer, Fault> {
    let compares = wanted.against.is_some() || wanted.registration.is_some();
    if compares && wanted.files.len() > 1 {
        return Err(Fault::Usage("--against and --registration are about one FILE".to_owned()));
    }
    let older =
        wanted.against.as_deref().map(|path| Ok::<_, Fault>(Profile::parse(&read(path)?, path)?)).transpose()?;
    let registration = wanted.registration.as_deref().map(manifest).transpose()?;
    let texts = wanted.files.iter().map(|file| read(file)).collect::<Result<Vec<String>, Fault>>()?;

    let mut findings = Vec::new();
    for (file, text) in wanted.files.iter().zip(&texts) {
        let draft = Draft { file, text, older: older.as_ref(), registration: registration.as_ref() };
        findings.extend(profile::lint(&draft));
    }
    let ok = findings.iter().all(|finding| finding.severity < Severity::Error);
    if json {
        println!("{}", serde_json::to_string_pretty(&json!({ "ok": ok, "findings": findings }))?);
    } else {
        print(&wanted.files, &findings);
    }
    Ok(if ok { Answer::Yes } else { Answer::No })
}

fn manifest(path: &str) -> Result<Registration, Fault> {
    Registration::parse(&read(path)?).map_err(|fault| Fault::Usage(format!("{path} is no app manifest: {fault}")))
}

fn print(files: &[String], findings: &[Finding]) {
    for file in files {
        let mut of_this = findings.iter().filter(|finding| finding.file == *file).peekable();
        if of_this.peek().is_none() {
            println!("{file}: clean");
        }
        for finding in of_this {
            println!("{finding}\n    {}", finding.hint);
        }
    }
}
