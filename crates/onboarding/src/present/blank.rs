use std::collections::BTreeSet;

use jiff::{Timestamp, tz::TimeZone};
use profile::{Lang, Profile};

use super::{GuideCache, Surroundings, System};
use crate::connection::Connection;
use crate::view::Notice;

/// Nothing around the stage but a profile and the time, for tests and fuzzing: what it shows by itself.
pub(crate) struct Blank {
    zone: TimeZone,
    notices: BTreeSet<Notice>,
    connection: Connection,
    system: System,
    guide: GuideCache,
}

impl Default for Blank {
    fn default() -> Self {
        Self {
            zone: TimeZone::UTC,
            notices: BTreeSet::new(),
            connection: Connection::default(),
            system: System::new(Box::new(String::new)),
            guide: GuideCache::default(),
        }
    }
}

impl Blank {
    pub(crate) fn around<'a>(&'a self, profile: &'a Profile, now: Timestamp) -> Surroundings<'a> {
        Surroundings {
            profile,
            authority: &|_| "https://login.microsoftonline.com".to_owned(),
            now,
            zone: &self.zone,
            notices: &self.notices,
            copied: None,
            connection: &self.connection,
            key_store: None,
            language: Lang::En,
            system: &self.system,
            guide: &self.guide,
        }
    }
}
