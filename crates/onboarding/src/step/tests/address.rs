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
