use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::clock::page_time;
use crate::directory::User;
use crate::entra::Trace;
use crate::lang::Lang;
use crate::sim::Sim;

use super::frame::Page;

/// Carries the answer to the app. The script presses the button; without scripts the user does.
pub(crate) fn form_post(action: &str, fields: &[(&str, String)], lang: Lang) -> Response {
    let title = lang.pick("Back to the app", "アプリに戻ります");
    let body = html! {
        section.card.quiet {
            h1 { (title) }
            p.soft { (lang.pick("If nothing happens, press Continue.", "自動で進まない場合は「続ける」を押してください。")) }
            form #reply method="post" action=(action) {
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                button.go type="submit" { (lang.pick("Continue", "続ける")) }
            }
        }
    };
    let script = Some("document.getElementById('reply').submit()");
    Page { lang, title, note: None, body, script }.into_response(StatusCode::OK)
}

pub(crate) fn granted_for_everyone(sim: &Sim, user: &User, lang: Lang) -> Response {
    let title = lang.pick("Approved for your organisation", "組織全体に許可しました");
    let organisation = sim.directory.home_of(user).map_or("", |tenant| tenant.name.get(lang));
    let app = sim.app.name.get(lang);
    let line = match lang {
        Lang::En => {
            format!("Everyone at {organisation} can now use {app} with these permissions. You can close this page.")
        }
        Lang::Ja => format!(
            "{organisation} のすべての利用者が、この許可で {app} を使えるようになりました。このページは閉じてかまいません。"
        ),
    };
    plain(title, &line, lang)
}

pub(crate) fn nothing_granted(lang: Lang) -> Response {
    let title = lang.pick("Nothing was granted", "許可は行われていません");
    plain(title, lang.pick("You can close this page.", "このページは閉じてかまいません。"), lang)
}

pub(crate) fn device_signed_in(sim: &Sim, lang: Lang) -> Response {
    let app = sim.app.name.get(lang);
    let title = lang.pick("You are signed in on your device", "デバイスにサインインしました");
    let line = match lang {
        Lang::En => format!("{app} goes on by itself on the other device. You can close this page."),
        Lang::Ja => format!("もう一方のデバイスで {app} の手続きが自動で進みます。このページは閉じてかまいません。"),
    };
    plain(title, &line, lang)
}

pub(crate) fn signed_out(lang: Lang) -> Response {
    let title = lang.pick("You are signed out", "サインアウトしました");
    plain(title, lang.pick("You can close this page.", "このページは閉じてかまいません。"), lang)
}

pub(super) fn plain(title: &str, line: &str, lang: Lang) -> Response {
    let body = html! { section.card { h1 { (title) } p { (line) } } };
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

/// The "..." block: what an admin needs to find this sign-in. Labels stay English, as people paste them.
pub(super) fn evidence(message: &str, trace: &Trace, open: bool, lang: Lang) -> Markup {
    html! {
        details open[open] {
            summary aria-label=(lang.pick("More details", "詳細")) { "..." }
            dl {
                div { dt { "Request Id:" } dd { (trace.request) } }
                div { dt { "Correlation Id:" } dd { (trace.correlation) } }
                div { dt { "Timestamp:" } dd { (page_time(trace.at)) } }
                div { dt { "Message:" } dd { (message) } }
            }
        }
    }
}
