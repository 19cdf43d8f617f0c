//! One person goes the whole way, refused and approved, disconnected and back, with everything logged that can be. Then
//! every secret of that way is looked for wherever the app leaves anything. In a process of its own: logs and the panic
//! hook belong to a whole process.
#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)]

mod canary {
    pub(crate) mod eavesdrop;
    pub(crate) mod traces;
}
mod folder;
#[allow(dead_code, reason = "no test uses all of it")]
mod person;

use std::path::Path;
use std::sync::Arc;

use canary::eavesdrop::Eavesdropper;
use canary::traces::{Traces, log_everything};
use folder::folder;
use jiff::Timestamp;
use keychain::Vault;
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::*;
use person::Person;
use profile::{Lang, Profile};
use request::{Length, LetterLang, Route};
use simtenant::{Options, Running, VendorApp};
use tokio::sync::mpsc;

const MISTYPED: &str = "Harbour-Lantern-2z";

struct Walk {
    tenant: Running,
    nora: Person,
    journey: Journey,
    pages: mpsc::UnboundedReceiver<String>,
    secrets: Arc<Eavesdropper>,
    traces: Traces,
}

#[tokio::test]
async fn no_secret_of_a_whole_journey_is_left_anywhere() {
    let folder = folder();
    let log = log_everything(&folder.path().join("logs"));
    let mut walk = Walk::begin(&folder.path().join("state"), log).await;

    walk.meet_the_wall().await;
    walk.ask_and_wait().await;
    walk.approve_and_connect().await;
    walk.renew().await;
    let planted = walk.planted();
    walk.break_down(&planted, &folder.path().join("logs"));
    walk.traces.look_at_files(folder.path());
    walk.journey.act(Intent::SignOut).unwrap();
    until(&walk.journey, "the welcome", |view| matches!(view.screen, Screen::Welcome).then_some(())).await;
    walk.traces.see(&walk.journey.view());
    walk.traces.look_at_files(folder.path());

    // What is looked for exists, and where it is looked for something is.
    for kind in ["password", "code", "state", "access token", "refresh token"] {
        assert!(planted.iter().any(|(known, _)| *known == kind), "no {kind} was planted");
    }
    for (place, word) in [
        ("logs/greenlight.log", "answered"),
        ("logs/panic-", "Place:"),
        ("state/journey.json", "stage"),
        ("views", "screen"),
        ("raw lines", "answered"),
        ("clipboard", "blocked"),
        ("handed over", "mailto:"),
    ] {
        assert!(walk.traces.holds(place, word), "{place} holds no {word:?}: the look would find nothing");
    }
    walk.traces.assert_without(&planted, &walk.secrets.challenges());
} // C1: 103

impl Walk {
    async fn begin(state: &Path, log: canary::traces::Log) -> Self {
        let profile = Profile::demo();
        let tenant = simtenant::start(Options {
            scenario: "managed-policy".to_owned(),
            vendor_app: VendorApp { verified: None, ..registration::of(&profile) },
            ..Options::default()
        })
        .await
        .unwrap();
        let endpoints = Endpoints::loopback(&tenant.origin(), &tenant.graph()).unwrap();
        let quick = Timing { pause: std::time::Duration::ZERO, ..Timing::default() };
        let microsoft = Arc::new(Microsoft::new(endpoints, profile.app.client_id.as_str(), quick).unwrap());
        let (opened, pages) = mpsc::unbounded_channel();
        let secrets = Arc::new(Eavesdropper::new(microsoft.clone(), opened));
        let traces = Traces::new(log);
        let ports = Ports {
            identity: secrets.clone(),
            calendar: microsoft,
            tokens: Arc::new(Vault::in_memory()),
            browser: secrets.clone(),
            desk: Arc::new(traces.desk()),
            clock: Arc::new(SystemClock),
            journal: Arc::new(FileJournal::open(state).unwrap()),
        };
        let user = tenant.users().swap_remove(0);
        let nora = Person::new(&user.upn, &user.password);
        let journey = Journey::open(ports, profile, Lang::En);
        traces.watch(&journey);
        Self { tenant, nora, journey, pages, secrets, traces }
    }

    async fn meet_the_wall(&mut self) {
        self.does([Intent::Start, Intent::TypeAddress { text: self.tenant.users().swap_remove(0).upn }]);
        until(&self.journey, "the tenant", |view| match &view.screen {
            Screen::Address(screen) => matches!(screen.lookup, LookupView::Found(_)).then_some(()),
            _ => None,
        })
        .await;
        self.does([Intent::CheckConnection, Intent::Continue, Intent::SignIn]);
        let page = self.pages.recv().await.unwrap();
        self.mistype(&page).await;
        let wall = self.nora.go_through(&page).await;
        self.nora.follow(&wall, "return").await;
        until(&self.journey, "the wall", |view| matches!(view.screen, Screen::Blocked(_)).then_some(())).await;
        self.does([
            // Whoever copies everything copies the page's address too, with all that stands in it.
            Intent::PasteText { text: format!("{page}\nNeed admin approval") },
            Intent::TellPage { card: diagnosis::Card::NeedAdminApproval },
            Intent::Copy { what: Copyable::SupportDetails },
        ]);
        until(&self.journey, "a copy", |view| view.copied).await;
    }

    /// The password of a simulated person is a word that stands in letters too; one with a slip in it is not.
    async fn mistype(&self, page: &str) {
        let upn = self.tenant.users().swap_remove(0).upn;
        let mut shown = self.nora.open(page).await;
        if !shown.asks_for("passwd") {
            shown = self.nora.press(&shown, None, &[("login", &upn)]).await;
        }
        let again = self.nora.press(&shown, None, &[("login", &upn), ("passwd", MISTYPED)]).await;
        assert!(again.asks_for("passwd"), "{}", again.url);
    }

    async fn ask_and_wait(&mut self) {
        let to = "it@northbank.example".to_owned();
        self.does([
            Intent::AskIt,
            Intent::EditDraft { to, lang: LetterLang::En, length: Length::Short },
            Intent::Deliver { route: Route::MailApp },
        ]);
        until(&self.journey, "the letter", |view| match &view.screen {
            Screen::Compose(screen) => matches!(screen.delivery, Delivery::HandedOver { .. }).then_some(()),
            _ => None,
        })
        .await;
        self.does([Intent::Deliver { route: Route::DraftFile }, Intent::Sent, Intent::CheckNow]);
        until(&self.journey, "a check", |view| match &view.screen {
            Screen::Waiting(WaitingScreen { watch: WatchView::Next { checks: 1.., .. }, .. }) => Some(()),
            _ => None,
        })
        .await;
    }

    async fn approve_and_connect(&mut self) {
        let url = format!("{}/approve", self.tenant.control());
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        assert!(client.post(url).json(&serde_json::json!({})).send().await.unwrap().status().is_success());
        self.does([Intent::CheckNow]);
        self.loaded("the week").await;
    }

    /// A second sign-in by the same person, and a week loaded with what it brought.
    async fn renew(&mut self) {
        self.does([Intent::SignIn]);
        let page = self.pages.recv().await.unwrap();
        self.nora.go_through(&page).await;
        self.loaded("the week again").await;
    }

    async fn loaded(&self, what: &str) {
        until(&self.journey, what, |view| match &view.screen {
            Screen::Connected(screen) => matches!(screen.week, WeekView::Loaded { .. }).then_some(()),
            _ => None,
        })
        .await;
    }

    /// Something breaks while it holds every secret there is, and says all of it; so does a careless line of the log.
    fn break_down(&self, planted: &[(&'static str, String)], reports: &Path) {
        let all: Vec<String> = planted.iter().map(|(kind, secret)| careless(kind, secret)).collect();
        let said = all.join(" ");
        tracing::error!(target: "somebody_elses_library", "{said}");
        logs::report_panics(logs::Program { name: "Greenlight", version: "0" }, reports.to_owned());
        let broke = std::thread::spawn(move || panic!("could not go on with {said}")).join();
        // From here on a test that fails says so where tests do.
        drop(std::panic::take_hook());
        assert!(broke.is_err());
    }

    fn planted(&self) -> Vec<(&'static str, String)> {
        let of = |kind, values: Vec<String>| values.into_iter().map(move |value| (kind, value));
        let passwords = self.nora.carried("passwd").into_iter().filter(|typed| typed == MISTYPED).collect();
        let mut planted: Vec<_> = of("password", passwords)
            .chain(of("code", self.nora.carried("code")))
            .chain(of("state", self.nora.carried("state")))
            .chain(self.secrets.tokens())
            .collect();
        planted.sort();
        planted.dedup();
        planted
    }

    fn does<const N: usize>(&self, intents: [Intent; N]) {
        for intent in intents {
            self.journey.act(intent).unwrap();
        }
    }
}

/// As libraries write secrets into their messages: with a name before them.
fn careless(kind: &str, secret: &str) -> String {
    match kind {
        "password" => format!("password={secret}"),
        "code" => format!("code={secret}"),
        "state" => format!("state={secret}"),
        "access token" => format!("Authorization: Bearer {secret}"),
        _ => format!("refresh_token={secret}"),
    }
}

async fn until<T>(journey: &Journey, what: &str, see: impl Fn(&View) -> Option<T>) -> T {
    let mut views = journey.views();
    let look = async {
        loop {
            let seen = see(&views.borrow_and_update());
            match seen {
                Some(seen) => return seen,
                None => views.changed().await.unwrap(),
            }
        }
    };
    match tokio::time::timeout(std::time::Duration::from_secs(60), look).await {
        Ok(seen) => seen,
        Err(_) => panic!("never came to {what} by {}; the screen is {:?}", Timestamp::now(), journey.view().screen),
    }
}
