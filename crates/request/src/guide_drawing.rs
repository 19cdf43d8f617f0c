use profile::{Localised, Profile};
use serde::{Deserialize, Serialize};

use crate::guide::both;
use crate::guide_settings::asks_for_groups;

/// Settings with their choices, for a drawing: Microsoft's own pictures are Microsoft's, so the page and the window each
/// draw theirs from this. The words of the choices are those of its screens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SettingsDrawing {
    pub settings: Vec<DrawnSetting>,
    pub caption: Localised,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DrawnSetting {
    pub name: Localised,
    pub choices: Vec<DrawnChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DrawnChoice {
    pub says: Localised,
    /// What the guide recommends, where it recommends one.
    pub advised: bool,
}

/// The three settings that decide whether a person meets the wall.
///
/// Sources: Microsoft, "Configure how users consent to applications", "Configure group and team owner consent",
/// "Configure the admin consent workflow".
pub(crate) fn three_settings(profile: &Profile) -> SettingsDrawing {
    let user = [
        ("Do not allow user consent", "ユーザーの同意を許可しない"),
        (
            "Allow user consent for apps from verified publishers, for selected permissions",
            "確認済みの発行元のアプリについて、選択したアクセス許可に対するユーザーの同意を許可する",
        ),
        ("Let Microsoft manage your consent settings", "Microsoft に同意設定の管理を任せる"),
        ("Allow user consent for apps", "アプリに対するユーザーの同意を許可する"),
    ];
    let group = [
        ("Do not allow group owner consent", "グループ所有者の同意を許可しない"),
        ("Allow group owner consent", "グループ所有者の同意を許可する"),
    ];
    let requests = [("Yes", "はい"), ("No", "いいえ")];
    SettingsDrawing {
        settings: vec![
            drawn(both("User consent for applications", "アプリケーションに対するユーザーの同意"), &user, None),
            drawn(
                both(
                    "Group owner consent for apps accessing data",
                    "データにアクセスするアプリに対するグループ所有者の同意",
                ),
                &group,
                // Off where the app asks for no group; where it does, the setting decides nothing.
                (!asks_for_groups(profile)).then_some(0),
            ),
            drawn(
                both(
                    "Users can request admin consent to apps they are unable to consent to",
                    "ユーザーは、自分が承認できないアプリの管理者承認を要求できる",
                ),
                &requests,
                Some(0),
            ),
        ],
        caption: both(
            "The three settings as a drawing; the screens themselves may look different. A filled circle is what this guide recommends. The first setting can stay as it is.",
            "3つの設定を図にしたもので、実際の画面とは異なる場合があります。塗りつぶした丸が、このガイドでお勧めする選択肢です。最初の設定は、現在のままで差し支えありません。",
        ),
    }
}

fn drawn(name: Localised, choices: &[(&str, &str)], advised: Option<usize>) -> DrawnSetting {
    let choice = |(index, (en, ja)): (usize, &(&str, &str))| DrawnChoice {
        says: both(*en, *ja),
        advised: advised == Some(index),
    };
    DrawnSetting { name, choices: choices.iter().enumerate().map(choice).collect() }
}
