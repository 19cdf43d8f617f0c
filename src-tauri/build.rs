//! Declares the window's commands, so that what is not declared is refused.

#[macro_use]
#[path = "../crates/onboarding/src/commands.rs"]
mod commands;

macro_rules! names {
    ($($name:ident($($argument:ident: $of:ty)?) -> $answer:ty,)*) => {
        &[$(stringify!($name)),*]
    };
}

const COMMANDS: &[&str] = with_commands!(names);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
