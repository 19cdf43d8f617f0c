use maud::{Markup, html};
use profile::Lang;

use crate::guide_drawing::{DrawnSetting, SettingsDrawing};

/// The settings, drawn: each with its choices, and the recommended one marked.
pub(super) fn settings(drawing: &SettingsDrawing, lang: Lang) -> Markup {
    html! {
        figure.settings {
            @for setting in &drawing.settings { (drawn(setting, lang)) }
            figcaption { (drawing.caption.get(lang)) }
        }
    }
}

fn drawn(setting: &DrawnSetting, lang: Lang) -> Markup {
    html! {
        p { b { (setting.name.get(lang)) } }
        ul {
            @for choice in &setting.choices {
                li.advised[choice.advised] { (circle(choice.advised)) (choice.says.get(lang)) }
            }
        }
    }
}

/// A round button, filled where it is the one to choose.
fn circle(filled: bool) -> Markup {
    html! {
        svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {
            circle cx="8" cy="8" r="6.5" fill="none" stroke="#5f6b64" {}
            @if filled { circle cx="8" cy="8" r="3.5" fill="#0b6b44" {} }
        }
    }
}
