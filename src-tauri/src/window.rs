//! The one window: shows the UI from inside the binary and goes nowhere else.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Theme, Url, WebviewUrl, WebviewWindowBuilder};

pub(crate) const MAIN: &str = "main";

pub(crate) fn open(app: &AppHandle, theme: Option<Theme>) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Greenlight")
        .theme(theme)
        .inner_size(1040.0, 720.0)
        .min_inner_size(480.0, 640.0)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

pub(crate) fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The UI's own origin: `tauri://localhost`, or `http://tauri.localhost` where the webview has no custom schemes.
fn is_own_page(url: &Url) -> bool {
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
