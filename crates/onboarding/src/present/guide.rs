//! What an administrator needs to decide, written for the person's own case.

use std::sync::{Arc, Mutex, PoisonError};

use profile::Profile;
use request::{AdminGuide, Case};

use super::{Surroundings, letter};
use crate::stage::Stage;

/// The guide as it was written last. It is by far the largest part of a view, and most steps change nothing in it: it is
/// written again when what it is about has changed, and views in between share it.
#[derive(Default)]
pub struct GuideCache(Mutex<Option<Written>>);

/// Everything the guide is made from, and what came of it.
struct Written {
    profile: Profile,
    case: Option<Case<'static>>,
    guide: Arc<AdminGuide>,
}

impl GuideCache {
    pub(super) fn of(&self, stage: &Stage, around: &Surroundings<'_>) -> Arc<AdminGuide> {
        let case = letter::bare_case(stage, around);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(written) = last.as_ref().filter(|last| last.case == case && last.profile == *around.profile) {
            return Arc::clone(&written.guide);
        }
        let guide = Arc::new(request::admin_guide(around.profile, case.as_ref()));
        *last = Some(Written { profile: around.profile.clone(), case, guide: Arc::clone(&guide) });
        guide
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;

    use super::*;
    use crate::model::{AccountKind, Cloud, EmailAddress, Target, Tenant};
    use crate::present::Blank;

    fn guide(cache: &GuideCache, stage: &Stage, profile: &Profile, day: i64) -> Arc<AdminGuide> {
        let now = Timestamp::from_second(1_795_000_000 + day * 86_400).unwrap();
        let blank = Blank::default();
        let around = Surroundings { guide: cache, ..blank.around(profile, now) };
        let guide = cache.of(stage, &around);
        assert_eq!(*guide, *GuideCache::default().of(stage, &around), "as if written for the first time");
        guide
    }

    fn at_permissions(domain: &str) -> Stage {
        let email = EmailAddress::parse(&format!("mina@{domain}")).unwrap();
        let tenant = Tenant { id: domain.into(), domain: domain.into(), cloud: Cloud::Public, kind: AccountKind::Work };
        Stage::Permissions(Target { email, tenant: Some(tenant), tier: None })
    }

    #[test]
    fn the_guide_is_written_again_for_another_case_and_only_then() {
        let (cache, demo) = (GuideCache::default(), Profile::demo());
        let mut renamed = demo.clone();
        renamed.app.name = "Another app".to_owned();
        let (contoso, fabrikam) = (at_permissions("contoso.example"), at_permissions("fabrikam.example"));
        let first = guide(&cache, &contoso, &demo, 0);
        assert!(Arc::ptr_eq(&first, &guide(&cache, &contoso, &demo, 0)));
        for (stage, profile) in [(&Stage::Welcome, &demo), (&fabrikam, &demo), (&contoso, &renamed)] {
            assert_ne!(*guide(&cache, stage, profile, 0), *first);
            assert_eq!(*guide(&cache, &contoso, &demo, 1), *first);
        }
    }
}
