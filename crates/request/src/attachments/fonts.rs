use std::sync::Arc;

use profile::Lang;

/// Where the PDF gets its letters from. The crate bundles none: a Japanese font would double the app's size.
pub trait Fonts {
    /// The faces to set a text of this language with, the best first: later ones lend single letters the first lacks,
    /// such as a Japanese name in an English sheet. Empty when the computer has none.
    fn faces(&self, lang: Lang) -> Vec<Face>;
}

/// A font file's bytes, with the face in it. Static outlines only.
#[derive(Clone)]
pub struct Face {
    pub data: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// Which face of a collection; 0 in a file with one.
    pub index: u32,
    pub bold: bool,
}
