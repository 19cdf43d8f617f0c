use axum::http::HeaderMap;

use super::refusal::GraphRefusal;
use super::zone::Zone;

/// How the caller wants events written, from the `Prefer` headers of this one request.
#[derive(Clone, Debug)]
pub(super) struct Prefer {
    pub(super) zone: Zone,
    pub(super) immutable_ids: bool,
    pub(super) text_body: bool,
    /// Only delta listens to it.
    pub(super) page: Option<usize>,
    /// What goes back as `Preference-Applied`.
    pub(super) applied: Vec<String>,
}

impl Prefer {
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, GraphRefusal> {
        let mut prefer =
            Self { zone: Zone::utc(), immutable_ids: false, text_body: false, page: None, applied: Vec::new() };
        let lines = headers.get_all("prefer").into_iter().filter_map(|value| value.to_str().ok());
        for item in lines.flat_map(|line| line.split([',', ';'])).map(str::trim) {
            let Some((name, value)) = item.split_once('=') else { continue };
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "outlook.timezone" => prefer.zone = Zone::named(value)?,
                "idtype" if value.eq_ignore_ascii_case("ImmutableId") => prefer.immutable_ids = true,
                "outlook.body-content-type" => prefer.text_body = value.eq_ignore_ascii_case("text"),
                "odata.maxpagesize" => prefer.page = value.parse().ok().filter(|size| *size > 0),
                // An unknown preference is not applied, and no error (RFC 7240).
                _ => continue,
            }
            prefer.applied.push(item.to_owned());
        }
        Ok(prefer)
    }
}
