use maud::{Markup, html};
use profile::{Lang, Profile};

use crate::guide_settings::asks_for_groups;

/// The three settings, drawn: each with its choices, and the recommended one marked. Drawn here, since Microsoft's own
/// pictures are Microsoft's; the words of the choices are those of its screens.
///
/// Sources: Microsoft, "Configure how users consent to applications", "Configure group and team owner consent",
/// "Configure the admin consent workflow".
pub(crate) fn settings(profile: &Profile, lang: Lang) -> Markup {
    let words = Words::of(lang, (!asks_for_groups(profile)).then_some(0));
    html! {
        figure.settings {
            @for setting in words.settings { (drawn(&setting)) }
            figcaption { (words.caption) }
        }
    }
}

struct Setting {
    name: &'static str,
    choices: &'static [&'static str],
    /// Which of the choices, where one is recommended.
    advised: Option<usize>,
}

fn drawn(setting: &Setting) -> Markup {
    html! {
        p { b { (setting.name) } }
        ul {
            @for (index, choice) in setting.choices.iter().enumerate() {
                @let advised = setting.advised == Some(index);
                li.advised[advised] { (circle(advised)) (choice) }
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

struct Words {
    settings: [Setting; 3],
    caption: &'static str,
}

impl Words {
    /// `group` is the choice for the second setting: none where the app asks for groups.
    fn of(lang: Lang, group: Option<usize>) -> Words {
        match lang {
            Lang::En => Words {
                settings: [
                    Setting {
                        name: "User consent for applications",
                        choices: &[
                            "Do not allow user consent",
                            "Allow user consent for apps from verified publishers, for selected permissions",
                            "Let Microsoft manage your consent settings",
                            "Allow user consent for apps",
                        ],
                        advised: None,
                    },
                    Setting {
                        name: "Group owner consent for apps accessing data",
                        choices: &["Do not allow group owner consent", "Allow group owner consent"],
                        advised: group,
                    },
                    Setting {
                        name: "Users can request admin consent to apps they are unable to consent to",
                        choices: &["Yes", "No"],
                        advised: Some(0),
                    },
                ],
                caption: "The three settings as a drawing; the screens themselves may look different. A filled circle is what this guide recommends. The first setting can stay as it is.",
            },
            Lang::Ja => Words {
                settings: [
                    Setting {
                        name: "アプリケーションに対するユーザーの同意",
                        choices: &[
                            "ユーザーの同意を許可しない",
                            "確認済みの発行元のアプリについて、選択したアクセス許可に対するユーザーの同意を許可する",
                            "Microsoft に同意設定の管理を任せる",
                            "アプリに対するユーザーの同意を許可する",
                        ],
                        advised: None,
                    },
                    Setting {
                        name: "データにアクセスするアプリに対するグループ所有者の同意",
                        choices: &["グループ所有者の同意を許可しない", "グループ所有者の同意を許可する"],
                        advised: group,
                    },
                    Setting {
                        name: "ユーザーは、自分が承認できないアプリの管理者承認を要求できる",
                        choices: &["はい", "いいえ"],
                        advised: Some(0),
                    },
                ],
                caption: "3つの設定を図にしたもので、実際の画面とは異なる場合があります。塗りつぶした丸が、このガイドでお勧めする選択肢です。最初の設定は、現在のままで差し支えありません。",
            },
        }
    }
}
