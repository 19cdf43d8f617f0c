use std::time::Duration;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use onboarding::{AccessToken, CalendarEvent, CalendarFault, CalendarInfo, NetworkFault};
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use url::Url;

use crate::challenge::Challenges;
use crate::http::{Answer, GRAPH_CAP, Trouble, Way};
use crate::retry_after::retry_after;
use crate::wire::calendar::{GraphCalendar, GraphEvent, Paged};
use crate::wire::error::GraphError;

/// Outlook takes four requests at a time for one mailbox (throttling-limits.md); one is left for other apps.
const AT_ONCE: usize = 3;
/// Longest `Retry-After` that is sat out with somebody watching.
const PATIENCE: Duration = Duration::from_secs(10);
/// A collection with more pages than this goes round in circles.
const PAGES: usize = 100;

/// No Exchange Online mailbox behind the account: on premises, unlicensed, or a guest.
const NO_MAILBOX: [&str; 4] =
    ["MailboxNotEnabledForRESTAPI", "MailboxNotHostedInExchangeOnline", "ErrorNonExistentMailbox", "ErrorInvalidUser"];

/// Graph's calendar with one access token.
pub(crate) struct Graph<'a> {
    pub(crate) way: Way,
    pub(crate) base: &'a str,
    pub(crate) token: &'a AccessToken,
    pub(crate) pause: Duration,
    pub(crate) challenges: &'a Challenges,
}

/// A Graph request's failure, with the one case that only some callers can live with.
enum Failure {
    Fault(CalendarFault),
    /// The thing asked for is not there (any more).
    Gone,
}

impl From<CalendarFault> for Failure {
    fn from(fault: CalendarFault) -> Self {
        Failure::Fault(fault)
    }
}

impl Graph<'_> {
    pub(crate) async fn calendars(&self) -> Result<Vec<CalendarInfo>, CalendarFault> {
        let url =
            self.url(&["me", "calendars"], &[("$select", "id,name,isDefaultCalendar,canEdit"), ("$top", "100")])?;
        match self.collect::<GraphCalendar>(url).await {
            Ok(calendars) => Ok(calendars.into_iter().map(CalendarInfo::from).collect()),
            Err(Failure::Fault(fault)) => Err(fault),
            Err(Failure::Gone) => Err(CalendarFault::Unreadable),
        }
    }

    pub(crate) async fn between(
        &self,
        ids: &[String],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<CalendarEvent>, CalendarFault> {
        let views: Vec<_> = ids.iter().map(|id| self.view(id, from, to)).collect();
        let per_calendar: Vec<Vec<CalendarEvent>> = stream::iter(views).buffered(AT_ONCE).try_collect().await?;
        Ok(per_calendar.into_iter().flatten().collect())
    }

    /// One calendar's occurrences. A calendar deleted in the meantime has none.
    async fn view(&self, id: &str, from: Timestamp, to: Timestamp) -> Result<Vec<CalendarEvent>, CalendarFault> {
        let (start, end) = (from.to_string(), to.to_string());
        let query = [
            ("startDateTime", start.as_str()),
            ("endDateTime", end.as_str()),
            ("$select", "id,subject,isAllDay,isCancelled,start,end,showAs,sensitivity"),
            ("$top", "100"),
        ];
        match self.collect::<GraphEvent>(self.url(&["me", "calendars", id, "calendarView"], &query)?).await {
            Ok(events) => Ok(events.into_iter().filter_map(|event| event.into_event(id)).collect()),
            Err(Failure::Gone) => Ok(Vec::new()),
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }

    /// Every page, following Graph's links verbatim: their tokens are opaque.
    async fn collect<T: DeserializeOwned>(&self, first: Url) -> Result<Vec<T>, Failure> {
        let mut all = Vec::new();
        let mut next = Some(first);
        for _ in 0..PAGES {
            let Some(url) = next else { return Ok(all) };
            let page: Paged<T> = self.get(url).await?;
            all.extend(page.value);
            next = page.next.map(|link| self.own(&link)).transpose()?;
        }
        Err(CalendarFault::Unreadable.into())
    }

    /// A link is followed only on the account's own Graph host: the token goes with it.
    fn own(&self, link: &str) -> Result<Url, CalendarFault> {
        let base = Url::parse(self.base).map_err(|_| CalendarFault::Unreadable)?;
        match Url::parse(link) {
            Ok(url) if url.origin() == base.origin() => Ok(url),
            Ok(_) | Err(_) => {
                tracing::warn!("a link to the next page leads away from Graph and is not followed");
                Err(CalendarFault::Unreadable)
            }
        }
    }

    fn url(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Url, CalendarFault> {
        let mut url = Url::parse(self.base).map_err(|_| CalendarFault::Unreadable)?;
        url.path_segments_mut().map_err(|()| CalendarFault::Unreadable)?.pop_if_empty().extend(path);
        url.query_pairs_mut().extend_pairs(query);
        Ok(url)
    }

    async fn get<T: DeserializeOwned>(&self, url: Url) -> Result<T, Failure> {
        let first = self.ask(url.clone()).await;
        let outcome = match pause_before_repeating(&first, self.pause) {
            Some(pause) => {
                tokio::time::sleep(pause).await;
                self.ask(url).await
            }
            None => first,
        };
        let answer = outcome.map_err(|trouble| CalendarFault::Network(trouble.fault()))?;
        if answer.status == StatusCode::UNAUTHORIZED {
            self.challenges.met(self.token, &answer.headers);
        }
        if answer.status != StatusCode::OK {
            return Err(refusal(&answer));
        }
        // HTML in the place of JSON is a captive portal; JSON of another shape is Graph being unreadable.
        match answer.json::<T>() {
            Some(value) => Ok(value),
            None if answer.json::<serde_json::Value>().is_some() => Err(CalendarFault::Unreadable.into()),
            None => Err(CalendarFault::Network(NetworkFault::NotTheService).into()),
        }
    }

    async fn ask(&self, url: Url) -> Result<Answer, Trouble> {
        // Immutable ids survive a move between folders, and have to be asked for on every call (outlook-immutable-id.md).
        let request = self.way.get(url).bearer_auth(self.token.expose()).header("Prefer", "IdType=\"ImmutableId\"");
        self.way.send(request, GRAPH_CAP).await
    }
}

/// Reading changes nothing, so a passing fault is worth one more try; a throttled one only if the wait is short.
fn pause_before_repeating(outcome: &Result<Answer, Trouble>, pause: Duration) -> Option<Duration> {
    match outcome {
        Err(trouble) => (trouble.fault() == NetworkFault::ServiceFault).then_some(pause),
        Ok(answer) if answer.status == StatusCode::TOO_MANY_REQUESTS || answer.status.is_server_error() => {
            let wait = retry_after(&answer.headers).unwrap_or(pause);
            (wait <= PATIENCE).then_some(wait)
        }
        Ok(_) => None,
    }
}

fn refusal(answer: &Answer) -> Failure {
    let error = answer.json::<GraphError>();
    let says = |code: &str| error.as_ref().is_some_and(|error| error.has_code(code));
    if NO_MAILBOX.iter().any(|code| says(code)) {
        return CalendarFault::NoMailbox.into();
    }
    match answer.status {
        StatusCode::UNAUTHORIZED => CalendarFault::SignInAgain.into(),
        StatusCode::FORBIDDEN if error.is_some() => CalendarFault::NotAllowed.into(),
        StatusCode::NOT_FOUND if says("ErrorItemNotFound") => Failure::Gone,
        status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS && error.is_some() => {
            CalendarFault::Unreadable.into()
        }
        _ => CalendarFault::Network(answer.fault()).into(),
    }
}
