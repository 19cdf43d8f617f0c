//! What the screen shows of a stage: the route of five stops, and who decides about each permission.

use super::*;
use crate::event::ProfileLink;
use crate::present::{Blank, present};
use crate::view::{Decides, Lamp, Screen, StopDetail, StopName, View};

pub(super) fn view(world: &World) -> View {
    present(&world.stage, &Blank::default().around(&world.profile, world.now))
}

/// The lamps in order, and the stop of the screen. Without a decision there are four.
fn route(world: &World) -> (Vec<Lamp>, Option<StopName>) {
    let stops = view(world).route;
    let current = stops.iter().find(|stop| stop.current).map(|stop| stop.at);
    (stops.into_iter().map(|stop| stop.lamp).collect(), current)
}

fn decision(world: &World) -> Option<StopDetail> {
    view(world).route.into_iter().find(|stop| stop.at == StopName::Decision)?.detail
}

fn connected(before: World) -> World {
    let world = before.does(Intent::TryAgain);
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event);
    assert_eq!(world.stage_name(), "connected");
    world
}

#[test]
fn the_route_shows_what_is_done_and_whose_turn_it_is() {
    use Lamp::*;
    let permissions = || World::at(Stage::Permissions(target(AccountKind::Work)));
    for (world, lamps, current) in [
        (permissions(), [Done, Yours, Ahead, Ahead, Ahead], StopName::Permissions),
        (browser(Some(nora())), [Done, Done, Yours, Ahead, Ahead], StopName::SignIn),
        (blocked(Some(nora())), [Done, Done, Done, Theirs, Ahead], StopName::Decision),
        // Sign-in itself was walled: it is not done, however far the request has come.
        (blocked(None), [Done, Done, Ahead, Theirs, Ahead], StopName::Decision),
        (blocked(Some(nora())).does(Intent::AskIt), [Done, Done, Done, Yours, Ahead], StopName::Decision),
        (waiting(Some(nora())), [Done, Done, Done, Theirs, Ahead], StopName::Decision),
        (waiting(Some(nora())).does(Intent::TheySaidNo), [Done, Done, Done, No, Ahead], StopName::Decision),
        (connected(waiting(Some(nora()))), [Done; 5], StopName::Connected),
    ] {
        assert_eq!(route(&world), (lamps.to_vec(), Some(current)), "{}", world.stage_name());
    }
    assert_eq!(route(&World::at(Stage::Welcome)), (vec![], None));
}

#[test]
fn the_decision_is_left_out_where_nobody_else_decides() {
    use Lamp::*;
    let personal = World::at(Stage::Permissions(target(AccountKind::Personal)));
    assert_eq!(route(&personal), (vec![Done, Yours, Ahead, Ahead], Some(StopName::Permissions)));
    // Connected without having asked anybody.
    assert_eq!(route(&connected(blocked(Some(nora())))), (vec![Done; 4], Some(StopName::Connected)));
}

#[test]
fn a_decision_has_a_time_once_it_was_made() {
    let made = Some(StopDetail::At { time: NOON.to_owned() });
    assert_eq!(decision(&blocked(Some(nora()))), None);
    assert_eq!(decision(&waiting(Some(nora()))), None);
    assert_eq!(decision(&waiting(Some(nora())).does(Intent::TheySaidNo)), made);
    assert_eq!(decision(&connected(waiting(Some(nora())))), made);
}

#[test]
fn who_decides_follows_microsofts_list_and_the_kind_of_account() {
    let deciders = |kind: AccountKind| {
        let Screen::Permissions(screen) = view(&World::at(Stage::Permissions(target(kind)))).screen else { panic!() };
        screen.permissions.into_iter().map(|asked| (asked.value, asked.decides)).collect::<Vec<_>>()
    };
    let work = deciders(AccountKind::Work);
    assert!(work.contains(&("Calendars.ReadWrite".to_owned(), Decides::ProbablyIt)), "{work:?}");
    assert!(work.contains(&("User.Read".to_owned(), Decides::You)), "{work:?}");
    assert!(deciders(AccountKind::Personal).iter().all(|(_, decides)| *decides == Decides::You));
}

#[test]
fn the_route_names_the_person_by_what_stands_before_the_at() {
    let named = |account: Account| {
        let stops = view(&browser(Some(account))).route;
        stops.into_iter().find(|stop| stop.at == StopName::SignIn).and_then(|stop| stop.detail)
    };
    for (username, name) in [("nora@northbank.example", "nora"), ("nora", "nora")] {
        let account = Account { username: username.into(), ..nora() };
        assert_eq!(named(account), Some(StopDetail::Person { name: name.into() }), "{username}");
    }
}

#[test]
fn the_vendors_pages_are_named_and_only_those_there_are() {
    let mut world = browser(None);
    assert_eq!(view(&world).app.links, [ProfileLink::Security, ProfileLink::Privacy, ProfileLink::Support]);
    world.profile.links.privacy = None;
    assert_eq!(view(&world).app.links, [ProfileLink::Security, ProfileLink::Support]);
}

#[test]
fn how_many_permissions_there_are_is_told_once_the_address_is_known() {
    let count = |world: &World| {
        let stops = view(world).route;
        stops.into_iter().find(|stop| stop.at == StopName::Permissions).and_then(|stop| stop.detail)
    };
    let known = World::at(Stage::Permissions(target(AccountKind::Work)));
    let expected = StopDetail::Permissions { count: known.profile.permissions.len() };
    assert_eq!(count(&known), Some(expected));
    assert_eq!(count(&known.does(Intent::Back)), None);
}
