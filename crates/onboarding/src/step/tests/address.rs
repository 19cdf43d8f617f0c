//! From the address to the permissions.

use super::*;

#[test]
fn an_address_is_looked_up_and_a_late_answer_is_ignored() {
    let world = World::at(Stage::Welcome).does(Intent::Start);
    let world = world.does(Intent::TypeAddress { text: " nora@northbank.example ".into() });
    assert_eq!(world.asked_for(), ["discover"]);
    let first = world.fresh;
    let world = world.does(Intent::TypeAddress { text: "nora@northbank.exampl".into() });
    let second = world.fresh;
    let world = world.on(Event::Discovered { attempt: first, discovery: Discovery::Found(tenant(AccountKind::Work)) });
    assert!(matches!(&world.stage, Stage::Address(a) if matches!(a.lookup, Lookup::Looking { .. })));
    let world = world.on(Event::Discovered { attempt: second, discovery: Discovery::NotFound });
    assert!(matches!(&world.stage, Stage::Address(a) if matches!(a.lookup, Lookup::NotFound { .. })));
    let world = world.does(Intent::Continue);
    assert!(matches!(&world.stage, Stage::Permissions(Target { tenant: None, .. })));
}

#[test]
fn a_text_that_is_no_address_asks_nobody_and_stays_editable() {
    for (text, fault) in [
        ("nora", AddressFault::At),
        ("nora lind@northbank.example", AddressFault::Space),
        ("nora@北銀.example", AddressFault::NonAscii),
        ("nora@northbank", AddressFault::Domain),
        ("a@b@c.example", AddressFault::At),
    ] {
        let world = World::at(Stage::Welcome).does(Intent::Start).does(Intent::TypeAddress { text: text.into() });
        assert!(world.asked_for().is_empty(), "{text}");
        let Stage::Address(address) = &world.stage else { panic!() };
        assert_eq!(address.typed, text);
        assert_eq!(address.lookup, Lookup::Invalid { fault }, "{text}");
    }
}

#[test]
fn a_full_width_address_is_understood() {
    assert_eq!(EmailAddress::parse("ｎｏｒａ＠Northbank．example").unwrap().as_str(), "nora@northbank.example");
}

#[test]
fn an_unreachable_service_offers_another_look() {
    let world = World::at(Stage::Welcome).does(Intent::Start).does(Intent::TypeAddress { text: "n@b.example".into() });
    let attempt = world.fresh;
    let world = world.on(Event::Discovered { attempt, discovery: Discovery::Unreachable(NetworkFault::Offline) });
    assert_eq!(world.stage_name(), "address");
    let world = world.does(Intent::Continue);
    assert_eq!(world.stage_name(), "address");
    assert_eq!(world.does(Intent::RetryLookup).asked_for(), ["discover"]);
}

#[test]
fn another_account_begins_at_the_address_and_ends_the_old_attempt() {
    let world = blocked(Some(nora())).does(Intent::ChangeAddress);
    assert_eq!(world.stage_name(), "address");
    assert_eq!(world.asked_for(), ["stop", "forget"]);
}

#[test]
fn an_account_of_a_kind_the_app_does_not_take_goes_no_further_than_the_address() {
    use profile::Accounts::{Personal, Work, WorkAndPersonal};
    for (accounts, kind, goes_on) in [
        (Work, AccountKind::Work, true),
        (Work, AccountKind::Personal, false),
        (Personal, AccountKind::Work, false),
        (Personal, AccountKind::Personal, true),
        (WorkAndPersonal, AccountKind::Work, true),
        (WorkAndPersonal, AccountKind::Personal, true),
    ] {
        let lookup = Lookup::Found { target: target(kind) };
        let mut world = World::at(Stage::Address(AddressStage { typed: "nora@northbank.example".into(), lookup }));
        world.profile.app.accounts = accounts;
        let stage = world.does(Intent::Continue).stage;
        assert_eq!(matches!(stage, Stage::Permissions(_)), goes_on, "{accounts:?} {kind:?}");
    }
}

#[test]
fn a_personal_sign_in_to_an_app_for_organisations_comes_back_to_the_address_and_leaves_no_token() {
    let someone = Account {
        tenant_id: "9188040d-6c67-4c5b-b112-36a304b66dad".into(),
        username: "nora@outlook.example".into(),
        ..nora()
    };
    let identified = |world: World| {
        let attempt = world.fresh - 1;
        let news = SignInNews::Identified(SignedIn { account: someone.clone(), grant: grant("User.Read") });
        world.on(Event::News { attempt, news })
    };
    let signed_in = |world: World| {
        let event = ended(&world, signed(someone.clone(), ALL));
        world.on(event)
    };
    let ends: [&dyn Fn(World) -> World; 2] = [&identified, &signed_in];
    for end in ends {
        let mut world = browser(None);
        world.profile.app.accounts = profile::Accounts::Work;
        let world = end(world);
        assert_eq!(world.asked_for(), ["stop", "forget"]);
        let Stage::Address(address) = &world.stage else { panic!("{}", world.stage_name()) };
        assert_eq!(address.typed, "nora@outlook.example");
        assert_eq!(world.does(Intent::Continue).stage_name(), "address");
    }
}
