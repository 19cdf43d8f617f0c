//! System packages. Installed on Debian and its relatives; named, politely, everywhere else.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{self, exists};

/// One thing the system must bring.
pub(crate) struct Requirement {
    /// Debian's name for it.
    package: &'static str,
    /// How to notice it on a system without dpkg.
    probe: Probe,
}

enum Probe {
    Program(&'static str),
    Library(&'static str),
    /// Of the system's Python to a library of GNOME's, at this version.
    Binding(&'static str, &'static str),
}

/// What building the window takes.
pub(crate) const BUILD: &[Requirement] = &[
    Requirement { package: "build-essential", probe: Probe::Program("cc") },
    Requirement { package: "pkg-config", probe: Probe::Program("pkg-config") },
    Requirement { package: "libwebkit2gtk-4.1-dev", probe: Probe::Library("webkit2gtk-4.1") },
    Requirement { package: "libdbus-1-dev", probe: Probe::Library("dbus-1") },
];

/// What building it takes, and driving it without a screen: a display, a session bus, a key store, a notification
/// daemon, a browser, fonts without which Japanese is drawn as boxes, and certificates for a proxy.
pub(crate) const SCREENLESS: &[Requirement] = &[
    Requirement { package: "build-essential", probe: Probe::Program("cc") },
    Requirement { package: "pkg-config", probe: Probe::Program("pkg-config") },
    Requirement { package: "libwebkit2gtk-4.1-dev", probe: Probe::Library("webkit2gtk-4.1") },
    Requirement { package: "libdbus-1-dev", probe: Probe::Library("dbus-1") },
    Requirement { package: "xvfb", probe: Probe::Program("Xvfb") },
    Requirement { package: "dbus-daemon", probe: Probe::Program("dbus-daemon") },
    Requirement { package: "libglib2.0-bin", probe: Probe::Program("gdbus") },
    Requirement { package: "gnome-keyring", probe: Probe::Program("gnome-keyring-daemon") },
    Requirement { package: "dunst", probe: Probe::Program("dunst") },
    Requirement { package: "xclip", probe: Probe::Program("xclip") },
    Requirement { package: "webkit2gtk-driver", probe: Probe::Program("WebKitWebDriver") },
    Requirement { package: "chromium", probe: Probe::Program("chromium") },
    Requirement { package: "fonts-noto-cjk", probe: Probe::Program("fc-list") },
    Requirement { package: "openssl", probe: Probe::Program("openssl") },
    Requirement { package: "python3-venv", probe: Probe::Program("python3") },
];

/// What Microsoft's libraries take beside that to reach a key store.
pub(crate) const KEY_STORES: &[Requirement] = &[
    Requirement { package: "libsecret-1-dev", probe: Probe::Library("libsecret-1") },
    Requirement { package: "python3-gi", probe: Probe::Binding("Secret", "1") },
    Requirement { package: "gir1.2-secret-1", probe: Probe::Binding("Secret", "1") },
];

/// What Windows and macOS take beside that: a compiler with the source of its library, MinGW, Wine, and what aws-lc builds
/// with.
pub(crate) const CROSS: &[Requirement] = &[
    Requirement { package: "rustc-web", probe: Probe::Program("rustc") },
    Requirement { package: "rust-web-src", probe: Probe::Program("rustc") },
    Requirement { package: "gcc-mingw-w64-x86-64-win32", probe: Probe::Program("x86_64-w64-mingw32-gcc") },
    Requirement { package: "wine", probe: Probe::Program("wine") },
    Requirement { package: "wine64", probe: Probe::Program("wine") },
    Requirement { package: "nasm", probe: Probe::Program("nasm") },
    Requirement { package: "cmake", probe: Probe::Program("cmake") },
];

/// Returns once everything is there. Only Linux needs system packages: Windows and macOS bring their web view.
///
/// # Errors
/// Names what is missing when it cannot be installed from here.
pub(crate) fn require(requirements: &[Requirement]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let debian = exists("dpkg-query") && exists("apt-get");
    let missing: Vec<&str> = requirements
        .iter()
        .filter(|wanted| if debian { !installed(wanted.package) } else { !wanted.probe.found() })
        .map(|wanted| wanted.package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !debian {
        bail!(
            "this needs a few system packages. On Debian they are called:\n  {list}\nPlease install what your system calls them, then run this again."
        );
    }
    let mut prefix: Vec<&str> = match run::answer(Command::new("id").arg("-u"))?.as_str() {
        "0" => vec![],
        _ if exists("sudo") => vec!["sudo"],
        _ => bail!(
            "this needs a few system packages, and neither root nor sudo is at hand. Please have someone run:\n  apt-get install {list}"
        ),
    };
    prefix.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
    println!("Installing system packages: {list}");
    let apt = |arguments: &[&str]| run::run(run::program(prefix[0]).args(&prefix[1..]).args(arguments));
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat())
}

fn installed(package: &str) -> bool {
    run::answer(Command::new("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

impl Probe {
    fn found(&self) -> bool {
        match self {
            Probe::Program(name) => exists(name),
            Probe::Library(name) => run::answer(Command::new("pkg-config").args(["--exists", name])).is_ok(),
            Probe::Binding(name, version) => {
                let tried = format!("import gi; gi.require_version('{name}', '{version}')");
                run::answer(Command::new("/usr/bin/python3").args(["-c", &tried])).is_ok()
            }
        }
    }
}
