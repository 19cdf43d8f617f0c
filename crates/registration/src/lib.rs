//! A vendor's profile as an app registration of the simulated tenant: the one place where the two meet. Neither room knows
//! the other, and everything that starts a tenant for a profile needs the same answer.

use profile::{Profile, Verification};
use simtenant::{VendorApp, Words};

/// What the vendor would have registered for this profile: the permissions of every tier, since a registration knows
/// no tiers, those of the profile's own tier first.
pub fn of(profile: &Profile) -> VendorApp {
    let app = &profile.app;
    VendorApp {
        client_id: app.client_id.as_str().to_owned(),
        name: Words::new(&app.name, &app.name),
        publisher: app.publisher.clone(),
        verified: match app.verified {
            Verification::Yes => Some(true),
            Verification::No => Some(false),
            Verification::Unknown => None,
        },
        scopes: profile.in_any_tier().into_iter().map(|asked| asked.value.clone()).collect(),
        landing_page: profile.links.admin_approval.as_ref().map(|page| page.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tier_is_registered_whichever_was_chosen() {
        let demo = Profile::demo();
        let whole = of(&demo);
        assert_eq!(whole.scopes.first().map(String::as_str), Some("Calendars.ReadWrite"));
        for tier in &demo.tiers {
            let mut narrow = demo.at(&tier.id).map(|profile| of(&profile).scopes).unwrap_or_default();
            let mut all = whole.scopes.clone();
            narrow.sort();
            all.sort();
            assert_eq!(narrow, all, "{}", tier.id);
        }
    }

    #[test]
    fn the_page_an_administrator_lands_on_is_registered_to_the_byte() {
        let demo = Profile::demo();
        assert!(demo.links.admin_approval.is_some());
        assert_eq!(of(&demo).landing_page.as_deref(), demo.links.admin_approval.as_ref().map(|page| page.as_str()));
    }
}
