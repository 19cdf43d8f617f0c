//! The real journey in a terminal: the same engine and ports as the window, with the person's choices given up front.

use std::sync::Arc;
use std::time::Duration;

use onboarding::{
    AddressScreen, BlockedScreen, Intent, Journey, LookupView, PageView, Ports, Screen, SystemClock, View, WatchView,
};
use serde_json::json;

use crate::options::ConnectOptions;
use crate::terminal::{NoDesk, RunJournal, TerminalBrowser};
use crate::{Answer, Fault};

pub(crate) async fn run(wanted: ConnectOptions, json: bool) -> Result<Answer, Fault> {
    let profile = wanted.place.profile()?;
    let endpoints = wanted.place.endpoints()?;
    let microsoft = Arc::new(wanted.place.microsoft(&profile)?);
    let ports = Ports {
        identity: microsoft.clone(),
        calendar: microsoft,
        tokens: Arc::new(wanted.place.vault()),
        browser: Arc::new(TerminalBrowser { endpoints, print: wanted.no_browser }),
        desk: Arc::new(NoDesk),
        clock: Arc::new(SystemClock),
        journal: Arc::new(RunJournal::default()),
    };
    let journey = Journey::open(ports, profile, wanted.lang.profile());
    journey.act(Intent::Start)?;
    journey.act(Intent::TypeAddress { text: wanted.email.clone() })?;
    let walk = walk(&journey, wanted.watch);
    let end = tokio::select! {
        end = tokio::time::timeout(Duration::from_secs(wanted.wait), walk) => end.unwrap_or_else(|_| Ok(journey.view()))?,
        _ = tokio::signal::ctrl_c() => journey.view(),
    };
    journey.close().await;
    report(&end, json)
}

/// Goes on wherever the answer is already known, and returns where a person would have to decide.
async fn walk(journey: &Journey, watch: bool) -> Result<View, Fault> {
    let mut views = journey.views();
    loop {
        let view = views.borrow_and_update().clone();
        match &view.screen {
            Screen::Welcome => {}
            Screen::Address(AddressScreen { lookup, .. }) => match lookup {
                LookupView::Idle | LookupView::Looking { .. } => {}
                LookupView::Found(_) | LookupView::NotFound { .. } => journey.act(Intent::Continue)?,
                LookupView::Invalid { .. } | LookupView::NotTaken { .. } | LookupView::Unreachable { .. } => {
                    return Ok(view);
                }
            },
            Screen::Permissions(_) => journey.act(Intent::SignIn)?,
            Screen::Browser(browser) => match browser.page {
                PageView::Preparing | PageView::Open => {}
                PageView::NotOpened(_) | PageView::Interrupted | PageView::Failed(_) => return Ok(view),
            },
            Screen::Blocked(BlockedScreen { can_watch: true, .. }) if watch => journey.act(Intent::AskIt)?,
            Screen::Compose(_) => journey.act(Intent::Sent)?,
            Screen::Waiting(waiting) => match waiting.watch {
                WatchView::Next { .. }
                | WatchView::Now { .. }
                | WatchView::Paused { .. }
                | WatchView::Locked { .. }
                    if watch => {}
                WatchView::Next { .. }
                | WatchView::Now { .. }
                | WatchView::Paused { .. }
                | WatchView::Locked { .. }
                | WatchView::Remind => {
                    return Ok(view);
                }
            },
            // Which of the two it is to be, nobody but the person can say: nothing was stored.
            Screen::SomeoneElse(_) | Screen::Blocked(_) | Screen::Connected(_) | Screen::Denied(_) => return Ok(view),
        }
        views.changed().await.map_err(|_| onboarding::JourneyClosed)?;
    }
}

fn report(view: &View, json: bool) -> Result<Answer, Fault> {
    let stage = match &view.screen {
        Screen::Welcome => "welcome",
        Screen::Address(_) => "address",
        Screen::Permissions(_) => "permissions",
        Screen::Browser(_) => "browser",
        Screen::SomeoneElse(_) => "someone_else",
        Screen::Blocked(_) => "blocked",
        Screen::Compose(_) => "compose",
        Screen::Waiting(_) => "waiting",
        Screen::Connected(_) => "connected",
        Screen::Denied(_) => "denied",
    };
    if json {
        println!("{}", json!({"stage": stage, "screen": view.screen, "notices": view.notices}));
    } else {
        if let Screen::SomeoneElse(someone) = &view.screen {
            println!("{} ({}) signed in and was not meant; nothing was stored", someone.name, someone.username);
        }
        if let Screen::Blocked(blocked) = &view.screen {
            println!("{}: next {}", blocked.verdict.wall.name(), serde_json::to_value(blocked.verdict.next)?);
        }
        for notice in &view.notices {
            eprintln!("note: {}", serde_json::to_value(notice)?.as_str().unwrap_or_default());
        }
        println!("{stage}");
    }
    Ok(if matches!(view.screen, Screen::Connected(_)) { Answer::Yes } else { Answer::No })
}
