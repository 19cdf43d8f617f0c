//! The whole story from one command: on a screen to play with, without one as a series of pictures.

use std::env;
use std::fs;

use anyhow::{Result, bail};

use crate::npm::{self, Package};
use crate::repository::{self, Profile};
use crate::{build, debian, run};

pub(crate) struct Options {
    scenario: String,
    language: Option<Language>,
}

#[derive(Clone, Copy)]
enum Language {
    English,
    Japanese,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Options { scenario: "managed-policy".to_owned(), language: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match (*word, words.next().copied()) {
                ("--scenario", Some(name)) => options.scenario = name.to_owned(),
                ("--lang", Some("en")) => options.language = Some(Language::English),
                ("--lang", Some("ja")) => options.language = Some(Language::Japanese),
                _ => bail!("demo takes `--scenario NAME` and `--lang en|ja`"),
            }
        }
        Ok(options)
    }
}

impl Language {
    fn locale(self) -> &'static str {
        match self {
            Language::English => "en_GB.UTF-8",
            Language::Japanese => "ja_JP.UTF-8",
        }
    }
}

pub(crate) fn demo(options: &Options) -> Result<()> {
    if has_display() { on_screen(options) } else { in_pictures(options) }
}

fn has_display() -> bool {
    let named = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn on_screen(options: &Options) -> Result<()> {
    debian::require(debian::BUILD)?;
    build::window()?;
    let mut window = run::program(repository::window(Profile::Debug));
    window.args(["--demo", &options.scenario]);
    if let Some(language) = options.language {
        window.env("LANG", language.locale()).env("LANGUAGE", "").env("LC_ALL", language.locale());
    }
    run::run(&mut window)
}

/// The same window on a virtual display, walked through by the end-to-end tests' own steps.
fn in_pictures(options: &Options) -> Result<()> {
    println!("There is no display here, so the demo plays on a virtual one and leaves pictures.");
    debian::require(debian::SCREENLESS)?;
    build::window()?;
    npm::install(Package::EndToEnd)?;
    let folder = repository::target().join("demo");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    run::run(
        npm::script(Package::EndToEnd, "demo")
            .env("GREENLIGHT_DEMO_SCENARIO", &options.scenario)
            .env("GREENLIGHT_DEMO_LOCALE", options.language.unwrap_or(Language::English).locale()),
    )?;
    let mut pictures: Vec<_> = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "png"))
        .collect();
    pictures.sort();
    if pictures.is_empty() {
        bail!("the demo left no pictures in {}", run::shown(&folder));
    }
    println!();
    for picture in pictures {
        println!("{}", run::shown(&picture));
    }
    Ok(())
}
