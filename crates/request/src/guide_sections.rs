use profile::{Localised, Profile};
use serde::{Deserialize, Serialize};

use crate::clean::line;
use crate::guide_answers::{faq, still_blocked};
use crate::guide_decide::{roles, saying_no, undoing};
use crate::guide_drawing::SettingsDrawing;
use crate::guide_places::places;
use crate::guide_preview::consent_page;
use crate::guide_settings::settings;

/// One part of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GuideSection {
    /// For links within the page.
    pub id: String,
    pub title: Localised,
    /// Other names people look it up by: former product names, codes, the other language's words.
    pub terms: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub picture: Option<SettingsDrawing>,
    pub entries: Vec<GuideEntry>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GuideEntry {
    pub title: Localised,
    /// Paragraphs.
    pub says: Vec<Localised>,
    /// What Greenlight recommends, where there is a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub advice: Option<Localised>,
    /// Where the screen is, today's menu first.
    pub paths: Vec<GuidePath>,
    /// The screen's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub link: Option<String>,
}

/// The way through the menus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GuidePath {
    /// Which menus: today's, or an earlier generation's.
    pub when: Localised,
    pub steps: Localised,
}

/// The guide's parts for this app, with the addresses of the cloud the organisation is in.
pub(crate) fn sections(profile: &Profile, authority: &str) -> Vec<GuideSection> {
    let app = line(&profile.app.name);
    let center = Center::of(authority);
    vec![
        roles(profile),
        consent_page(profile),
        settings(profile, &center),
        places(&app, &center),
        saying_no(&app),
        undoing(profile, &app),
        still_blocked(&app),
        faq(profile, &app),
    ]
}

/// Names of one and the same thing, so that whoever searches by the old name finds what is written with the new one.
pub(crate) fn names() -> Vec<Vec<String>> {
    const NAMES: [&[&str]; 7] = [
        &["Microsoft Entra ID", "Azure Active Directory", "Azure AD", "Entra ID", "Entra", "AAD"],
        &["Microsoft 365", "Office 365", "M365", "O365"],
        &["Enterprise applications", "Enterprise apps", "エンタープライズ アプリケーション", "エンタープライズ アプリ"],
        &["Global Administrator", "Company Administrator", "グローバル管理者", "全体管理者"],
        &["Admin consent requests", "admin consent workflow", "管理者の同意要求", "管理者の同意ワークフロー"],
        &["User consent settings", "User settings", "ユーザーの同意設定", "ユーザー設定"],
        &["Conditional Access", "条件付きアクセス"],
    ];
    NAMES.iter().map(|names| names.iter().map(|name| (*name).to_owned()).collect()).collect()
}

/// The admin center of a cloud.
pub(crate) struct Center {
    pub(crate) host: &'static str,
}

impl Center {
    /// Source: Microsoft, "National clouds" of the Entra admin center.
    fn of(authority: &str) -> Center {
        let host = if authority.contains("login.microsoftonline.us") {
            "entra.microsoft.us"
        } else if authority.contains("login.partner.microsoftonline.cn") {
            "entra.microsoftonline.cn"
        } else {
            "entra.microsoft.com"
        };
        Center { host }
    }

    /// The address of one of its screens.
    pub(crate) fn screen(&self, blade: &str) -> String {
        format!("https://{}/#view/Microsoft_AAD_IAM/{blade}", self.host)
    }
}

pub(crate) fn section(id: &str, title: Localised, terms: &[&str], entries: Vec<GuideEntry>) -> GuideSection {
    let terms = terms.iter().map(|term| (*term).to_owned()).collect();
    GuideSection { id: id.to_owned(), title, terms, picture: None, entries }
}

pub(crate) fn entry(title: Localised, says: Vec<Localised>) -> GuideEntry {
    GuideEntry { title, says, advice: None, paths: Vec::new(), link: None }
}
