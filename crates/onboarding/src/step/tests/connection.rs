//! A look at the connection belongs to no stage, and changes none.

use super::*;

fn cloud_asked(world: &World) -> Option<Cloud> {
    match world.effects[..] {
        [Effect::CheckConnection { cloud }] => Some(cloud),
        _ => None,
    }
}

#[test]
fn it_can_be_asked_for_anywhere_and_moves_nobody() {
    let unreachable = Lookup::Unreachable {
        email: EmailAddress::parse("nora@northbank.example").unwrap(),
        fault: NetworkFault::Offline,
    };
    for stage in [
        Stage::Welcome,
        Stage::Address(AddressStage { typed: "nora@northbank.example".into(), lookup: unreachable }),
        Stage::Permissions(target(AccountKind::Work)),
        browser(Some(nora())).stage,
    ] {
        let world = World::at(stage.clone()).does(Intent::CheckConnection);
        assert_eq!(world.stage, stage);
        assert_eq!(cloud_asked(&world), Some(Cloud::Public), "{stage:?}");
    }
}

#[test]
fn it_looks_at_the_cloud_the_person_is_in() {
    let mut abroad = target(AccountKind::Work);
    abroad.tenant = abroad.tenant.map(|tenant| Tenant { cloud: Cloud::China, ..tenant });
    let world = World::at(Stage::Permissions(abroad)).does(Intent::CheckConnection);
    assert_eq!(cloud_asked(&world), Some(Cloud::China));
}
