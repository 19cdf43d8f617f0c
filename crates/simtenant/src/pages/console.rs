use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::clock::page_time;
use crate::control::{Access, access};
use crate::lang::Lang;
use crate::queue::AccessRequest;
use crate::scopes;
use crate::sim::Sim;

use super::asking::{app_card, scope_list};
use super::frame::Page;

/// Reloads when something changed. Without scripts there is a link.
const WATCH: &str = "const seen=document.querySelector('main section').dataset.revision;\
setInterval(async()=>{try{const r=await fetch('/control/state');const s=await r.json();\
if(String(s.revision)!==seen)location.reload()}catch{}},1500)";

/// Where a presenter or a test plays the admin of the story's organisation.
pub(crate) fn console(sim: &Sim, lang: Lang) -> Response {
    let organisation = sim.directory.home().name.get(lang);
    let title = match lang {
        Lang::En => format!("{organisation} IT (simulated)"),
        Lang::Ja => format!("{organisation} IT 部門（シミュレーション）"),
    };
    let now = sim.clock.now();
    let (revision, requests) = sim.read(|world| {
        let pending = world.record.requests.iter().filter(|request| request.is_pending(now));
        (world.record.revision, pending.cloned().collect::<Vec<_>>())
    });
    let registered = scopes::registered(&sim.app);
    let body = html! {
        section.card.wide data-revision=(revision) {
            p.org { (sim.scenario().title.get(lang)) }
            h1 { (title) }
            (app_card(sim, lang))
            (standing(sim, lang))
            (queue(sim, &requests, lang))
            (decisions(sim, requests.is_empty(), lang))
            h2 { (lang.pick("What the app asks for", "アプリが求める許可")) }
            (scope_list(&registered, lang))
            p.hint { (lang.pick("Client id ", "クライアント ID ")) code { (sim.app.client_id) } }
            p.hint { a href="/admin" { (lang.pick("Refresh", "更新")) } }
        }
    };
    Page { lang, title: &title, note: None, body, script: Some(WATCH) }.into_response(StatusCode::OK)
}

/// Whether the app has access, in a lamp and a sentence.
fn standing(sim: &Sim, lang: Lang) -> Markup {
    let (class, state) = match access(sim) {
        Access::Approved => ("lamp yes", lang.pick("Approved for everyone", "全員に許可済み")),
        Access::Blocked => ("lamp no", lang.pick("Blocked", "ブロック済み")),
        Access::Nobody => ("lamp", lang.pick("Not approved", "未許可")),
    };
    let wall = sim.read(|world| world.record.wall.clone());
    let who = wall.as_ref().and_then(|wall| sim.directory.user(wall.user));
    html! {
        div class=(class) role="status" id="standing" {
            div {
                (state)
                small {
                    @match (who, lang) {
                        (Some(user), Lang::En) => { (user.display_name) " was told that an admin has to approve." }
                        (Some(user), Lang::Ja) => { (user.display_name) " さんに「管理者の承認が必要」と表示されました。" }
                        (None, _) => { (lang.pick("Nobody has been stopped yet.", "承認待ちの利用者はまだいません。")) }
                    }
                }
            }
        }
    }
}

/// "My Pending", as reviewers see it.
fn queue(sim: &Sim, requests: &[AccessRequest], lang: Lang) -> Markup {
    html! {
        @if !requests.is_empty() {
            h2 #pending { (lang.pick("Requests waiting for an answer", "回答待ちの申請")) }
            @for request in requests {
                div.request {
                    b { (sim.directory.user(request.user).map_or("", |user| &user.display_name)) }
                    " " span.hint { (page_time(request.sent)) }
                    blockquote { (request.justification) }
                    @for scope in &request.scopes { code { (scope) } " " }
                }
            }
        }
    }
}

/// With a request in the queue, a no can be said without switching the app off.
fn decisions(sim: &Sim, queue_is_empty: bool, lang: Lang) -> Markup {
    let home = sim.directory.home().id;
    let assignable = sim.read(|world| world.record.requires_assignment(home));
    html! {
        div.row {
            (button("reset", lang.pick("Reset", "はじめからやり直す"), false))
            (button("revoke", lang.pick("Take permission back", "許可を取り消す"), false))
            @if queue_is_empty {
                (button("deny", lang.pick("Deny and block", "許可せずブロックする"), false))
            } @else {
                (button("block", lang.pick("Block", "ブロックする"), false))
                (button("deny", lang.pick("Deny", "却下する"), false))
            }
            @if assignable { (button("assign", lang.pick("Assign the user", "利用者を割り当てる"), false)) }
            (button("approve", lang.pick("Approve for everyone", "全員に許可する"), true))
        }
    }
}

fn button(action: &str, label: &str, go: bool) -> Markup {
    html! {
        form method="post" action={ "/admin/" (action) } {
            button.go[go] type="submit" name=(action) value="1" { (label) }
        }
    }
}
