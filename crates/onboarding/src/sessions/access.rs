//! How old an access token is, and when a refresh token is beyond help.

use diagnosis::{Evidence, Wall};
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use crate::ports::Grant;
use crate::secret::AccessToken;

/// A token is replaced this long before it expires: a request under way must not outlive it.
const EARLY: SignedDuration = SignedDuration::from_mins(5);

/// An access token with its end on two clocks: the computer's own stands still while it sleeps, and the wall clock can
/// be set back. Whichever says first that it is over is believed.
pub(super) struct HeldAccess {
    token: AccessToken,
    wall: Ends<Timestamp>,
    own: Ends<Instant>,
}

struct Ends<T> {
    ageing: T,
    spent: T,
}

pub(super) enum Age {
    Fresh(AccessToken),
    /// In its last minutes: to be replaced, and good if that fails.
    Ageing(AccessToken),
    Spent,
}

impl HeldAccess {
    pub(super) fn of(grant: &Grant, now: Timestamp) -> Self {
        let life = SignedDuration::try_from(grant.expires_in).unwrap_or(SignedDuration::ZERO);
        let until = (life - EARLY).max(SignedDuration::ZERO);
        let (wall, own) = (|after: SignedDuration| now.checked_add(after).unwrap_or(now), Instant::now());
        Self {
            token: grant.access.clone(),
            wall: Ends { ageing: wall(until), spent: wall(life) },
            own: Ends { ageing: own + until.unsigned_abs(), spent: own + life.unsigned_abs() },
        }
    }

    pub(super) fn age(&self, now: Timestamp) -> Age {
        let own = Instant::now();
        if now >= self.wall.spent || own >= self.own.spent {
            Age::Spent
        } else if now >= self.wall.ageing || own >= self.own.ageing {
            Age::Ageing(self.token.clone())
        } else {
            Age::Fresh(self.token.clone())
        }
    }
}

/// Whether Microsoft said that the refresh token itself is over, for every scope: expired, revoked, or outlived by a new
/// password. A demand for a second factor or a consent is about this request only, and keeps it (refresh-tokens.md).
pub(super) fn is_dead(evidence: &Evidence) -> bool {
    // Microsoft's word for it, whichever code stands beside it: 70000 for one says as little as `invalid_grant`.
    let said = matches!(evidence, Evidence::Token(body) if body.contains("\"bad_token\""));
    let context = diagnosis::Context::default();
    said || diagnosis::diagnose(std::slice::from_ref(evidence), &context).wall == Wall::SessionExpired
}
