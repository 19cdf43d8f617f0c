use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::DATE;
use reqwest::{Client, StatusCode};
use serde_json::Value;

use crate::http::{self, Answer, TOKEN_CAP};
use crate::obstacle::Obstacle;
use crate::retry_after::http_date;

/// A clock further off than this breaks certificates and tokens sooner or later.
const TOLERATED: Duration = Duration::from_secs(5 * 60);

/// What a look at the network found, before or after a sign-in that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preflight {
    /// The sign-in service of the cloud.
    pub sign_in: Reach,
    /// Microsoft Graph, where the calendar is.
    pub calendar: Reach,
    /// How far this computer's clock is ahead of Microsoft's, if anybody answered.
    pub clock: Option<SignedDuration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Fine,
    Blocked(Obstacle),
}

/// The one thing to tell the person first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Nothing stands in the way from here.
    Clear,
    /// Everything answers; the clock is off by more than five minutes, and by how much.
    WrongClock(SignedDuration),
    SignInBlocked(Obstacle),
    /// Signing in would work, reading the calendar would not.
    CalendarBlocked(Obstacle),
}

impl Preflight {
    pub fn finding(&self) -> Finding {
        let off = self.clock.filter(|off| off.unsigned_abs() > TOLERATED);
        match (self.sign_in, self.calendar, off) {
            // The likely cause of the other one.
            (Reach::Blocked(Obstacle::CertificateTime), _, Some(off)) => Finding::WrongClock(off),
            (Reach::Blocked(obstacle), _, _) => Finding::SignInBlocked(obstacle),
            (Reach::Fine, Reach::Blocked(obstacle), _) => Finding::CalendarBlocked(obstacle),
            (Reach::Fine, Reach::Fine, Some(off)) => Finding::WrongClock(off),
            (Reach::Fine, Reach::Fine, None) => Finding::Clear,
        }
    }
}

/// Two requests without any person's data: the sign-in service's public configuration, and Graph without a token.
pub(crate) async fn preflight(client: &Client, authority: &str, graph: &str) -> Preflight {
    let configuration = format!("{authority}/organizations/v2.0/.well-known/openid-configuration");
    let me = format!("{graph}/me");
    let ((sign_in, sign_in_clock), (calendar, calendar_clock)) = tokio::join!(
        look(client, &configuration, |answer| answer.status == StatusCode::OK
            && answer.json::<Value>().is_some_and(|body| body.get("issuer").is_some())),
        look(client, &me, |answer| answer.status == StatusCode::UNAUTHORIZED
            && answer.json::<Value>().is_some_and(|body| body.get("error").is_some())),
    );
    Preflight { sign_in, calendar, clock: sign_in_clock.or(calendar_clock) }
}

async fn look(client: &Client, url: &str, is_the_service: fn(&Answer) -> bool) -> (Reach, Option<SignedDuration>) {
    match http::send(client.get(url), TOKEN_CAP).await {
        Ok(answer) if is_the_service(&answer) => (Reach::Fine, ahead(&answer)),
        // Whose clock would that be?
        Ok(answer) => (Reach::Blocked(answer.obstacle()), None),
        Err(trouble) => (Reach::Blocked(trouble.obstacle), None),
    }
}

fn ahead(answer: &Answer) -> Option<SignedDuration> {
    let theirs = http_date(answer.headers.get(DATE)?.to_str().ok()?)?;
    Some(Timestamp::now().duration_since(theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sign_in: Reach, calendar: Reach, seconds: i64) -> Finding {
        Preflight { sign_in, calendar, clock: Some(SignedDuration::from_secs(seconds)) }.finding()
    }

    #[test]
    fn the_first_thing_to_tell_is_what_stands_nearest() {
        let (fine, blocked) = (Reach::Fine, Reach::Blocked);
        assert_eq!(found(fine, fine, 300), Finding::Clear);
        assert_eq!(found(fine, fine, 301), Finding::WrongClock(SignedDuration::from_secs(301)));
        assert_eq!(found(fine, fine, -301), Finding::WrongClock(SignedDuration::from_secs(-301)));
        assert_eq!(
            found(blocked(Obstacle::NoConnection), blocked(Obstacle::Silence), 0),
            Finding::SignInBlocked(Obstacle::NoConnection)
        );
        assert_eq!(found(fine, blocked(Obstacle::Silence), 900), Finding::CalendarBlocked(Obstacle::Silence));
        // The clock was read off Graph.
        assert_eq!(
            found(blocked(Obstacle::CertificateTime), fine, 90_000),
            Finding::WrongClock(SignedDuration::from_secs(90_000))
        );
        assert_eq!(
            found(blocked(Obstacle::CertificateTime), fine, 0),
            Finding::SignInBlocked(Obstacle::CertificateTime)
        );
    }
}
