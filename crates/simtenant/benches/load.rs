//! How much a simulated tenant weighs with many people in it: time until everything is stored and it serves, time to
//! hand all of it out, and memory. Prints figures; the target is 2 s and 200 MiB on a developer's machine.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that talks to a person")]

#[allow(dead_code, reason = "shared with the tests, which use all of it")]
#[path = "../tests/tenant/support.rs"]
mod support;

use std::time::Instant;

use simtenant::{Crowd, Options, Surroundings, start_in};
use support::{App, Browser, CALENDAR, text};

const TENANTS: u32 = 10;
const USERS: u32 = 100;
const EVENTS: u32 = 100_000;

#[tokio::main]
async fn main() {
    let before = resident("VmRSS");
    let begun = Instant::now();
    let crowd = Some(Crowd { tenants: TENANTS, users: USERS, events: EVENTS });
    let options = Options { scenario: "open".into(), ..Options::default() };
    let tenant = start_in(options, Surroundings { crowd, ..Surroundings::default() }).await.unwrap();
    let millis = begun.elapsed().as_millis();
    println!("{USERS} users in {TENANTS} tenants with {EVENTS} events stored: served after {millis} ms");
    println!("memory: {before} KiB before, {} KiB with everything stored", resident("VmRSS"));

    let app = App::new(&tenant);
    let mut tokens = Vec::new();
    for user in 0..USERS {
        let domain = format!("org{}.example", user % TENANTS);
        let authority = format!("{}/{domain}", tenant.origin());
        let mut browser = Browser::new();
        let page = browser.open(&app.authorize_url_at(&authority, CALENDAR, &[])).await;
        let page = browser.sign_in(&page, &format!("person{user}@{domain}"), "crowd").await;
        let page = browser.submit(&page, &[], "accept").await;
        let (_, redeemed) = app.redeem_at(&authority, &page.reply()["code"]).await;
        tokens.push(text(&redeemed, "access_token").to_owned());
    }

    let reading = Instant::now();
    let mut served = 0;
    for token in &tokens {
        let answer =
            app.http.get(format!("{}/me/events?$top=1000", tenant.graph())).bearer_auth(token).send().await.unwrap();
        let page: serde_json::Value = answer.json().await.unwrap();
        served += page["value"].as_array().unwrap().len();
    }
    assert_eq!(served, EVENTS as usize, "everything that was stored is there");
    println!("{served} events served over http in {} ms", reading.elapsed().as_millis());
    println!("memory: {} KiB now, {} KiB at most", resident("VmRSS"), resident("VmHWM"));
    tenant.stop().await;
}

/// From the system's own account of this process, in KiB; 0 where there is none.
fn resident(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
    found.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
