//! How much a simulated tenant weighs with many people in it: time until it serves, time to hand out 100,000 events, and
//! memory. Prints figures; the target is 2 s and 200 MiB on a developer's machine.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that talks to a person")]

#[allow(dead_code, reason = "shared with the tests, which use all of it")]
#[path = "../tests/tenant/support.rs"]
mod support;

use std::time::Instant;

use simtenant::{Crowd, Options, Surroundings, start_in};
use support::{App, Browser, CALENDAR, text};

const TENANTS: u32 = 10;
const USERS: u32 = 100;
const EVENTS: usize = 100_000;

#[tokio::main]
async fn main() {
    let before = resident("VmRSS");
    let begun = Instant::now();
    let crowd = Some(Crowd { tenants: TENANTS, users: USERS });
    let options = Options { scenario: "open".into(), ..Options::default() };
    let tenant = start_in(options, Surroundings { crowd, ..Surroundings::default() }).await.unwrap();
    println!("{USERS} users in {TENANTS} tenants: served after {} ms", begun.elapsed().as_millis());

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
    'all: for year in 2026.. {
        for token in &tokens {
            let window = format!("startDateTime={year}-01-01T00:00:00Z&endDateTime={}-01-01T00:00:00Z", year + 1);
            let (_, page) = app.graph(token, &format!("/me/calendarView?{window}&$top=1000")).await;
            served += page["value"].as_array().unwrap().len();
            if served >= EVENTS {
                break 'all;
            }
        }
    }
    println!("{served} events served over http in {} ms", reading.elapsed().as_millis());
    println!("memory: {before} KiB before, {} KiB now, {} KiB at most", resident("VmRSS"), resident("VmHWM"));
    tenant.stop().await;
}

/// From the system's own account of this process, in KiB; 0 where there is none.
fn resident(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
    found.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
