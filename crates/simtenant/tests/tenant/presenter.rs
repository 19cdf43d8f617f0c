//! What a presenter sees and does beside the tenant, and that it is the same as what the pages and the control API do.

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use serde_json::json;
use simtenant::{
    Answer, AppStanding, Cast, Lang, Letter, Matter, Options, QueueOutcome, Running, Surroundings, start, start_in,
};

use crate::support::{App, Browser, CALENDAR, tenant};

const NORA: &str = "nora.lindqvist@northbank.example";

fn letter(subject: &str) -> Letter {
    Letter { subject: subject.to_owned(), text: "Hello".to_owned(), ..Letter::default() }
}

fn requests(tenant: &Running) -> Vec<String> {
    let mails = tenant.overview(Lang::En).inbox;
    mails.into_iter().filter(|mail| mail.matter == Matter::Request).map(|mail| mail.subject).collect()
}

fn standing(tenant: &Running) -> AppStanding {
    tenant.overview(Lang::En).standing
}

/// Nora writes her reason on the "Approval required" page.
async fn ask(tenant: &Running, reason: &str) {
    let (app, mut browser) = (App::new(tenant), Browser::new());
    app.sign_in_as_nora(&mut browser).await;
    let form = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
    let sent = browser.submit(&form, &[("justification", reason)], "request").await;
    assert!(sent.has("id=\"request-sent\""), "{sent:?}");
}

#[tokio::test]
async fn an_office_has_other_mail_in_both_languages_and_all_of_it_came_before_today() {
    for (cast, organisation, admin, colleague) in [
        (Cast::English, "Northbank", "Adrian Osei", "Ida Moreau"),
        (Cast::Japanese, "北浜商事", "相馬 健", "小野寺 茜"),
    ] {
        let tenant = start_in(Options::default(), Surroundings { cast, ..Surroundings::default() }).await.unwrap();
        let (en, ja) = (tenant.overview(Lang::En), tenant.overview(Lang::Ja));
        assert_eq!((ja.organisation.as_str(), ja.admin.as_str()), (organisation, admin));
        assert_eq!(en.inbox.len(), 4);
        assert!(en.inbox.iter().all(|mail| mail.matter == Matter::Everyday && mail.at <= Timestamp::now()));
        assert!(en.inbox.is_sorted_by(|newer, older| newer.at >= older.at));
        assert!(en.inbox.iter().any(|mail| mail.from == colleague));
        for (en, ja) in en.inbox.iter().zip(&ja.inbox) {
            assert!(en.subject != ja.subject && en.text != ja.text && en.id == ja.id, "{en:?} {ja:?}");
        }
    }
}

#[tokio::test]
async fn a_letter_lies_on_top_survives_a_restart_and_goes_with_the_reset() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { state_file: Some(folder.path().join("tenant.json")), ..Options::default() };
    let tenant = start(options.clone()).await.unwrap();
    tenant.mailroom().receive(letter("First"));
    tenant.mailroom().receive(Letter { from: Some("Ida".to_owned()), ..letter("Second") });
    let before = tenant.overview(Lang::En).inbox;
    assert_eq!((before[0].from.as_str(), before[1].from.as_str()), ("Ida", "Nora Lindqvist"));
    tenant.stop().await;

    let tenant = start(options).await.unwrap();
    assert_eq!(tenant.overview(Lang::En).inbox, before);
    App::new(&tenant).control("reset", json!({})).await;
    assert_eq!(requests(&tenant), Vec::<String>::new());
}

#[tokio::test]
async fn a_request_of_the_workflow_is_mailed_and_queued_and_answered_as_on_the_admin_page() {
    let tenant = tenant("workflow").await;
    ask(&tenant, "Client visits").await;
    assert_eq!(requests(&tenant), ["Review the request for Daybook"]);
    let pending = tenant.overview(Lang::En).queue;
    assert_eq!(pending.len(), 1);
    assert_eq!((pending[0].person.as_str(), pending[0].reason.as_str()), ("Nora Lindqvist", "Client visits"));
    assert_eq!((pending[0].outcome, standing(&tenant)), (QueueOutcome::Pending, AppStanding::Undecided));

    tenant.answer(Answer::Deny);
    assert_eq!(tenant.overview(Lang::En).queue[0].outcome, QueueOutcome::Answered(Answer::Deny));
    assert_eq!(standing(&tenant), AppStanding::Denied);

    ask(&tenant, "Again, with a reason").await;
    assert_eq!(standing(&tenant), AppStanding::Undecided);
    tenant.answer(Answer::Approve);
    let queue = tenant.overview(Lang::En).queue;
    let outcomes: Vec<_> = queue.iter().map(|request| request.outcome).collect();
    assert_eq!(outcomes, [QueueOutcome::Answered(Answer::Approve), QueueOutcome::Answered(Answer::Deny)]);
    assert!(matches!(standing(&tenant), AppStanding::Approved { .. }));

    tenant.revoke();
    assert_eq!(standing(&tenant), AppStanding::Undecided);
    tenant.answer(Answer::Block);
    assert_eq!(standing(&tenant), AppStanding::Blocked);
}

#[tokio::test]
async fn an_unanswered_request_expires_with_the_simulated_clock() {
    let tenant = tenant("workflow").await;
    ask(&tenant, "Client visits").await;
    tenant.advance(31 * 86_400);
    assert_eq!(tenant.overview(Lang::En).queue[0].outcome, QueueOutcome::Expired);
}

#[tokio::test]
async fn a_yes_beside_the_tenant_is_the_control_apis_yes() {
    let (beside, remote) = (tenant("managed-policy").await, tenant("managed-policy").await);
    beside.answer(Answer::Approve);
    App::new(&remote).control("approve", json!({})).await;
    let of = |state: serde_json::Value| (state["access"].clone(), state["grants"][0]["scopes"].clone());
    let state = |tenant| async move { App::new(tenant).control("heal", json!({})).await };
    assert_eq!(of(state(&beside).await), of(state(&remote).await));
}

#[tokio::test]
async fn an_approval_is_in_effect_after_the_propagation_and_a_clock_set_ahead_passes_it() {
    let tenant = tenant("managed-policy").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    let refresh = tokens["refresh_token"].as_str().unwrap();
    tenant.set_propagation(3_600);
    tenant.answer(Answer::Approve);
    let AppStanding::Approved { effective } = standing(&tenant) else { panic!("{:?}", standing(&tenant)) };
    assert!(effective > tenant.time().now() + SignedDuration::from_mins(59));
    assert_eq!(app.refresh(refresh, CALENDAR).await.0, StatusCode::BAD_REQUEST);

    tenant.advance(3_600);
    assert!(tenant.ahead_seconds() == 3_600 && effective <= tenant.time().now());
    assert_eq!(app.refresh(refresh, CALENDAR).await.0, StatusCode::OK);
}

#[tokio::test]
async fn where_assignment_is_required_a_yes_lets_the_person_in() {
    let tenant = tenant("assignment").await;
    assert_eq!(standing(&tenant), AppStanding::Undecided);
    tenant.answer(Answer::Approve);
    assert!(matches!(standing(&tenant), AppStanding::Approved { .. }));
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    assert!(app.sign_in_as_nora(&mut browser).await["refresh_token"].is_string());
}

#[tokio::test]
async fn whoever_waits_for_a_time_goes_on_when_the_clock_is_set_there() {
    let tenant = tenant("open").await;
    let time = tenant.time();
    let soon = time.now() + SignedDuration::from_hours(1);
    let waiting = tokio::spawn(async move {
        time.sleep_until(soon).await;
        time.now()
    });
    App::new(&tenant).control("clock", json!({ "advance_seconds": 1_800 })).await;
    tenant.advance(1_800);
    assert!(waiting.await.unwrap() >= soon);
    // A clock that stands still is waited for too.
    App::new(&tenant).control("clock", json!({ "freeze": true })).await;
    let time = tenant.time();
    let then = time.now() + SignedDuration::from_secs(1);
    let waiting = tokio::spawn(async move { time.sleep_until(then).await });
    tenant.advance(1);
    waiting.await.unwrap();
}

#[tokio::test]
async fn every_change_is_told_of_whoever_makes_it() {
    let tenant = tenant("managed-policy").await;
    let mut changes = tenant.changes();
    let mut told = || std::mem::replace(&mut changes, tenant.changes()).has_changed().unwrap();
    assert!(!told());
    tenant.answer(Answer::Approve);
    assert!(told(), "beside the tenant");
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    app.control("revoke", json!({})).await;
    assert!(told(), "by the control API");
    let page = browser.open(&tenant.admin_page()).await;
    browser.submit(&page, &[], "approve").await;
    assert!(told(), "on the admin page");
    tenant.advance(60);
    assert!(told(), "by the clock");
    tenant.mailroom().receive(letter("Hello"));
    assert!(told(), "by mail");
    tenant.overview(Lang::En);
    assert!(!told(), "by looking");
}

#[tokio::test]
async fn the_consent_page_is_in_microsofts_words() {
    let tenant = tenant("managed-policy").await;
    let page = tenant.overview(Lang::Ja).consent_page;
    assert_eq!((page.app.as_str(), page.publisher.as_str(), page.verified), ("Daybook", "Daybook Labs", false));
    let values: Vec<_> = page.permissions.iter().map(|line| line.value.as_str()).collect();
    assert_eq!(values, ["Calendars.Read", "User.Read", "offline_access"], "profile and openid are in User.Read's line");
    assert!(page.permissions.iter().all(|line| line.title != line.value), "{page:?}");
}
