//! Somebody else signed in than was meant.

use super::*;

const IDENTITY: &str = "openid profile User.Read";

fn alias() -> Account {
    Account { username: "n.lindqvist@northbank-group.example".into(), ..nora() }
}

fn identified(world: World, account: Account) -> World {
    let attempt = world.fresh - 1;
    let news = SignInNews::Identified(SignedIn { account, grant: grant(IDENTITY) });
    world.on(Event::News { attempt, news })
}

fn comes_back(world: World, account: Account, scopes: &str) -> World {
    let event = ended(&world, signed(account, scopes));
    world.on(event)
}

/// The question, with what was asked of the surroundings to get there.
fn asked(account: Option<Account>, newcomer: Account, scopes: &str) -> World {
    let world = comes_back(browser(account), newcomer, scopes);
    assert_eq!(world.stage_name(), "someone_else");
    assert_eq!(world.asked_for(), ["stop", "set aside"], "nothing is kept, held or forgotten");
    world
}

fn question(world: &World) -> &SomeoneElseStage {
    let Stage::SomeoneElse(stage) = &world.stage else { panic!("{}", world.stage_name()) };
    stage
}

fn order(world: &World) -> &SignInOrder {
    world
        .effects
        .iter()
        .find_map(|effect| match effect {
            Effect::SignIn { order, .. } => Some(order),
            _ => None,
        })
        .unwrap()
}

fn connected_as(account: Account) -> World {
    let world = browser(Some(account.clone()));
    comes_back(world, account, ALL)
}

#[test]
fn another_address_than_the_one_typed_is_asked_about() {
    for newcomer in [adrian(), alias(), Account { username: String::new(), ..nora() }] {
        let world = asked(None, newcomer.clone(), IDENTITY);
        assert_eq!(question(&world).account, None);
        assert_eq!(question(&world).signed_in, newcomer);
        assert_eq!(question(&world).tokens, Tokens::Aside { granted: Scopes::parse(IDENTITY) });
        // News of the same, from a provider that goes straight on, ends the attempt as well.
        let world = identified(browser(None), newcomer);
        assert_eq!(world.stage_name(), "someone_else");
        assert_eq!(world.asked_for(), ["stop", "set aside"]);
    }
}

#[test]
fn the_address_typed_in_other_letters_is_no_question() {
    let shouting = Account { username: "NORA@Northbank.Example".into(), ..nora() };
    let world = identified(browser(None), shouting.clone());
    assert_eq!(world.asked_for(), ["keep"]);
    assert_eq!(comes_back(browser(None), shouting, ALL).stage_name(), "connected");
}

#[test]
fn somebody_else_never_takes_the_place_of_the_person_who_proved_themselves() {
    let guest = || Account { tenant_id: "11111111-1111-4222-8333-944444444444".into(), ..nora() };
    for (scopes, other) in [(ALL, adrian()), (IDENTITY, adrian()), (ALL, guest())] {
        let world = asked(Some(nora()), other, scopes);
        assert_eq!(question(&world).account, Some(nora()));
    }
    // The same person under another name or address is the same person.
    let renamed = Account { name: "Nora Berg".into(), ..alias() };
    assert_eq!(comes_back(browser(Some(nora())), renamed, ALL).stage_name(), "connected");
} // C1: 52

#[test]
fn a_connection_that_is_renewed_by_somebody_else_stays_as_it_was() {
    let before = connected_as(nora());
    let world = comes_back(before.does(Intent::SignIn), adrian(), ALL);
    assert_eq!(world.asked_for(), ["stop", "set aside"]);
    let world = world.does(Intent::CancelSignIn);
    assert_eq!(world.asked_for(), ["discard", "stop", "load week"]);
    assert!(matches!(&world.stage, Stage::Connected(connected) if connected.account == nora()));
} // C1: 52

#[test]
fn carrying_on_makes_the_newcomer_the_one_who_is_meant() {
    let world = asked(None, alias(), IDENTITY).does(Intent::CarryOn);
    assert_eq!(world.asked_for(), ["adopt", "stop", "sign in one-stage"]);
    assert_eq!(order(&world).intended, Intended::Account(alias()));
    assert_eq!(order(&world).prompt, Prompt::AsNeeded);
    let Stage::Browser(stage) = &world.stage else { panic!("{}", world.stage_name()) };
    assert_eq!(stage.account, Some(alias()));
    assert_eq!(stage.target.email.as_str(), "n.lindqvist@northbank-group.example");
    let tenant = stage.target.tenant.clone().unwrap();
    assert_eq!((tenant.id, tenant.domain), (alias().tenant_id, "northbank-group.example".to_owned()));
    // The calendar connects them, and they are the ones held against from here on.
    assert_eq!(comes_back(world, alias(), ALL).stage_name(), "connected");
}

#[test]
fn carrying_on_with_the_calendar_already_granted_connects_at_once() {
    let world = asked(None, adrian(), ALL).does(Intent::CarryOn);
    assert_eq!(world.asked_for(), ["adopt", "load week"]);
    assert!(matches!(&world.stage, Stage::Connected(connected)
        if connected.account == adrian() && connected.granted == Scopes::parse(ALL)));
}

#[test]
fn carrying_on_takes_nothing_over_from_whoever_proved_themselves_and_forgets_nothing_of_theirs() {
    let mut before = connected_as(nora());
    if let Stage::Connected(connected) = &mut before.stage {
        connected.bookings = Some("visits".into());
    }
    let carried_on = |before: World| comes_back(before, adrian(), IDENTITY).does(Intent::CarryOn);
    let renewed = || World { profile: Profile::demo(), ..World::at(before.stage.clone()) }.does(Intent::SignIn);
    let world = carried_on(renewed());
    assert_eq!(world.asked_for(), ["adopt", "stop", "sign in one-stage"]);
    // A wall, or the calendar, is the newcomer's own.
    let walled = carried_on(renewed()).does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert!(matches!(&walled.stage, Stage::Blocked(blocked) if blocked.account == Some(adrian())));
    let connected = comes_back(carried_on(renewed()), adrian(), ALL);
    assert!(matches!(&connected.stage, Stage::Connected(connected)
        if connected.account == adrian() && connected.bookings.is_none() && connected.approved_at.is_none()));
    // Left before it came to anything, it is as if nobody else had come.
    let left = world.does(Intent::CancelSignIn);
    assert_eq!(left.asked_for(), ["stop", "forget", "load week"]);
    assert!(matches!(&left.stage, Stage::Connected(connected)
        if connected.account == nora() && connected.bookings.as_deref() == Some("visits")));
    let waits = || waiting(Some(nora())).does(Intent::TryAgain);
    let walled = carried_on(waits()).does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert_eq!((walled.stage_name().as_str(), walled.stage.known().draft), ("blocked", None));
    let left = carried_on(waits()).does(Intent::CancelSignIn);
    assert!(matches!(&left.stage, Stage::Waiting(waiting) if waiting.blocked.account == Some(nora())));
    let at_once = comes_back(connected_as(nora()).does(Intent::SignIn), adrian(), ALL).does(Intent::CarryOn);
    assert_eq!(at_once.asked_for(), ["adopt", "load week"]);
}

#[test]
fn a_wall_after_carrying_on_is_the_newcomers() {
    let world =
        asked(None, adrian(), IDENTITY).does(Intent::CarryOn).does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert!(matches!(&world.stage, Stage::Blocked(blocked)
        if blocked.account == Some(adrian()) && blocked.target.email.as_str() == "adrian@northbank.example"));
}

#[test]
fn choosing_again_asks_microsofts_page_to_ask_with_the_hint_of_who_was_meant() {
    for (account, plan) in [(None, "sign in two-stage"), (Some(nora()), "sign in one-stage")] {
        let world = asked(account.clone(), adrian(), IDENTITY).does(Intent::ChooseAccount);
        assert_eq!(world.asked_for(), ["discard", "stop", plan]);
        assert_eq!(order(&world).prompt, Prompt::SelectAccount);
        assert_eq!(order(&world).intended.hint(), "nora@northbank.example");
        let Stage::Browser(stage) = &world.stage else { panic!("{}", world.stage_name()) };
        assert_eq!((&stage.account, &stage.target), (&account, &target(AccountKind::Work)));
        assert_eq!(comes_back(world, nora(), ALL).stage_name(), "connected");
    }
}

#[test]
fn going_back_drops_the_newcomer_and_goes_where_the_attempt_began() {
    for intent in [Intent::Back, Intent::CancelSignIn] {
        let world = asked(None, adrian(), ALL).does(intent);
        assert_eq!(world.asked_for(), ["discard", "stop"]);
        assert_eq!(world.stage, Stage::Permissions(target(AccountKind::Work)));
    }
    let world = asked(None, adrian(), ALL).does(Intent::StartOver);
    assert_eq!((world.stage_name().as_str(), world.asked_for()), ("welcome", vec!["stop", "discard", "forget others"]));
    let world = asked(Some(nora()), adrian(), ALL).does(Intent::SignOut);
    assert_eq!(
        (world.stage_name().as_str(), world.asked_for()),
        ("welcome", vec!["stop", "discard", "forget", "forget others"])
    );
    assert!(matches!(&world.effects[2], Effect::Forget(key) if *key == nora().key()));
}

#[test]
fn a_question_the_app_was_closed_on_stands_without_tokens() {
    let world = asked(None, alias(), ALL);
    let written = serde_json::to_string(&world.stage).unwrap();
    assert!(!written.contains("refresh") && !written.contains("Calendars"), "{written}");
    let world = world.reopened();
    assert!(world.effects.is_empty());
    assert_eq!((question(&world).tokens.clone(), question(&world).signed_in.clone()), (Tokens::Gone, alias()));
    // To go on with them is to sign in again, as them, and both legs are asked for anew.
    let world = world.does(Intent::CarryOn);
    assert_eq!(world.asked_for(), ["stop", "sign in two-stage"]);
    assert_eq!(order(&world).intended.hint(), alias().username);
    let world = comes_back(world, alias(), ALL);
    assert_eq!(world.stage_name(), "connected");
    let again = asked(None, alias(), ALL).reopened().does(Intent::ChooseAccount);
    assert_eq!(again.asked_for(), ["discard", "stop", "sign in two-stage"]);
    assert_eq!(order(&again).prompt, Prompt::SelectAccount);
}

#[test]
fn nothing_else_moves_the_question() {
    let world = asked(None, adrian(), IDENTITY);
    let before = world.stage.clone();
    let attempt = world.fresh - 2;
    let late = SignInNews::Identified(SignedIn { account: nora(), grant: grant(ALL) });
    let world = world
        .on(Event::Tick)
        .does(Intent::SignIn)
        .does(Intent::TryAgain)
        .on(Event::News { attempt, news: late })
        .on(Event::SignInEnded { attempt, end: signed(nora(), ALL) });
    assert_eq!(world.stage, before);
    assert!(world.effects.is_empty());
    assert_eq!(next_wake_of(&world), None);
}

fn next_wake_of(world: &World) -> Option<Timestamp> {
    crate::schedule::next_wake(&world.stage)
}

#[test]
fn a_tab_that_answers_late_asks_too_and_the_letter_stays_written() {
    let letter = |world: World| {
        world.does(Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::En, length: Length::Full })
    };
    let (at_the_wall, writing) = (blocked(None), letter(blocked(None).does(Intent::AskIt)));
    let waits = letter(blocked(None).does(Intent::AskIt)).does(Intent::Sent);
    for (world, back_at) in [(at_the_wall, "blocked"), (writing, "blocked"), (waits, "waiting")] {
        let written = world.stage.known().draft.cloned();
        let world = world.on(Event::SignInEnded { attempt: 1, end: signed(alias(), IDENTITY) });
        assert_eq!(world.stage_name(), "someone_else");
        assert_eq!(world.asked_for(), ["stop", "set aside"]);
        let left = World { profile: Profile::demo(), ..World::at(world.stage.clone()) }.does(Intent::Back);
        assert_eq!(left.stage_name(), back_at);
        assert_eq!(left.stage.known().draft.cloned(), written);
        // Their own address after all: what was written is theirs.
        let world = world.does(Intent::CarryOn).does(Intent::TellPage { card: Card::NeedAdminApproval });
        assert_eq!(world.stage_name(), back_at);
        assert_eq!(world.stage.known().draft.cloned(), written);
        assert_eq!(world.stage.known().account, Some(&alias()));
    }
}

#[test]
fn an_administrator_who_approves_in_the_tab_of_somebody_known_is_not_asked_about() {
    for world in [blocked(Some(nora())), blocked(Some(nora())).does(Intent::AskIt)] {
        let before = world.stage.clone();
        let world = world.on(Event::SignInEnded { attempt: 1, end: signed(adrian(), ALL) });
        assert_eq!(world.stage, before);
        assert!(world.effects.is_empty());
    }
    // Who waits looks at once: the approval may just have come.
    let world = waiting(Some(nora())).on(Event::SignInEnded { attempt: 1, end: signed(adrian(), ALL) });
    assert_eq!((world.stage_name().as_str(), world.asked_for()), ("waiting", vec!["check"]));
    assert_eq!(world.stage.known().account, Some(&nora()));
}

#[test]
fn leaving_after_carrying_on_drops_the_token_that_the_attempt_brought() {
    let world = waiting(None).on(Event::SignInEnded { attempt: 1, end: signed(alias(), IDENTITY) });
    let world = world.does(Intent::CarryOn).does(Intent::CancelSignIn);
    assert_eq!(world.stage_name(), "waiting");
    assert_eq!(world.asked_for(), ["stop", "forget"]);
}

#[test]
fn an_account_the_app_does_not_take_is_said_at_the_address_and_not_offered() {
    let personal = Account { tenant_id: "9188040d-6c67-4c5b-b112-36a304b66dad".into(), ..adrian() };
    let mut world = browser(None);
    world.profile.app.accounts = profile::Accounts::Work;
    assert_eq!(comes_back(world, personal.clone(), ALL).stage_name(), "address");
    let mut world = browser(Some(nora()));
    world.profile.app.accounts = profile::Accounts::Work;
    let world = comes_back(world, personal, ALL);
    assert_eq!(world.stage_name(), "someone_else");
    let world = world.does(Intent::CarryOn);
    assert_eq!((world.stage_name().as_str(), world.asked_for()), ("address", vec!["discard", "forget"]));
}

#[test]
fn a_fault_of_an_earlier_version_is_still_read() {
    let fault: SignInFault = serde_json::from_str(r#"{"kind":"someone_else"}"#).unwrap();
    assert_eq!(fault, SignInFault::NotOurs);
}
