#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm)]

use std::path::PathBuf;
use std::time::Duration;

use diagnosis::{Approval, Card, Evidence, Wall};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use profile::{Lang, Profile};
use request::{Length, LetterLang, Route};

use super::*;
use crate::event::{Announcement, CheckOutcome, LoadedWeek};
use crate::model::{CalendarInfo, Cloud, EmailAddress, Tenant};
use crate::ports::*;
use crate::secret::{AccessToken, RefreshToken, SignInPage};
use crate::stage::*;

const NOON: &str = "2026-11-18T12:00:00Z";

struct World {
    profile: Profile,
    now: Timestamp,
    fresh: Attempt,
    stage: Stage,
    effects: Vec<Effect>,
}

impl World {
    fn at(stage: Stage) -> Self {
        Self { profile: Profile::demo(), now: NOON.parse().unwrap(), fresh: 100, stage, effects: vec![] }
    }

    fn on(mut self, event: Event) -> Self {
        self.fresh += 1;
        let at = Context {
            profile: &self.profile,
            language: Lang::En,
            now: self.now,
            zone: TimeZone::UTC,
            fresh: self.fresh,
        };
        let (stage, effects) = step(self.stage.clone(), event, &at);
        self.stage = stage;
        self.effects = effects;
        self
    }

    fn does(self, intent: Intent) -> Self {
        self.on(Event::Intent(intent))
    }

    fn after(mut self, seconds: i64) -> Self {
        self.now = self.now.checked_add(seconds.seconds()).unwrap();
        self
    }

    fn reopened(mut self) -> Self {
        self.fresh += 1;
        let written = serde_json::to_string(&self.stage).unwrap();
        let at = Context {
            profile: &self.profile,
            language: Lang::En,
            now: self.now,
            zone: TimeZone::UTC,
            fresh: self.fresh,
        };
        let (stage, effects) = resume(serde_json::from_str(&written).unwrap(), &at);
        self.stage = stage;
        self.effects = effects;
        self
    }

    fn asked_for(&self) -> Vec<&'static str> {
        self.effects.iter().map(name).collect()
    }

    fn stage_name(&self) -> String {
        serde_json::to_value(&self.stage).unwrap()["stage"].as_str().unwrap().to_owned()
    }
}

fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Discover { .. } => "discover",
        Effect::SignIn { order, .. } => match order.plan {
            ScopePlan::TwoStage { .. } => "sign in two-stage",
            ScopePlan::OneStage(_) => "sign in one-stage",
        },
        Effect::StopSignIn => "stop",
        Effect::OpenPage { .. } => "open page",
        Effect::CopyPage => "copy page",
        Effect::Keep(_) => "keep",
        Effect::Hold { .. } => "hold",
        Effect::Forget(_) => "forget",
        Effect::Check { .. } => "check",
        Effect::LoadWeek { .. } => "load week",
        Effect::Deliver { .. } => "deliver",
        Effect::OpenLink(_) => "open link",
        Effect::OpenApp => "open app",
        Effect::Notify(Announcement::Connected) => "notify connected",
        Effect::Notify(Announcement::ItAnswered) => "notify answered",
    }
}

fn tenant(kind: AccountKind) -> Tenant {
    Tenant {
        id: "7f0d0b0c-1111-4222-8333-944444444444".into(),
        domain: "northbank.example".into(),
        cloud: Cloud::Public,
        kind,
    }
}

fn target(kind: AccountKind) -> Target {
    Target { email: EmailAddress::parse("nora@northbank.example").unwrap(), tenant: Some(tenant(kind)) }
}

fn nora() -> Account {
    Account {
        tenant_id: tenant(AccountKind::Work).id,
        object_id: "0a0b0c0d-0000-4000-8000-000000000001".into(),
        name: "Nora Lindqvist".into(),
        username: "nora@northbank.example".into(),
    }
}

fn adrian() -> Account {
    Account { object_id: "0a0b0c0d-0000-4000-8000-000000000002".into(), name: "Adrian Osei".into(), ..nora() }
}

fn grant(scopes: &str) -> Grant {
    Grant {
        access: AccessToken::new("access".into()),
        refresh: Some(RefreshToken::new("refresh".into())),
        scopes: Scopes::parse(scopes),
        expires_in: Duration::from_secs(3600),
    }
}

fn signed(account: Account, scopes: &str) -> SignInEnd {
    SignInEnd::Signed(SignedIn { account, grant: grant(scopes) })
}

fn browser(account: Option<Account>) -> World {
    let mut world = World::at(Stage::Permissions(target(AccountKind::Work))).does(Intent::SignIn);
    if let Stage::Browser(browser) = &mut world.stage {
        browser.account = account;
    }
    let attempt = world.fresh;
    world.on(Event::News { attempt, news: SignInNews::PageReady(SignInPage::new("https://x".into())) })
}

fn ended(world: &World, end: SignInEnd) -> Event {
    let Stage::Browser(browser) = &world.stage else { panic!("not in the browser") };
    Event::SignInEnded { attempt: browser.attempt, end }
}

fn blocked(account: Option<Account>) -> World {
    browser(account).does(Intent::TellPage { card: Card::NeedAdminApproval })
}

fn waiting(account: Option<Account>) -> World {
    blocked(account).does(Intent::AskIt).does(Intent::Sent)
}

fn checked(world: &World, redemption: Redemption) -> Event {
    Event::Checked { attempt: world.fresh, outcome: CheckOutcome::Answer(redemption) }
}

fn refusal(codes: &str, suberror: &str) -> Redemption {
    Redemption::Refused(Evidence::Token(format!(
        r#"{{"error":"invalid_grant","error_description":"AADSTS{codes}: text","error_codes":[{codes}],"suberror":"{suberror}"}}"#
    )))
}

const ALL: &str = "openid profile User.Read Calendars.ReadWrite";

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
        ("nora", AddressFaultName::At),
        ("nora lind@northbank.example", AddressFaultName::Space),
        ("nora@北銀.example", AddressFaultName::NonAscii),
        ("nora@northbank", AddressFaultName::Domain),
        ("a@b@c.example", AddressFaultName::At),
    ] {
        let world = World::at(Stage::Welcome).does(Intent::Start).does(Intent::TypeAddress { text: text.into() });
        assert!(world.asked_for().is_empty(), "{text}");
        let Stage::Address(address) = &world.stage else { panic!() };
        assert_eq!(address.typed, text);
        assert_eq!(address.lookup, Lookup::Invalid { fault }, "{text}");
    }
}

use crate::model::AddressFault as AddressFaultName;

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
fn work_accounts_sign_in_in_two_stages_and_personal_ones_in_one() {
    let work = World::at(Stage::Permissions(target(AccountKind::Work))).does(Intent::SignIn);
    assert_eq!(work.asked_for(), ["stop", "sign in two-stage"]);
    let personal = World::at(Stage::Permissions(target(AccountKind::Personal))).does(Intent::SignIn);
    assert_eq!(personal.asked_for(), ["stop", "sign in one-stage"]);
}

#[test]
fn a_second_click_shows_the_same_page_instead_of_starting_again() {
    let world = browser(None).does(Intent::SignIn);
    assert_eq!(world.asked_for(), ["open page"]);
}

#[test]
fn a_granted_calendar_connects_without_a_decision() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event);
    assert_eq!(world.stage_name(), "connected");
    assert_eq!(world.asked_for(), ["stop", "keep", "hold", "load week"]);
    assert!(matches!(&world.stage, Stage::Connected(c) if c.approved_at.is_none()));
}

#[test]
fn tokens_without_the_calendar_are_no_connection_but_are_kept_for_the_watch() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), "openid profile User.Read"));
    let world = world.on(event);
    assert_eq!(world.stage_name(), "blocked");
    assert_eq!(world.asked_for(), ["keep"]);
}

#[test]
fn the_identity_of_stage_one_is_kept_before_the_calendar_is_asked_for() {
    let world = browser(None);
    let attempt = world.fresh - 1;
    let news = SignInNews::Identified(SignedIn { account: nora(), grant: grant("openid profile User.Read") });
    let world = world.on(Event::News { attempt, news });
    assert_eq!(world.asked_for(), ["keep"]);
    assert!(matches!(&world.stage, Stage::Browser(b) if b.account == Some(nora())));
}

#[test]
fn every_end_of_the_browser_trip_has_its_stage() {
    let table: Vec<(&str, SignInEnd, &str)> = vec![
        (
            "a wall with a code",
            SignInEnd::Refused {
                leg: Leg::Calendar,
                evidence: Evidence::Redirect("error=access_denied&error_description=AADSTS90094%3a+x".into()),
            },
            "blocked",
        ),
        (
            "a cancel without a code",
            SignInEnd::Refused {
                leg: Leg::Calendar,
                evidence: Evidence::Redirect("error=access_denied&error_subcode=cancel".into()),
            },
            "blocked",
        ),
        ("a fault", SignInEnd::Failed(SignInFault::Network(NetworkFault::Offline)), "browser"),
        ("an interruption", SignInEnd::Cancelled, "browser"),
    ];
    for (what, end, stage) in table {
        let world = browser(Some(nora()));
        let event = ended(&world, end);
        assert_eq!(world.on(event).stage_name(), stage, "{what}");
    }
}

#[test]
fn a_codeless_cancel_is_not_called_declined() {
    let world = browser(Some(nora()));
    let evidence = Evidence::Redirect("error=access_denied&error_subcode=cancel".into());
    let event = ended(&world, SignInEnd::Refused { leg: Leg::Calendar, evidence });
    let Stage::Blocked(blocked) = world.on(event).stage else { panic!() };
    assert_eq!(blocked.verdict.next, diagnosis::Next::AskPerson);
}

#[test]
fn an_answer_of_an_earlier_attempt_changes_nothing() {
    let world = browser(None);
    let before = world.stage.clone();
    let world = world.on(Event::SignInEnded { attempt: 1, end: signed(nora(), ALL) });
    assert_eq!(world.stage, before);
    assert!(world.effects.is_empty());
}

#[test]
fn a_page_that_did_not_open_says_so_and_can_be_tried_again() {
    let world = browser(None);
    let attempt = world.fresh - 1;
    let world = world.on(Event::PageOpened { attempt, opened: Err(OpenFault::NothingOpened) });
    assert!(matches!(&world.stage, Stage::Browser(b) if matches!(b.page, PageState::NotOpened { .. })));
    assert_eq!(world.does(Intent::OpenPageAgain).asked_for(), ["open page"]);
}

#[test]
fn after_a_fault_the_page_is_opened_by_a_fresh_attempt() {
    let world = browser(Some(nora()));
    let event = ended(&world, SignInEnd::Failed(SignInFault::NoLocalPort));
    let world = world.on(event).does(Intent::OpenPageAgain);
    assert_eq!(world.asked_for(), ["stop", "sign in one-stage"]);
}

#[test]
fn cancelling_the_sign_in_frees_it_and_goes_back_to_the_permissions() {
    let world = browser(None).does(Intent::CancelSignIn);
    assert_eq!(world.stage_name(), "permissions");
    assert_eq!(world.asked_for(), ["stop"]);
}

#[test]
fn the_cards_and_the_paste_box_lead_to_the_right_place() {
    for (card, stage) in [
        (Card::NeedAdminApproval, "blocked"),
        (Card::ApprovalRequired, "blocked"),
        (Card::RequestSent, "waiting"),
        (Card::SomethingElse, "browser"),
    ] {
        assert_eq!(browser(Some(nora())).does(Intent::TellPage { card }).stage_name(), stage, "{card:?}");
    }
    let world = browser(None).does(Intent::PasteText { text: "my cat walked here".into() });
    assert!(matches!(&world.stage, Stage::Browser(b) if b.paste == Paste::NothingFound));
    let world = browser(None).does(Intent::PasteText { text: "AADSTS90094: admin consent is needed".into() });
    let Stage::Blocked(blocked) = world.stage else { panic!() };
    assert!(matches!(blocked.verdict.wall, Wall::AdminApprovalRequired(_)));
}

#[test]
fn another_account_begins_at_the_address_and_ends_the_old_attempt() {
    let world = blocked(Some(nora())).does(Intent::ChangeAddress);
    assert_eq!(world.stage_name(), "address");
    assert_eq!(world.asked_for(), ["stop", "forget"]);
}

#[test]
fn an_account_that_is_dropped_on_the_way_back_leaves_no_token() {
    assert_eq!(browser(Some(nora())).does(Intent::CancelSignIn).asked_for(), ["stop", "forget"]);
    assert_eq!(blocked(Some(nora())).does(Intent::Back).asked_for(), ["stop", "forget"]);
}

#[test]
fn another_try_from_the_waiting_room_loses_nothing() {
    let edit = Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::En, length: Length::Full };
    let waiting = || blocked(None).does(Intent::AskIt).does(edit.clone()).does(Intent::Sent);
    let letter_of = |world: &World| match &world.stage {
        Stage::Waiting(waiting) => waiting.draft.to.clone(),
        _ => panic!("{}", world.stage_name()),
    };
    let trying = waiting().does(Intent::TryAgain);
    assert_eq!(trying.stage_name(), "browser");
    assert_eq!(letter_of(&trying.does(Intent::CancelSignIn)), "it@northbank.example");
    let walled = waiting().does(Intent::TryAgain).does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert_eq!(letter_of(&walled), "it@northbank.example");
}

#[test]
fn a_try_that_succeeds_after_asking_is_its_yes() {
    let world = waiting(None).does(Intent::TryAgain);
    let event = ended(&world, signed(nora(), ALL));
    assert!(matches!(world.on(event).stage, Stage::Connected(c) if c.approved_at.is_some()));
    let world = blocked(None).does(Intent::TryAgain);
    let event = ended(&world, signed(nora(), ALL));
    assert!(matches!(world.on(event).stage, Stage::Connected(c) if c.approved_at.is_none()));
}

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
    let event = ended(&world, signed(nora(), ALL));
    let Stage::Connected(connected) = world.on(event).stage else { panic!() };
    assert!(connected.hidden.contains("birthdays"));
    assert_eq!(connected.bookings.as_deref(), Some("visits"));
}

#[test]
fn a_person_proved_after_the_card_was_picked_is_known_and_watched_for() {
    let news = || SignInNews::Identified(SignedIn { account: nora(), grant: grant("openid profile User.Read") });
    let world = blocked(None).on(Event::News { attempt: 7, news: news() });
    assert_eq!(world.asked_for(), ["keep"]);
    assert!(matches!(&world.stage, Stage::Blocked(b) if b.account.is_some() && b.leg == Leg::Calendar));
    let world = waiting(None).on(Event::News { attempt: 7, news: news() });
    assert!(matches!(&world.stage, Stage::Waiting(w) if matches!(w.waiting.watch, Watch::Silent { .. })));
}

#[test]
fn a_key_store_that_does_not_answer_is_no_check_and_no_end_of_the_watch() {
    for fault in [StoreFault::Locked, StoreFault::Unavailable] {
        let world = waiting(Some(nora())).does(Intent::CheckNow);
        let attempt = world.fresh;
        let world = world.on(Event::Checked { attempt, outcome: CheckOutcome::Store(fault) });
        let Stage::Waiting(waiting) = &world.stage else { panic!() };
        assert!(matches!(waiting.waiting.watch, Watch::Silent { checks: 0, state: Checking::NoToken { .. }, .. }));
        assert_eq!(world.after(60).on(Event::Tick).asked_for(), ["check"]);
    }
}

#[test]
fn reading_the_letter_again_does_not_stop_the_watch() {
    let world = waiting(Some(nora())).does(Intent::ReadDraft).after(20).on(Event::Tick);
    assert_eq!(world.asked_for(), ["check"]);
    let event = checked(&world, Redemption::Granted(grant(ALL)));
    assert_eq!(world.on(event).stage_name(), "connected");
}

#[test]
fn the_letter_read_after_a_no_goes_back_to_the_no() {
    let world = waiting(Some(nora())).does(Intent::TheySaidNo).does(Intent::ReadDraft).does(Intent::Back);
    assert_eq!(world.stage_name(), "denied");
}

#[test]
fn a_paste_with_nothing_in_it_says_so_also_after_the_block() {
    let world = blocked(None).does(Intent::PasteText { text: "my cat walked here".into() });
    assert!(matches!(&world.stage, Stage::Blocked(b) if b.paste == Paste::NothingFound));
}

#[test]
fn a_late_yes_in_the_tab_connects_only_the_same_person() {
    let late = |account: Account| {
        blocked(Some(nora())).on(Event::SignInEnded { attempt: 7, end: signed(account, ALL) }).stage_name()
    };
    assert_eq!(late(nora()), "connected");
    assert_eq!(late(adrian()), "blocked");
}

#[test]
fn a_late_code_makes_the_verdict_surer() {
    let world = blocked(Some(nora()));
    let evidence = Evidence::Redirect("error=access_denied&error_description=AADSTS900941%3a+x".into());
    let world = world.on(Event::SignInEnded { attempt: 7, end: SignInEnd::Refused { leg: Leg::Calendar, evidence } });
    let Stage::Blocked(blocked) = world.stage else { panic!() };
    assert_eq!(blocked.verdict.wall, Wall::AdminApprovalRequired(Approval::RiskyApp));
}

#[test]
fn the_draft_is_kept_to_the_character_and_delivered_by_the_chosen_route() {
    let edit = Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::Both, length: Length::Short };
    let world = blocked(Some(nora())).does(Intent::AskIt).does(edit).does(Intent::Deliver { route: Route::DraftFile });
    assert_eq!(world.asked_for(), ["deliver"]);
    let twice = World { effects: vec![], ..world }.does(Intent::Deliver { route: Route::DraftFile });
    assert!(twice.asked_for().is_empty());
    let file = Some(PathBuf::from("request.eml"));
    let world = twice.on(Event::Delivered { route: Route::DraftFile, outcome: Ok(file.clone()) });
    let Stage::Compose(compose) = &world.stage else { panic!() };
    assert_eq!(compose.delivery, Delivery::HandedOver { route: Route::DraftFile, file });
    let world = world.does(Intent::Sent);
    let Stage::Waiting(waiting) = &world.stage else { panic!() };
    assert_eq!(waiting.draft.to, "it@northbank.example");
}

#[test]
fn reading_the_draft_while_waiting_loses_neither_the_draft_nor_the_watch() {
    let world = waiting(Some(nora()));
    let before = world.stage.clone();
    let world = world.does(Intent::ReadDraft).does(Intent::Back);
    assert_eq!(world.stage, before);
}

#[test]
fn with_a_proved_identity_the_watch_is_silent_and_without_one_it_reminds() {
    let watch = |account| match waiting(account).stage {
        Stage::Waiting(waiting) => waiting.waiting.watch,
        _ => panic!(),
    };
    assert!(matches!(watch(Some(nora())), Watch::Silent { checks: 0, .. }));
    assert_eq!(watch(None), Watch::Remind);
}

#[test]
fn a_tick_before_its_time_checks_nothing() {
    assert!(waiting(Some(nora())).on(Event::Tick).asked_for().is_empty());
    assert_eq!(waiting(Some(nora())).after(20).on(Event::Tick).asked_for(), ["check"]);
}

#[test]
fn one_check_at_a_time() {
    let world = waiting(Some(nora())).does(Intent::CheckNow);
    assert_eq!(world.asked_for(), ["check"]);
    assert!(world.does(Intent::CheckNow).asked_for().is_empty());
}

#[test]
fn every_answer_to_a_check_has_its_stage() {
    let table: Vec<(&str, Redemption, &str, Vec<&str>)> = vec![
        ("not yet", refusal("65001", "consent_required"), "waiting", vec![]),
        ("still admin only", refusal("90094", ""), "waiting", vec![]),
        ("app switched off", refusal("7000112", ""), "denied", vec!["stop", "notify answered"]),
        ("not assigned", refusal("50105", ""), "blocked", vec!["notify answered"]),
        ("conditional access", refusal("53003", "message_only"), "blocked", vec!["notify answered"]),
        ("token revoked", refusal("50173", "bad_token"), "waiting", vec![]),
        ("passing fault", refusal("90033", ""), "waiting", vec![]),
        ("a bare 200", Redemption::Granted(grant("openid profile User.Read")), "waiting", vec![]),
        ("offline", Redemption::Unreachable(NetworkFault::Offline), "waiting", vec![]),
        (
            "granted",
            Redemption::Granted(grant(ALL)),
            "connected",
            vec!["stop", "keep", "hold", "load week", "notify connected"],
        ),
    ];
    for (what, redemption, stage, effects) in table {
        let world = waiting(Some(nora())).does(Intent::CheckNow);
        let event = checked(&world, redemption);
        let world = world.on(event);
        assert_eq!(world.stage_name(), stage, "{what}");
        assert_eq!(world.asked_for(), effects, "{what}");
    }
}

#[test]
fn a_revoked_token_ends_the_silent_watch() {
    let world = waiting(Some(nora())).does(Intent::CheckNow);
    let event = checked(&world, refusal("50173", "bad_token"));
    assert!(matches!(world.on(event).stage, Stage::Waiting(w) if w.waiting.watch == Watch::Remind));
}

#[test]
fn offline_pauses_and_goes_on_by_itself() {
    let world = waiting(Some(nora())).does(Intent::CheckNow);
    let event = checked(&world, Redemption::Unreachable(NetworkFault::Offline));
    let world = world.on(event);
    assert!(world.clone_stage_is_paused());
    assert_eq!(world.after(60).on(Event::Tick).asked_for(), ["check"]);
}

impl World {
    fn clone_stage_is_paused(&self) -> bool {
        matches!(&self.stage, Stage::Waiting(w) if matches!(w.waiting.watch, Watch::Silent { state: Checking::Paused { .. }, .. }))
    }
}

#[test]
fn a_yes_that_is_still_on_its_way_is_looked_for_every_minute() {
    let mut world = waiting(Some(nora()));
    for _ in 0..12 {
        world = world.does(Intent::CheckNow);
        let event = checked(&world, refusal("65001", "consent_required"));
        world = world.on(event);
    }
    world = world.does(Intent::TheySaidYes);
    assert_eq!(world.asked_for(), ["check"]);
    let event = checked(&world, refusal("65001", "consent_required"));
    world = world.on(event);
    assert_eq!(crate::schedule::next_wake(&world.stage), Some(world.now.checked_add(60.seconds()).unwrap()));
}

#[test]
fn a_no_told_by_the_person_is_taken_calmly() {
    let world = waiting(Some(nora())).does(Intent::TheySaidNo);
    assert!(matches!(&world.stage, Stage::Denied(d) if d.how == HowDenied::PersonSaid));
    assert!(world.effects.is_empty());
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
        assert_eq!(world.asked_for(), ["stop", "forget"], "{from}");
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
fn after_a_restart_the_page_is_interrupted_the_watch_looks_at_once_and_the_week_is_loaded() {
    let world = browser(Some(nora())).reopened();
    assert!(matches!(&world.stage, Stage::Browser(b) if b.page == PageState::Interrupted && b.account == Some(nora())));
    let world = waiting(Some(nora())).does(Intent::CheckNow).reopened();
    assert_eq!(world.on(Event::Tick).asked_for(), ["check"]);
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    assert_eq!(world.on(event).reopened().asked_for(), ["load week"]);
}

#[test]
fn what_is_written_down_holds_no_token_and_no_event() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let text = serde_json::to_string(&world.on(event).stage).unwrap();
    assert!(!text.contains("refresh") && !text.contains("access") && !text.contains("week"), "{text}");
}
