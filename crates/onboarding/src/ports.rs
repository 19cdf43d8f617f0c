//! What the journey needs from its surroundings, as operations. Adapters live in `microsoft`, `keychain`, the window and the command line.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use diagnosis::Evidence;
use jiff::Timestamp;
use profile::Lang;
use request::{Attachment, Face, Fonts};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::connection::Preflight;
use crate::intended::Intended;
use crate::model::{Account, AccountKey, CalendarEvent, CalendarInfo, Cloud, EmailAddress, Scopes, Target, Tenant};
use crate::secret::{AccessToken, RefreshToken, SignInPage};
use crate::stage::Stage;

/// Everything outside, passed in once.
#[derive(Clone)]
pub struct Ports {
    pub identity: Arc<dyn IdentityProvider>,
    pub calendar: Arc<dyn Calendar>,
    pub tokens: Arc<dyn TokenStore>,
    pub browser: Arc<dyn Browser>,
    pub desk: Arc<dyn Desk>,
    pub clock: Arc<dyn Clock>,
    pub journal: Arc<dyn Journal>,
}

/// The Microsoft identity platform, or the simulated one: the journey cannot tell.
#[async_trait]
pub trait IdentityProvider: Send + Sync {
    /// Scheme and host of the sign-in pages of a cloud, for links and for what the person compares in the address bar.
    fn authority(&self, cloud: Cloud) -> String;

    /// Finds the tenant behind an address by public OpenID discovery on its domain. Sends the domain, never the address.
    async fn discover(&self, email: &EmailAddress) -> Discovery;

    /// Runs one attempt in the system browser: binds the listener, reports the page to open, takes one or two
    /// answers in the same tab, redeems them. Returns when the attempt ended or `cancel` fired; either way the port is free again.
    async fn sign_in(&self, order: SignInOrder, live: mpsc::Sender<SignInNews>, cancel: CancellationToken)
    -> SignInEnd;

    /// Looks at what stands between this computer and `cloud`, without any person's data.
    async fn preflight(&self, cloud: Cloud) -> Preflight;

    /// Redeems a refresh token for `scopes`. Never retried by the adapter beyond one network hiccup.
    async fn redeem(&self, record: &TokenRecord, scopes: &Scopes) -> Redemption;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discovery {
    Found(Tenant),
    /// The service answered that no tenant has this domain.
    NotFound,
    Unreachable(NetworkFault),
}

/// Why a service could not be reached or understood. Each has its own sentence and its own next step in the UI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NetworkFault {
    #[error("no connection to the network")]
    Offline,
    #[error("the proxy does not answer")]
    ProxyUnreachable,
    #[error("the proxy does not get through to the service")]
    ProxyRefuses,
    #[error("the service did not answer in time")]
    Timeout,
    #[error("the secure connection could not be verified")]
    Tls,
    #[error("the proxy asks for a sign-in of its own")]
    ProxySignIn,
    /// Another page answered in the service's place: a hotel's or office's sign-in page, most often.
    #[error("something other than the service answered")]
    NotTheService,
    #[error("the service is having a problem for the moment")]
    ServiceFault,
    #[error("the service asked to slow down")]
    Throttled,
}

/// What to ask for, and how many pages it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopePlan {
    /// Identity first, then the calendar in the same tab: at a wall we then know who and where, and can watch.
    TwoStage { identity: Scopes, calendar: Scopes },
    /// Everything at once: personal accounts, and accounts that proved their identity before.
    OneStage(Scopes),
}

#[derive(Clone, Debug)]
pub struct SignInOrder {
    pub target: Target,
    /// When somebody else signs in, the attempt ends with them after its first leg: the journey asks before anything goes on.
    pub intended: Intended,
    pub prompt: Prompt,
    pub plan: ScopePlan,
    /// Language of the pages in the browser.
    pub language: Lang,
}

/// Whether Microsoft's page asks which account it is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Only where it does not know the account that the hint names.
    AsNeeded,
    SelectAccount,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Leg {
    Identity,
    Calendar,
}

/// Reported while the attempt runs.
#[derive(Debug)]
pub enum SignInNews {
    /// The listener is bound; open this page now.
    PageReady(SignInPage),
    /// Leg one is proved; the same tab is on its way to leg two.
    Identified(SignedIn),
}

#[derive(Debug)]
pub enum SignInEnd {
    /// Tokens of whoever signed in: whether it is who was meant, the journey judges.
    Signed(SignedIn),
    /// Microsoft answered with something other than tokens: evidence for the diagnosis.
    Refused {
        leg: Leg,
        evidence: Evidence,
    },
    Failed(SignInFault),
    Cancelled,
}

/// Why an attempt ended without an answer from Microsoft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "network", rename_all = "snake_case")]
pub enum SignInFault {
    #[error("no local port could be opened for the answer")]
    NoLocalPort,
    #[error("the sign-in answer could not be exchanged: {0}")]
    Network(NetworkFault),
    /// The id_token does not fit this app, this attempt or this tenant.
    /// Earlier versions also wrote `someone_else`, which is a question now.
    #[error("the answer does not belong to this sign-in")]
    #[serde(alias = "someone_else")]
    NotOurs,
    #[error("the answer could not be understood")]
    Unreadable,
    #[error("the page stayed open too long")]
    Expired,
}

/// Proof of who signed in, with what they were granted.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub account: Account,
    pub grant: Grant,
}

/// A successful token response.
#[derive(Clone, Debug)]
pub struct Grant {
    pub access: AccessToken,
    /// Absent when `offline_access` was not granted.
    pub refresh: Option<RefreshToken>,
    /// What the response's `scope` says: the only proof of what was granted.
    pub scopes: Scopes,
    pub expires_in: Duration,
}

#[derive(Debug)]
pub enum Redemption {
    Granted(Grant),
    /// Microsoft's answer, for the diagnosis: not yet, no, or sign in again.
    Refused(Evidence),
    Unreachable(NetworkFault),
}

/// One account's tokens as the key store keeps them.
#[derive(Clone, Debug)]
pub struct TokenRecord {
    pub account: Account,
    /// Where the refresh token may be redeemed: the tenant's GUID. Endpoints come from the compiled cloud table.
    pub cloud: Cloud,
    pub refresh: RefreshToken,
    pub granted: Scopes,
    pub obtained_at: Timestamp,
}

/// The OS key store. Absent, locked and unavailable are three different things and never merged.
#[async_trait]
pub trait TokenStore: Send + Sync {
    /// `None` means the store answered and holds nothing for this account.
    async fn load(&self, key: &AccountKey) -> Result<Option<TokenRecord>, StoreFault>;
    async fn save(&self, record: &TokenRecord) -> Result<(), StoreFault>;
    /// Removing what is not there is fine.
    async fn remove(&self, key: &AccountKey) -> Result<(), StoreFault>;
    /// Every account that has a record.
    async fn accounts(&self) -> Result<Vec<Account>, StoreFault>;
    /// Proves, without touching an account, that the store keeps what it is given. One that cannot be tried out answers
    /// whether it can be read.
    async fn self_test(&self) -> Result<(), StoreFault> {
        self.accounts().await.map(drop)
    }
    /// Waits until no other process is refreshing, saving or removing this account, and keeps it so until the lease is
    /// dropped. A store that only this process can reach has nothing to wait for.
    async fn lease(&self, _key: &AccountKey) -> Result<Lease, StoreFault> {
        Ok(Lease::default())
    }
}

/// An account's tokens, for this process alone, until it is dropped.
#[derive(Default)]
pub struct Lease(Option<Box<dyn Send + Sync>>);

impl Lease {
    /// Dropping the lease drops `hold`.
    pub fn on(hold: impl Send + Sync + 'static) -> Self {
        Self(Some(Box::new(hold)))
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lease").field(&self.0.is_some()).finish()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StoreFault {
    /// There, but the person has not unlocked it (or dismissed the prompt).
    #[error("the key store is locked")]
    Locked,
    /// No key store runs here, or it failed in a way waiting does not mend.
    #[error("the key store is unavailable")]
    Unavailable,
    /// A record is there that this version cannot read; it is left alone.
    #[error("the stored record was written by a newer version or is damaged")]
    Unreadable,
}

/// Microsoft Graph's calendar. A token is good in its own cloud only, so the two are always named together.
#[async_trait]
pub trait Calendar: Send + Sync {
    async fn calendars(&self, cloud: Cloud, token: &AccessToken) -> Result<Vec<CalendarInfo>, CalendarFault>;
    /// Every occurrence between the two instants in the given calendars, recurrences expanded.
    async fn between(
        &self,
        cloud: Cloud,
        token: &AccessToken,
        calendar_ids: &[String],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<CalendarEvent>, CalendarFault>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "network", rename_all = "snake_case")]
pub enum CalendarFault {
    #[error("the calendar could not be reached: {0}")]
    Network(NetworkFault),
    /// 401: the token is spent or revoked.
    #[error("the sign-in is no longer valid")]
    SignInAgain,
    /// 403: the token does not carry the calendar permission.
    #[error("the calendar permission is missing")]
    NotAllowed,
    /// No Exchange Online mailbox behind this account; never retried.
    #[error("this account has no calendar in Microsoft 365")]
    NoMailbox,
    #[error("the calendar's answer could not be understood")]
    Unreadable,
}

/// The person's own browser.
pub trait Browser: Send + Sync {
    /// Opens a sign-in page. Only hosts of the cloud table are accepted.
    fn open_page(&self, page: &SignInPage) -> Result<(), OpenFault>;
}

/// The rest of the desktop: mail, files, clipboard, notifications.
pub trait Desk: Send + Sync {
    /// Opens the mail program with a `mailto:` link.
    fn open_mail(&self, mailto: &str) -> Result<(), OpenFault>;
    /// Writes a file where the person finds it (Downloads), never over an earlier one.
    fn save_file(&self, file_name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault>;
    /// Writes several files into one new folder where the person finds it, and answers the folder. A desk without a file
    /// system has nowhere to put them.
    fn save_folder(&self, _name: &str, _files: &[Attachment]) -> Result<PathBuf, OpenFault> {
        Err(OpenFault::NotWritten)
    }
    /// The fonts a PDF is set with. A desk without fonts makes none.
    fn fonts(&self) -> &dyn Fonts {
        &NoFonts
    }
    /// Saves a file and opens it with the program for its kind: the mail program for a draft, the browser for a page.
    fn open_file(&self, file_name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault>;
    fn copy(&self, text: &str, html: Option<&str>) -> Result<(), OpenFault>;
    /// Opens an https page: one of the profile's own, or a message waiting in a web mailbox.
    fn open_link(&self, url: &str) -> Result<(), OpenFault>;
    fn notify(&self, title: &str, body: &str);
    /// The operating system, for whoever helps: "Windows 11 24H2" where the version is known.
    fn system(&self) -> String {
        format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)
    }
}

struct NoFonts;

impl Fonts for NoFonts {
    fn faces(&self, _lang: Lang) -> Vec<Face> {
        Vec::new()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum OpenFault {
    #[error("nothing on this computer opened it")]
    NothingOpened,
    #[error("the address is not one this app opens")]
    NotAllowed,
    #[error("the file could not be written")]
    NotWritten,
}

#[async_trait]
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
    /// Returns at or after `at` by the wall clock, also when the computer slept in between.
    async fn sleep_until(&self, at: Timestamp);
}

/// Where the stage survives a restart.
pub trait Journal: Send + Sync {
    fn load(&self) -> Result<Option<Stage>, JournalFault>;
    fn save(&self, stage: &Stage) -> Result<(), JournalFault>;
}

#[derive(Debug, thiserror::Error)]
pub enum JournalFault {
    /// The file was moved to `kept_at` and the journey starts fresh.
    #[error("the saved state could not be read and was kept at {kept_at}")]
    SetAside { kept_at: PathBuf },
    #[error("the saved state could not be read or written")]
    Io(#[source] std::io::Error),
    #[error("the state could not be encoded")]
    Encode(#[source] serde_json::Error),
}
