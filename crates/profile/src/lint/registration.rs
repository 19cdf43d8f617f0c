use permissions::{Kind, Resource};
use serde::Deserialize;

use super::finding::{Findings, Rule};
use super::sheet::Sheet;

/// What an app registration lists: the manifest as the Entra admin center shows it (App registrations, the app,
/// Manifest), or Microsoft Graph's `GET /applications/{id}`. Both carry the same fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    app_id: String,
    required_resource_access: Vec<Api>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Api {
    resource_app_id: String,
    resource_access: Vec<Entry>,
}

#[derive(Clone, Debug, Deserialize)]
struct Entry {
    id: String,
    #[serde(rename = "type")]
    kind: EntryKind,
}

/// Microsoft's words for the two kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum EntryKind {
    Scope,
    Role,
}

impl Registration {
    /// Reads a manifest. Fields that play no part here are passed over.
    ///
    /// # Errors
    /// When the text is not JSON, or not a manifest.
    pub fn parse(json: &str) -> Result<Registration, serde_json::Error> {
        serde_json::from_str(json)
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.required_resource_access
            .iter()
            .flat_map(|api| api.resource_access.iter().map(move |entry| (api.resource_app_id.as_str(), entry)))
    }

    fn lists(&self, resource: Resource, id: &str) -> bool {
        self.entries()
            .any(|(api, entry)| api.eq_ignore_ascii_case(resource.app_id()) && entry.id.eq_ignore_ascii_case(id))
    }
}

/// Identity scopes come along with any sign-in, listed or not.
const COME_ALONG: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// The registration's list, the profile's list and the list in the mail have to be one: the portal's "Grant" button
/// approves what is registered, so anything asked for beyond it leaves people blocked after the approval.
pub(super) fn check(sheet: &Sheet<'_>, registration: &Registration, findings: &mut Findings<'_>) {
    if let Some(client_id) = sheet.at(["app", "client_id"])
        && let Some(written) = client_id.get_ref().as_str()
        && !written.trim().eq_ignore_ascii_case(&registration.app_id)
    {
        let message = format!("the registration is that of `{}`", registration.app_id);
        findings.add(
            Rule::RegistrationDiffers,
            client_id.span(),
            message,
            "Compare with the registration of this app.",
        );
    }
    for asked in &sheet.permissions {
        if let (Some(fact), Some((value, place))) = (asked.fact(), asked.value())
            && !COME_ALONG.contains(&fact.value)
            && !registration.lists(fact.resource, fact.id)
        {
            let message = format!("the registration does not list `{value}` of {}", fact.resource.name());
            let hint = "Add it there under API permissions, or take it out here: what is not registered stays blocked after an approval.";
            findings.add(Rule::RegistrationDiffers, place, message, hint);
        }
    }
    let missing: Vec<String> = registration
        .entries()
        .filter(|(api, entry)| !is_asked_for(sheet, api, entry))
        .map(|(api, entry)| name(api, entry))
        .collect();
    if !missing.is_empty() {
        let message = format!("the registration also lists {}", missing.join(", "));
        let hint = "An approval grants all that is registered, so IT has to read all of it here. Add each one, or take it off the registration.";
        let place = sheet.root.get("permissions").map_or(0..0, |permissions| permissions.span());
        findings.add(Rule::RegistrationDiffers, place, message, hint);
    }
}

fn is_asked_for(sheet: &Sheet<'_>, api: &str, entry: &Entry) -> bool {
    sheet.permissions.iter().filter_map(|asked| asked.fact()).any(|fact| {
        fact.resource.app_id().eq_ignore_ascii_case(api)
            && fact.id.eq_ignore_ascii_case(&entry.id)
            && fact.kind == kind(entry)
    })
}

/// The entry's value where it is known, its ids otherwise.
fn name(api: &str, entry: &Entry) -> String {
    let known = permissions::all().find(|known| {
        known.resource.app_id().eq_ignore_ascii_case(api)
            && known.id.eq_ignore_ascii_case(&entry.id)
            && known.kind == kind(entry)
    });
    match known {
        Some(known) => format!("`{}` of {}", known.value, known.resource.name()),
        None => format!("the permission {} of the API {api}", entry.id),
    }
}

fn kind(entry: &Entry) -> Kind {
    match entry.kind {
        EntryKind::Scope => Kind::Delegated,
        EntryKind::Role => Kind::Application,
    }
}
