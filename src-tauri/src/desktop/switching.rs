//! From one world to another: into a demo, between two, and home.

use tauri::{AppHandle, Manager};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Desktop, Now};
use crate::demo::Demo;
use crate::memory::{DEFAULT_SCENARIO, Last, Play, Start, remember};
use crate::problem::DesktopFault;
use crate::stage_window::close_notes;
use crate::world::World;

impl Desktop {
    /// A named scenario always begins at the beginning.
    pub(crate) async fn enter_demo(&self, scenario: &str) -> Result<(), DesktopFault> {
        if !simtenant::scenarios().iter().any(|known| known.name == scenario) {
            return Err(DesktopFault::NoSuchScenario(scenario.to_owned()));
        }
        self.play_afresh(|now| Play { scenario: scenario.to_owned(), ..now }).await
    }

    pub(crate) async fn leave_demo(&self) -> Result<(), DesktopFault> {
        self.switch(Start::Real).await
    }

    pub(crate) async fn reset_demo(&self) -> Result<(), DesktopFault> {
        self.play_afresh(|now| now).await
    }

    /// The same scenario from the start, as another vendor's app.
    pub(crate) async fn switch_profile(&self, id: &str) -> Result<(), DesktopFault> {
        self.in_demo(|_| ()).await?;
        if self.repertoire.named(id).is_none() {
            return Err(DesktopFault::NoSuchProfile(id.to_owned()));
        }
        self.play_afresh(|now| Play { profile: id.to_owned(), ..now }).await
    }

    /// From the beginning, with the cast that speaks the window's language.
    async fn play_afresh(&self, change: impl FnOnce(Play) -> Play) -> Result<(), DesktopFault> {
        let play = {
            let now = self.now().await?;
            let cast = self.language(&now.settings);
            match &now.world.demo {
                Some(demo) => Play { cast, ..demo.play.clone() },
                None => Play::of(DEFAULT_SCENARIO, &self.repertoire.demo_profile, cast),
            }
        };
        self.switch(Start::FreshDemo(change(play))).await
    }

    /// Two worlds may stand side by side for a moment, but not two demos: they share a folder. Between two demos
    /// the journey goes home first.
    async fn switch(&self, start: Start) -> Result<(), DesktopFault> {
        let mut now = self.now().await?;
        let moved = self.move_through(&mut now, &start).await;
        if now.world.demo.is_none() {
            self.strike();
            close_notes(&self.app);
        }
        self.announce(&now);
        moved
    }

    async fn move_through(&self, now: &mut Now, start: &Start) -> Result<(), DesktopFault> {
        let in_demo = now.world.demo.is_some();
        match (start, in_demo) {
            (Start::Real, false) => return Ok(()),
            (Start::Demo { .. } | Start::FreshDemo(_), true) => self.move_to(now, &Start::Real).await?,
            (Start::Real, true) | (Start::Demo { .. } | Start::FreshDemo(_), false) => {}
        }
        self.move_to(now, start).await
    }

    async fn move_to(&self, now: &mut Now, start: &Start) -> Result<(), DesktopFault> {
        let language = self.language(&now.settings);
        let next = self.repertoire.open(start, language, &now.settings.proxy).await?;
        now.forwarding.abort();
        std::mem::replace(&mut now.world, next).close().await;
        now.forwarding = forward(&self.app, &now.world);
        remember(&self.memory, &trace_of(&now.world));
        Ok(())
    }
}

/// Sends every new view to the windows, and in a demo every change on the simulated IT's side.
pub(super) fn forward(app: &AppHandle, world: &World) -> JoinHandle<()> {
    let mut views = world.journey.views();
    let mut changes = world.demo.as_ref().map(Demo::changes);
    let app = app.clone();
    let running = async move {
        loop {
            let changed = tokio::select! {
                changed = views.changed() => changed,
                changed = next_of(&mut changes) => changed,
            };
            if changed.is_err() {
                return;
            }
            if let Some(desktop) = app.try_state::<Desktop>() {
                desktop.view_changed().await;
            }
        }
    };
    tauri::async_runtime::handle().inner().spawn(running)
}

async fn next_of(changes: &mut Option<watch::Receiver<u64>>) -> Result<(), watch::error::RecvError> {
    match changes {
        Some(changes) => changes.changed().await,
        None => std::future::pending().await,
    }
}

/// What the next start has to know of a world.
pub(super) fn trace_of(world: &World) -> Last {
    match &world.demo {
        None => Last::Real,
        Some(demo) => Last::Demo { play: demo.play.clone(), port: demo.port().unwrap_or(0) },
    }
}
