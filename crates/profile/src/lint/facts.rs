use std::ops::Range;

use permissions::{Kind, Lifecycle, Permission, Resource};

use super::finding::{Findings, Rule};
use super::sheet::{Asked, Sheet};

/// The most permissions a registration for personal accounts may list. Microsoft's pages put it as 30 in all ("limits on
/// requested permissions per app") and as 30 for each API ("validation differences by supported account types"); the
/// narrower reading is safe under both.
const MOST_WITH_PERSONAL_ACCOUNTS: usize = 30;

/// Each permission against what Microsoft publishes about it.
pub(super) fn check(sheet: &Sheet<'_>, findings: &mut Findings<'_>) {
    for asked in &sheet.permissions {
        // More than one word is the strict reader's to refuse.
        if let Some((value, place)) = asked.value()
            && !value.is_empty()
            && !value.contains(char::is_whitespace)
        {
            one(asked, value, place, findings);
        }
    }
    number_of_permissions(sheet, findings);
}

fn one(asked: &Asked<'_>, value: &str, place: Range<usize>, findings: &mut Findings<'_>) {
    if value == ".default" || value.ends_with("/.default") {
        let message = format!("`{value}` is not a permission: it stands for the registration's whole list");
        let hint = "List each permission by its own value. Microsoft refuses `.default` beside named scopes, and after a \
                    partial approval it quietly grants less.";
        findings.add(Rule::DefaultMixed, place, message, hint);
        return;
    }
    let fact = asked.fact();
    let admin_only = asked.kind == Some(Kind::Application) || fact.is_some_and(|fact| fact.admin_consent == Some(true));
    if let Some(who) = asked.get("who")
        && admin_only
        && who.get_ref().as_str() == Some("user")
    {
        let message = format!("only an administrator can grant `{value}`");
        findings.add(Rule::AdminNotMarked, who.span(), message, "Write who = \"admin\".");
    }
    match fact {
        Some(fact) => lifecycle(fact, value, place, findings),
        None => not_published(asked, value, place, findings),
    }
}

fn lifecycle(fact: Permission, value: &str, place: Range<usize>, findings: &mut Findings<'_>) {
    match fact.lifecycle() {
        Lifecycle::Current => {}
        Lifecycle::Ending { api, blocked_from, gone_from } => {
            let message = format!("`{value}` needs {api}, which Exchange Online shuts down on {gone_from}");
            let hint = format!(
                "Move to Microsoft Graph. Since {blocked_from} only tenants that list the app still let it through, so say so to IT."
            );
            findings.add(Rule::EndingPermission, place, message, hint);
        }
        Lifecycle::Retired { api, since } => {
            let message = format!("`{value}` of {} belongs to {api}, which ended in {since}", fact.resource.name());
            let hint = match permissions::find(Resource::Graph, fact.kind, value) {
                Some(graph) => format!("Microsoft Graph has `{}`: leave out `resource`, and call Graph.", graph.value),
                None => "Look for the successor in Microsoft Graph.".to_owned(),
            };
            findings.add(Rule::RetiredPermission, place, message, hint);
        }
    }
}

fn not_published(asked: &Asked<'_>, value: &str, place: Range<usize>, findings: &mut Findings<'_>) {
    let (Some(resource), Some(kind)) = (asked.resource, asked.kind) else { return };
    let here = resource.name();
    let flipped = match kind {
        Kind::Delegated => Kind::Application,
        Kind::Application => Kind::Delegated,
    };
    if permissions::find(resource, flipped, value).is_some() {
        let message = format!("{here} has `{value}` only as {} permission", with_article(flipped));
        let hint = format!("Write kind = \"{}\", or ask for another value.", kind_word(flipped));
        findings.add(Rule::WrongKind, place, message, hint);
        return;
    }
    let others = [Resource::Graph, Resource::ExchangeOnline, Resource::SharePoint];
    let listed =
        |other: &Resource| [kind, flipped].iter().any(|kind| permissions::find(*other, *kind, value).is_some());
    if let Some(other) = others.into_iter().find(listed) {
        let message = format!("`{value}` is a permission of {}, not of {here}", other.name());
        findings.add(Rule::WrongResource, place, message, format!("Write resource = \"{}\".", word(other)));
        return;
    }
    let message = format!("{here} publishes no {} permission `{value}`", kind_word(kind));
    let hint = match (bare(value), closest(resource, kind, value)) {
        (Some(bare), _) => format!("Write the bare value, `{bare}`; the API goes into `resource`."),
        (None, Some(known)) => format!("Did you mean `{known}`?"),
        (None, None) => {
            "Sign-in fails with a scope that does not exist. Copy the value from the registration.".to_owned()
        }
    };
    findings.add(Rule::UnknownPermission, place, message, hint);
}

/// The value at the end of an address such as `https://graph.microsoft.com/Calendars.Read`.
fn bare(value: &str) -> Option<&str> {
    let (before, last) = value.rsplit_once('/')?;
    (before.starts_with("https://") && !last.is_empty()).then_some(last)
}

/// The known value that a slip of the keyboard most likely meant.
fn closest(resource: Resource, kind: Kind, value: &str) -> Option<&'static str> {
    const CLOSE_ENOUGH: f64 = 0.8;
    let value = value.to_ascii_lowercase();
    permissions::all()
        .filter(|known| (known.resource, known.kind) == (resource, kind))
        .map(|known| (strsim::normalized_damerau_levenshtein(&known.value.to_ascii_lowercase(), &value), known.value))
        .filter(|(likeness, _)| *likeness >= CLOSE_ENOUGH)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

fn number_of_permissions(sheet: &Sheet<'_>, findings: &mut Findings<'_>) {
    let accounts = sheet.at(["app", "accounts"]);
    let work_only = accounts.is_some_and(|accounts| accounts.get_ref().as_str() == Some("work"));
    let count = sheet.permissions.len();
    if let Some(first_too_many) = sheet.permissions.get(MOST_WITH_PERSONAL_ACCOUNTS)
        && !work_only
    {
        let message = format!(
            "{count} permissions, and a registration that lets personal accounts in may list {MOST_WITH_PERSONAL_ACCOUNTS}"
        );
        let hint = "Write accounts = \"work\" where the registration says so, or ask for less.";
        findings.add(Rule::TooManyPermissions, first_too_many.place(), message, hint);
    }
}

fn word(resource: Resource) -> &'static str {
    match resource {
        Resource::Graph => "graph",
        Resource::ExchangeOnline => "exchange",
        Resource::SharePoint => "sharepoint",
    }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Delegated => "delegated",
        Kind::Application => "application",
    }
}

fn with_article(kind: Kind) -> &'static str {
    match kind {
        Kind::Delegated => "a delegated",
        Kind::Application => "an application",
    }
}
