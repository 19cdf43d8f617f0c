use permissions::{Kind, Permission};
use serde::Deserialize;
use toml::Spanned;

use crate::error::ProfileError;
use crate::profile::{App, AskedPermission, Consenter, ItRequest, Links, Profile, SecurityFact};
use crate::words::Localised;

impl Profile {
    /// Reads a profile. `file` only names it in errors.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and a hint: a field missing, unknown or malformed, a permission that
    /// appears twice, or one that says users can grant what only administrators can.
    pub fn parse(text: &str, file: &str) -> Result<Profile, ProfileError> {
        let written: Written = toml::from_str(text).map_err(|error| {
            ProfileError::at(text, file, error.span(), error.message().to_owned(), hint(error.message()))
        })?;
        let fault = |span, message: String, hint| ProfileError::at(text, file, Some(span), message, hint);

        let id = written.id.get_ref();
        if id.is_empty() || !id.chars().all(|c| c == '-' || c.is_ascii_digit() || c.is_ascii_lowercase()) {
            let message = format!("`{id}` cannot be a profile id");
            return Err(fault(written.id.span(), message, "Use lower case letters, digits and hyphens."));
        }
        if written.permissions.get_ref().is_empty() {
            let message = "the profile asks for nothing".to_owned();
            return Err(fault(written.permissions.span(), message, "Add at least one [[permissions]] table."));
        }
        for (index, asked) in written.permissions.get_ref().iter().enumerate() {
            let earlier = written.permissions.get_ref().iter().take(index);
            if let Some((message, hint)) = contradiction(asked.get_ref(), earlier.map(Spanned::get_ref)) {
                return Err(fault(asked.span(), message, hint));
            }
        }

        Ok(Profile {
            id: written.id.into_inner(),
            app: written.app,
            permissions: written.permissions.into_inner().into_iter().map(Spanned::into_inner).collect(),
            cannot: written.cannot,
            security: written.security,
            links: written.links,
            it_request: written.it_request,
        })
    }
}

/// The file as it is written, with the places kept for errors about more than one field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    app: App,
    permissions: Spanned<Vec<Spanned<AskedPermission>>>,
    #[serde(default)]
    cannot: Vec<Localised>,
    #[serde(default)]
    security: Vec<SecurityFact>,
    #[serde(default)]
    links: Links,
    #[serde(default)]
    it_request: ItRequest,
}

fn contradiction<'a>(
    asked: &AskedPermission,
    mut earlier: impl Iterator<Item = &'a AskedPermission>,
) -> Option<(String, &'static str)> {
    let same = |other: &AskedPermission| {
        (other.resource, other.kind) == (asked.resource, asked.kind) && other.value.eq_ignore_ascii_case(&asked.value)
    };
    if earlier.any(same) {
        return Some((format!("`{}` is asked for twice", asked.value), "Keep one of the two tables."));
    }
    if asked.value.contains(char::is_whitespace) {
        return Some((
            format!("`{}` is more than one value", asked.value),
            "Give each value its own [[permissions]] table.",
        ));
    }
    let known: Option<&Permission> = permissions::find(asked.resource, asked.kind, &asked.value);
    let admin_only = asked.kind == Kind::Application || known.is_some_and(|known| known.admin_consent == Some(true));
    if admin_only && asked.who == Consenter::User {
        let message = format!("only an administrator can grant `{}`", asked.value);
        return Some((message, "Write who = \"admin\"."));
    }
    None
}

fn hint(message: &str) -> &'static str {
    const HINTS: [(&str, &str); 8] = [
        (
            "unknown field",
            "Check the spelling against template.toml; unknown fields are refused so that none is ignored by mistake.",
        ),
        (
            "missing field `reason`",
            "Say in one sentence what the app does with it, in en and ja: IT decides on reasons.",
        ),
        ("missing field `en`", "Every text is written in both languages: { en = \"...\", ja = \"...\" }."),
        ("missing field `ja`", "Every text is written in both languages: { en = \"...\", ja = \"...\" }."),
        ("missing field", "template.toml shows it with an example."),
        ("unknown variant", "Use one of the words listed."),
        ("is blank", "Write the text, or leave out the whole entry where it is optional."),
        ("duplicate key", "Keep one of the two."),
    ];
    HINTS
        .iter()
        .find(|(part, _)| message.contains(part))
        .map_or("template.toml shows how it is written.", |(_, hint)| hint)
}
