//! The window: wiring only. Decisions live in the engine crates, which know nothing of Tauri.

mod arguments;
mod browser;
mod commands;
mod desk;
mod desktop;
mod logs;
mod placement;
mod problem;
mod settings;
mod window;
mod world;

use std::process::ExitCode;

use onboarding::with_commands;
use tauri::Manager;

macro_rules! handler {
    ($($name:ident($($argument:ident: $of:ty)?) -> $answer:ty,)*) => {
        tauri::generate_handler![$(commands::$name),*]
    };
}

pub fn run() -> ExitCode {
    logs::to_stderr();
    let arguments = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(fault) => {
            tracing::error!(%fault, "the app was started in a way it does not know");
            return ExitCode::from(2);
        }
    };
    let outcome = tauri::Builder::default()
        // A second start only brings the first window forward: its arguments come from anyone and are ignored.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::bring_forward(app)))
        .invoke_handler(with_commands!(handler))
        .setup(move |app| {
            let desktop = desktop::Desktop::open(app.handle().clone(), arguments)?;
            let (theme, placement) = (desktop.theme(), desktop.placement_file());
            app.manage(desktop);
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move {
                if let Err(fault) = handle.state::<desktop::Desktop>().begin().await {
                    tracing::error!(%fault, "the journey could not start");
                }
            });
            window::open(app.handle(), theme, placement)?;
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
