use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use diagnosis::{Evidence, Wall};
use onboarding::{AccountKey, NetworkFault, Redemption, RefreshToken, TokenRecord};
use tokio::time::Instant;

/// How long a refusal that only the person can lift is remembered instead of asked for again, as MSAL .NET does.
const SAME_ANSWER: Duration = Duration::from_secs(120);

/// Which redemptions need not go out. "Check now" pressed ten times makes one request, and waiting the stated time is
/// the fastest way out of a throttle.
#[derive(Default)]
pub(crate) struct Throttles(Mutex<HashMap<AccountKey, Hold>>);

struct Hold {
    until: Instant,
    answer: Held,
}

enum Held {
    /// The service asked to slow down, whatever is redeemed.
    SlowDown,
    /// What this token got for these scopes.
    Refused { refresh: RefreshToken, scope: String, evidence: Evidence },
}

impl Throttles {
    /// The answer that is known without asking.
    pub(crate) fn answer(&self, record: &TokenRecord, scope: &str) -> Option<Redemption> {
        let held = self.lock();
        let hold = held.get(&record.account.key()).filter(|hold| Instant::now() < hold.until)?;
        match &hold.answer {
            Held::SlowDown => Some(Redemption::Unreachable(NetworkFault::Throttled)),
            Held::Refused { refresh, scope: asked, evidence } => (refresh.expose() == record.refresh.expose()
                && asked == scope)
                .then(|| Redemption::Refused(evidence.clone())),
        }
    }

    pub(crate) fn slow_down(&self, key: AccountKey, wait: Duration) {
        self.lock().insert(key, Hold { until: Instant::now() + wait, answer: Held::SlowDown });
    }

    pub(crate) fn refused(&self, record: &TokenRecord, scope: &str, evidence: &Evidence) {
        if !only_the_person_lifts(evidence) {
            return;
        }
        let (refresh, scope, evidence) = (record.refresh.clone(), scope.to_owned(), evidence.clone());
        let answer = Held::Refused { refresh, scope, evidence };
        self.lock().insert(record.account.key(), Hold { until: Instant::now() + SAME_ANSWER, answer });
    }

    /// Somebody signed in: that is no hammering.
    pub(crate) fn lift(&self, key: &AccountKey) {
        self.lock().remove(key);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AccountKey, Hold>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What IT or Microsoft may lift at any moment is what the watch asks for: that goes out every time.
fn only_the_person_lifts(evidence: &Evidence) -> bool {
    match diagnosis::diagnose(std::slice::from_ref(evidence), &diagnosis::Context::default()).wall {
        Wall::SessionExpired | Wall::MfaOrInteraction | Wall::Other => true,
        Wall::AdminApprovalRequired(_)
        | Wall::UserConsentNeeded
        | Wall::UserDeclined
        | Wall::AssignmentRequired
        | Wall::AppDisabledOrMissing
        | Wall::ConditionalAccess
        | Wall::WrongAccountOrTenant
        | Wall::MisconfiguredApp
        | Wall::Transient
        | Wall::DeviceFlowPending => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use onboarding::{Account, Cloud, Scopes};

    fn record(refresh: &str) -> TokenRecord {
        TokenRecord {
            account: Account {
                tenant_id: "t".to_owned(),
                object_id: "o".to_owned(),
                name: String::new(),
                username: String::new(),
            },
            cloud: Cloud::Public,
            refresh: RefreshToken::new(refresh.to_owned()),
            granted: Scopes::of(["User.Read"]),
            obtained_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn token(body: &str) -> Evidence {
        Evidence::Token(body.to_owned())
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_is_repeated_from_memory_for_two_minutes_and_for_the_same_question_only() {
        let throttles = Throttles::default();
        let expired = token(r#"{"error":"invalid_grant","error_codes":[700082]}"#);
        throttles.refused(&record("a"), "Calendars.Read", &expired);
        tokio::time::advance(SAME_ANSWER - Duration::from_secs(1)).await;
        assert!(
            matches!(throttles.answer(&record("a"), "Calendars.Read"), Some(Redemption::Refused(same)) if same == expired)
        );
        assert!(throttles.answer(&record("b"), "Calendars.Read").is_none());
        assert!(throttles.answer(&record("a"), "Mail.Read").is_none());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(throttles.answer(&record("a"), "Calendars.Read").is_none());

        throttles.refused(&record("a"), "Calendars.Read", &expired);
        throttles.lift(&record("a").account.key());
        assert!(throttles.answer(&record("a"), "Calendars.Read").is_none());
    } // C1: 72

    #[tokio::test(start_paused = true)]
    async fn a_slow_down_is_over_when_its_time_is() {
        let throttles = Throttles::default();
        throttles.slow_down(record("a").account.key(), Duration::from_secs(30));
        assert!(throttles.answer(&record("b"), "any").is_some());
        tokio::time::advance(Duration::from_secs(30)).await;
        assert!(throttles.answer(&record("b"), "any").is_none());
    } // C1: 70

    #[test]
    fn what_it_can_lift_is_asked_for_every_time() {
        for waits in [
            r#"{"error":"invalid_grant","suberror":"consent_required","error_codes":[65001]}"#,
            r#"{"error":"invalid_grant","error_codes":[90094]}"#,
            r#"{"error":"invalid_grant","error_codes":[53003]}"#,
            r#"{"error":"invalid_grant","error_codes":[50105]}"#,
        ] {
            assert!(!only_the_person_lifts(&token(waits)), "{waits}");
        }
        for held in [
            r#"{"error":"invalid_grant","suberror":"bad_token","error_codes":[70000]}"#,
            r#"{"error":"invalid_grant","suberror":"basic_action","error_codes":[50076]}"#,
        ] {
            assert!(only_the_person_lifts(&token(held)), "{held}");
        }
    }
}
