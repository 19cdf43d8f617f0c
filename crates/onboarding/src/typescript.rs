//! Writes the contract down for the UI: one TypeScript file a type, and the list of commands. Run by `cargo xtask types`.

use std::fs;
use std::path::{Path, PathBuf};

use ts_rs::{Config, TS};

use crate::contract::{Problem, Settings, Snapshot};
use crate::event::Intent;
use crate::presentation::Direction;
use crate::with_commands;

macro_rules! signatures {
    ($($name:ident($($argument:ident: $of:ident)?) -> $answer:tt,)*) => {
        vec![$(Signature {
            name: stringify!($name),
            argument: signatures!(@argument $($argument: $of)?),
            answer: stringify!($answer),
        }),*]
    };
    (@argument) => { None };
    (@argument $argument:ident: $of:ident) => { Some((stringify!($argument), stringify!($of))) };
}

struct Signature {
    name: &'static str,
    argument: Option<(&'static str, &'static str)>,
    answer: &'static str,
}

#[test]
fn export_types() -> Result<(), Box<dyn std::error::Error>> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let config = Config::new().with_out_dir(&folder).with_large_int("number");
    Snapshot::export_all(&config)?;
    Intent::export_all(&config)?;
    Problem::export_all(&config)?;
    Settings::export_all(&config)?;
    Direction::export_all(&config)?;
    fs::write(folder.join("commands.ts"), commands())?;
    Ok(())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/generated")
}

fn commands() -> String {
    let signatures: Vec<Signature> = with_commands!(signatures);
    let own = |of: &str| !matches!(of, "String" | "()");
    let mut imported: Vec<&str> = signatures
        .iter()
        .flat_map(|one| one.argument.map(|(_, of)| of).into_iter().chain([one.answer]))
        .filter(|of| own(of))
        .collect();
    imported.sort_unstable();
    imported.dedup();
    let mut text = "// Generated from the engine's command list. Do not edit; run `cargo xtask types`.\n".to_owned();
    for of in imported {
        text += &format!("import type {{ {of} }} from \"./{of}\";\n");
    }
    text += "\n/** Every command of the window: what it takes and what it answers. */\nexport interface Commands {\n";
    for one in &signatures {
        let takes = one
            .argument
            .map_or("Record<string, never>".to_owned(), |(name, of)| format!("{{ {name}: {} }}", typescript(of)));
        text += &format!("  {}: {{ takes: {takes}; answers: {} }};\n", one.name, typescript(one.answer));
    }
    text += &format!(
        "}}\n\n/** The event that carries a new snapshot. */\nexport const CHANGED = \"{}\";\n",
        crate::contract::CHANGED
    );
    text
}

fn typescript(of: &str) -> &str {
    match of {
        "String" => "string",
        "()" => "null",
        other => other,
    }
}
