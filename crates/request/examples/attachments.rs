//! Writes every attachment of every shipped profile into a folder, to look at them:
//! `cargo run -p request --example attachments -- out`
#![allow(clippy::print_stdout)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::PathBuf;

use common::case;
use request::{AttachmentKind, LetterLang, SystemFonts, attachments};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "attachments".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let fonts = SystemFonts::default();
    for profile in profile::shipped() {
        let case = case();
        for kind in AttachmentKind::ALL {
            for file in attachments(profile, &case, LetterLang::Both, &fonts, &[kind])? {
                println!("{:>8}  {}", file.bytes.len(), file.name);
                std::fs::write(folder.join(&file.name), &file.bytes)?;
            }
        }
    }
    Ok(())
}
