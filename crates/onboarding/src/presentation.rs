//! What a presenter's stage shows beside the app, and what a presenter can direct. Only a demo has one: the journey and its
//! view know nothing of it.

use jiff::Timestamp;
use profile::Localised;
use serde::{Deserialize, Serialize};

/// The simulated IT's desk and the simulated time, while the stage is up.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Presentation {
    /// Whose computer the app runs on.
    pub person: String,
    pub organisation: String,
    /// Who decides in IT.
    pub admin: String,
    /// Newest first.
    pub inbox: Vec<InboxMail>,
    /// Requests of Entra's own workflow, newest first.
    pub queue: Vec<QueuedRequest>,
    /// What Microsoft would show the admin before a yes for everyone.
    pub consent_page: ConsentPage,
    pub standing: Standing,
    /// From an approval until it is in effect.
    pub propagation_seconds: u32,
    /// The profiles that ship, for switching to while everybody watches.
    pub profiles: Vec<ProfileCard>,
    /// The one that plays now.
    pub profile: String,
}

/// A mail as IT reads it, taken apart from the message that was sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InboxMail {
    pub id: String,
    pub from: String,
    pub subject: String,
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub at: Timestamp,
    /// The HTML alternative as it came, where there is one. Not trusted: the window rebuilds it from a list of elements.
    pub html: Option<String>,
    pub text: String,
    /// File names.
    pub attachments: Vec<String>,
    pub matter: Matter,
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Sent from the app, or by Entra's workflow.
    Request,
    /// An office has other mail too.
    Everyday,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct QueuedRequest {
    pub app: String,
    pub person: String,
    pub reason: String,
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub since: Timestamp,
    pub outcome: QueueOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum QueueOutcome {
    Pending,
    Approved,
    Denied,
    Blocked,
    Expired,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConsentPage {
    pub app: String,
    pub publisher: String,
    pub verified: bool,
    pub permissions: Vec<ConsentLine>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConsentLine {
    /// `Calendars.ReadWrite`.
    pub value: String,
    /// Microsoft's name for an administrator.
    pub title: String,
}

/// Where the app stands in the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    Undecided,
    /// In effect from then on, by the simulated clock.
    Approved {
        #[cfg_attr(feature = "types", ts(type = "string"))]
        effective: Timestamp,
    },
    /// The request was closed; the person may ask again.
    Denied,
    /// The app is switched off here.
    Blocked,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProfileCard {
    pub name: String,
    pub title: Localised,
}

/// What a presenter does behind the scene.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Direction {
    /// Puts the stage up: both sides in one window.
    RaiseStage,
    LowerStage,
    /// The speaker's notes, in a window of their own.
    OpenNotes,
    Answer {
        answer: ItAnswer,
    },
    /// IT takes back what it granted.
    Revoke,
    /// Access tokens issued so far stop working; refresh tokens stay good.
    ExpireTokens,
    /// The simulated clock goes ahead; whatever waits for a time wakes.
    Advance {
        seconds: u32,
    },
    SetPropagation {
        seconds: u32,
    },
    /// The demo begins again as another vendor's app.
    SwitchProfile {
        name: String,
    },
}

/// The reviewer's three buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ItAnswer {
    Approve,
    Deny,
    Block,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Result<Direction, serde_json::Error> {
        serde_json::from_str(text)
    }

    #[test]
    fn a_direction_is_read_as_the_window_writes_it() {
        assert_eq!(read(r#"{"do":"raise_stage"}"#).unwrap(), Direction::RaiseStage);
        assert_eq!(
            read(r#"{"do":"answer","answer":"approve"}"#).unwrap(),
            Direction::Answer { answer: ItAnswer::Approve }
        );
        assert_eq!(read(r#"{"do":"advance","seconds":3600}"#).unwrap(), Direction::Advance { seconds: 3_600 });
    }

    #[test]
    fn no_direction_leads_elsewhere() {
        for other in [
            r#"{"do":"switch_profile","name":"demo","authority":"https://login.microsoftonline.com"}"#,
            r#"{"do":"advance","seconds":-1}"#,
            r#"{"do":"open","url":"https://example.com"}"#,
        ] {
            assert!(read(other).is_err(), "{other}");
        }
    }
}
