use serde::{Deserialize, Serialize};

use crate::lifecycle::Lifecycle;
use crate::risk::Risk;
use crate::role::{Role, least_role};

/// A month as `YYYY-MM`: Microsoft announces its policy changes by month, not by day.
pub type Month = &'static str;

/// One permission as Microsoft publishes it. Every field is a fact with a source, never a guess: what the sources
/// leave open is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The literal value an app puts in `scope`, such as `Calendars.ReadWrite`.
    pub value: &'static str,
    pub kind: Kind,
    /// The permission's id on its resource's service principal, a UUID in lower case. Exchange Online lists its own
    /// delegated `User.ReadBasic.All` with two ids; both are rows of the table, and a lookup gives one of them.
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

impl Permission {
    /// How much an organisation hands over with it.
    pub fn risk(self) -> Risk {
        Risk::of(self.value, self.kind)
    }

    /// The least administrator role that may grant it for the organisation.
    pub fn least_role(self) -> &'static Role {
        least_role([(self.resource, self.kind)])
    }

    /// Whether the API behind it is there to stay.
    pub fn lifecycle(self) -> Lifecycle {
        Lifecycle::of(self.resource, self.value)
    }
}

/// How an app uses a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
