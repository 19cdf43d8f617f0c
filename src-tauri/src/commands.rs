//! The window's commands: unpack, call, map the error. The list is `onboarding::with_commands!`.

use onboarding::{Direction, Intent, Problem, Settings, Snapshot};
use tauri::State;

use crate::desktop::Desktop;
use crate::logs;
use crate::problem::DesktopFault;

#[tauri::command]
pub(crate) async fn snapshot(desktop: State<'_, Desktop>) -> Result<Snapshot, Problem> {
    Ok(desktop.snapshot().await?)
}

#[tauri::command]
pub(crate) async fn act(desktop: State<'_, Desktop>, intent: Intent) -> Result<(), Problem> {
    Ok(desktop.act(intent).await?)
}

#[tauri::command]
pub(crate) async fn change_settings(desktop: State<'_, Desktop>, settings: Settings) -> Result<(), Problem> {
    Ok(desktop.change_settings(settings).await?)
}

#[tauri::command]
pub(crate) async fn enter_demo(desktop: State<'_, Desktop>, scenario: String) -> Result<(), Problem> {
    Ok(desktop.enter_demo(&scenario).await?)
}

#[tauri::command]
pub(crate) async fn leave_demo(desktop: State<'_, Desktop>) -> Result<(), Problem> {
    Ok(desktop.leave_demo().await?)
}

#[tauri::command]
pub(crate) async fn open_it_page(desktop: State<'_, Desktop>) -> Result<(), Problem> {
    Ok(desktop.open_it_page().await?)
}

#[tauri::command]
pub(crate) fn open_log_folder() -> Result<(), Problem> {
    Ok(logs::open_folder().map_err(DesktopFault::NoFolder)?)
}

#[tauri::command]
pub(crate) async fn reset_demo(desktop: State<'_, Desktop>) -> Result<(), Problem> {
    Ok(desktop.reset_demo().await?)
}

#[tauri::command]
pub(crate) async fn direct(desktop: State<'_, Desktop>, direction: Direction) -> Result<(), Problem> {
    Ok(desktop.direct(direction).await?)
}
