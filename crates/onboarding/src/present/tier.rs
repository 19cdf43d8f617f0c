use profile::{Profile, Tier};

use crate::view::TierCard;

/// The levels of access the profile declares, the one it stands at marked; empty where it declares none.
pub(super) fn cards(profile: &Profile) -> Vec<TierCard> {
    let card = |tier: &Tier| TierCard {
        id: tier.id.clone(),
        name: tier.name.clone(),
        breaks: tier.breaks.clone(),
        chosen: profile.chosen.as_deref() == Some(tier.id.as_str()),
    };
    profile.tiers.iter().map(card).collect()
}
