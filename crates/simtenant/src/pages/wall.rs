use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::directory::User;
use crate::entra::Trace;
use crate::lang::Lang;
use crate::scopes::ScopeSet;
use crate::sim::Sim;

use super::asking::{app_card, scope_list};
use super::frame::Page;
use super::outcome::evidence;

/// Where a person stands who may not grant what the app asks.
pub(crate) struct Stop<'a> {
    pub(crate) user: &'a User,
    pub(crate) exits: Exits,
    /// The AADSTS number in the details.
    pub(crate) code: u32,
    pub(crate) trace: &'a Trace,
    pub(crate) lang: Lang,
}

/// The links on a wall. Nothing else leads away from it.
pub(crate) struct Exits {
    pub(crate) admin: String,
    pub(crate) back: String,
}

pub(crate) struct RequestForm<'a> {
    pub(crate) action: String,
    pub(crate) ctx: String,
    pub(crate) scopes: &'a ScopeSet,
    /// It was sent without a word.
    pub(crate) empty: bool,
}

/// "Need admin approval". No script, no refresh, no redirect: the app hears nothing unless the user follows `back`.
pub(crate) fn wall(sim: &Sim, stop: &Stop<'_>) -> Response {
    let lang = stop.lang;
    let title = lang.pick("Need admin approval", "管理者の承認が必要");
    let app = sim.app.name.get(lang);
    let words = html! {
        @match lang {
            Lang::En => {
                p { (app) " needs permission to access resources in your organisation that only an admin can grant. Please ask an admin to grant permission to this app before you can use it." }
            }
            Lang::Ja => {
                p { (app) " には、管理者だけが付与できる、組織内のリソースへのアクセス許可が必要です。このアプリを使う前に、アクセス許可の付与を管理者に依頼してください。" }
            }
        }
    };
    show(sim, stop, title, words)
}

/// "Approval required": the organisation takes requests here.
pub(crate) fn approval_required(sim: &Sim, stop: &Stop<'_>, form: &RequestForm<'_>) -> Response {
    let lang = stop.lang;
    let title = lang.pick("Approval required", "承認が必要です");
    let problem = form
        .empty
        .then(|| lang.pick("Write a few words for your admin first.", "管理者に伝える理由を入力してください。"));
    let words = html! {
        p { (lang.pick(
            "This app needs your admin's approval before you can use it. It would like to:",
            "このアプリを使うには、管理者の承認が必要です。アプリが求めている内容は次のとおりです。",
        )) }
        (scope_list(form.scopes, lang))
        form method="post" action=(form.action) {
            input type="hidden" name="ctx" value=(form.ctx);
            label for="justification" { (lang.pick("Why you need this app", "このアプリを使う理由")) }
            textarea #justification name="justification" rows="4" maxlength="2000" required aria-describedby="who-reads" aria-invalid=(form.empty) {}
            p.hint #who-reads { (lang.pick(
                "Your admins read this together with your name and address.",
                "入力した内容は、お名前とメールアドレスとあわせて管理者に届きます。",
            )) }
            @if let Some(problem) = problem { p.problem role="alert" { (problem) } }
            div.row { button.go type="submit" name="request" value="1" { (lang.pick("Request approval", "承認を申請する")) } }
        }
    };
    show(sim, stop, title, words)
}

/// After the form: no redirect, so the app does not hear of it.
pub(crate) fn request_sent(sim: &Sim, stop: &Stop<'_>) -> Response {
    let lang = stop.lang;
    let title = lang.pick("Request sent", "申請を送信しました");
    let words = html! {
        p #request-sent role="status" { (lang.pick(
            "Your admins have received your request. You will get a mail when one of them has answered.",
            "管理者に申請が届きました。回答があると、メールでお知らせします。",
        )) }
    };
    show(sim, stop, title, words)
}

/// One request at a time.
pub(crate) fn request_waits(sim: &Sim, stop: &Stop<'_>) -> Response {
    let lang = stop.lang;
    let title = lang.pick("Your request is waiting", "申請は回答待ちです");
    let words = html! {
        p #request-waits role="status" { (lang.pick(
            "You have asked for this app already, and no admin has answered yet. You will get a mail when one has.",
            "このアプリの承認はすでに申請済みで、管理者の回答を待っています。回答があると、メールでお知らせします。",
        )) }
    };
    show(sim, stop, title, words)
}

fn show(sim: &Sim, stop: &Stop<'_>, title: &str, words: Markup) -> Response {
    let lang = stop.lang;
    let body = html! {
        section.card {
            p.who { (stop.user.upn) }
            h1 { (title) }
            (app_card(sim, lang))
            (words)
            ul.links {
                li { a #admin-account href=(stop.exits.admin) { (lang.pick("Have an admin account? Sign in with that account", "管理者アカウントをお持ちの場合は、そのアカウントでサインイン")) } }
                li { a #return href=(stop.exits.back) { (lang.pick("Return to the application without granting consent", "同意せずにアプリケーションに戻る")) } }
            }
            (evidence(&message(sim, stop), stop.trace, false, lang))
        }
    };
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

fn message(sim: &Sim, stop: &Stop<'_>) -> String {
    let (lang, code) = (stop.lang, stop.code);
    let app = sim.app.name.get(lang);
    let organisation = sim.directory.home_of(stop.user).map_or("", |tenant| tenant.name.get(lang));
    match lang {
        Lang::En => format!(
            "AADSTS{code}: An administrator of {organisation} has set a policy that prevents you from granting {app} the permissions it is requesting. Contact an administrator of {organisation}, who can grant permissions to this app on your behalf."
        ),
        Lang::Ja => format!(
            "AADSTS{code}: {organisation} の管理者が設定したポリシーにより、{app} が要求しているアクセス許可を付与することはできません。代わりに許可を付与できる {organisation} の管理者に連絡してください。"
        ),
    }
}
