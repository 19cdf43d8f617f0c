use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::control::{Access, access};
use crate::lang::Lang;
use crate::scopes;
use crate::sim::Sim;

use super::asking::{app_card, scope_list};
use super::frame::Page;

/// Reloads when something changed. Without scripts there is a link.
const WATCH: &str = "const seen=document.querySelector('main section').dataset.revision;\
setInterval(async()=>{try{const r=await fetch('/control/state');const s=await r.json();\
if(String(s.revision)!==seen)location.reload()}catch{}},1500)";

/// Where a presenter or a test plays the admin of Northbank.
pub(crate) fn console(sim: &Sim, lang: Lang) -> Response {
    let title = lang.pick("Northbank IT (simulated)", "Northbank IT 部門（シミュレーション）");
    let revision = sim.read(|world| world.record.revision);
    let registered = scopes::registered(&sim.app);
    let body = html! {
        section.card.wide data-revision=(revision) {
            p.org { (sim.scenario().title.get(lang)) }
            h1 { (title) }
            (app_card(sim, lang))
            (standing(sim, lang))
            div.row {
                (button("reset", lang.pick("Reset", "はじめからやり直す"), false))
                (button("deny", lang.pick("Deny and block", "許可せずブロックする"), false))
                (button("approve", lang.pick("Approve for everyone", "全員に許可する"), true))
            }
            h2 { (lang.pick("What the app asks for", "アプリが求める許可")) }
            (scope_list(&registered, lang))
            p.hint { (lang.pick("Client id ", "クライアント ID ")) code { (sim.app.client_id) } }
            p.hint { a href="/admin" { (lang.pick("Refresh", "更新")) } }
        }
    };
    Page { lang, title, note: None, body, script: Some(WATCH) }.into_response(StatusCode::OK)
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

fn button(action: &str, label: &str, go: bool) -> Markup {
    html! {
        form method="post" action={ "/admin/" (action) } {
            button.go[go] type="submit" name=(action) value="1" { (label) }
        }
    }
}
