use serde::Serialize;
use thiserror::Error;

use crate::permission::AskedPermission;
use crate::profile::Profile;
use crate::words::Localised;

/// One way to use the app: what it then asks for, and what does not work in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tier {
    /// Lower case letters, digits and hyphens.
    pub id: String,
    pub name: Localised,
    /// Everything this tier asks for, the permissions every tier shares included.
    pub permissions: Vec<AskedPermission>,
    /// What does not work in it. Only the full tier, the last one, has nothing to say here.
    pub breaks: Option<Localised>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the profile `{profile}` has no tier `{tier}`")]
pub struct NoSuchTier {
    pub profile: String,
    pub tier: String,
}

impl Profile {
    /// The same profile narrowed (or widened again) to one tier. Whatever is compiled from the result, from the scopes of
    /// the sign-in to the scripts, asks for this tier and nothing else.
    ///
    /// # Errors
    /// When the profile declares no such tier.
    pub fn at(&self, tier: &str) -> Result<Profile, NoSuchTier> {
        let missing = || NoSuchTier { profile: self.id.clone(), tier: tier.to_owned() };
        let chosen = self.tiers.iter().find(|known| known.id == tier).ok_or_else(missing)?;
        let permissions = chosen.permissions.clone();
        Ok(Profile { permissions, chosen: Some(chosen.id.clone()), ..self.clone() })
    }

    /// The tier this profile stands at; `None` when it declares none.
    pub fn tier(&self) -> Option<&Tier> {
        let chosen = self.chosen.as_deref()?;
        self.tiers.iter().find(|tier| tier.id == chosen)
    }

    /// Every permission of every tier, each once: what the app registration has to list.
    pub fn in_any_tier(&self) -> Vec<&AskedPermission> {
        let mut all: Vec<&AskedPermission> = self.permissions.iter().collect();
        for asked in self.tiers.iter().flat_map(|tier| &tier.permissions) {
            if !all.iter().any(|known| known.is_same_as(asked)) {
                all.push(asked);
            }
        }
        all
    }
}
