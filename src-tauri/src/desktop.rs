//! What the running app holds: the world the journey lives in, the settings, and the memory of which world that was.

mod switching;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use directories::ProjectDirs;
use onboarding::{CHANGED, Intent, ScenarioCard, Settings, Snapshot, ThemeChoice};
use profile::{Lang, Localised, Profile};
use tauri::{AppHandle, Emitter, Manager, Theme};
use tokio::sync::{Mutex, MutexGuard, OnceCell};
use tokio::task::JoinHandle;

use self::switching::{forward, trace_of};
use crate::arguments::Arguments;
use crate::demo::Demo;
use crate::memory::{DEMO_PROFILE, Start, recall, remember, start_from};
use crate::problem::DesktopFault;
use crate::repertoire::Repertoire;
use crate::settings::{self, SettingsFile};
use crate::stage::Curtain;
use crate::stage_window::NOTES;
use crate::window::MAIN;
use crate::world::{Folders, World, WorldFault};

pub(crate) struct Desktop {
    app: AppHandle,
    repertoire: Repertoire,
    memory: PathBuf,
    settings_file: SettingsFile,
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
        // A vendor who names both wants to see their own.
        let own = arguments.demo.is_some() && arguments.profile.is_some();
        let own = own.then(|| profile.id.clone());
        let language = settings.language.resolve(system_language);
        let start = start_from(arguments.demo, recall(&memory), own.as_deref(), language);
        let demo_profile = own.unwrap_or_else(|| DEMO_PROFILE.to_owned());
        let repertoire = Repertoire { folders, profile, demo_profile, curtain: Arc::default() };
        let first = First { settings, start };
        Ok(Self { app, repertoire, memory, settings_file, system_language, first, now: OnceCell::new() })
    }

    /// The theme as it is chosen now.
    pub(crate) async fn theme(&self) -> Result<Option<Theme>, DesktopFault> {
        Ok(theme_of(self.now().await?.settings.theme))
    }

    /// The theme chosen before, for the window that is about to open.
    pub(crate) fn first_theme(&self) -> Option<Theme> {
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
        let language = self.language(settings);
        let started = self.repertoire.open(start, language, &settings.proxy).await;
        let world = match (started, start) {
            (Ok(world), _) => world,
            (Err(fault), Start::Real) => return Err(fault),
            // A demo that cannot be taken up must not keep the app from opening.
            (Err(fault), Start::Demo { .. } | Start::FreshDemo(_)) => {
                tracing::error!(%fault, "the demo could not be taken up");
                self.repertoire.open(&Start::Real, language, &settings.proxy).await?
            }
        };
        remember(&self.memory, &trace_of(&world));
        let forwarding = forward(&self.app, &world);
        Ok(Mutex::new(Now { settings: settings.clone(), world, forwarding }))
    }

    /// What the window opens with. A demo that begins afresh waits for the key store, and the window does not.
    pub(crate) async fn first_snapshot(&self) -> Option<Snapshot> {
        match self.first.start {
            Start::Real | Start::Demo { .. } => self.snapshot().await.ok(),
            Start::FreshDemo(_) => None,
        }
    }

    pub(crate) async fn snapshot(&self) -> Result<Snapshot, DesktopFault> {
        Ok(self.shown(&*self.now().await?))
    }

    fn shown(&self, now: &Now) -> Snapshot {
        let playable = self.curtain().is_up().then(|| self.repertoire.playable());
        Snapshot {
            view: now.world.journey.view(),
            settings: now.settings.clone(),
            system_language: self.system_language,
            demo: now.world.demo.as_ref().map(|demo| demo.card(self.language(&now.settings), playable)),
            scenarios: scenarios(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    pub(crate) async fn act(&self, intent: Intent) -> Result<(), DesktopFault> {
        Ok(self.now().await?.world.journey.act(intent)?)
    }

    pub(crate) async fn change_settings(&self, settings: Settings) -> Result<(), DesktopFault> {
        let mut now = self.now().await?;
        if settings.proxy != now.settings.proxy {
            now.world.microsoft.go_through(settings::proxy(&settings.proxy)?)?;
        }
        now.settings = settings.clone();
        now.world.journey.speak(self.language(&settings))?;
        for window in [MAIN, NOTES].iter().filter_map(|label| self.app.get_webview_window(label)) {
            let _ = window.set_theme(theme_of(settings.theme));
        }
        self.announce(&now);
        Ok(self.settings_file.save(&settings)?)
    }

    /// The simulated IT's own page, in the browser; outside the demo there is none.
    pub(crate) async fn open_it_page(&self) -> Result<(), DesktopFault> {
        let page = self.now().await?.world.demo.as_ref().map(|demo| demo.tenant.admin_page());
        match page {
            Some(page) => open::that(page).map_err(DesktopFault::NotOpened),
            None => Ok(()),
        }
    }

    /// To every window. Sent while `now` is held, so that an older picture never arrives after a newer one.
    fn announce(&self, now: &Now) {
        let _ = self.app.emit(CHANGED, self.shown(now));
    }

    /// Sends what is shown now.
    pub(crate) async fn show(&self) -> Result<(), DesktopFault> {
        self.announce(&*self.now().await?);
        Ok(())
    }

    /// Looks at the demo, or does something in it. Outside there is none.
    pub(crate) async fn in_demo<T>(&self, act: impl FnOnce(&Demo) -> T) -> Result<T, DesktopFault> {
        self.now().await?.world.demo.as_ref().map(act).ok_or(DesktopFault::NoDemo)
    }

    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    pub(crate) fn curtain(&self) -> &Curtain {
        &self.repertoire.curtain
    }

    fn language(&self, settings: &Settings) -> Lang {
        settings.language.resolve(self.system_language)
    }

    async fn view_changed(&self) {
        if let Ok(now) = self.now().await {
            self.announce(&now);
        }
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
