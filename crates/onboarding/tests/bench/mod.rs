#![allow(dead_code, reason = "no test uses all of it")]
#![allow(unreachable_pub, reason = "a module of the engine's tests")]

//! The whole engine, and what a test makes of it.

mod surroundings;

use std::sync::Arc;

use diagnosis::Evidence;
use onboarding::*;
use profile::{Lang, Profile};

pub use surroundings::Surroundings;

/// Planted wherever a secret or an address could come in; none may come out.
pub const CANARIES: [&str; 7] = [
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJ1cG4iOiJjYW5hcnkifQ.c2lnbmF0dXJl",
    "0.AXoAcanaryCodeOfTheProtocol1234567890abcdefghij",
    "1.AQYAcanaryRefreshToken0123456789abcdefghijklmnopq",
    "canary-state-7H5TdviHcEnm",
    "canary.person@northbank.example",
    "canary-secret~8Q",
    "203.0.113.77",
];

pub const PERSON: &str = CANARIES[4];
pub const CORRELATION: &str = "5e5e5e5e-1111-4222-8333-944444444444";

pub fn refusal(code: u32) -> Evidence {
    let [jwt, protocol, refresh, state, person, secret, address] = CANARIES;
    Evidence::Redirect(format!(
        "http://localhost:53122/?error=access_denied&error_description=AADSTS{code}%3a+%27{person}%27+at+{address}+\
         with+{jwt}.%0d%0aCorrelation+ID%3a+{CORRELATION}%0d%0aTimestamp%3a+2026-11-20+09%3a21%3a07Z\
         &code={protocol}&state={state}&refresh_token={refresh}&client_secret={secret}"
    ))
}

pub fn codeless_cancel() -> Evidence {
    Evidence::Redirect("error=access_denied&error_subcode=cancel&state=x".to_owned())
}

/// What never comes is a failure and not a test that hangs. Where time is paused, no time passes for it.
pub async fn soon<T>(comes: impl Future<Output = T>) -> T {
    tokio::time::timeout(std::time::Duration::from_secs(60), comes).await.unwrap()
}

/// For what no view tells of.
pub async fn comes(about: impl Fn() -> bool) {
    soon(async {
        while !about() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    })
    .await;
}

pub struct Bench {
    pub journey: Journey,
    pub around: Arc<Surroundings>,
}

impl Bench {
    /// At the wall that this answer means.
    pub async fn at(answer: Evidence) -> Self {
        Self::with(answer, true).await
    }

    pub async fn with(answer: Evidence, clipboard_works: bool) -> Self {
        Self::of(Profile::demo(), answer, clipboard_works).await
    }

    pub async fn of(profile: Profile, answer: Evidence, clipboard_works: bool) -> Self {
        let bench = Self::before_the_sign_in(profile, Some(answer), clipboard_works).await;
        bench.does(Intent::SignIn);
        bench.until(|view| matches!(view.screen, Screen::Blocked(_))).await;
        bench
    }

    /// Connected, to a calendar that answers with this fault.
    pub async fn connected(calendar: CalendarFault) -> Self {
        let bench = Self::before_the_sign_in(Profile::demo(), None, true).await;
        *bench.around.calendar.lock().unwrap() = calendar;
        bench.does(Intent::SignIn);
        bench.until(|view| matches!(view.screen, Screen::Connected(_))).await;
        bench
    }

    /// As the journal has it.
    pub fn open(profile: Profile, around: Surroundings) -> Self {
        let around = Arc::new(around);
        let ports = Ports {
            identity: around.clone(),
            calendar: around.clone(),
            tokens: around.clone(),
            browser: around.clone(),
            desk: around.clone(),
            clock: around.clone(),
            journal: around.clone(),
        };
        Self { journey: Journey::open(ports, profile, Lang::En), around }
    }

    /// At the list of what will be asked for.
    pub async fn before_the_sign_in(profile: Profile, answer: Option<Evidence>, clipboard_works: bool) -> Self {
        let bench = Self::open(profile, Surroundings { clipboard_works, ..Surroundings::new(answer) });
        bench.does(Intent::Start);
        bench.does(Intent::TypeAddress { text: PERSON.to_owned() });
        bench
            .until(|view| matches!(&view.screen, Screen::Address(a) if matches!(a.lookup, LookupView::Found(_))))
            .await;
        bench.does(Intent::Continue);
        bench.until(|view| matches!(view.screen, Screen::Permissions(_))).await;
        bench
    }

    /// Puts the clock forward; whoever sleeps until then wakes.
    pub fn passes(&self, seconds: i64) {
        *self.around.now.lock().unwrap() += jiff::SignedDuration::from_secs(seconds);
        self.around.moved.notify_waiters();
    }

    pub fn does(&self, intent: Intent) {
        self.journey.act(intent).unwrap();
    }

    pub async fn until(&self, seen: impl Fn(&View) -> bool) -> View {
        soon(async { self.journey.views().wait_for(|view| seen(view)).await.unwrap().clone() }).await
    }

    pub async fn copies(&self, what: Copyable) -> (String, View) {
        let before = self.journey.view().copied.map_or(0, |copied| copied.nth);
        self.does(Intent::Copy { what });
        let view = self.until(|view| view.copied.is_some_and(|copied| copied.nth > before)).await;
        (self.around.copied.lock().unwrap().last().unwrap().clone(), view)
    }

    pub fn screen(&self) -> BlockedScreen {
        match self.journey.view().screen {
            Screen::Blocked(screen) => screen,
            other => panic!("{other:?}"),
        }
    }
}
