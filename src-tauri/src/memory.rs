//! Which world the app was in when it was last open, and in which it opens now.

use std::fs;
use std::path::Path;

use profile::Lang;
use serde::{Deserialize, Serialize};

use crate::arguments::Demo;

pub(crate) const DEFAULT_SCENARIO: &str = "managed-policy";

/// The profile the demo plays unless told otherwise: the one made for it.
pub(crate) const DEMO_PROFILE: &str = "demo";

/// What the demo plays, and with whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Play {
    pub(crate) scenario: String,
    /// The id of a profile.
    #[serde(default = "demo_profile")]
    pub(crate) profile: String,
    /// Whose story it is: the cast that speaks this language.
    #[serde(default)]
    pub(crate) cast: Lang,
}

impl Play {
    pub(crate) fn of(scenario: &str, profile: &str, cast: Lang) -> Self {
        Self { scenario: scenario.to_owned(), profile: profile.to_owned(), cast }
    }
}

fn demo_profile() -> String {
    DEMO_PROFILE.to_owned()
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "world", rename_all = "snake_case")]
pub(crate) enum Last {
    Real,
    Demo {
        #[serde(flatten)]
        play: Play,
        port: u16,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Real,
    /// Takes the demo up where it was.
    Demo {
        play: Play,
        port: u16,
    },
    FreshDemo(Play),
}

/// `own` is the vendor's profile, where they named one for the demo; `cast` plays a demo that has not been begun before.
pub(crate) fn start_from(argument: Option<Demo>, last: Option<Last>, own: Option<&str>, cast: Lang) -> Start {
    let profile = own.unwrap_or(DEMO_PROFILE);
    let another = |play: &Play| own.is_some_and(|own| own != play.profile);
    match (argument, last) {
        (Some(Demo::Scenario(wanted)), Some(Last::Demo { play, port }))
            if wanted == play.scenario && !another(&play) =>
        {
            Start::Demo { play, port }
        }
        (Some(Demo::Last), Some(Last::Demo { play, .. })) if another(&play) => {
            Start::FreshDemo(Play::of(&play.scenario, profile, play.cast))
        }
        (Some(Demo::Scenario(wanted)), _) => Start::FreshDemo(Play::of(&wanted, profile, cast)),
        (Some(Demo::Last) | None, Some(Last::Demo { play, port })) => Start::Demo { play, port },
        (Some(Demo::Last), Some(Last::Real) | None) => Start::FreshDemo(Play::of(DEFAULT_SCENARIO, profile, cast)),
        (None, Some(Last::Real) | None) => Start::Real,
    }
}

pub(crate) fn recall(memory: &Path) -> Option<Last> {
    serde_json::from_slice(&fs::read(memory).ok()?).ok()
}

pub(crate) fn remember(memory: &Path, last: &Last) {
    let fresh = memory.with_extension("new");
    let written = serde_json::to_vec(last)
        .map_err(std::io::Error::other)
        .and_then(|text| fs::write(&fresh, text))
        .and_then(|()| fs::rename(&fresh, memory));
    if let Err(fault) = written {
        tracing::warn!(%fault, "the next start will not know which world this was");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn demo(scenario: &str) -> Last {
        Last::Demo { play: Play::of(scenario, "learning-suite", Lang::Ja), port: 4711 }
    }

    fn start(argument: Option<Demo>, last: Option<Last>) -> Start {
        start_from(argument, last, None, Lang::En)
    }

    #[test]
    fn the_app_opens_in_the_world_it_was_closed_in() {
        assert_eq!(start(None, None), Start::Real);
        assert_eq!(start(None, Some(Last::Real)), Start::Real);
        let taken_up = Start::Demo { play: Play::of("open", "learning-suite", Lang::Ja), port: 4711 };
        assert_eq!(start(None, Some(demo("open"))), taken_up);
        assert_eq!(start(Some(Demo::Last), Some(demo("open"))), taken_up);
        assert_eq!(start(Some(Demo::Scenario("open".to_owned())), Some(demo("open"))), taken_up);
    }

    #[test]
    fn another_scenario_begins_afresh() {
        let fresh = |name: &str| Start::FreshDemo(Play::of(name, DEMO_PROFILE, Lang::En));
        assert_eq!(start(Some(Demo::Scenario("denied".to_owned())), Some(demo("open"))), fresh("denied"));
        assert_eq!(start(Some(Demo::Last), Some(Last::Real)), fresh(DEFAULT_SCENARIO));
        assert_eq!(start(Some(Demo::Last), None), fresh(DEFAULT_SCENARIO));
    }

    #[test]
    fn a_profile_the_vendor_names_is_played_whatever_was_played_before() {
        let own = |argument, last| start_from(Some(argument), last, Some("mine"), Lang::En);
        let fresh = |cast| Start::FreshDemo(Play::of("open", "mine", cast));
        assert_eq!(own(Demo::Last, Some(demo("open"))), fresh(Lang::Ja));
        assert_eq!(own(Demo::Scenario("open".to_owned()), Some(demo("open"))), fresh(Lang::En));
        let play = Play::of("open", "mine", Lang::En);
        let mine = Last::Demo { play: play.clone(), port: 4711 };
        assert_eq!(own(Demo::Last, Some(mine)), Start::Demo { play, port: 4711 });
    }

    #[test]
    fn what_is_played_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("world.json");
        for last in [Last::Real, demo("workflow")] {
            remember(&memory, &last);
            assert_eq!(recall(&memory), Some(last));
        }
    }

    #[test]
    fn a_memory_of_an_earlier_version_is_of_the_demos_own_profile() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("world.json");
        fs::write(&memory, r#"{"world":"demo","scenario":"open","port":4711}"#).unwrap();
        let play = Play::of("open", DEMO_PROFILE, Lang::En);
        assert_eq!(recall(&memory), Some(Last::Demo { play, port: 4711 }));
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
