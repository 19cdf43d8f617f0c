//! A newer version of the app that asks for more, from the connected calendar to the second yes.

use profile::shipped_as;

use super::*;

const READ: &str = "openid profile User.Read Calendars.Read";

/// Connected with the app as it was when reading was all it asked for; the app has been updated since.
fn updated() -> World {
    let mut world = browser(Some(nora()));
    world.profile = Profile::demo().at("read").unwrap();
    let event = ended(&world, signed(nora(), READ));
    let mut world = world.on(event);
    assert_eq!(world.stage_name(), "connected");
    world.profile = Profile::demo();
    world
}

fn connected(world: &World) -> &ConnectedStage {
    let Stage::Connected(connected) = &world.stage else { panic!("{}", world.stage_name()) };
    connected
}

fn asked(world: World) -> World {
    let to = Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::En, length: Length::Full };
    let route = Route::MailApp;
    let world = world.does(to).does(Intent::Deliver { route });
    assert_eq!(world.asked_for(), ["deliver"]);
    world.on(Event::Delivered { route, outcome: Ok(None) }).does(Intent::Sent)
}

fn missing(world: &World) -> Vec<String> {
    connected(world).delta(&world.profile).added.into_iter().map(|asked| asked.value).collect()
}

#[test]
fn an_update_that_asks_for_more_leaves_the_calendar_connected_with_what_was_granted() {
    let world = updated();
    assert_eq!(missing(&world), ["Calendars.ReadWrite"]);
    let world = world.reopened();
    assert_eq!((world.stage_name(), world.asked_for()), ("connected".to_owned(), vec!["load week", "check"]));
    let Effect::LoadWeek { scopes, .. } = &world.effects[0] else { panic!() };
    assert!(scopes.cover(&Scopes::of(["Calendars.Read"])) && !scopes.cover(&Scopes::of(["Calendars.ReadWrite"])));
}

#[test]
fn an_update_that_it_approved_beforehand_asks_nobody_anything() {
    let world = updated().reopened();
    let event = checked(&world, Redemption::Granted(grant("Calendars.Read Calendars.ReadWrite User.Read")));
    let world = world.on(event);
    assert!(missing(&world).is_empty());
    assert_eq!(world.asked_for(), ["hold", "load week"]);
    assert_eq!(connected(&world).approved_at, None, "nobody was asked, so nobody answered");
}

#[test]
fn a_look_that_went_past_the_browser_is_taken_up_again() {
    let awaits = |world: &World| match &connected(world).addition.answer {
        Answer::Awaited { watch: Watch::Silent { state, .. }, .. } => state.clone(),
        other => panic!("{other:?}"),
    };
    let looking = asked(updated()).does(Intent::CheckNow);
    assert!(matches!(awaits(&looking), Checking::Now { .. }));
    let in_browser = looking.does(Intent::TryAgain);
    assert_eq!(in_browser.stage_name(), "browser");
    let evidence = Evidence::Redirect("error=access_denied&error_description=AADSTS90094".into());
    let event = ended(&in_browser, SignInEnd::Refused { leg: Leg::Calendar, evidence });
    let back = in_browser.on(event);
    assert_eq!(awaits(&back), Checking::Next { at: back.now });
}

#[test]
fn a_second_look_does_not_drop_the_answer_to_the_first() {
    let world = updated().reopened();
    let first = connected(&world).addition.looking;
    assert!(first.is_some());
    let again = world.does(Intent::CheckNow);
    assert_eq!(again.asked_for(), Vec::<&str>::new());
    assert_eq!(connected(&again).addition.looking, first);
}

#[test]
fn after_asking_the_watch_finds_the_yes_and_the_connection_has_the_new_scopes() {
    let world = asked(updated());
    assert_eq!(missing(&world), ["Calendars.ReadWrite"]);
    let world = world.after(20).on(Event::Tick);
    assert_eq!(world.asked_for(), ["check"]);
    let event = checked(&world, refusal("65001", "consent_required"));
    let world = world.on(event).after(40).on(Event::Tick);
    assert_eq!(world.asked_for(), ["check"]);
    let event = checked(&world, Redemption::Granted(grant(ALL)));
    let world = world.on(event);
    assert_eq!(world.asked_for(), ["hold", "load week", "notify answered"]);
    let connected = connected(&world);
    assert!(connected.granted.cover(&Scopes::of(["Calendars.ReadWrite"])));
    assert_eq!(connected.addition, Addition::default());
    assert_eq!(connected.agreed, Some(world.profile.agreed()));
    assert_eq!(connected.request.as_ref().map(|draft| draft.to.as_str()), Some("it@northbank.example"));
    assert!(connected.approved_at.is_some());
}

#[test]
fn a_token_for_less_than_was_asked_proves_nothing_and_the_watch_goes_on() {
    let world = asked(updated()).after(20).on(Event::Tick);
    let event = checked(&world, Redemption::Granted(grant(READ)));
    let world = world.on(event);
    assert!(matches!(connected(&world).addition.answer, Answer::Awaited { .. }));
    assert_eq!((missing(&world), world.asked_for()), (vec!["Calendars.ReadWrite".to_owned()], vec![]));
}

#[test]
fn a_note_that_was_not_sent_after_all_may_be_handed_over_again() {
    let route = Route::MailApp;
    let handed_over = updated().does(Intent::Deliver { route }).on(Event::Delivered { route, outcome: Ok(None) });
    assert!(matches!(connected(&handed_over).addition.note, Delivery::HandedOver { .. }));
    assert_eq!(connected(&handed_over.does(Intent::NotSent)).addition.note, Delivery::NotYet);
}

#[test]
fn the_watch_for_the_addition_survives_a_restart() {
    let world = asked(updated()).reopened();
    assert_eq!(world.asked_for(), ["load week", "check"]);
    let attempt = world.fresh;
    let Answer::Awaited { watch, .. } = &connected(&world).addition.answer else { panic!() };
    assert!(watch.awaits(attempt));
}

#[test]
fn a_sign_in_that_ran_out_is_renewed_for_what_was_granted_and_stays_connected() {
    let world = updated().does(Intent::SignIn);
    let [Effect::StopSignIn, Effect::SignIn { order, .. }] = world.effects.as_slice() else { panic!() };
    let ScopePlan::OneStage(scopes) = &order.plan else { panic!() };
    assert!(!scopes.cover(&Scopes::of(["Calendars.ReadWrite"])) && scopes.cover(&Scopes::of(["Calendars.Read"])));
    let event = ended(&world, signed(nora(), READ));
    let world = world.on(event);
    assert_eq!((world.stage_name(), missing(&world)), ("connected".to_owned(), vec!["Calendars.ReadWrite".to_owned()]));
}

#[test]
fn the_wall_in_front_of_the_addition_leads_back_to_the_connection() {
    let world = updated().does(Intent::TryAgain).does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert_eq!((world.stage_name(), world.asked_for()), ("connected".to_owned(), vec!["stop", "load week"]));
    assert_eq!(connected(&world).addition.answer, Answer::LeftToIt);
}

#[test]
fn a_no_to_the_addition_keeps_the_calendar_and_may_be_asked_about_again() {
    let world = asked(updated()).does(Intent::TheySaidNo);
    assert_eq!(world.stage_name(), "connected");
    assert!(matches!(connected(&world).addition.answer, Answer::No { .. }));
    let world = world.does(Intent::AskIt);
    assert_eq!(
        (&connected(&world).addition.answer, &connected(&world).addition.note),
        (&Answer::LeftToIt, &Delivery::NotYet)
    );
}

#[test]
fn a_permission_given_up_needs_no_approval() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let mut world = world.on(event);
    world.profile.permissions.retain(|asked| asked.value != "User.Read");
    world.profile.version += 1;
    let delta = connected(&world).delta(&world.profile);
    assert!(!delta.needs_approval());
    assert_eq!(delta.removed.len(), 1);
    let again = world.reopened();
    assert_eq!(again.asked_for(), ["load week"]);
    assert!(again.does(Intent::Deliver { route: Route::Copy }).asked_for().is_empty());
}

#[test]
fn what_no_token_shows_is_told_by_what_was_agreed_to_and_taken_on_the_persons_word() {
    let suite = shipped_as("learning-suite").unwrap();
    let mut earlier = suite.clone();
    earlier.permissions.retain(|asked| asked.value != "GroupMember.Read.All");
    earlier.version -= 1;
    let scopes = [suite.identity_scopes(), suite.calendar_scopes()].concat().join(" ");
    let mut world = browser(Some(nora()));
    world.profile = earlier;
    let event = ended(&world, signed(nora(), &scopes));
    let mut world = world.on(event);
    world.profile = suite.clone();
    assert_eq!(missing(&world), ["GroupMember.Read.All"]);
    let world = asked(world);
    let Answer::Awaited { watch, .. } = &connected(&world).addition.answer else { panic!() };
    assert_eq!(*watch, Watch::Remind);
    let world = world.does(Intent::TheySaidYes);
    assert!(missing(&world).is_empty());
}

#[test]
fn what_a_token_shows_is_looked_for_and_not_taken_on_the_persons_word() {
    let world = asked(updated()).does(Intent::TheySaidYes);
    assert_eq!(world.asked_for(), ["check"]);
    assert_eq!(missing(&world), ["Calendars.ReadWrite"]);
}

#[test]
fn a_wall_in_front_of_the_full_app_leaves_the_level_that_it_approved_earlier() {
    let identified = |scopes: &str| {
        let world = browser(None);
        let attempt = world.fresh;
        let news = SignInNews::Identified(SignedIn { account: nora(), grant: grant(scopes) });
        world.on(Event::News { attempt: attempt - 1, news })
    };
    let world = identified("openid profile User.Read Calendars.Read Calendars.ReadBasic");
    let world = world.does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert_eq!((world.stage_name(), world.asked_for()), ("connected".to_owned(), vec!["stop", "load week"]));
    assert_eq!(connected(&world).agreed.as_ref().unwrap().hash, world.profile.at("read").unwrap().hash().to_string());
    assert_eq!(missing(&world), ["Calendars.ReadWrite"]);
    let walled = identified("openid profile User.Read").does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert_eq!(walled.stage_name(), "blocked");
    // Who says no to all of it has not asked for less of it.
    let world = identified("openid profile User.Read Calendars.Read Calendars.ReadBasic");
    let evidence = Evidence::Redirect("error=access_denied&error_description=AADSTS65004%3a+declined".into());
    let event = ended(&world, SignInEnd::Refused { leg: Leg::Calendar, evidence });
    let declined = world.on(event);
    let Stage::Blocked(blocked) = &declined.stage else { panic!("{}", declined.stage_name()) };
    assert_eq!(blocked.verdict.wall, Wall::UserDeclined);
}
