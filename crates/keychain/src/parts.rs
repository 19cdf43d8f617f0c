//! One record per account on a store that may limit its items: saved in parts, the manifest last.

use std::collections::BTreeSet;

use onboarding::{Account, AccountKey, StoreFault, TokenRecord};
use zeroize::Zeroizing;

use crate::manifest::{Damage, Manifest};
use crate::record;
use crate::store::Items;

pub(crate) fn load(items: &dyn Items, key: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
    let Some(item) = items.get(&record_name(key))? else {
        return Ok(None);
    };
    let (manifest, inline) = Manifest::read(&item).map_err(|_| StoreFault::Unreadable)?;
    let joined;
    let text = if manifest.parts == 0 {
        inline
    } else {
        joined = join(items, key, &manifest)?;
        std::str::from_utf8(&joined).map_err(|_| StoreFault::Unreadable)?
    };
    if !manifest.fits(key, text) {
        return Err(StoreFault::Unreadable);
    }
    record::decode(text).map(Some)
}

/// Replaces the account's record. A damaged one is replaced too (the person has just signed in again); a newer version's is not.
pub(crate) fn save(items: &dyn Items, record: &TokenRecord) -> Result<(), StoreFault> {
    let key = record.account.key();
    let older = parts_of(items, &key)?;
    let living = match items.get(&record_name(&key))?.as_deref().map(|item| Manifest::read(item)) {
        None | Some(Err(Damage::Broken)) => 0,
        Some(Ok((manifest, _))) => manifest.generation,
        Some(Err(Damage::Newer)) => return Err(StoreFault::Unreadable),
    };
    // Above every part in the store, also those a crash left behind: nothing that may be in use is written over.
    let generation = older.iter().map(|part| part.generation).fold(living, u64::max).saturating_add(1);
    write(items, &key, generation, &record::encode(record)?)?;
    sweep(items, &older);
    Ok(())
}

/// Removes whatever is filed under the account, readable or not. The manifest goes first: from then on the account is gone.
pub(crate) fn remove(items: &dyn Items, key: &AccountKey) -> Result<(), StoreFault> {
    items.delete(&record_name(key))?;
    for part in parts_of(items, key)? {
        items.delete(&part.name())?;
    }
    Ok(())
}

/// Every account with a readable record. Unreadable ones do not hide the others; when there is nothing else, they are the answer.
/// Also finishes what a crash interrupted: parts without a manifest are the rest of a removal or of a first save, and hold tokens.
pub(crate) fn accounts(items: &dyn Items) -> Result<Vec<Account>, StoreFault> {
    let names = items.names()?;
    let keys: BTreeSet<AccountKey> = names.iter().filter_map(|name| key_of(name)).collect();
    let orphans: Vec<Part> =
        names.iter().filter_map(|name| Part::parse(name)).filter(|part| !keys.contains(&part.key)).collect();
    sweep(items, &orphans);

    let mut accounts = Vec::new();
    let mut unreadable = false;
    for key in &keys {
        match load(items, key) {
            Ok(Some(record)) => accounts.push(record.account),
            Ok(None) => {}
            Err(StoreFault::Unreadable) => unreadable = true,
            Err(fault @ (StoreFault::Locked | StoreFault::Unavailable)) => return Err(fault),
        }
    }
    if accounts.is_empty() && unreadable {
        return Err(StoreFault::Unreadable);
    }
    Ok(accounts)
}

/// Writes, reads, compares and deletes an item of the largest size in daily use.
pub(crate) fn self_test(items: &dyn Items) -> Result<(), StoreFault> {
    const PROBE: &str = "probe";
    const DAILY_BYTES: usize = 4096;
    let value = "0123456789abcdef".repeat(DAILY_BYTES / 16);
    let value = &value[..items.limit().unwrap_or(DAILY_BYTES).min(DAILY_BYTES)];
    items.set(PROBE, value)?;
    let same = items.get(PROBE)?.is_some_and(|read| read.as_slice() == value.as_bytes());
    items.delete(PROBE)?;
    let gone = items.get(PROBE)?.is_none();
    if same && gone { Ok(()) } else { Err(StoreFault::Unavailable) }
}

fn write(items: &dyn Items, key: &AccountKey, generation: u64, text: &str) -> Result<(), StoreFault> {
    let whole = {
        let line = line(&Manifest::of(key, generation, 0, text))?;
        let mut whole = Zeroizing::new(String::with_capacity(line.len() + 1 + text.len()));
        whole.push_str(&line);
        whole.push('\n');
        whole.push_str(text);
        whole
    };
    let name = record_name(key);
    match items.limit() {
        Some(limit) if whole.len() > limit => {
            let pieces = split(text, limit);
            let count = u32::try_from(pieces.len()).map_err(|_| StoreFault::Unavailable)?;
            for (number, piece) in (0..count).zip(&pieces) {
                let part = Part { key: key.clone(), generation, number };
                items.set(&part.name(), piece)?;
            }
            items.set(&name, &line(&Manifest::of(key, generation, count, text))?)
        }
        Some(_) | None => items.set(&name, &whole),
    }
}

fn line(manifest: &Manifest) -> Result<String, StoreFault> {
    manifest.line().map_err(|_| StoreFault::Unavailable)
}

fn join(items: &dyn Items, key: &AccountKey, manifest: &Manifest) -> Result<Zeroizing<Vec<u8>>, StoreFault> {
    let mut pieces = Vec::new();
    for number in 0..manifest.parts {
        let part = Part { key: key.clone(), generation: manifest.generation, number };
        pieces.push(items.get(&part.name())?.ok_or(StoreFault::Unreadable)?);
    }
    let length = pieces.iter().map(|piece| piece.len()).sum();
    let mut whole = Zeroizing::new(Vec::with_capacity(length));
    for piece in &pieces {
        whole.extend_from_slice(piece);
    }
    Ok(whole)
}

/// Cuts between characters, so that every piece is text by itself.
fn split(text: &str, limit: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        // A limit below one character's four bytes exists nowhere; `max` keeps the loop finite even then.
        let (piece, after) = rest.split_at(rest.floor_char_boundary(limit.max(4)));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The record is safe by now, so a failure here is not the caller's: the next save, removal or listing sweeps again.
fn sweep(items: &dyn Items, parts: &[Part]) {
    for part in parts {
        if let Err(fault) = items.delete(&part.name()) {
            tracing::debug!(%fault, "an old part of a token record stays in the key store for now");
        }
    }
}

fn parts_of(items: &dyn Items, key: &AccountKey) -> Result<Vec<Part>, StoreFault> {
    // A store without a limit is never given parts, and on the session bus a listing is several questions an item.
    if items.limit().is_none() {
        return Ok(Vec::new());
    }
    let names = items.names()?;
    Ok(names.iter().filter_map(|name| Part::parse(name)).filter(|part| part.key == *key).collect())
}

fn record_name(key: &AccountKey) -> String {
    format!("record:{}", key.0)
}

fn key_of(name: &str) -> Option<AccountKey> {
    name.strip_prefix("record:").map(|key| AccountKey(key.to_owned()))
}

struct Part {
    key: AccountKey,
    generation: u64,
    number: u32,
}

impl Part {
    fn name(&self) -> String {
        format!("part:{}:{}:{}", self.generation, self.number, self.key.0)
    }

    fn parse(name: &str) -> Option<Self> {
        let mut fields = name.strip_prefix("part:")?.splitn(3, ':');
        let generation = fields.next()?.parse().ok()?;
        let number = fields.next()?.parse().ok()?;
        let key = AccountKey(fields.next()?.to_owned());
        Some(Self { key, generation, number })
    }
}
