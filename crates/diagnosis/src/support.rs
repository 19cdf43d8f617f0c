//! The ids and the time that IT searches the sign-in log with, from any shape of text and any language of page.

use crate::lexicon::Label;
use crate::verdict::Support;

/// Reads the values behind the labels that were found in folded text. In a chain of wrapped errors the innermost comes
/// last, so the last value of each kind counts.
pub(crate) fn support(folded: &str, labels: &[(Label, usize)]) -> Support {
    let mut support = Support::default();
    let mut client_request = None;
    for (label, end) in labels {
        let value = value_at(folded.get(*end..).unwrap_or_default());
        match label {
            Label::Correlation => keep(&mut support.correlation_id, uuid(value)),
            Label::Trace => keep(&mut support.trace_id, uuid(value)),
            // Graph names the caller's own id beside the one its log knows.
            Label::Request if folded.get(..*end).is_some_and(|text| text.ends_with("client-request-id")) => {
                keep(&mut client_request, uuid(value));
            }
            Label::Request => keep(&mut support.request_id, uuid(value)),
            Label::Timestamp => keep(&mut support.timestamp, timestamp(value)),
        }
    }
    support.request_id = support.request_id.or(client_request);
    // Graph's innerError calls it "date".
    support.timestamp = support.timestamp.or_else(|| {
        folded
            .match_indices("date")
            .filter_map(|(at, label)| timestamp(value_at(folded.get(at + label.len()..)?)))
            .last()
    });
    support
}

fn keep(slot: &mut Option<String>, value: Option<String>) {
    if value.is_some() {
        *slot = value;
    }
}

fn value_at(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || "\"':=*.([<".contains(c))
}

pub(crate) fn uuid(text: &str) -> Option<String> {
    let candidate = text.get(..36)?;
    let ends = !text.get(36..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    let shaped = candidate.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && candidate.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    (ends && shaped).then(|| candidate.to_owned())
}

/// `2023-08-28 11:25:19Z` in whichever of Microsoft's spellings it came, as it was written.
pub(crate) fn timestamp(text: &str) -> Option<String> {
    const SHAPE: &[u8] = b"0000-00-00 00:00:00";
    let fits = |(at, shape): (usize, &u8)| match (shape, text.as_bytes().get(at)) {
        (b'0', Some(byte)) => byte.is_ascii_digit(),
        (b' ', Some(byte)) => matches!(byte, b' ' | b'T' | b't'),
        (shape, byte) => byte == Some(shape),
    };
    if !SHAPE.iter().enumerate().all(fits) {
        return None;
    }
    let rest = text.get(SHAPE.len()..)?;
    let fraction = rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let fraction = if fraction == 0 { 0 } else { fraction.min(9) + 1 };
    let zone = usize::from(rest.get(fraction..)?.starts_with(['z', 'Z']));
    Some(text.get(..SHAPE.len() + fraction + zone)?.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cues::look;
    use crate::lexicon::comparable;

    fn read(text: &str) -> Support {
        let folded = comparable(&crate::plain::plain(text));
        support(&folded, &look(&folded).labels)
    }

    const REQUEST: &str = "11111111-2222-3333-4444-555555555555";
    const CORRELATION: &str = "66666666-7777-8888-9999-aaaaaaaaaaaa";

    #[test]
    fn the_details_of_a_page_are_read_in_every_language() {
        for (request, correlation, time) in [
            ("Request Id: ", "Correlation Id:  ", "Timestamp: "),
            ("要求 ID: ", "関連付け ID：", "タイムスタンプ："),
            ("Anforderungs-ID: ", "Korrelations-ID: ", "Zeitstempel: "),
            ("ID de la demande : ", "ID de corrélation : ", "Horodatage : "),
            ("Id. de solicitud: ", "Id. de correlación: ", "Marca de tiempo: "),
            ("ID da Solicitação: ", "ID de Correlação: ", "Carimbo de data: "),
            ("ID richiesta: ", "ID correlazione: ", "Timestamp: "),
            ("Aanvraag-id: ", "Correlatie-id: ", "Tijdstempel: "),
            ("请求 ID：", "相关ID：", "时间戳："),
            ("要求識別碼: ", "相互關聯識別碼: ", "時間戳記: "),
            ("요청 ID: ", "상관 관계 ID: ", "타임스탬프: "),
            ("Identyfikator żądania: ", "Identyfikator korelacji: ", "Sygnatura czasowa: "),
        ] {
            let found = read(&format!(
                "{request}{REQUEST}\n{correlation}{CORRELATION}\n{time}2026-11-20T09:21:07Z\nMessage: x"
            ));
            assert_eq!(found.request_id.as_deref(), Some(REQUEST), "{request}");
            assert_eq!(found.correlation_id.as_deref(), Some(CORRELATION), "{correlation}");
            assert_eq!(found.timestamp.as_deref(), Some("2026-11-20T09:21:07Z"), "{time}");
        }
    }

    #[test]
    fn a_reply_and_a_redirect_carry_them_too() {
        let found = read(&format!(r#"{{"trace_id":"{REQUEST}","timestamp":"2026-11-20 09:21:07Z"}}"#));
        assert_eq!(found.trace_id.as_deref(), Some(REQUEST));
        assert_eq!(found.timestamp.as_deref(), Some("2026-11-20 09:21:07Z"));
        let found =
            read(&format!("error=x&error_description=Trace+ID%3a+{REQUEST}%0d%0aCorrelation+ID%3a+{CORRELATION}"));
        assert_eq!((found.trace_id.as_deref(), found.correlation_id.as_deref()), (Some(REQUEST), Some(CORRELATION)));
    }

    #[test]
    fn graph_has_its_own_names() {
        let found = read(&format!(
            r#"{{"innerError":{{"date":"2026-11-20T09:21:07","request-id":"{REQUEST}","client-request-id":"{CORRELATION}"}}}}"#
        ));
        assert_eq!(found.request_id.as_deref(), Some(REQUEST));
        assert_eq!(found.timestamp.as_deref(), Some("2026-11-20T09:21:07"));
    }

    #[test]
    fn what_only_looks_like_an_id_is_none() {
        for text in [
            "Correlation ID: redacted:id",
            "request id: 1",
            "Timestamp: yesterday",
            "Trace ID: 11111111-2222-3333-4444-5555555555556",
        ] {
            assert_eq!(read(text), Support::default(), "{text}");
        }
    }
}
