use jiff::{SignedDuration, Timestamp};
use onboarding::{Preflight, Service, ServiceState};
use reqwest::StatusCode;
use reqwest::header::DATE;
use serde_json::Value;
use url::Url;

use crate::http::{Answer, TOKEN_CAP, Way};
use crate::retry_after::http_date;

/// Two requests without any person's data: the sign-in service's public configuration, and Graph without a token.
pub(crate) async fn preflight(way: &Way, authority: &str, graph: &str) -> Preflight {
    let configuration = format!("{authority}/organizations/v2.0/.well-known/openid-configuration");
    let me = format!("{graph}/me");
    let ((sign_in, sign_in_clock), (calendar, calendar_clock)) = tokio::join!(
        look(way, &configuration, |answer| answer.status == StatusCode::OK
            && answer.json::<Value>().is_some_and(|body| body.get("issuer").is_some())),
        look(way, &me, |answer| answer.status == StatusCode::UNAUTHORIZED
            && answer.json::<Value>().is_some_and(|body| body.get("error").is_some())),
    );
    Preflight {
        sign_in: Service { host: host(authority), state: sign_in },
        calendar: Service { host: host(graph), state: calendar },
        clock: sign_in_clock.or(calendar_clock),
    }
}

fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

async fn look(way: &Way, url: &str, is_the_service: fn(&Answer) -> bool) -> (ServiceState, Option<SignedDuration>) {
    match way.send(way.get(url), TOKEN_CAP).await {
        Ok(answer) if is_the_service(&answer) => (ServiceState::Answers, ahead(&answer)),
        // Whose clock would that be?
        Ok(answer) => (ServiceState::Blocked { by: answer.obstacle() }, None),
        Err(trouble) => (ServiceState::Blocked { by: trouble.obstacle }, None),
    }
}

fn ahead(answer: &Answer) -> Option<SignedDuration> {
    let theirs = http_date(answer.headers.get(DATE)?.to_str().ok()?)?;
    Some(Timestamp::now().duration_since(theirs))
}
