use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use crate::entra::{Explained, Trace};
use crate::lang::Lang;

use super::frame::Page;
use super::outcome::evidence;

/// An error the app never hears of.
pub(crate) fn trouble(status: StatusCode, why: Explained, message: &str, trace: &Trace, lang: Lang) -> Response {
    let (title, line) = words(why, lang);
    let body = html! {
        section.card {
            h1 { (title) }
            p { (line) }
            (evidence(message, trace, true, lang))
        }
    };
    Page { lang, title, note: None, body, script: None }.into_response(status)
}

fn words(why: Explained, lang: Lang) -> (&'static str, &'static str) {
    let (en, ja) = match why {
        Explained::NotAssigned => (
            (
                "You are not assigned to this app",
                "Your organisation lets only assigned people use this app. An admin can assign you to it.",
            ),
            (
                "このアプリに割り当てられていません",
                "このアプリは、割り当てられた人だけが使えるように設定されています。割り当ては管理者に依頼できます。",
            ),
        ),
        Explained::AccessRule => (
            (
                "You cannot get there from here",
                "You are signed in, but an access rule of your organisation does not allow this sign-in. An admin can look it up with the details below.",
            ),
            (
                "ここからはアクセスできません",
                "サインインはできましたが、組織のアクセス規則により、この操作は許可されていません。下の詳細があれば、管理者が理由を確認できます。",
            ),
        ),
        Explained::UnmanagedDevice => (
            (
                "This device has to be managed",
                "Your organisation allows this sign-in only from a device that it manages.",
            ),
            ("管理対象のデバイスが必要です", "組織が管理しているデバイスからのサインインだけが許可されています。"),
        ),
        Explained::AppDisabled => (
            (
                "This app is switched off here",
                "Your organisation, or the app's publisher, has switched this app off. Nobody can sign in to it at present.",
            ),
            (
                "このアプリは無効になっています",
                "組織またはアプリの発行元が、このアプリを無効にしています。現在は、どなたもサインインできません。",
            ),
        ),
        Explained::RestrictedNetwork => (
            (
                "This network does not let you in",
                "The network you are on lets only some organisations through, and yours is not among them. The people who run the network can change that.",
            ),
            (
                "このネットワークからは利用できません",
                "接続中のネットワークでは、許可された組織だけが利用できます。変更できるのは、ネットワークの管理者です。",
            ),
        ),
        Explained::WrongAccount => (
            (
                "That is another organisation's account",
                "The account you signed in with does not belong to the organisation this app asked for. Pick another account.",
            ),
            (
                "別の組織のアカウントです",
                "サインインしたアカウントは、アプリが指定した組織のものではありません。別のアカウントを選んでください。",
            ),
        ),
        Explained::Details => (
            ("We could not sign you in", "The sign-in stopped here. The details say why."),
            ("サインインできませんでした", "サインインはここで止まりました。理由は詳細をご覧ください。"),
        ),
    };
    match lang {
        Lang::En => en,
        Lang::Ja => ja,
    }
}
