use jiff::{Timestamp, ToSpan};
use keychain::Vault;
use onboarding::{AccessToken, Account, Calendar, Cloud, IdentityProvider, Redemption, Scopes, TokenStore, When};
use serde_json::json;

use crate::options::Place;
use crate::{Answer, Fault};

pub(crate) async fn list(place: &Place, json: bool) -> Result<Answer, Fault> {
    let (_, accounts) = place.accounts().await?;
    if json {
        let list: Vec<_> = accounts
            .iter()
            .map(|one| json!({"tenant": one.tenant_id, "object": one.object_id, "name": one.name, "username": one.username}))
            .collect();
        println!("{}", json!({ "accounts": list }));
    } else {
        for one in &accounts {
            println!("{} ({}), tenant {}", one.username, one.name, one.tenant_id);
        }
    }
    Ok(if accounts.is_empty() { Answer::No } else { Answer::Yes })
}

pub(crate) async fn sign_out(place: &Place, json: bool) -> Result<Answer, Fault> {
    let (vault, accounts) = place.accounts().await?;
    for one in &accounts {
        // Not beside a refresh in the window: its answer must not bring the account back.
        let _alone = vault.lease(&one.key()).await?;
        vault.remove(&one.key()).await?;
    }
    if json {
        println!("{}", json!({"removed": accounts.len()}));
    } else {
        println!("{} forgotten", accounts.len());
    }
    Ok(Answer::Yes)
}

pub(crate) async fn calendar(days: u16, place: &Place, json: bool) -> Result<Answer, Fault> {
    let (vault, accounts) = place.accounts().await?;
    let Some(account) = accounts.first() else {
        eprintln!("no account is connected; run greenlightctl connect");
        return Ok(Answer::No);
    };
    let microsoft = place.microsoft(&place.profile()?)?;
    let Some((cloud, token)) = fresh_token(&vault, account, &microsoft, place).await? else { return Ok(Answer::No) };
    let from = Timestamp::now();
    let to = from.checked_add((i64::from(days) * 24).hours()).unwrap_or(from);
    let loaded = async {
        let calendars = microsoft.calendars(cloud, &token).await?;
        let ids: Vec<String> = calendars.into_iter().map(|calendar| calendar.id).collect();
        microsoft.between(cloud, &token, &ids, from, to).await
    };
    match loaded.await {
        Ok(events) => {
            if json {
                println!("{}", json!({ "events": events }));
            } else {
                for event in events {
                    let when = match event.when {
                        When::Timed { start, .. } => start.to_string(),
                        When::AllDay { first, .. } => first.to_string(),
                    };
                    println!("{when:24} {}", event.subject);
                }
            }
            Ok(Answer::Yes)
        }
        Err(fault) => {
            eprintln!("{fault}");
            Ok(Answer::No)
        }
    }
}

/// Redeems the stored token and keeps the rotated one before using what it bought.
async fn fresh_token(
    vault: &Vault,
    account: &Account,
    microsoft: &microsoft::Microsoft,
    place: &Place,
) -> Result<Option<(Cloud, AccessToken)>, Fault> {
    let _alone = vault.lease(&account.key()).await?;
    let Some(mut record) = vault.load(&account.key()).await? else { return Ok(None) };
    let scopes = Scopes::of(place.profile()?.calendar_scopes());
    match microsoft.redeem(&record, &scopes).await {
        Redemption::Granted(grant) => {
            if let Some(refresh) = grant.refresh {
                record.refresh = refresh;
            }
            record.granted = grant.scopes;
            record.obtained_at = Timestamp::now();
            vault.save(&record).await?;
            Ok(Some((record.cloud, grant.access)))
        }
        Redemption::Refused(evidence) => {
            let verdict = diagnosis::diagnose(&[evidence], &diagnosis::Context::default());
            eprintln!("Microsoft said no: {}", verdict.wall.name());
            Ok(None)
        }
        Redemption::Unreachable(fault) => {
            eprintln!("{fault}");
            Ok(None)
        }
    }
}
