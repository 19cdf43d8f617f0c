use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::directory::User;
use crate::entra::Authority;
use crate::lang::Lang;
use crate::role::DirectoryRole;
use crate::scopes::{self, ScopeSet};
use crate::sim::Sim;

use super::frame::Page;

/// "Permissions requested": the user decides for themself.
pub(crate) fn consent(
    sim: &Sim,
    ctx: &str,
    authority: Authority,
    user: &User,
    asked: &ScopeSet,
    lang: Lang,
) -> Response {
    let title = lang.pick("Permissions requested", "要求されているアクセス許可");
    let promise = lang.pick(
        "If you accept, this app can use your data in the ways listed, and only as you. You can take it back at any time.",
        "承諾すると、アプリは一覧にある範囲で、ご本人の権限の中だけでデータを使えるようになります。許可はいつでも取り消せます。",
    );
    let offers = if user.has(|role| role == DirectoryRole::GlobalAdministrator) {
        Offers::Organisation
    } else {
        Offers::Nothing
    };
    ask(sim, Asking { ctx, authority, user, asked, lang, title, for_whom: None, promise, offers })
}

/// "Permissions requested, accept for your organisation": the admin decides for everybody.
pub(crate) fn admin_consent(
    sim: &Sim,
    ctx: &str,
    authority: Authority,
    user: &User,
    asked: &ScopeSet,
    lang: Lang,
) -> Response {
    let title = lang.pick("Permissions requested", "要求されているアクセス許可");
    let for_whom = Some(lang.pick("Review for your organisation", "組織全体への許可の確認"));
    let promise = lang.pick(
        "If you accept, this app can act for every person in your organisation in the ways listed. Nobody else will be asked again.",
        "承諾すると、アプリは一覧にある範囲で、組織のすべての利用者についてデータを使えるようになります。ほかの利用者への確認は行われません。",
    );
    ask(sim, Asking { ctx, authority, user, asked, lang, title, for_whom, promise, offers: Offers::Nothing })
}

struct Asking<'a> {
    ctx: &'a str,
    authority: Authority,
    user: &'a User,
    asked: &'a ScopeSet,
    lang: Lang,
    title: &'a str,
    for_whom: Option<&'a str>,
    promise: &'a str,
    offers: Offers,
}

/// "Consent on behalf of your organisation" stands on a Global Administrator's own page and on nobody else's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offers {
    Nothing,
    Organisation,
}

/// The order Microsoft's page has: account, heading, app and publisher, what it wants, what accepting means, buttons.
fn ask(sim: &Sim, asking: Asking<'_>) -> Response {
    let Asking { ctx, authority, user, asked, lang, title, for_whom, promise, offers } = asking;
    let body = html! {
        section.card {
            p.who { (user.upn) }
            h1 { (title) }
            @if let Some(whom) = for_whom { p.soft { strong { (whom) } } }
            (app_card(sim, lang))
            @if !sim.publisher_verified() {
                p.hint { (lang.pick(
                    "Nobody has checked who publishes this app. Accept only if you expected to see it.",
                    "このアプリの発行元は確認されていません。心当たりがある場合だけ承諾してください。",
                )) }
            }
            h2 { (lang.pick("This app would like to", "このアプリが求めていること")) }
            (scope_list(asked, lang))
            p.hint { (promise) }
            form method="post" action={ "/" (authority.segment()) "/consent" } {
                input type="hidden" name="ctx" value=(ctx);
                @if offers == Offers::Organisation {
                    label.tick { input type="checkbox" name="organization" value="1"; (lang.pick("Consent on behalf of your organisation", "組織の代理として同意する")) }
                }
                div.row {
                    button type="submit" name="cancel" value="1" { (lang.pick("Cancel", "キャンセル")) }
                    button.go type="submit" name="accept" value="1" { (lang.pick("Accept", "承諾")) }
                }
            }
        }
    };
    Page { lang, title, note: None, body, script: None }.into_response(StatusCode::OK)
}

pub(super) fn scope_list(asked: &ScopeSet, lang: Lang) -> Markup {
    html! {
        ul.scopes {
            @for scope in scopes::listed(asked) {
                li { (scopes::display(scope, lang)) code { (scope) } }
            }
        }
    }
}

/// Name, publisher, and whether the publisher is verified.
pub(super) fn app_card(sim: &Sim, lang: Lang) -> Markup {
    let name = sim.app.name.get(lang);
    let verified = if sim.publisher_verified() {
        lang.pick("verified", "確認済み")
    } else {
        lang.pick("unverified", "未確認")
    };
    html! {
        div.app {
            i aria-hidden="true" { (name.chars().next().unwrap_or('?')) }
            div { b { (name) } span { (sim.app.publisher) " · " (verified) } }
        }
    }
}
