//! A thousand attempts, measured: open files, tasks and memory are after the last what they were after the hundredth.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod common;

use common::{OpenPage, Service, ok, one_stage, tokens, two_stage};
use onboarding::SignInEnd;
use tokio::runtime::Handle;

/// What the allocator may keep of a thousand attempts. One leaked attempt of a few kilobytes would show tenfold.
const KEPT: u64 = 4 * 1024 * 1024;

#[tokio::test]
async fn a_thousand_sign_ins_leak_no_socket_no_task_and_no_memory() {
    let service = Service::start().await;
    for attempt in 0..100 {
        run(&service, attempt).await;
    }
    let before = Measured::now();
    for attempt in 0..1000 {
        run(&service, attempt).await;
    }
    let after = Measured::now();
    println!("before {before:?}, after {after:?}");
    assert!(after.files <= before.files, "{before:?} {after:?}");
    assert!(after.tasks <= before.tasks, "{before:?} {after:?}");
    assert!(after.memory <= before.memory + KEPT, "{before:?} {after:?}");
} // C1: 38

/// Attempts end in every way there is.
async fn run(service: &Service, attempt: u32) {
    let plan = if attempt.is_multiple_of(2) { one_stage() } else { two_stage() };
    let mut running = service.begin(plan);
    let page = running.page().await;
    match attempt % 5 {
        0 => {
            service.server.reset().await;
            service.token(ok(&tokens(&service.claims(&page), "User.Read Calendars.Read")), 1).await;
            page.answer(&[("code", "one")]).await;
            if !attempt.is_multiple_of(2) {
                running.identified().await;
            }
            running.signed().await;
        }
        1 => {
            running.cancel.cancel();
            assert!(matches!(running.end.await.unwrap(), SignInEnd::Cancelled));
        }
        2 => {
            page.answer(&[("error", "access_denied")]).await;
            assert!(matches!(running.end.await.unwrap(), SignInEnd::Refused { .. }));
        }
        3 => {
            // A stranger's answer, and a browser that went away in the middle.
            let stale = OpenPage::at(&page.address.replace("state=", "state=x"));
            assert_eq!(stale.answer(&[("code", "x")]).await.status(), 400);
            running.cancel.cancel();
            running.end.await.unwrap();
        }
        _ => {
            running.end.abort();
            let _ = running.end.await;
        }
    }
}

#[derive(Debug)]
struct Measured {
    files: usize,
    tasks: usize,
    /// Resident, in bytes.
    memory: u64,
}

impl Measured {
    fn now() -> Self {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        Self {
            files: std::fs::read_dir("/proc/self/fd").unwrap().count(),
            tasks: Handle::current().metrics().num_alive_tasks(),
            memory: resident.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024,
        }
    }
}
