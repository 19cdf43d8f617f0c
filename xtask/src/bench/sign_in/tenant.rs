use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::word;
use crate::npm::Package;
use crate::repository::{self, Profile};
use crate::run;

/// All the public roots in one file, as Debian has them.
const PUBLIC_ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A personal account's tenant, where everybody asks for everything on one page.
pub(super) struct Tenant {
    process: Child,
    authority: String,
    graph: String,
    client_id: String,
    pub(super) ca: String,
    /// The public roots and the tenant's.
    pub(super) roots: PathBuf,
    pub(super) upn: String,
    pub(super) password: String,
    cache: PathBuf,
}

impl Tenant {
    pub(super) fn serve() -> Result<Self> {
        let mut process = run::program(repository::binary(Profile::Release, "greenlightctl"))
            .args(["tenant", "serve", "--tls", "--scenario", "personal-account"])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut line)?;
        let card: Value = serde_json::from_str(&line)?;
        let folder = repository::target().join("xtask");
        fs::create_dir_all(&folder)?;
        let ca = word(&card, "ca")?;
        let roots = folder.join("bench-roots.pem");
        let public = fs::read_to_string(PUBLIC_ROOTS).context(PUBLIC_ROOTS)?;
        fs::write(&roots, public + &fs::read_to_string(&ca)?)?;
        Ok(Self {
            process,
            authority: word(&card, "authority")?,
            graph: word(&card, "graph")?,
            client_id: word(&card, "client_id")?,
            ca,
            roots,
            upn: word(&card["users"][0], "upn")?,
            password: word(&card["users"][0], "password")?,
            cache: folder.join("bench-token-cache.json"),
        })
    }

    pub(super) fn greenlightctl(&self, command: &str) -> Command {
        let mut greenlightctl = run::program(repository::binary(Profile::Release, "greenlightctl"));
        greenlightctl.arg(command).args(["--authority", &self.authority, "--graph", &self.graph]);
        greenlightctl.args(["--client-id", &self.client_id]);
        greenlightctl
    }

    pub(super) fn library(&self, mut runtime: Command, client: &str) -> Command {
        runtime.arg(Package::Bench.folder().join(client)).args([&self.authority, &self.client_id]).arg(&self.cache);
        runtime
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        for file in [&self.cache, &self.roots] {
            let _ = fs::remove_file(file);
        }
    }
}
