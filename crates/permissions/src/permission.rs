use serde::{Deserialize, Serialize};

/// A month as `YYYY-MM`: Microsoft announces its policy changes by month, not by day.
pub type Month = &'static str;

/// One permission as Microsoft publishes it. Every field is a fact with a source, never a guess: what the sources
/// leave open is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The literal value an app puts in `scope`, such as `Calendars.ReadWrite`.
    pub value: &'static str,
    pub kind: Kind,
    /// The permission's id on its resource's service principal, a UUID in lower case.
    pub id: &'static str,
    pub resource: Resource,
    /// Whether Microsoft always asks an administrator. `None` where its sources disagree or say nothing.
    pub admin_consent: Option<bool>,
    /// Microsoft's own short name for it, in English.
    pub display_en: &'static str,
    /// Microsoft's own short name in Japanese, where one is published.
    pub display_ja: Option<&'static str>,
    /// The month from which the consent policy that Microsoft manages keeps users from granting it.
    pub managed_exclusion: Option<Month>,
}

/// How an app uses a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Kind {
    /// As the signed-in user, and never beyond that user's own rights.
    Delegated,
    /// As itself, with nobody signed in. Only an administrator can grant it.
    Application,
}

/// The API a permission belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Resource {
    #[serde(rename = "graph")]
    Graph,
    #[serde(rename = "exchange")]
    ExchangeOnline,
    #[serde(rename = "sharepoint")]
    SharePoint,
}

impl Resource {
    /// The resource's application id, the same in every tenant.
    pub fn app_id(self) -> &'static str {
        match self {
            Resource::Graph => "00000003-0000-0000-c000-000000000000",
            Resource::ExchangeOnline => "00000002-0000-0ff1-ce00-000000000000",
            Resource::SharePoint => "00000003-0000-0ff1-ce00-000000000000",
        }
    }

    /// The product name as administrators know it. A name, so it is not translated.
    pub fn name(self) -> &'static str {
        match self {
            Resource::Graph => "Microsoft Graph",
            Resource::ExchangeOnline => "Exchange Online",
            Resource::SharePoint => "SharePoint Online",
        }
    }
}
