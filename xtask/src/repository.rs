//! Where things are.

use std::path::{Path, PathBuf};

/// The root of the clone this binary was built from.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's target directory, which holds everything that may be thrown away.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |chosen| root().join(chosen))
}

/// The window's binary, built or not.
pub(crate) fn window(profile: Profile) -> PathBuf {
    binary(profile, "greenlight")
}

pub(crate) fn binary(profile: Profile, name: &str) -> PathBuf {
    target().join(profile.directory()).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Debug,
    Release,
}

impl Profile {
    fn directory(self) -> &'static str {
        match self {
            Profile::Debug => "debug",
            Profile::Release => "release",
        }
    }
}
