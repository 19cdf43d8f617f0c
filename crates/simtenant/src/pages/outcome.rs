use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::clock::page_time;
use crate::directory::User;
use crate::entra::Trace;
use crate::lang::Lang;
use crate::sim::Sim;

use super::asking::app_card;
use super::frame::Page;

/// "Need admin approval". No script, no refresh, no redirect: the app hears nothing unless the user follows `back`.
pub(crate) fn wall(sim: &Sim, user: &User, admin: &str, back: &str, trace: &Trace, lang: Lang) -> Response {
    let title = lang.pick("Need admin approval", "管理者の承認が必要");
    let app = sim.app.name.get(lang);
    let organisation = sim.directory.home_of(user).map_or("", |tenant| tenant.name.get(lang));
    let message = match lang {
        Lang::En => format!(
            "AADSTS90094: An administrator of {organisation} has set a policy that prevents you from granting {app} the permissions it is requesting. Contact an administrator of {organisation}, who can grant permissions to this app on your behalf."
        ),
        Lang::Ja => format!(
            "AADSTS90094: {organisation} の管理者が設定したポリシーにより、{app} が要求しているアクセス許可を付与することはできません。代わりに許可を付与できる {organisation} の管理者に連絡してください。"
        ),
    };
    let body = html! {
        section.card {
            p.who { (user.upn) }
            h1 { (title) }
            (app_card(sim, lang))
            @match lang {
                Lang::En => {
                    p { (app) " needs permission to access resources in your organisation that only an admin can grant. Please ask an admin to grant permission to this app before you can use it." }
                }
                Lang::Ja => {
                    p { (app) " には、管理者だけが付与できる、組織内のリソースへのアクセス許可が必要です。このアプリを使う前に、アクセス許可の付与を管理者に依頼してください。" }
                }
            }
            ul.links {
                li { a #admin-account href=(admin) { (lang.pick("Have an admin account? Sign in with that account", "管理者アカウントをお持ちの場合は、そのアカウントでサインイン")) } }
                li { a #return href=(back) { (lang.pick("Return to the application without granting consent", "同意せずにアプリケーションに戻る")) } }
            }
            (evidence(&message, trace, false, lang))
        }
    };
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

/// An error the app never hears of.
pub(crate) fn trouble(status: StatusCode, message: &str, trace: &Trace, lang: Lang) -> Response {
    let title = lang.pick("We could not sign you in", "サインインできませんでした");
    let body = html! {
        section.card {
            h1 { (title) }
            p { (lang.pick("The sign-in stopped here. The details say why.", "サインインはここで止まりました。理由は詳細をご覧ください。")) }
            (evidence(message, trace, true, lang))
        }
    };
    Page { lang, title, note: None, body, script: None }.into_response(status)
}

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

pub(crate) fn signed_out(lang: Lang) -> Response {
    let title = lang.pick("You are signed out", "サインアウトしました");
    plain(title, lang.pick("You can close this page.", "このページは閉じてかまいません。"), lang)
}

fn plain(title: &str, line: &str, lang: Lang) -> Response {
    let body = html! { section.card { h1 { (title) } p { (line) } } };
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

/// The "..." block: what an admin needs to find this sign-in. Labels stay English, as people paste them.
fn evidence(message: &str, trace: &Trace, open: bool, lang: Lang) -> Markup {
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
