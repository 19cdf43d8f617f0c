use std::sync::LazyLock;

use crate::profile::Profile;

/// The profiles compiled in, the demo's first.
pub fn shipped() -> &'static [Profile] {
    SHIPPED.as_slice()
}

/// The shipped profile with this id.
pub fn shipped_as(id: &str) -> Option<&'static Profile> {
    SHIPPED.iter().find(|profile| profile.id == id)
}

impl Profile {
    /// The demo's own app, Daybook.
    pub fn demo() -> Profile {
        DEMO.clone()
    }
}

macro_rules! compiled_in {
    ($file:literal) => {
        read(include_str!(concat!("../../../profiles/", $file)), $file)
    };
}

/// Apart from the others: it is all that a start of the window needs.
static DEMO: LazyLock<Profile> = LazyLock::new(|| compiled_in!("demo.toml"));

static SHIPPED: LazyLock<[Profile; 3]> =
    LazyLock::new(|| [DEMO.clone(), compiled_in!("calendar-sync.toml"), compiled_in!("learning-suite.toml")]);

#[expect(clippy::expect_used, reason = "the texts are compiled in, and a test reads each")]
fn read(text: &str, file: &str) -> Profile {
    Profile::parse(text, file).expect("a shipped profile is sound")
}
