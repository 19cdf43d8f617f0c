//! The windows of the stage: the app's own, made large enough for both sides, and the speaker's notes.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, LogicalPosition, LogicalSize, Manager, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::placement::{Area, Placement};
use crate::window::{MAIN, is_own_page};

pub(crate) const NOTES: &str = "notes";

/// What the stage is laid out for, in logical pixels.
const STAGE: (f64, f64) = (1600.0, 900.0);

/// Answers where the window stood, to return to; a window that fills the screen already is left alone.
pub(crate) fn enlarge(app: &AppHandle) -> Option<Placement> {
    let window = app.get_webview_window(MAIN)?;
    let before = Placement::of(&window, None).filter(|before| !before.maximised)?;
    let monitor = window.current_monitor().ok().flatten()?;
    place(&window, on_stage(&Area::of(&monitor), frame(&window)));
    Some(before)
}

pub(crate) fn restore(app: &AppHandle, before: Placement) {
    if let Some(window) = app.get_webview_window(MAIN) {
        place(&window, before);
    }
}

/// The speaker's notes, brought forward where they are open already. They show the same page, which sees by the fragment
/// which part is theirs.
pub(crate) fn open_notes(app: &AppHandle, theme: Option<Theme>) -> tauri::Result<()> {
    if let Some(notes) = app.get_webview_window(NOTES) {
        return notes.set_focus();
    }
    WebviewWindowBuilder::new(app, NOTES, WebviewUrl::App("index.html#notes".into()))
        .title("Greenlight")
        .theme(theme)
        .inner_size(520.0, 760.0)
        .min_inner_size(360.0, 400.0)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()
        .map(drop)
}

pub(crate) fn close_notes(app: &AppHandle) {
    if let Some(notes) = app.get_webview_window(NOTES) {
        let _ = notes.close();
    }
}

fn place(window: &WebviewWindow, to: Placement) {
    let (width, height) = to.size;
    let _ = window.set_size(LogicalSize::new(width, height));
    if let Some((x, y)) = to.corner {
        let _ = window.set_position(LogicalPosition::new(x, y));
    }
}

/// What the system draws around the page, in logical pixels.
fn frame(window: &WebviewWindow) -> (f64, f64) {
    let measure = || {
        let scale = window.scale_factor()?;
        let outer: LogicalSize<f64> = window.outer_size()?.to_logical(scale);
        let inner: LogicalSize<f64> = window.inner_size()?.to_logical(scale);
        tauri::Result::Ok((outer.width - inner.width, outer.height - inner.height))
    };
    measure().unwrap_or_default()
}

/// As large as the stage wants to be and the screen allows, in the middle of what is free.
fn on_stage(free: &Area, frame: (f64, f64)) -> Placement {
    let width = STAGE.0.min(free.size.0 - frame.0);
    let height = STAGE.1.min(free.size.1 - frame.1);
    let x = free.corner.0 + (free.size.0 - width - frame.0) / 2.0;
    let y = free.corner.1 + (free.size.1 - height - frame.1) / 2.0;
    Placement { size: (width, height), corner: Some((x, y)), maximised: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_stands_in_the_middle_of_a_large_screen() {
        let free = Area { corner: (1440.0, 40.0), size: (2560.0, 1400.0) };
        let stage = on_stage(&free, (0.0, 30.0));
        assert_eq!((stage.size, stage.corner), ((1600.0, 900.0), Some((1920.0, 275.0))));
    }

    #[test]
    fn the_stage_with_its_frame_fits_a_small_screen() {
        let free = Area { corner: (0.0, 25.0), size: (1366.0, 743.0) };
        let stage = on_stage(&free, (2.0, 31.0));
        assert_eq!((stage.size, stage.corner), ((1364.0, 712.0), Some((0.0, 25.0))));
    }
}
