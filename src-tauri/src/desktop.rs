//! What the running app holds: the world the journey lives in, the settings, and the memory of which world that was.

use std::fs;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use onboarding::{CHANGED, Intent, ScenarioCard, Settings, Snapshot, ThemeChoice};
use profile::{Lang, Localised, Profile};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Emitter, Manager, Theme};
use tokio::sync::{Mutex, MutexGuard, OnceCell};
use tokio::task::JoinHandle;

use crate::arguments::{Arguments, Demo};
use crate::problem::DesktopFault;
use crate::settings::SettingsFile;
use crate::window::MAIN;
use crate::world::{Folders, World, WorldFault, forget_demo};

const DEFAULT_SCENARIO: &str = "managed-policy";

pub(crate) struct Desktop {
    app: AppHandle,
    folders: Folders,
    memory: PathBuf,
    settings_file: SettingsFile,
    profile: Profile,
    system_language: Lang,
    /// What was found at the start; `now` goes on from here.
    first: First,
    /// Begun while the webview is still starting, so that the first stage paints without waiting for it.
    now: OnceCell<Mutex<Now>>,
}

struct First {
    settings: Settings,
    start: Start,
}

struct Now {
    settings: Settings,
    world: World,
    forwarding: JoinHandle<()>,
}

/// Which world the app was in when it was last open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "world", rename_all = "snake_case")]
enum Last {
    Real,
    Demo { scenario: String, port: u16 },
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenFault {
    #[error("this system names no home folder")]
    NoHome,
    #[error("the profile {0} could not be read")]
    ReadProfile(PathBuf, #[source] std::io::Error),
    #[error(transparent)]
    Profile(#[from] profile::ProfileError),
}

impl Desktop {
    pub(crate) fn open(app: AppHandle, arguments: Arguments) -> Result<Self, OpenFault> {
        let dirs = ProjectDirs::from("app", "Greenlight", "Greenlight").ok_or(OpenFault::NoHome)?;
        let data = dirs.data_local_dir();
        let settings_file = SettingsFile::new(dirs.config_dir().join("settings.json"));
        let settings = settings_file.load();
        let system_language = system_language();
        let profile = load_profile(arguments.profile.as_deref(), dirs.config_dir())?;
        let folders = Folders { real: data.join("journey"), demo: data.join("demo") };
        let memory = data.join("world.json");
        let start = start_from(arguments.demo, recall(&memory));
        let first = First { settings, start };
        Ok(Self { app, folders, memory, settings_file, profile, system_language, first, now: OnceCell::new() })
    }

    /// The theme chosen before, for a window that is about to open.
    pub(crate) fn theme(&self) -> Option<Theme> {
        theme_of(self.first.settings.theme)
    }

    /// Where the window's place on the screen is kept.
    pub(crate) fn placement_file(&self) -> PathBuf {
        self.memory.with_file_name("window.json")
    }

    /// Starts the journey, unless it runs already.
    pub(crate) async fn begin(&self) -> Result<(), DesktopFault> {
        self.now().await.map(drop)
    }

    async fn now(&self) -> Result<MutexGuard<'_, Now>, DesktopFault> {
        let now = self.now.get_or_try_init(|| self.first_now()).await?;
        Ok(now.lock().await)
    }

    async fn first_now(&self) -> Result<Mutex<Now>, WorldFault> {
        let First { settings, start } = &self.first;
        let language = settings.language.resolve(self.system_language);
        let world = match (start_world(start, &self.folders, &self.profile, language).await, start) {
            (Ok(world), _) => world,
            (Err(fault), Start::Real) => return Err(fault),
            // A demo that cannot be taken up must not keep the app from opening.
            (Err(fault), Start::Demo { .. } | Start::FreshDemo(_)) => {
                tracing::error!(%fault, "the demo could not be taken up");
                start_world(&Start::Real, &self.folders, &self.profile, language).await?
            }
        };
        remember(&self.memory, &world);
        let forwarding = forward(&self.app, &world);
        Ok(Mutex::new(Now { settings: *settings, world, forwarding }))
    }

    pub(crate) async fn snapshot(&self) -> Result<Snapshot, DesktopFault> {
        Ok(self.shown(&*self.now().await?))
    }

    fn shown(&self, now: &Now) -> Snapshot {
        Snapshot {
            view: now.world.journey.view(),
            settings: now.settings,
            system_language: self.system_language,
            demo: now.world.demo.as_ref().map(|demo| demo.card.clone()),
            scenarios: scenarios(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    pub(crate) async fn act(&self, intent: Intent) -> Result<(), DesktopFault> {
        Ok(self.now().await?.world.journey.act(intent)?)
    }

    pub(crate) async fn change_settings(&self, settings: Settings) -> Result<(), DesktopFault> {
        let mut now = self.now().await?;
        now.settings = settings;
        now.world.journey.speak(settings.language.resolve(self.system_language))?;
        if let Some(window) = self.app.get_webview_window(MAIN) {
            let _ = window.set_theme(theme_of(settings.theme));
        }
        self.announce(&now);
        Ok(self.settings_file.save(&settings)?)
    }

    /// A named scenario always begins at the beginning.
    pub(crate) async fn enter_demo(&self, scenario: &str) -> Result<(), DesktopFault> {
        if !simtenant::scenarios().iter().any(|known| known.name == scenario) {
            return Err(DesktopFault::NoSuchScenario(scenario.to_owned()));
        }
        self.switch(Start::FreshDemo(scenario.to_owned())).await
    }

    pub(crate) async fn leave_demo(&self) -> Result<(), DesktopFault> {
        self.switch(Start::Real).await
    }

    pub(crate) async fn reset_demo(&self) -> Result<(), DesktopFault> {
        let scenario = self.now().await?.world.demo.as_ref().map(|demo| demo.scenario.clone());
        self.switch(Start::FreshDemo(scenario.unwrap_or_else(|| DEFAULT_SCENARIO.to_owned()))).await
    }

    /// The simulated IT's own page, in the browser; outside the demo there is none.
    pub(crate) async fn open_it_page(&self) -> Result<(), DesktopFault> {
        let page = self.now().await?.world.demo.as_ref().map(|demo| demo.card.admin_page.clone());
        match page {
            Some(page) => open::that(page).map_err(DesktopFault::NotOpened),
            None => Ok(()),
        }
    }

    /// Two worlds may stand side by side for a moment, but not two demos: they share a folder. Between two demos
    /// the journey goes home first.
    async fn switch(&self, start: Start) -> Result<(), DesktopFault> {
        let mut now = self.now().await?;
        let moved = self.move_through(&mut now, &start).await;
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
        let language = now.settings.language.resolve(self.system_language);
        let next = start_world(start, &self.folders, &self.profile, language).await?;
        now.forwarding.abort();
        std::mem::replace(&mut now.world, next).close().await;
        now.forwarding = forward(&self.app, &now.world);
        remember(&self.memory, &now.world);
        Ok(())
    }

    /// Sent while `now` is held, so that an older picture never arrives after a newer one.
    fn announce(&self, now: &Now) {
        let _ = self.app.emit_to(MAIN, CHANGED, self.shown(now));
    }

    async fn view_changed(&self) {
        if let Ok(now) = self.now().await {
            self.announce(&now);
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Start {
    Real,
    /// Takes the demo up where it was.
    Demo {
        scenario: String,
        port: u16,
    },
    FreshDemo(String),
}

fn start_from(argument: Option<Demo>, last: Option<Last>) -> Start {
    match (argument, last) {
        (Some(Demo::Scenario(wanted)), Some(Last::Demo { scenario, port })) if wanted == scenario => {
            Start::Demo { scenario, port }
        }
        (Some(Demo::Scenario(wanted)), _) => Start::FreshDemo(wanted),
        (Some(Demo::Last) | None, Some(Last::Demo { scenario, port })) => Start::Demo { scenario, port },
        (Some(Demo::Last), Some(Last::Real) | None) => Start::FreshDemo(DEFAULT_SCENARIO.to_owned()),
        (None, Some(Last::Real) | None) => Start::Real,
    }
}

async fn start_world(start: &Start, folders: &Folders, profile: &Profile, language: Lang) -> Result<World, WorldFault> {
    match start {
        Start::Real => World::real(&folders.real, profile.clone(), language),
        Start::Demo { scenario, port } => World::demo(&folders.demo, scenario, *port, language).await,
        Start::FreshDemo(scenario) => {
            forget_demo(&folders.demo).await;
            World::demo(&folders.demo, scenario, 0, language).await
        }
    }
}

/// Sends every new view to the window.
fn forward(app: &AppHandle, world: &World) -> JoinHandle<()> {
    let mut views = world.journey.views();
    let app = app.clone();
    let running = async move {
        while views.changed().await.is_ok() {
            if let Some(desktop) = app.try_state::<Desktop>() {
                desktop.view_changed().await;
            }
        }
    };
    tauri::async_runtime::handle().inner().spawn(running)
}

fn recall(memory: &Path) -> Option<Last> {
    serde_json::from_slice(&fs::read(memory).ok()?).ok()
}

fn remember(memory: &Path, world: &World) {
    let last = match &world.demo {
        None => Last::Real,
        Some(demo) => Last::Demo { scenario: demo.scenario.clone(), port: demo.port().unwrap_or(0) },
    };
    let fresh = memory.with_extension("new");
    let written = serde_json::to_vec(&last)
        .map_err(std::io::Error::other)
        .and_then(|text| fs::write(&fresh, text))
        .and_then(|()| fs::rename(&fresh, memory));
    if let Err(fault) = written {
        tracing::warn!(%fault, "the next start will not know which world this was");
    }
}

fn load_profile(given: Option<&Path>, config: &Path) -> Result<Profile, OpenFault> {
    let installed = config.join("profile.toml");
    let path = match given {
        Some(path) => path,
        None if installed.exists() => &installed,
        None => return Ok(Profile::demo()),
    };
    let text = fs::read_to_string(path).map_err(|fault| OpenFault::ReadProfile(path.to_owned(), fault))?;
    Ok(Profile::parse(&text, &path.display().to_string())?)
}

fn theme_of(choice: ThemeChoice) -> Option<Theme> {
    match choice {
        ThemeChoice::System => None,
        ThemeChoice::Light => Some(Theme::Light),
        ThemeChoice::Dark => Some(Theme::Dark),
    }
}

fn scenarios() -> Vec<ScenarioCard> {
    simtenant::scenarios()
        .iter()
        .map(|scenario| ScenarioCard {
            name: scenario.name.clone(),
            title: Localised::new(&scenario.title.en, &scenario.title.ja),
        })
        .collect()
}

fn system_language() -> Lang {
    match sys_locale::get_locale() {
        Some(locale) if locale.to_ascii_lowercase().starts_with("ja") => Lang::Ja,
        Some(_) | None => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn demo(scenario: &str) -> Last {
        Last::Demo { scenario: scenario.to_owned(), port: 4711 }
    }

    #[test]
    fn the_app_opens_in_the_world_it_was_closed_in() {
        assert_eq!(start_from(None, None), Start::Real);
        assert_eq!(start_from(None, Some(Last::Real)), Start::Real);
        let taken_up = Start::Demo { scenario: "open".to_owned(), port: 4711 };
        assert_eq!(start_from(None, Some(demo("open"))), taken_up);
        assert_eq!(start_from(Some(Demo::Last), Some(demo("open"))), taken_up);
        assert_eq!(start_from(Some(Demo::Scenario("open".to_owned())), Some(demo("open"))), taken_up);
    }

    #[test]
    fn another_scenario_begins_afresh() {
        let fresh = |name: &str| Start::FreshDemo(name.to_owned());
        assert_eq!(start_from(Some(Demo::Scenario("denied".to_owned())), Some(demo("open"))), fresh("denied"));
        assert_eq!(start_from(Some(Demo::Last), Some(Last::Real)), fresh(DEFAULT_SCENARIO));
        assert_eq!(start_from(Some(Demo::Last), None), fresh(DEFAULT_SCENARIO));
    }

    #[test]
    fn an_unreadable_memory_means_the_real_world() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("world.json");
        assert_eq!(recall(&memory), None);
        fs::write(&memory, "{ not json").unwrap();
        assert_eq!(recall(&memory), None);
    }
}
