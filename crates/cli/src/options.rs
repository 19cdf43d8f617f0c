use clap::{Args, Parser, Subcommand, ValueEnum};
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::TokenStore;
use profile::{Lang, Profile};
use request::AttachmentKind;

use crate::{Fault, read};

/// Connects Outlook calendars and helps where an organisation asks for admin approval.
#[derive(Debug, Parser)]
#[command(name = "greenlightctl", version)]
pub(crate) struct Options {
    /// Answer as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the tenant behind an address, without a sign-in.
    Discover {
        email: String,
        #[command(flatten)]
        place: Place,
    },
    /// Say which wall a message from Microsoft is, and whose move it is.
    Diagnose {
        /// How the text arrived.
        #[arg(long, value_enum, default_value_t = Channel::Auto)]
        channel: Channel,
        /// One case a line in, one verdict a line out.
        ///
        /// In: {"id", "channel", "raw"}. Only `raw`, the text itself, is needed; a `channel` that is null or unknown is
        /// as good as none. Out: {"id", "wall", "kind", "sure", "codes", "who_acts"}, in the same order. Blank lines are
        /// passed over. A line that is no case is answered in its place with {"id", "line", "error"}; the others are
        /// still read, and the exit code is then 2.
        #[arg(long)]
        jsonl: bool,
        /// A file, or - for standard input.
        file: Option<String>,
    },
    /// Check or read a vendor's profile.
    Profile {
        #[command(subcommand)]
        command: ProfileCommand,
    },
    /// Write the request to IT.
    Request(RequestOptions),
    /// Run the real journey in this terminal.
    Connect(ConnectOptions),
    /// List the accounts in the key store.
    Accounts {
        #[command(flatten)]
        place: Place,
    },
    /// Show the connected account's next days.
    Calendar {
        #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=62))]
        days: u16,
        #[command(flatten)]
        place: Place,
    },
    /// Forget every account on this computer.
    SignOut {
        #[command(flatten)]
        place: Place,
    },
    /// The simulated tenant.
    Tenant {
        #[command(subcommand)]
        command: TenantCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Check profiles before IT reads them: exit 0 when none has an error, 1 when one has, 2 when one cannot be read.
    ///
    /// A finding a line, `FILE:LINE: SEVERITY[RULE] SENTENCE`, with what to do about it below. Warnings do not fail.
    ///
    /// With --json one object: {"ok", "findings"}. `ok` is false when there is an error; each finding is {"file", "line",
    /// "severity", "rule", "message", "hint"}, where `severity` is "error" or "warning" and `rule` one of syntax, schema,
    /// missing-reason, empty-reason, http-link, unknown-permission, wrong-resource, wrong-kind, retired-permission,
    /// ending-permission, admin-not-marked, default-mixed, too-many-permissions, registration-differs, risk-jump and
    /// version-not-raised. Versions to come may add rules.
    Lint(LintOptions),
    /// Print what a profile says, with its tiers and its hash.
    Show {
        /// A file, or the id of a shipped profile.
        file: String,
        /// Narrow it to one of its tiers.
        #[arg(long)]
        tier: Option<String>,
        /// Any language the profile is written in, such as `ja` or `de`.
        #[arg(long, default_value = "en")]
        lang: profile::LanguageTag,
    },
    /// Print the JSON Schema of a profile, for editors.
    Schema,
}

#[derive(Debug, Args)]
pub(crate) struct LintOptions {
    /// Profile files, or - for standard input.
    #[arg(required = true)]
    pub(crate) files: Vec<String>,
    /// The version of the profile before this one: warns where the new one asks for more power.
    #[arg(long, value_name = "OLD")]
    pub(crate) against: Option<String>,
    /// The app registration's manifest (Entra admin center > App registrations > the app > Manifest): what it lists has
    /// to be what the profile asks for.
    #[arg(long, value_name = "MANIFEST")]
    pub(crate) registration: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TenantCommand {
    /// Serve until told to stop. The first line printed is one JSON object that says where everything is.
    Serve(ServeOptions),
}

#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    #[arg(long, default_value = "managed-policy")]
    pub(crate) scenario: String,
    /// 0 takes any free port.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Pin the pages' language, and play with that language's people; otherwise the browser chooses.
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Language>,
    /// Serve https, vouched for by a certificate authority made for this run.
    #[arg(long)]
    pub(crate) tls: bool,
    /// Keep grants here across restarts.
    #[arg(long)]
    pub(crate) state: Option<std::path::PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RequestOptions {
    /// A profile file, or the id of a shipped profile; the demo's without it.
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// Tenant GUID or verified domain.
    #[arg(long)]
    pub(crate) tenant: String,
    #[arg(long, value_enum, default_value_t = LetterLanguage::En)]
    pub(crate) lang: LetterLanguage,
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) form: Form,
    /// Only the essentials.
    #[arg(long)]
    pub(crate) short: bool,
    /// Recipient.
    #[arg(long, default_value = "")]
    pub(crate) to: String,
    /// Files to go with it. In the draft that `--form eml` writes; for every other form they need --out.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) attach: Vec<Enclosure>,
    /// Write the files into this folder, replacing what has their names, and name each on standard error.
    #[arg(long, value_name = "DIR", requires = "attach")]
    pub(crate) out: Option<std::path::PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ConnectOptions {
    #[arg(long)]
    pub(crate) email: String,
    /// Print the sign-in address instead of opening it.
    #[arg(long)]
    pub(crate) no_browser: bool,
    /// After a block, go on watching until IT says yes.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Give up after this many seconds.
    #[arg(long, default_value_t = 900)]
    pub(crate) wait: u64,
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub(crate) lang: Language,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Which Microsoft to talk to. Anything but the real one must be on this computer.
#[derive(Clone, Debug, Args)]
pub(crate) struct Place {
    /// A profile file, or the id of a shipped profile; the demo's without it.
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// Sign-in server on loopback, instead of Microsoft.
    #[arg(long, requires = "graph")]
    pub(crate) authority: Option<String>,
    /// Graph server on loopback, instead of Microsoft.
    #[arg(long, requires = "authority")]
    pub(crate) graph: Option<String>,
    /// Client id, where it differs from the profile's.
    #[arg(long)]
    pub(crate) client_id: Option<String>,
}

impl Place {
    pub(crate) fn endpoints(&self) -> Result<Endpoints, Fault> {
        match (&self.authority, &self.graph) {
            (Some(authority), Some(graph)) => Ok(Endpoints::loopback(authority, graph)?),
            (None, _) | (_, None) => Ok(Endpoints::microsoft()),
        }
    }

    pub(crate) fn microsoft(&self, profile: &Profile) -> Result<Microsoft, Fault> {
        let client_id = self.client_id.as_deref().unwrap_or(profile.app.client_id.as_str());
        Ok(Microsoft::new(self.endpoints()?, client_id, Timing::default())?)
    }

    /// Tokens of a loopback server never mix with real ones.
    pub(crate) fn vault(&self) -> keychain::Vault {
        keychain::Vault::open(if self.authority.is_some() { "Greenlight loopback" } else { "Greenlight" })
    }

    pub(crate) fn profile(&self) -> Result<Profile, Fault> {
        profile(self.profile.as_deref())
    }

    pub(crate) async fn accounts(&self) -> Result<(keychain::Vault, Vec<onboarding::Account>), Fault> {
        let vault = self.vault();
        let accounts = vault.accounts().await?;
        Ok((vault, accounts))
    }
}

/// A shipped profile's id, or a file. A file of the same name is reached as `./demo`.
pub(crate) fn profile(named: Option<&str>) -> Result<Profile, Fault> {
    match named {
        None => Ok(Profile::demo()),
        Some(named) => match profile::shipped_as(named) {
            Some(shipped) => Ok(shipped.clone()),
            None => Ok(Profile::parse(&read(named)?, named)?),
        },
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Channel {
    Redirect,
    Token,
    Page,
    Graph,
    Auto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    En,
    Ja,
}

impl Language {
    pub(crate) fn profile(self) -> Lang {
        match self {
            Language::En => Lang::En,
            Language::Ja => Lang::Ja,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LetterLanguage {
    En,
    Ja,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Html,
    Eml,
    Mailto,
    OutlookWeb,
    Gmail,
}

/// A file that explains the request or carries out the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Enclosure {
    SheetPdf,
    SheetHtml,
    Csv,
    Json,
    /// Grant and revert scripts for PowerShell.
    #[value(name = "powershell")]
    PowerShell,
    /// Grant and revert scripts for the Azure CLI.
    AzureCli,
    Guide,
}

impl Enclosure {
    pub(crate) fn kind(self) -> AttachmentKind {
        match self {
            Enclosure::SheetPdf => AttachmentKind::SheetPdf,
            Enclosure::SheetHtml => AttachmentKind::SheetHtml,
            Enclosure::Csv => AttachmentKind::PermissionsCsv,
            Enclosure::Json => AttachmentKind::PermissionsJson,
            Enclosure::PowerShell => AttachmentKind::PowerShell,
            Enclosure::AzureCli => AttachmentKind::GraphCli,
            Enclosure::Guide => AttachmentKind::Guide,
        }
    }
}

impl Form {
    /// A link holds the short letter at most.
    pub(crate) fn is_link(self) -> bool {
        match self {
            Form::Mailto | Form::OutlookWeb | Form::Gmail => true,
            Form::Text | Form::Html | Form::Eml => false,
        }
    }
}
