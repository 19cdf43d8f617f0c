//! `greenlightctl`: the same engine without a window, for support, scripts and tests.
//! Exit codes: 0 done, 1 the answer is no, 2 used wrongly.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line prints")]

mod accounts;
mod connect;
mod diagnose;
mod discover;
mod letter;
mod lint;
mod options;
mod profiles;
mod tenant;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use options::{Command, Options, ProfileCommand, TenantCommand};

/// What a command came to. Faults of use and of the surroundings are errors; "no" is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("{0} could not be read")]
    Read(String, #[source] std::io::Error),
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Profile(#[from] profile::ProfileError),
    #[error(transparent)]
    Tier(#[from] profile::NoSuchTier),
    #[error(transparent)]
    Tenant(#[from] simtenant::StartError),
    #[error(transparent)]
    NotLoopback(#[from] microsoft::NotLoopback),
    #[error(transparent)]
    Client(#[from] microsoft::BuildError),
    #[error("the key store did not answer")]
    Store(#[from] onboarding::StoreFault),
    #[error("the journey stopped early")]
    Journey(#[from] onboarding::JourneyClosed),
    #[error("a file to go with the request could not be made")]
    Attachment(#[from] request::NotMade),
    #[error("the answer could not be written")]
    Write(#[from] std::io::Error),
    #[error("the answer could not be encoded")]
    Encode(#[from] serde_json::Error),
}

fn main() -> ExitCode {
    logs::Logs::wanted(None).start();
    let options = Options::parse();
    match runtime(&options.command).map_err(Fault::from).and_then(|runtime| runtime.block_on(run(options))) {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("greenlightctl: {fault}");
            let mut source = std::error::Error::source(&fault);
            while let Some(inner) = source {
                eprintln!("  because {inner}");
                source = inner.source();
            }
            ExitCode::from(2)
        }
    }
}

/// A server gets a thread a processor. The other commands wait for one answer after the other, and to hand those from
/// thread to thread costs more than to read them.
fn runtime(command: &Command) -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = match command {
        Command::Tenant { command: TenantCommand::Serve(_) } => tokio::runtime::Builder::new_multi_thread(),
        Command::Discover { .. }
        | Command::Diagnose { .. }
        | Command::Profile { .. }
        | Command::Request(_)
        | Command::Connect(_)
        | Command::Accounts { .. }
        | Command::Calendar { .. }
        | Command::SignOut { .. } => tokio::runtime::Builder::new_current_thread(),
    };
    builder.enable_all().build()
}

async fn run(options: Options) -> Result<Answer, Fault> {
    let json = options.json;
    match options.command {
        Command::Discover { email, place } => discover::run(&email, &place, json).await,
        Command::Diagnose { channel, jsonl, file } => diagnose::run(channel, jsonl, file.as_deref(), json),
        Command::Profile { command: ProfileCommand::Lint(wanted) } => lint::run(&wanted, json),
        Command::Profile { command: ProfileCommand::Show { file, tier, lang } } => {
            profiles::show(&file, tier.as_deref(), &lang, json)
        }
        Command::Profile { command: ProfileCommand::Schema } => Ok(profiles::schema()),
        Command::Request(wanted) => letter::run(&wanted),
        Command::Connect(wanted) => connect::run(wanted, json).await,
        Command::Accounts { place } => accounts::list(&place, json).await,
        Command::Calendar { days, place } => accounts::calendar(days, &place, json).await,
        Command::SignOut { place } => accounts::sign_out(&place, json).await,
        Command::Tenant { command: TenantCommand::Serve(wanted) } => tenant::serve(wanted).await,
    }
}

fn read(path: &str) -> Result<String, Fault> {
    let text = if path == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(path) };
    text.map_err(|fault| Fault::Read(path.to_owned(), fault))
}
