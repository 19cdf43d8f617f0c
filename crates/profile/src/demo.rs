use std::sync::LazyLock;

use crate::profile::Profile;

impl Profile {
    /// The demo's own app, Daybook, compiled in.
    pub fn demo() -> Profile {
        DEMO.clone()
    }
}

#[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
static DEMO: LazyLock<Profile> = LazyLock::new(|| {
    Profile::parse(include_str!("../../../profiles/demo.toml"), "demo.toml").expect("the demo profile is sound")
});
