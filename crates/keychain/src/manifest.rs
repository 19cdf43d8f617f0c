//! The line that says which parts make up a record, and whether they are the right ones.

use onboarding::AccountKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The layout this version writes, and the newest it reads.
const VERSION: u32 = 1;
/// No record comes near: a bound on what a damaged manifest can make us read.
const MOST_PARTS: u32 = 256;

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    version: u32,
    /// Counts the saves of this account: names the parts that belong to this manifest.
    pub(crate) generation: u64,
    /// 0: the record follows the manifest in the same item.
    pub(crate) parts: u32,
    /// Bytes of the whole record.
    length: usize,
    /// SHA-256 in lower-case hexadecimal, over what makes this record this account's: see [`checksum`].
    checksum: String,
}

/// Why an item is no manifest of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// A newer version of the app wrote it; it must stay as it is.
    Newer,
    Broken,
}

impl Manifest {
    pub(crate) fn of(key: &AccountKey, generation: u64, parts: u32, record: &str) -> Self {
        let checksum = checksum(VERSION, key, generation, record);
        Self { version: VERSION, generation, parts, length: record.len(), checksum }
    }

    /// Takes an item apart into the manifest and what follows it.
    pub(crate) fn read(item: &[u8]) -> Result<(Self, &str), Damage> {
        let text = std::str::from_utf8(item).map_err(|_| Damage::Broken)?;
        let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
        // The version alone comes first: a newer layout may have any other fields.
        let Versioned { version } = serde_json::from_str(line).map_err(|_| Damage::Broken)?;
        if version > VERSION {
            return Err(Damage::Newer);
        }
        let manifest: Self = serde_json::from_str(line).map_err(|_| Damage::Broken)?;
        if manifest.version != VERSION || manifest.parts > MOST_PARTS {
            return Err(Damage::Broken);
        }
        Ok((manifest, rest))
    }

    pub(crate) fn line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Whether `record` is, byte for byte, what was saved for this account in this generation.
    pub(crate) fn fits(&self, key: &AccountKey, record: &str) -> bool {
        record.len() == self.length && checksum(self.version, key, self.generation, record) == self.checksum
    }
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// The key is part of it, so that a record copied under another account's name does not pass for that account's.
fn checksum(version: u32, key: &AccountKey, generation: u64, record: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{version}\n{}\n{}\n{generation}\n", key.0.len(), key.0));
    hash.update(record);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
