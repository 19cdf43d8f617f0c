//! Writes every attachment of every shipped profile into a folder, to look at them:
//! `cargo run -p request --example attachments -- out`
#![allow(clippy::print_stdout)]

use std::path::PathBuf;

use jiff::civil::date;
use request::{AttachmentKind, Case, LetterLang, Person, SystemFonts, attachments};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "attachments".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let fonts = SystemFonts::default();
    for profile in profile::shipped() {
        let case = Case {
            tenant_id: "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d".to_owned(),
            tenant_domain: "northbank.example".to_owned(),
            requester: Some(Person {
                name: "Nora Lindqvist".to_owned(),
                upn: "nora.lindqvist@northbank.example".to_owned(),
            }),
            authority: "https://login.microsoftonline.com".to_owned(),
            verdict: None,
            today: date(2026, 11, 20),
            answer_by: None,
        };
        for kind in AttachmentKind::ALL {
            for file in attachments(profile, &case, LetterLang::Both, &fonts, &[kind])? {
                println!("{:>8}  {}", file.bytes.len(), file.name);
                std::fs::write(folder.join(&file.name), &file.bytes)?;
            }
        }
    }
    Ok(())
}
