//! Kill -9 at any point of sign-in, watch and refresh: a real process, a real key store, a real tenant. However it ends,
//! the account is never lost, the saved journey is never broken, and two processes never refresh at a time.
//!
//! `GREENLIGHT_KILLS` is how many kills; the moments follow from a seed, the same in every run.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm
)]

mod folder;
mod person;
#[path = "../../crates/keychain/tests/session/mod.rs"]
mod session;
mod victim;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use folder::folder;
use jiff::Timestamp;
use keychain::Vault;
use onboarding::{FileJournal, Journal as _, TokenStore as _};
use person::Person;
use profile::Profile;
use serde_json::json;
use session::{Keyring, in_own_session};
use simtenant::{Options, Running, VendorApp};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinSet;
use victim::{NORA, Place, SERVICE};

const NAME: &str = "a_kill_at_any_point_loses_no_account_breaks_no_journey_and_leaves_no_second_refresh";
/// Set in the processes that the test starts and kills.
const ROLE: &str = "KILLS_ROLE";
const SHORT: usize = 12;

/// Two kills of each, and the story begins anew.
const LIFE: [Phase; 4] = [Phase::SignIn, Phase::SignIn, Phase::Watch, Phase::Refresh];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    SignIn,
    /// At the wall, looking for IT's yes.
    Watch,
    /// Connected, with a terminal that refreshes the same account beside it.
    Refresh,
}

#[test]
fn a_kill_at_any_point_loses_no_account_breaks_no_journey_and_leaves_no_second_refresh() {
    in_own_session(NAME, || async {
        match std::env::var(ROLE).as_deref() {
            Ok("window") => return victim::window(&Place::inherited(), false).await,
            Ok("leave") => return victim::window(&Place::inherited(), true).await,
            Ok("terminal") => return victim::terminal(&Place::inherited()).await,
            Ok(_) | Err(_) => {}
        }
        let wanted = std::env::var("GREENLIGHT_KILLS").map_or(SHORT, |kills| kills.parse().unwrap());
        let mut story = Story::begin().await;
        story.slow_down().await;
        while story.kills < wanted {
            for phase in LIFE {
                story.round(phase).await;
            }
            story.sign_out().await;
        }
        println!("{} kills: {:?}", story.kills, story.at);
    });
} // C1: 66 90 96 97

struct Story {
    tenant: Running,
    place: Place,
    vault: Vault,
    chance: u32,
    kills: usize,
    /// The word each victim said last, and how often.
    at: BTreeMap<String, usize>,
    _keyring: Keyring,
    _folder: tempfile::TempDir,
}

impl Story {
    async fn begin() -> Self {
        let keyring = Keyring::start();
        let profile = Profile::demo();
        let tenant = simtenant::start(Options {
            scenario: "managed-policy".to_owned(),
            vendor_app: VendorApp { verified: None, ..registration::of(&profile) },
            ..Options::default()
        })
        .await
        .unwrap();
        let folder = folder();
        let place = Place {
            folder: folder.path().join("state"),
            log: folder.path().join("log"),
            origin: tenant.origin(),
            graph: tenant.graph(),
            epoch: Timestamp::now(),
        };
        fs::write(&place.log, "").unwrap();
        let vault = Vault::open(SERVICE);
        Self {
            tenant,
            place,
            vault,
            chance: 0x2026_1121,
            kills: 0,
            at: BTreeMap::new(),
            _keyring: keyring,
            _folder: folder,
        }
    }

    /// The token endpoint takes its time, as it does over a real network: many a kill falls between question and answer.
    async fn slow_down(&self) {
        self.control("fault", json!({"route": "token", "latency_ms": 20, "times": 1_000_000})).await;
    }

    /// Starts, waits for a moment that the seed names, kills, and looks at what is left.
    async fn round(&mut self, phase: Phase) {
        let known = self.is_known();
        let mut window = Victim::start("window", &self.place, self.nora());
        match phase {
            Phase::SignIn => {}
            Phase::Watch => window.hears("screen waiting", known).await,
            Phase::Refresh => {
                self.control("approve", json!({})).await;
                window.hears("screen connected", known).await;
            }
        }
        let lines = 1 + self.chance(12);
        if phase != Phase::Refresh {
            window.hears_lines(lines).await;
            self.kill(window).await;
            return self.look().await;
        }
        let mut terminal = Victim::start("terminal", &self.place, self.nora());
        terminal.hears_lines(lines).await;
        let (first, mut second) = if self.chance(2) == 0 { (window, terminal) } else { (terminal, window) };
        self.kill(first).await;
        // Whatever the dead one held is free: the other goes on.
        second.hears("end", true).await;
        self.kill(second).await;
        self.look().await;
    }

    async fn kill(&mut self, mut victim: Victim) {
        // The seed chooses the moment; nothing depends on when it is.
        let micros = u64::from(self.chance(30_000));
        tokio::time::sleep(Duration::from_micros(micros)).await;
        // Held first, so that the line about its end comes before anything that its end makes possible.
        let id = victim.process.id().unwrap();
        assert!(Command::new("kill").args(["-STOP", &id.to_string()]).status().await.unwrap().success());
        while !is_held(id) {
            tokio::task::yield_now().await;
        }
        let log = self.log();
        let own = log.lines().rfind(|line| line.starts_with(victim.role)).unwrap_or_default();
        *self.at.entry(own.split(" http").next().unwrap_or_default().to_owned()).or_default() += 1;
        let mut file = fs::File::options().append(true).open(&self.place.log).unwrap();
        writeln!(file, "{} killed", victim.role).unwrap();
        victim.walks.abort_all();
        victim.process.kill().await.unwrap();
        self.kills += 1;
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.place.log).unwrap()
    }

    /// What must be true however a process ended.
    async fn look(&self) {
        let journal = FileJournal::open(&self.place.folder).expect("a dead process holds no lock");
        journal.load().expect("the saved journey is whole");
        let names: Vec<_> = fs::read_dir(&self.place.folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| !name.to_string_lossy().contains("kept")), "{names:?}");

        let accounts = self.vault.accounts().await.expect("the key store answers");
        if self.is_stored() {
            assert_eq!(accounts.iter().map(|one| one.username.as_str()).collect::<Vec<_>>(), [NORA]);
        }
        for account in accounts {
            self.vault.load(&account.key()).await.expect("a whole record").expect("the account that is listed");
        }

        let mut live: Option<String> = None;
        for line in self.log().lines() {
            let (who, what) = line.split_once(' ').unwrap();
            match (what, &live) {
                ("begin", None) => live = Some(who.to_owned()),
                ("begin", Some(other)) => panic!("{who} refreshes while {other} does"),
                ("end", Some(one)) if one == who => live = None,
                ("end", other) => panic!("{who} ends a refresh of {other:?}"),
                ("killed", Some(one)) if one == who => live = None,
                _ => {}
            }
        }
        // The tenant saw no refresh that no process speaks of.
        let begun = self.log().lines().filter(|line| line.ends_with(" begin")).count();
        let seen = self.tenant.ledger().iter().filter(|entry| is_refresh(entry)).count();
        assert!(seen <= begun, "{begun} refreshes were begun, and {seen} were seen");
        assert!(self.tenant.unexpected().is_empty());
    }

    /// Nobody has to sign in again to leave, and nothing stays behind.
    async fn sign_out(&mut self) {
        let mut window = Victim::start("leave", &self.place, self.nora());
        window.hears("left", true).await;
        assert!(window.process.wait().await.unwrap().success());
        assert!(self.vault.accounts().await.unwrap().is_empty());
        self.control("reset", json!({})).await;
        self.slow_down().await;
        fs::write(&self.place.log, "").unwrap();
    }

    /// Whether a sign-in came to its end, at the wall: from then on nobody has to sign in again.
    fn is_known(&self) -> bool {
        self.is_stored() && self.log().lines().any(|line| line == "window screen waiting")
    }

    fn is_stored(&self) -> bool {
        self.log().lines().any(|line| line.ends_with(" stored"))
    }

    fn nora(&self) -> Person {
        let user = self.tenant.users().swap_remove(0);
        Person::new(&user.upn, &user.password)
    }

    async fn control(&self, action: &str, body: serde_json::Value) {
        let url = format!("{}/{action}", self.tenant.control());
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = http.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{action}");
    }

    /// Below `limit`. A linear congruence (Numerical Recipes), of which the upper bits are good.
    fn chance(&mut self, limit: u32) -> u32 {
        self.chance = self.chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.chance >> 8) % limit
    }
}

fn is_refresh(entry: &simtenant::LedgerEntry) -> bool {
    entry.details.get("grant_type").is_some_and(|grant| grant == "refresh_token")
}

/// Whether no thread of the process runs any more.
fn is_held(id: u32) -> bool {
    let threads = fs::read_dir(format!("/proc/{id}/task")).unwrap();
    threads.into_iter().all(|thread| {
        let stat = fs::read_to_string(thread.unwrap().path().join("stat")).unwrap_or_default();
        // The state follows the name, which may hold anything, in its brackets.
        stat.rsplit(") ").next().is_none_or(|rest| rest.is_empty() || rest.starts_with('T'))
    })
}

/// A process that says what it does. Its person walks the pages it opens, until it is gone.
struct Victim {
    role: &'static str,
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
    person: Arc<Person>,
    walks: JoinSet<()>,
}

impl Victim {
    fn start(role: &'static str, place: &Place, person: Person) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME, "--nocapture"])
            .env(ROLE, role)
            .envs(place.environment())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        let role = if role == "leave" { "window" } else { role };
        Self { role, process, said, person: Arc::new(person), walks: JoinSet::new() }
    }

    /// Waits for it to say so. Where the account is `known`, a sign-in page on the way would be a lost account.
    async fn hears(&mut self, what: &str, known: bool) {
        loop {
            let line = self.line().await;
            assert!(!(known && line.starts_with("page ")), "it asks {NORA} to sign in again");
            if line == what {
                return;
            }
        }
    }

    async fn hears_lines(&mut self, count: u32) {
        for _ in 0..count {
            self.line().await;
        }
    }

    async fn line(&mut self) -> String {
        loop {
            let line = tokio::time::timeout(Duration::from_secs(60), self.said.next_line()).await;
            let line = line.expect("it goes on").unwrap().expect("it runs until it is killed");
            let Some(said) = line.strip_prefix(self.role).and_then(|rest| rest.strip_prefix(' ')) else { continue };
            if let Some(page) = said.strip_prefix("page ") {
                let (person, page) = (self.person.clone(), page.to_owned());
                // Its own task: the app may be killed in the middle, and then nobody takes the answer.
                self.walks.spawn(async move {
                    let wall = person.go_through(&page).await;
                    if wall.says("Need admin approval") {
                        person.follow(&wall, "return").await;
                    }
                });
            }
            return said.to_owned();
        }
    }
}
