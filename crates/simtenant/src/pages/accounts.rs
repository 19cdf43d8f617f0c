use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::directory::User;
use crate::entra::Context;
use crate::lang::Lang;
use crate::sim::Sim;

use super::frame::Page;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignInProblem {
    UnknownAccount,
    PasswordMissing,
    WrongPassword,
}

/// Address and password on one page. The field that is still needed has the focus.
pub(crate) fn sign_in(sim: &Sim, context: &Context, login: &str, problem: Option<SignInProblem>) -> Response {
    let lang = context.lang;
    let text = problem.map(|problem| problem.words(lang));
    let wrong_account = problem == Some(SignInProblem::UnknownAccount);
    let ask_password = !login.is_empty() && !wrong_account;
    let app = sim.app.name.get(lang);
    let body = html! {
        section.card {
            p.org { (organisation(sim, context)) }
            h1 { (lang.pick("Sign in", "サインイン")) }
            p.soft { @match lang { Lang::En => { "to continue to " (app) } Lang::Ja => { (app) " に進みます" } } }
            form method="post" action={ "/" (context.authority.segment()) "/login" } {
                input type="hidden" name="ctx" value=(context.seal(sim));
                label for="login" { (lang.pick("Email address", "メールアドレス")) }
                input #login type="email" name="login" value=(login) autocomplete="username" autofocus[!ask_password] aria-invalid=(wrong_account);
                label for="passwd" { (lang.pick("Password", "パスワード")) }
                input #passwd type="password" name="passwd" autocomplete="current-password" autofocus[ask_password];
                @if let Some(text) = text { p.problem role="alert" { (text) } }
                div.row { button.go type="submit" name="signin" value="1" { (lang.pick("Sign in", "サインイン")) } }
            }
        }
    };
    let title = lang.pick("Sign in", "サインイン");
    Page { lang, title, note: Some(passwords(sim, context)), body, script: None }.into_response(StatusCode::OK)
}

/// Whether this browser goes on knowing them once it was closed.
pub(crate) fn stay(sim: &Sim, context: &Context, user: &User) -> Response {
    let lang = context.lang;
    let title = lang.pick("Stay signed in?", "サインインの状態を維持しますか");
    let body = html! {
        section.card {
            p.who { (user.upn) }
            h1 { (title) }
            p { (lang.pick(
                "If you say yes, this browser asks for your password less often. On a computer that others use too, say no.",
                "「はい」を選ぶと、このブラウザーでパスワードを求められる回数が減ります。ほかの人も使うコンピューターでは「いいえ」を選んでください。",
            )) }
            form #stay method="post" action={ "/" (context.authority.segment()) "/kmsi" } {
                input type="hidden" name="ctx" value=(context.seal(sim));
                div.row {
                    button type="submit" name="cancel" value="1" { (lang.pick("No", "いいえ")) }
                    button.go type="submit" name="accept" value="1" { (lang.pick("Yes", "はい")) }
                }
            }
        }
    };
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

/// Who, of the people signed in in this browser.
pub(crate) fn picker(sim: &Sim, context: &Context, users: &[&User]) -> Response {
    let lang = context.lang;
    let body = html! {
        section.card {
            p.org { (organisation(sim, context)) }
            h1 { (lang.pick("Pick an account", "アカウントを選んでください")) }
            form method="post" action={ "/" (context.authority.segment()) "/login" } {
                input type="hidden" name="ctx" value=(context.seal(sim));
                @for user in users {
                    button.account type="submit" name="account" value=(user.upn) { (user.display_name) small { (user.upn) } }
                }
                button.account type="submit" name="account" value="other" { (lang.pick("Use another account", "別のアカウントを使う")) }
            }
        }
    };
    let title = lang.pick("Pick an account", "アカウントを選んでください");
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

/// Where somebody types the code that another screen shows.
pub(crate) fn device_code(typed: &str, problem: Option<&str>, lang: Lang) -> Response {
    let title = lang.pick("Enter code", "コードの入力");
    let body = html! {
        section.card {
            h1 { (title) }
            p.soft { (lang.pick("Enter the code that the app on your other device shows.", "もう一方のデバイスのアプリに表示されているコードを入力してください。")) }
            form method="post" action="/common/oauth2/deviceauth" {
                label for="otc" { (lang.pick("Code", "コード")) }
                input #otc type="text" name="otc" value=(typed) autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus aria-invalid=(problem.is_some());
                @if let Some(text) = problem {
                    p.problem role="alert" {
                        (lang.pick("That code did not work. Check it, or start again on the other device.", "このコードは使えません。コードを確かめるか、もう一方のデバイスでやり直してください。"))
                        small { (text) }
                    }
                }
                div.row { button.go type="submit" name="next" value="1" { (lang.pick("Next", "次へ")) } }
            }
        }
    };
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

impl SignInProblem {
    fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::UnknownAccount => lang.pick(
                "There is no account with this address here. Check the spelling.",
                "このアドレスのアカウントは見つかりませんでした。つづりを確かめてください。",
            ),
            Self::PasswordMissing => lang.pick("Now enter the password.", "続けてパスワードを入力してください。"),
            Self::WrongPassword => lang.pick(
                "The password does not match. It is printed at the top of this page.",
                "パスワードが一致しません。このページの上部に表示されているものを入力してください。",
            ),
        }
    }
}

fn organisation<'a>(sim: &'a Sim, context: &Context) -> &'a str {
    let tenant = sim.directory.tenant(&context.authority.segment()).unwrap_or(sim.directory.home());
    tenant.name.get(context.lang)
}

/// One user and one admin are enough to walk every page; everybody of one tenant shares the password.
fn passwords(sim: &Sim, context: &Context) -> Markup {
    let lang = context.lang;
    let of = |admin: bool| {
        let welcome =
            |user: &&User| user.may_grant_for_everyone() == admin && context.authority.takes(user, &sim.directory);
        let at_home = |user: &&User| user.tenant == sim.directory.home().id;
        let all = || sim.directory.users.iter().filter(welcome);
        all().find(at_home).or_else(|| all().next())
    };
    let (user, admin) = (of(false), of(true));
    html! {
        @if let Some(user) = user { span { (lang.pick("User ", "利用者 ")) code { (user.upn) } } " " }
        @if let Some(admin) = admin { span { (lang.pick("Admin ", "管理者 ")) code { (admin.upn) } } " " }
        @if let Some(user) = user.or(admin) { span { (lang.pick("Password ", "パスワード ")) code { (user.password) } } " " }
    }
}
