use onboarding::{AccountKind, Cloud, Discovery, EmailAddress, IdentityProvider};
use serde_json::json;

use crate::options::Place;
use crate::{Answer, Fault};

pub(crate) async fn run(email: &str, place: &Place, json: bool) -> Result<Answer, Fault> {
    let email = EmailAddress::parse(email).map_err(|fault| Fault::Usage(fault.to_string()))?;
    let microsoft = place.microsoft(&place.profile()?)?;
    match microsoft.discover(&email).await {
        Discovery::Found(tenant) => {
            let kind = match tenant.kind {
                AccountKind::Work => "work",
                AccountKind::Personal => "personal",
            };
            let cloud = match tenant.cloud {
                Cloud::Public => "public",
                Cloud::UsGovernment => "us_government",
                Cloud::UsDefense => "us_defense",
                Cloud::China => "china",
            };
            if json {
                println!(
                    "{}",
                    json!({"found": true, "tenant": tenant.id, "domain": tenant.domain, "kind": kind, "cloud": cloud})
                );
            } else {
                println!("{}: tenant {}, {kind} account, {cloud} cloud", tenant.domain, tenant.id);
            }
            Ok(Answer::Yes)
        }
        Discovery::NotFound => {
            if json {
                println!("{}", json!({"found": false, "domain": email.domain()}));
            } else {
                println!("{}: no Microsoft 365 tenant has this domain", email.domain());
            }
            Ok(Answer::No)
        }
        Discovery::Unreachable(fault) => {
            if json {
                println!("{}", json!({"found": null, "domain": email.domain(), "fault": fault}));
            } else {
                println!("{}: {fault}", email.domain());
            }
            Ok(Answer::No)
        }
    }
}
