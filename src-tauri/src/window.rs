//! The main window: shows the UI from inside the binary and goes nowhere else.

use std::path::PathBuf;

use onboarding::Snapshot;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::desktop::Desktop;
use crate::placement::Placement;
use crate::stage_window::close_notes;

pub(crate) const MAIN: &str = "main";

/// The page's name for the first snapshot.
const FIRST: &str = "__FIRST_SNAPSHOT__";

/// Smaller than this no stage is laid out for; in logical pixels.
const SMALLEST: (f64, f64) = (480.0, 640.0);

/// Opens where and as large as it was closed, according to `placement`, the file it leaves that in. The page finds `first`
/// when it starts and has nothing to wait for (`ipc/client.ts`); it holds no secret, like every snapshot.
pub(crate) fn open(
    app: &AppHandle,
    theme: Option<Theme>,
    placement: PathBuf,
    first: Option<&Snapshot>,
) -> tauri::Result<()> {
    let before = Placement::load(&placement).map(|before| before.on(&app.available_monitors().unwrap_or_default()));
    let (width, height) = before.map_or((1040.0, 720.0), |before| before.size);
    let mut builder = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Greenlight")
        .theme(theme)
        .inner_size(width.max(SMALLEST.0), height.max(SMALLEST.1))
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .maximized(before.is_some_and(|before| before.maximised))
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if let Some((x, y)) = before.and_then(|before| before.corner) {
        builder = builder.position(x, y);
    }
    if let Some(first) = first {
        builder = builder.initialization_script(format!("window.{FIRST} = {};", serde_json::to_string(first)?));
    }
    let window = builder.build()?;
    keep_placement(&window, placement);
    Ok(())
}

/// WebKitGTK starts OpenGL in two processes before it draws anything, even where there is no graphics card to use: a
/// fifth of a second and 65 MiB. A page of text and buttons that now and then scrolls is drawn as fast without. Its
/// setting for the same comes too late, when the window exists and OpenGL with it. Whoever has set the variable decides.
/// What we open inherits it, so a mail program or browser built on WebKitGTK that was not running yet draws so, too.
///
/// To be called while there is one thread: the environment is read without a lock.
#[cfg(target_os = "linux")]
pub(crate) fn draw_with_the_processor() {
    let _ = glib::setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1", false);
}

fn keep_placement(window: &WebviewWindow, file: PathBuf) {
    let closing = window.clone();
    window.on_window_event(move |event| {
        if !matches!(event, WindowEvent::CloseRequested { .. }) {
            return;
        }
        // Nothing is left to take notes about, and the app ends with its last window.
        close_notes(closing.app_handle());
        // The stage is larger than the window a person left.
        let before = closing.try_state::<Desktop>().and_then(|desktop| desktop.curtain().before());
        if let Some(now) = before.or_else(|| Placement::of(&closing, Placement::load(&file)))
            && let Err(fault) = now.save(&file)
        {
            tracing::warn!(%fault, "the window will open where the system puts it");
        }
    });
}

pub(crate) fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The UI's own origin: `tauri://localhost`, or `http://tauri.localhost` where the webview has no custom schemes.
pub(crate) fn is_own_page(url: &Url) -> bool {
    let development = cfg!(dev) && url.host_str() == Some("localhost") && url.port() == Some(5173);
    let own = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        "about" => url.path() == "blank",
        _ => false,
    };
    own || development
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_the_built_in_pages_may_load() {
        for own in ["tauri://localhost/", "http://tauri.localhost/index.html", "about:blank"] {
            assert!(is_own_page(&own.parse().unwrap()), "{own}");
        }
        for other in [
            "https://login.microsoftonline.com/",
            "http://tauri.localhost.evil.example/",
            "http://localhost:1234/",
            "tauri://evil/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
        ] {
            assert!(!is_own_page(&other.parse().unwrap()), "{other}");
        }
    }
}
