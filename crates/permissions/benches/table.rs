//! What the facts cost: bytes in the program, time to the first answer, time of each further one.
//! `cargo bench -p permissions`
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use divan::{AllocProfiler, Bencher, black_box};
use permissions::{Kind, Resource, all, find};

/// Prints what each bench allocates, which is nothing.
#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    let start = Instant::now();
    let first = find(Resource::Graph, Kind::Delegated, black_box("Calendars.ReadWrite"));
    let waited = start.elapsed();
    println!("first answer of a fresh process: {waited:?} ({})", first.unwrap().id);

    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let bytes: u64 = std::fs::read_dir(data).unwrap().map(|table| table.unwrap().metadata().unwrap().len()).sum();
    println!("compiled in: {bytes} bytes for {} permissions, nothing on the heap", all().count());
    divan::main();
}

#[divan::bench]
fn one_lookup(bencher: Bencher<'_, '_>) {
    bencher.bench(|| find(black_box(Resource::Graph), black_box(Kind::Delegated), black_box("Calendars.ReadWrite")));
}

#[divan::bench]
fn one_miss(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        find(black_box(Resource::Graph), black_box(Kind::Application), black_box("Calendars.ReadBasic.Shared"))
    });
}

#[divan::bench]
fn every_permission_looked_up(bencher: Bencher<'_, '_>) {
    bencher.bench(|| all().filter_map(|known| find(known.resource, known.kind, known.value)).count());
}

#[divan::bench]
fn every_risk(bencher: Bencher<'_, '_>) {
    bencher.bench(|| all().map(|known| u32::from(known.risk().level())).sum::<u32>());
}
