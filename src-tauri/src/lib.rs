//! The window: wiring only. Decisions live in the engine crates, which know nothing of Tauri.

mod arguments;
mod browser;
mod commands;
mod demo;
mod demo_desk;
mod desk;
mod desktop;
#[cfg(test)]
mod hardening;
mod logs;
mod memory;
mod placement;
mod presentation;
mod problem;
mod repertoire;
mod settings;
mod stage;
mod stage_window;
mod window;
mod world;

use std::process::ExitCode;

use onboarding::with_commands;
use tauri::{AppHandle, Manager};

macro_rules! handler {
    ($($name:ident($($argument:ident: $of:ty)?) -> $answer:ty,)*) => {
        tauri::generate_handler![$(commands::$name),*]
    };
}

/// A second start only brings the first window forward: its arguments come from anyone and are ignored.
fn second_start(app: &AppHandle, _arguments: Vec<String>, _folder: String) {
    window::bring_forward(app);
}

pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    window::draw_with_the_processor();
    logs::start();
    let arguments = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(fault) => {
            tracing::error!(%fault, "the app was started in a way it does not know");
            return ExitCode::from(2);
        }
    };
    let outcome = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(second_start))
        .invoke_handler(with_commands!(handler))
        .setup(move |app| {
            let desktop = desktop::Desktop::open(app.handle().clone(), arguments)?;
            let (theme, placement) = (desktop.first_theme(), desktop.placement_file());
            app.manage(desktop);
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move {
                if let Err(fault) = handle.state::<desktop::Desktop>().begin().await {
                    tracing::error!(%fault, "the journey could not start");
                }
            });
            let first = tauri::async_runtime::block_on(app.state::<desktop::Desktop>().first_snapshot());
            window::open(app.handle(), theme, placement, first.as_ref())?;
            Ok(())
        })
        .run(tauri::generate_context!());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            tracing::error!(%fault, "the window could not open");
            ExitCode::FAILURE
        }
    }
}
