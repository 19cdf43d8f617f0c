//! `graph-contract FILE`: holds a recording of a test run against the contract; exits 1 at a violation.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let file = std::env::args_os().nth(1).ok_or("which recording?")?;
    let replayed = graph_contract::replay(&std::fs::read_to_string(file)?)?;
    let mut out = std::io::stdout().lock();
    for violation in &replayed.violations {
        writeln!(out, "{violation}")?;
    }
    let (exchanges, held, broken) = (replayed.exchanges, replayed.held, replayed.violations.len());
    writeln!(
        out,
        "{exchanges} exchanges with Graph, {held} of them held against Microsoft's description, all against their recorded shapes: {broken} violations"
    )?;
    Ok(if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
