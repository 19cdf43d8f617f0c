use permissions::Resource;
use profile::{Lang, Profile};

use crate::attachments::NotMade;
use crate::attachments::asked::{Covers, Values, application, delegated};
use crate::attachments::quote;
use crate::attachments::script_words::{comment, message};
use crate::case::Case;
use crate::clean::line;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    PowerShell,
    AzureCli,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Grant,
    Revert,
}

/// Writes one script: a template with this request's values, and its comments in the languages of the letter.
pub(crate) fn script(
    profile: &Profile,
    case: &Case<'_>,
    langs: &[Lang],
    dialect: Dialect,
    way: Way,
) -> Result<String, NotMade> {
    let file = match way {
        Way::Grant => format!("{}-grant", profile.id),
        Way::Revert => format!("{}-revert", profile.id),
    };
    let values = Filling { profile, case, langs, dialect, file, fingerprint: profile.hash().to_string() };
    let mut out = String::new();
    // Windows PowerShell 5.1 reads a file without the mark in the system's old code page.
    if dialect == Dialect::PowerShell {
        out.push('\u{feff}');
    }
    for written in lines(dialect, way) {
        let text = written.trim_start();
        let indent = written.get(..written.len() - text.len()).unwrap_or_default();
        match text.strip_prefix("#~ ") {
            Some(key) => values.comments(&mut out, indent, key),
            None => {
                values.fill(&mut out, written)?;
                out.push('\n');
            }
        }
    }
    Ok(out)
}

/// The template, with what both ways have in common where it says `#< head`.
fn lines(dialect: Dialect, way: Way) -> impl Iterator<Item = &'static str> {
    let head = match dialect {
        Dialect::PowerShell => include_str!("scripts/head.ps1"),
        Dialect::AzureCli => include_str!("scripts/head.sh"),
    };
    let text = move |line: &'static str| if line == "#< head" { head.trim_end() } else { line };
    // Not `lines`, which makes none of a blank one.
    template(dialect, way).lines().flat_map(move |line| text(line).split('\n').map(|one| one.trim_end_matches('\r')))
}

fn template(dialect: Dialect, way: Way) -> &'static str {
    match (dialect, way) {
        (Dialect::PowerShell, Way::Grant) => include_str!("scripts/grant.ps1"),
        (Dialect::PowerShell, Way::Revert) => include_str!("scripts/revert.ps1"),
        (Dialect::AzureCli, Way::Grant) => include_str!("scripts/grant.sh"),
        (Dialect::AzureCli, Way::Revert) => include_str!("scripts/revert.sh"),
    }
}

struct Filling<'a> {
    profile: &'a Profile,
    case: &'a Case<'a>,
    langs: &'a [Lang],
    dialect: Dialect,
    /// The script's name without its end.
    file: String,
    fingerprint: String,
}

impl Filling<'_> {
    fn comments(&self, out: &mut String, indent: &str, key: &str) {
        for lang in self.langs {
            for said in comment(*lang, key).lines() {
                let said = said
                    .replace("{fingerprint}", &self.fingerprint)
                    .replace("{file}", &self.file)
                    .replace("{app}", &line(&self.profile.app.name));
                out.push_str(&format!("{indent}# {said}\n"));
            }
        }
    }

    fn fill(&self, out: &mut String, written: &str) -> Result<(), NotMade> {
        let mut rest = written;
        while let Some((before, after)) = rest.split_once("{{") {
            let (key, after) = after.split_once("}}").unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(&self.value(key)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(())
    }

    fn value(&self, key: &str) -> Result<String, NotMade> {
        let quoted = |value: &str| self.quoted(value);
        Ok(match key {
            "app_name" => quoted(&self.profile.app.name),
            "client_id" => quoted(self.profile.app.client_id.as_str()),
            "tenant_id" => quoted(&self.case.tenant_id),
            "graph_host" => quoted(self.cloud().graph),
            "mg_environment" => quoted(self.cloud().powershell),
            "az_cloud" => quoted(self.cloud().cli),
            "users" => self.case.requester.as_ref().map(|person| quoted(&person.upn)).unwrap_or_default(),
            "for_everyone" => self.groups(&delegated(self.profile, Covers::Organisation))?,
            "for_one" => self.groups(&delegated(self.profile, Covers::OnePerson))?,
            "application" => self.groups(&application(self.profile))?,
            message => self.said(message),
        })
    }

    /// A text the script prints. A bilingual script prints both languages.
    fn said(&self, key: &str) -> String {
        let said: Vec<&str> = self.langs.iter().map(|lang| message(*lang, key)).collect();
        self.quoted(&said.join(" / "))
    }

    fn groups(&self, groups: &[Values<'_>]) -> Result<String, NotMade> {
        let mut out = String::new();
        for group in groups {
            let id = group.resource.app_id();
            let values: Vec<&str> = group.values.iter().map(|value| quote::scope(value)).collect::<Result<_, _>>()?;
            out.push_str("\n    ");
            out.push_str(&match self.dialect {
                Dialect::PowerShell => {
                    let values: Vec<String> = values.iter().map(|value| self.quoted(value)).collect();
                    format!("@{{ AppId = {}; Values = @({}) }}", self.quoted(id), values.join(", "))
                }
                Dialect::AzureCli => self.quoted(&format!("{id} {}", values.join(" "))),
            });
            out.push_str(&format!(" # {}", Resource::name(group.resource)));
        }
        if !groups.is_empty() {
            out.push('\n');
        }
        Ok(out)
    }

    fn quoted(&self, value: &str) -> String {
        match self.dialect {
            Dialect::PowerShell => quote::powershell(value),
            Dialect::AzureCli => quote::shell(value),
        }
    }

    fn cloud(&self) -> &'static Cloud {
        CLOUDS.iter().find(|cloud| self.case.authority.contains(cloud.sign_in)).unwrap_or(&CLOUDS[0])
    }
}

/// What a cloud is called where.
struct Cloud {
    sign_in: &'static str,
    graph: &'static str,
    powershell: &'static str,
    cli: &'static str,
}

/// Source: Microsoft, "National cloud deployments", `Get-MgEnvironment` and `az cloud list`.
static CLOUDS: [Cloud; 3] = [
    Cloud {
        sign_in: "login.microsoftonline.com",
        graph: "https://graph.microsoft.com",
        powershell: "Global",
        cli: "AzureCloud",
    },
    Cloud {
        sign_in: "login.microsoftonline.us",
        graph: "https://graph.microsoft.us",
        powershell: "USGov",
        cli: "AzureUSGovernment",
    },
    Cloud {
        sign_in: "login.partner.microsoftonline.cn",
        graph: "https://microsoftgraph.chinacloudapi.cn",
        powershell: "China",
        cli: "AzureChinaCloud",
    },
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_comment_and_message_of_the_templates_is_written_in_both_languages() {
        for dialect in [Dialect::PowerShell, Dialect::AzureCli] {
            for way in [Way::Grant, Way::Revert] {
                for written in lines(dialect, way) {
                    if let Some(key) = written.trim_start().strip_prefix("#~ ") {
                        assert!(!comment(Lang::En, key).is_empty() && !comment(Lang::Ja, key).is_empty(), "{key}");
                    }
                    for after in written.split("{{").skip(1) {
                        let key = after.split_once("}}").unwrap().0;
                        if !VALUES.contains(&key) {
                            assert!(!message(Lang::En, key).is_empty() && !message(Lang::Ja, key).is_empty(), "{key}");
                        }
                    }
                }
            }
        }
    }

    const VALUES: [&str; 10] = [
        "app_name",
        "client_id",
        "tenant_id",
        "graph_host",
        "mg_environment",
        "az_cloud",
        "users",
        "for_everyone",
        "for_one",
        "application",
    ];
}
