//! The worlds this app can open, and the profiles its demo can play.

use std::sync::Arc;

use microsoft::Proxy;
use onboarding::ProxyChoice;
use profile::{Lang, Profile};

use crate::demo;
use crate::memory::{DEMO_PROFILE, Play, Start};
use crate::settings;
use crate::stage::Curtain;
use crate::world::{Folders, World, WorldFault};

pub(crate) struct Repertoire {
    pub(crate) folders: Folders,
    /// The app's own, of a vendor or of the demo.
    pub(crate) profile: Profile,
    /// What a demo plays that is not told otherwise.
    pub(crate) demo_profile: String,
    pub(crate) curtain: Arc<Curtain>,
}

impl Repertoire {
    pub(crate) async fn open(&self, start: &Start, language: Lang, proxy: &ProxyChoice) -> Result<World, WorldFault> {
        match start {
            Start::Real => World::real(&self.folders.real, self.profile.clone(), language, way_out(proxy)),
            Start::Demo { play, port } => match self.named(&play.profile) {
                Some(profile) => self.demo(play.clone(), profile, *port, language).await,
                // The vendor's file it was begun with is not there this time.
                None => {
                    let play = Play { profile: DEMO_PROFILE.to_owned(), ..play.clone() };
                    demo::forget(&self.folders.demo).await;
                    self.demo(play, Profile::demo(), 0, language).await
                }
            },
            Start::FreshDemo(play) => {
                demo::forget(&self.folders.demo).await;
                let profile = self.named(&play.profile).unwrap_or_else(Profile::demo);
                self.demo(play.clone(), profile, 0, language).await
            }
        }
    }

    /// The profile the demo can play under this id: the app's own, or one that ships.
    pub(crate) fn named(&self, id: &str) -> Option<Profile> {
        if self.profile.id == id {
            Some(self.profile.clone())
        } else if id == DEMO_PROFILE {
            Some(Profile::demo())
        } else {
            profile::shipped_as(id).cloned()
        }
    }

    /// The vendor's own first, where it is not one of those that ship.
    pub(crate) fn playable(&self) -> Vec<&Profile> {
        let shipped = profile::shipped().iter();
        let own = std::iter::once(&self.profile).filter(|own| profile::shipped_as(&own.id).is_none());
        own.chain(shipped).collect()
    }

    async fn demo(&self, play: Play, profile: Profile, port: u16, language: Lang) -> Result<World, WorldFault> {
        World::demo(&self.folders.demo, (play, profile), port, language, &self.curtain).await
    }
}

/// A settings file written by hand may hold what is no address; the person is told when they open the settings.
fn way_out(choice: &ProxyChoice) -> Proxy {
    settings::proxy(choice).unwrap_or_else(|fault| {
        tracing::warn!(%fault, "the system's proxy is used");
        Proxy::System
    })
}

#[cfg(test)]
mod tests;
