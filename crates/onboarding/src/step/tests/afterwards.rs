//! Leaving, coming back, and the connected calendar.

use super::*;

#[test]
fn signing_in_again_keeps_what_was_chosen() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let mut world = world.on(event);
    if let Stage::Connected(connected) = &mut world.stage {
        connected.hidden.insert("birthdays".into());
        connected.bookings = Some("visits".into());
    }
    let world = world.does(Intent::SignIn);
    let renamed = Account { name: "Nora Berg".into(), ..nora() };
    let event = ended(&world, signed(renamed.clone(), &format!("{ALL} Mail.Read")));
    let world = world.on(event);
    let Stage::Connected(connected) = &world.stage else { panic!() };
    assert!(connected.hidden.contains("birthdays"));
    assert_eq!(connected.bookings.as_deref(), Some("visits"));
    // What the sign-in brought is new: the name, the scopes, and a week that is loaded by this attempt.
    assert_eq!(connected.account, renamed);
    assert!(connected.granted.cover(&Scopes::of(["Mail.Read"])));
    assert_eq!((connected.week.attempt, &connected.week.state), (world.fresh, &WeekState::Loading));
}

#[test]
fn somebody_else_who_carries_on_gets_nothing_of_what_was_chosen() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let mut world = world.on(event);
    if let Stage::Connected(connected) = &mut world.stage {
        connected.hidden.insert("birthdays".into());
        connected.bookings = Some("visits".into());
    }
    let world = world.after(60).does(Intent::SignIn);
    let event = ended(&world, signed(adrian(), ALL));
    let world = world.on(event).does(Intent::CarryOn);
    let Stage::Connected(connected) = &world.stage else { panic!("{}", world.stage_name()) };
    assert_eq!((&connected.account, connected.since), (&adrian(), world.now));
    assert!(connected.hidden.is_empty() && connected.bookings.is_none());
}

#[test]
fn a_first_connection_holds_what_was_granted_and_no_more() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let Stage::Connected(connected) = world.on(event).stage else { panic!() };
    let asked: Vec<&str> = ALL.split(' ').collect();
    assert_eq!(connected.granted, Scopes::of(asked));
}

#[test]
fn opening_the_app_leaves_the_calendar_on_screen() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event).does(Intent::OpenApp);
    assert_eq!((world.stage_name().as_str(), world.asked_for()), ("connected", vec!["open app"]));
}

#[test]
fn leaving_forgets_the_account_from_every_stage_that_has_one() {
    let connected = {
        let world = browser(Some(nora()));
        let event = ended(&world, signed(nora(), ALL));
        world.on(event)
    };
    for world in [
        browser(Some(nora())),
        blocked(Some(nora())),
        blocked(Some(nora())).does(Intent::AskIt),
        waiting(Some(nora())),
        waiting(Some(nora())).does(Intent::TheySaidNo),
        connected,
    ] {
        let from = world.stage_name();
        let world = world.does(Intent::SignOut);
        assert_eq!(world.stage, Stage::Welcome, "{from}");
        assert_eq!(world.asked_for(), ["stop", "forget", "forget others"], "{from}");
    }
}

#[test]
fn only_known_calendars_can_be_hidden_or_written_to() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event);
    let attempt = world.fresh;
    let calendar = |id: &str, can_edit| CalendarInfo { id: id.into(), name: id.into(), is_default: false, can_edit };
    let loaded = LoadedWeek { calendars: vec![calendar("a", true), calendar("b", false)], events: vec![] };
    let world = world.on(Event::WeekLoaded { attempt, outcome: Ok(loaded) });
    let world = world
        .does(Intent::ShowCalendar { id: "a".into(), shown: false })
        .does(Intent::ShowCalendar { id: "zzz".into(), shown: false })
        .does(Intent::BookInto { id: "b".into() })
        .does(Intent::BookInto { id: "a".into() });
    let Stage::Connected(connected) = &world.stage else { panic!() };
    assert_eq!(connected.hidden.iter().collect::<Vec<_>>(), ["a"]);
    assert_eq!(connected.bookings.as_deref(), Some("a"));
}

#[test]
fn a_week_on_screen_is_loaded_again_after_a_quarter_of_an_hour_and_not_before() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event);
    let Stage::Connected(connected) = &world.stage else { panic!() };
    let loaded = LoadedWeek { calendars: vec![], events: vec![] };
    let event = Event::WeekLoaded { attempt: connected.week.attempt, outcome: Ok(loaded) };
    let world = world.on(event).after(899).on(Event::Tick);
    assert_eq!(world.asked_for(), [""; 0]);
    assert_eq!(world.after(1).on(Event::Tick).asked_for(), ["load week"]);
}

#[test]
fn every_stage_comes_back_after_a_restart() {
    let connected = {
        let world = browser(Some(nora()));
        let event = ended(&world, signed(nora(), ALL));
        world.on(event)
    };
    for world in [
        World::at(Stage::Welcome),
        World::at(Stage::Welcome).does(Intent::Start).does(Intent::TypeAddress { text: "n@b.example".into() }),
        World::at(Stage::Permissions(target(AccountKind::Work))),
        browser(Some(nora())),
        blocked(None),
        blocked(Some(nora())).does(Intent::AskIt),
        waiting(Some(nora())),
        waiting(None).does(Intent::TheySaidNo),
        connected,
    ] {
        let before = world.stage_name();
        let again = world.reopened();
        assert_eq!(again.stage_name(), before);
    }
}

#[test]
fn what_is_written_down_holds_no_token_and_no_event() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let text = serde_json::to_string(&world.on(event).stage).unwrap();
    let hidden = ["\"refresh\"", "\"access\"", "\"week\""];
    assert!(hidden.iter().all(|word| !text.contains(word)), "{text}");
}

#[test]
fn the_week_is_loaded_again_when_the_person_asks() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event);
    let (attempt, outcome) = (world.fresh, Err(CalendarFault::Unreadable));
    let world = world.on(Event::WeekLoaded { attempt, outcome }).does(Intent::ReloadWeek);
    assert_eq!(world.asked_for(), ["load week"]);
}
