//! What can happen to the journey, and what it asks of its surroundings in return.

use diagnosis::Card;
use jiff::Timestamp;
use jiff::civil::Date;
use profile::Lang;
use request::{AttachmentKind, Length, LetterLang, Route};
use serde::{Deserialize, Serialize};

use crate::connection::Preflight;
use crate::model::{AccountKey, CalendarEvent, CalendarInfo, Cloud, EmailAddress, Scopes};
use crate::ports::{
    CalendarFault, Discovery, OpenFault, Redemption, SignInEnd, SignInNews, SignInOrder, StoreFault, TokenRecord,
};
use crate::stage::{Attempt, DeliveryFault, TriedFile};

/// What a person does. The only thing the window may send into the journey.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Intent {
    Start,
    Back,
    /// Forget everything about this journey and begin again (tokens included).
    StartOver,
    TypeAddress {
        text: String,
    },
    RetryLookup,
    /// From the address to the permissions; also "continue anyway" when nothing was found.
    Continue,
    /// Another account: back to the address, which stays editable.
    ChangeAddress,
    SignIn,
    OpenPageAgain,
    /// Puts a text of the engine's on the clipboard.
    Copy {
        what: Copyable,
    },
    CancelSignIn,
    /// Somebody else signed in than was meant: it is to be them.
    CarryOn,
    /// Somebody else signed in than was meant: Microsoft's page asks again which account it is to be.
    ChooseAccount,
    TellPage {
        card: Card,
    },
    PasteText {
        text: String,
    },
    AskIt,
    TryAgain,
    /// No more tries without a click.
    StopRetrying,
    EditDraft {
        to: String,
        lang: LetterLang,
        length: Length,
    },
    /// Ticks a file for the letter, or unticks it.
    Attach {
        kind: AttachmentKind,
        on: bool,
    },
    /// The level of access the letter asks for, and the app with it.
    ChooseTier {
        id: String,
    },
    /// The day by which the person would like an answer; `null` for none.
    AnswerBy {
        #[cfg_attr(feature = "types", ts(type = "string | null"))]
        day: Option<Date>,
    },
    ChooseRoute {
        route: Route,
    },
    /// Hands over what the screen offers by the route the button named: the letter to IT, a note around it, or the note
    /// to the app's makers.
    Deliver {
        route: Route,
    },
    /// "Did you send it?" Yes.
    Sent,
    /// "Did you send it?" Not yet.
    NotSent,
    CheckNow,
    TheySaidYes,
    TheySaidNo,
    ReadDraft,
    ShowCalendar {
        id: String,
        shown: bool,
    },
    BookInto {
        id: String,
    },
    ReloadWeek,
    OpenApp,
    OpenLink {
        link: ProfileLink,
    },
    SignOut,
    /// Looks at what stands between this computer and Microsoft, wherever the person is.
    CheckConnection,
}

/// The pages of the profile the window may have opened; the address itself never comes from the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ProfileLink {
    Security,
    Privacy,
    Support,
    /// The approval page of the person's own tenant, for an administrator at this computer.
    Approval,
    /// Where people see and remove their own consents.
    MyApps,
}

/// What the engine writes for the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Copyable {
    /// The address of the sign-in page; it never comes to the window.
    PageLink,
    /// The support capsule: a diagnosis without tokens, protocol codes and addresses.
    SupportDetails,
    /// The reason for the box of Microsoft's "Approval required" page.
    Justification { lang: Lang },
}

#[derive(Debug)]
pub enum Event {
    Intent(Intent),
    Discovered {
        attempt: Attempt,
        discovery: Discovery,
    },
    News {
        attempt: Attempt,
        news: SignInNews,
    },
    PageOpened {
        attempt: Attempt,
        opened: Result<(), OpenFault>,
    },
    SignInEnded {
        attempt: Attempt,
        end: SignInEnd,
    },
    Checked {
        attempt: Attempt,
        outcome: CheckOutcome,
    },
    Delivered {
        route: Route,
        outcome: Result<Option<std::path::PathBuf>, DeliveryFault>,
    },
    /// What this computer can attach to the letter.
    FilesTried {
        attempt: Attempt,
        files: Vec<TriedFile>,
    },
    WeekLoaded {
        attempt: Attempt,
        outcome: Result<LoadedWeek, CalendarFault>,
    },
    ConnectionChecked(Preflight),
    /// The time given by [`crate::next_wake`] has come.
    Tick,
}

/// A look at whether the approval has landed.
#[derive(Debug)]
pub enum CheckOutcome {
    Answer(Redemption),
    /// No record to redeem: signed out elsewhere, or the store was emptied.
    NoRecord,
    Store(StoreFault),
}

#[derive(Debug)]
pub struct LoadedWeek {
    pub calendars: Vec<CalendarInfo>,
    pub events: Vec<CalendarEvent>,
}

/// What `step` asks for. The driver carries it out through the ports and reports back as an [`Event`].
#[derive(Debug)]
pub enum Effect {
    Discover {
        attempt: Attempt,
        email: EmailAddress,
    },
    SignIn {
        attempt: Attempt,
        order: SignInOrder,
    },
    /// Ends a running attempt, if any; its late answers carry an old number.
    StopSignIn,
    OpenPage {
        attempt: Attempt,
    },
    Copy(Copyable),
    Keep(TokenRecord),
    /// Hold the fresh access token for this account.
    Hold {
        key: AccountKey,
        grant: crate::ports::Grant,
    },
    Forget(AccountKey),
    /// Whoever else is in the key store: the app is left by everybody who signed in to it on this computer.
    ForgetOthers,
    /// Hold what somebody signed in with in memory, until the person says whether it is to be them.
    SetAside {
        key: AccountKey,
        record: Option<TokenRecord>,
        grant: crate::ports::Grant,
    },
    /// What was set aside for this account is kept and held like any other.
    Adopt {
        key: AccountKey,
    },
    /// What was set aside is dropped.
    Discard,
    Check {
        attempt: Attempt,
        key: AccountKey,
    },
    LoadWeek {
        attempt: Attempt,
        key: AccountKey,
        cloud: Cloud,
        scopes: Scopes,
        from: Timestamp,
        to: Timestamp,
    },
    /// Make every attachment once, to know which can be made.
    TryFiles {
        attempt: Attempt,
    },
    Deliver {
        route: Route,
    },
    OpenLink(ProfileLink),
    OpenApp,
    Notify(Announcement),
    CheckConnection {
        cloud: Cloud,
    },
}

/// System notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announcement {
    Connected,
    ItAnswered,
}
