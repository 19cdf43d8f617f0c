//! What the screens say of a stage, where it follows from more than the stage.

use profile::Accounts;

use super::shown::view;
use super::*;
use crate::schedule::STALL;
use crate::view::{AdditionStep, AddressScreen, BrowserScreen, ConnectedScreen, LookupView, Screen};

const READ: &str = "openid profile User.Read Calendars.Read";

fn connected(world: &World) -> ConnectedScreen {
    match view(world).screen {
        Screen::Connected(screen) => screen,
        other => panic!("{other:?}"),
    }
}

fn page(world: &World) -> BrowserScreen {
    match view(world).screen {
        Screen::Browser(screen) => screen,
        other => panic!("{other:?}"),
    }
}

/// Connected when the app only read, and updated since to one that writes.
fn updated(kind: AccountKind) -> World {
    let mut world = World::at(Stage::Permissions(target(kind)));
    world.profile = Profile::demo().at("read").unwrap();
    let world = world.does(Intent::SignIn);
    let event = ended(&world, signed(nora(), READ));
    let mut world = world.on(event);
    assert!(connected(&world).addition.is_none());
    world.profile = Profile::demo();
    world
}

#[test]
fn an_update_says_what_it_adds_and_how_far_its_request_has_come() {
    let world = updated(AccountKind::Work);
    let card = connected(&world).addition.unwrap();
    assert_eq!(card.added.iter().map(|asked| asked.value.as_str()).collect::<Vec<_>>(), ["Calendars.ReadWrite"]);
    assert_eq!(card.removed, ["Calendars.Read"]);
    assert!(card.risk_before < card.risk_after);
    assert!(matches!(card.step, AdditionStep::AskIt { lang: LetterLang::En, .. }));

    let to = Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::En, length: Length::Full };
    let asked = world.does(to).does(Intent::Sent);
    let AdditionStep::Awaited { since, to, .. } = connected(&asked).addition.unwrap().step else { panic!() };
    assert_eq!((since, to.as_str()), (asked.now.to_string(), "it@northbank.example"));

    let denied = asked.does(Intent::TheySaidNo);
    let AdditionStep::No { at } = connected(&denied).addition.unwrap().step else { panic!() };
    assert_eq!(at, denied.now.to_string());
}

#[test]
fn what_an_update_adds_to_a_personal_account_is_the_persons_own_to_allow() {
    assert_eq!(connected(&updated(AccountKind::Personal)).addition.unwrap().step, AdditionStep::Yours);
}

#[test]
fn what_an_update_gives_up_is_named_and_asks_nobody() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let mut world = world.on(event);
    assert!(connected(&world).given_up.is_empty());
    world.profile.permissions.retain(|asked| asked.value != "User.Read");
    world.profile.version += 1;
    let screen = connected(&world);
    assert_eq!((screen.given_up, screen.addition), (vec!["User.Read".to_owned()], None));
    assert!(connected(&updated(AccountKind::Work)).given_up.is_empty(), "it is part of the update's own card");
}

#[test]
fn a_hidden_calendar_is_shown_as_hidden() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event);
    let calendar = |id: &str| CalendarInfo { id: id.into(), name: id.into(), is_default: false, can_edit: true };
    let loaded = LoadedWeek { calendars: vec![calendar("a"), calendar("b")], events: vec![] };
    let attempt = world.fresh;
    let world = world.on(Event::WeekLoaded { attempt, outcome: Ok(loaded) });
    let world = world.does(Intent::ShowCalendar { id: "a".into(), shown: false });
    let shown: Vec<bool> = connected(&world).calendars.iter().map(|choice| choice.shown).collect();
    assert_eq!(shown, [false, true]);
}

#[test]
fn what_the_page_shows_is_asked_about_after_a_while_and_only_while_there_is_one() {
    let world = browser(None);
    let opened = world.now;
    let world = World { now: opened + STALL - 1.seconds(), ..world };
    assert!(!page(&world).stalled);
    let world = World { now: opened + STALL, ..world };
    assert!(page(&world).stalled);
    let event = ended(&world, SignInEnd::Failed(SignInFault::NoLocalPort));
    assert!(!page(&world.on(event)).stalled);
}

#[test]
fn an_account_of_a_kind_that_the_app_does_not_take_is_said_at_the_address() {
    for (accounts, taken) in [(Accounts::Work, false), (Accounts::WorkAndPersonal, true)] {
        let mut world = World::at(Stage::Address(AddressStage {
            typed: "nora@northbank.example".into(),
            lookup: Lookup::Found { target: target(AccountKind::Personal) },
        }));
        world.profile.app.accounts = accounts;
        let Screen::Address(AddressScreen { lookup, .. }) = view(&world).screen else { panic!() };
        assert_eq!(matches!(lookup, LookupView::Found(_)), taken, "{accounts:?}");
        assert_eq!(matches!(lookup, LookupView::NotTaken { kind: AccountKind::Personal, .. }), !taken, "{accounts:?}");
    }
}
