use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// Longest wait taken from a server, as Microsoft's own libraries cap it.
const LONGEST: Duration = Duration::from_secs(3600);

/// How long `Retry-After` asks to wait: seconds (Graph's published sample has a fraction: `2.128`) or an HTTP date.
/// A date is measured against the answer's own `Date`, so that this computer's clock does not matter.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<f64>() {
        Ok(seconds) if seconds.is_nan() => return None,
        Ok(seconds) => Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(LONGEST),
        Err(_) => {
            let sent = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(http_date);
            let until = http_date(text)?.duration_since(sent.unwrap_or_else(Timestamp::now));
            Duration::try_from(until).unwrap_or(Duration::ZERO)
        }
    };
    Some(wait.min(LONGEST))
}

pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn asked(value: &'static str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_static("Fri, 06 Nov 2026 08:49:00 GMT"));
        headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
        retry_after(&headers)
    }

    #[test]
    fn the_wait_is_read_in_seconds_fractions_and_dates_and_capped() {
        assert_eq!(asked("7"), Some(Duration::from_secs(7)));
        assert_eq!(asked("2.128"), Some(Duration::from_millis(2128)));
        assert_eq!(asked("Fri, 06 Nov 2026 08:49:30 GMT"), Some(Duration::from_secs(30)));
        assert_eq!(asked("Fri, 06 Nov 2026 08:40:00 GMT"), Some(Duration::ZERO));
        assert_eq!(asked("99999999999999999999"), Some(LONGEST));
        assert_eq!(asked("-3"), Some(Duration::ZERO));
        assert_eq!(asked("NaN"), None);
        assert_eq!(asked("soon"), None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    } // C1: 70
}
