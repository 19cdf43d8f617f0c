use std::io::Write;

use profile::Profile;
use serde_json::json;
use simtenant::{Cast, Lang, Surroundings};

use crate::options::{Language, ServeOptions};
use crate::{Answer, Fault};

pub(crate) async fn serve(wanted: ServeOptions) -> Result<Answer, Fault> {
    // Kept until the tenant is told to stop.
    let folder = wanted.tls.then(tempfile::tempdir).transpose()?;
    let language = wanted.lang.map(|lang| match lang {
        Language::En => Lang::En,
        Language::Ja => Lang::Ja,
    });
    let options = simtenant::Options {
        scenario: wanted.scenario,
        port: wanted.port,
        state_file: wanted.state,
        vendor_app: registration::of(&Profile::demo()),
        language,
        ..simtenant::Options::default()
    };
    let surroundings = Surroundings {
        tls: folder.as_ref().map(|folder| folder.path().to_owned()),
        cast: match language {
            Some(Lang::Ja) => Cast::Japanese,
            Some(Lang::En) | None => Cast::English,
        },
        ..Surroundings::default()
    };
    let running = simtenant::start_in(options, surroundings).await?;
    let users: Vec<_> = running
        .users()
        .into_iter()
        .map(|user| json!({"upn": user.upn, "password": user.password, "roles": user.roles}))
        .collect();
    let line = json!({
        "authority": running.authority(),
        "graph": running.graph(),
        "control": running.control(),
        "ca": running.ca(),
        "tenant": running.tenant_id(),
        "client_id": running.client_id(),
        "users": users,
    });
    println!("{line}");
    std::io::stdout().flush()?;
    told_to_stop().await?;
    running.stop().await;
    Ok(Answer::Yes)
}

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        stopped = tokio::signal::ctrl_c() => stopped,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
