use serde::Deserialize;

/// An error of the identity platform, only as far as it decides the channel; the whole body goes on as evidence.
#[derive(Deserialize)]
pub(crate) struct OAuthError {
    pub(crate) error: String,
    #[serde(default)]
    pub(crate) error_codes: Vec<u64>,
    #[serde(default)]
    pub(crate) error_description: String,
}

impl OAuthError {
    /// The numbers of `error_codes`; where a server leaves the list out, the description names its AADSTS code.
    pub(crate) fn has_code(&self, code: u64) -> bool {
        self.error_codes.contains(&code)
            || self.error_description.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
                word.get(6..) == Some(&code.to_string())
                    && word.get(..6).is_some_and(|prefix| prefix.eq_ignore_ascii_case("AADSTS"))
            })
    }
}

/// Graph's error envelope. `code` may be empty, and the more exact one may be nested, under either spelling.
#[derive(Deserialize)]
pub(crate) struct GraphError {
    pub(crate) error: GraphErrorBody,
}

#[derive(Deserialize)]
pub(crate) struct GraphErrorBody {
    #[serde(default)]
    code: String,
    #[serde(default, alias = "innererror", rename = "innerError")]
    inner: Option<Box<GraphErrorBody>>,
}

impl GraphError {
    /// Every code from the outermost to the innermost; documents and wire differ in letter case.
    pub(crate) fn has_code(&self, wanted: &str) -> bool {
        std::iter::successors(Some(&self.error), |error| error.inner.as_deref())
            .any(|error| error.code.eq_ignore_ascii_case(wanted))
    }
}
