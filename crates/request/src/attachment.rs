/// A file that travels with the request. The text of the letter never depends on it: not every route can carry one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name, such as `permissions.csv`.
    pub name: String,
    /// Its media type, such as `text/csv`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}
