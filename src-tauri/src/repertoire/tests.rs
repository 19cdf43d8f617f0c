#![allow(clippy::unwrap_used)]

use super::*;

fn repertoire(profile: Profile) -> Repertoire {
    let folder = std::path::PathBuf::new();
    let folders = Folders { real: folder.clone(), demo: folder };
    Repertoire { folders, profile, demo_profile: DEMO_PROFILE.to_owned(), curtain: Arc::default() }
}

#[test]
fn the_three_that_ship_can_be_played() {
    let repertoire = repertoire(Profile::demo());
    let ids: Vec<_> = repertoire.playable().iter().map(|profile| profile.id.as_str()).collect();
    assert_eq!(ids, ["demo", "calendar-sync", "learning-suite"]);
    for id in ids {
        assert_eq!(repertoire.named(id).unwrap().id, id);
    }
    assert!(repertoire.named("unknown").is_none());
}

#[test]
fn a_vendors_own_profile_comes_first() {
    let own = Profile { id: "acme".to_owned(), ..Profile::demo() };
    let repertoire = repertoire(own);
    let ids: Vec<_> = repertoire.playable().iter().map(|profile| profile.id.as_str()).collect();
    assert_eq!(ids, ["acme", "demo", "calendar-sync", "learning-suite"]);
    assert_eq!(repertoire.named("acme").unwrap().id, "acme");
}
