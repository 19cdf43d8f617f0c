//! What the screens say, through the whole engine.
#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)]

mod bench;

use std::sync::atomic::Ordering;

use onboarding::{CalendarFault, Intent, NetworkFault, ProfileLink, Screen, WeekView};
use profile::{Lang, Profile};

use bench::{Bench, refusal};

#[tokio::test]
async fn the_person_is_told_the_host_that_the_browser_will_show() {
    let bench = Bench::before_the_sign_in(Profile::demo(), Some(refusal(90094)), true).await;
    let Screen::Permissions(screen) = bench.journey.view().screen else { panic!() };
    assert_eq!(screen.host, "login.microsoftonline.com");
}

#[tokio::test]
async fn each_link_opens_the_profiles_own_page() {
    let bench = Bench::at(refusal(90094)).await;
    let profile = Profile::demo();
    let links = [
        (ProfileLink::Security, profile.links.security.unwrap().to_string()),
        (ProfileLink::Privacy, profile.links.privacy.unwrap().to_string()),
        (ProfileLink::Support, profile.links.support.unwrap().to_string()),
        (ProfileLink::MyApps, "https://myapps.microsoft.com".to_owned()),
    ];
    for (nth, (link, url)) in links.into_iter().enumerate() {
        bench.does(Intent::OpenLink { link });
        while bench.around.links.lock().unwrap().len() <= nth {
            tokio::task::yield_now().await;
        }
        assert_eq!(
            bench.around.links.lock().unwrap()[nth].trim_end_matches('/'),
            url.trim_end_matches('/'),
            "{link:?}"
        );
    }
}

#[tokio::test]
async fn a_calendar_is_asked_once_more_with_a_fresh_token_only_where_the_token_was_at_fault() {
    for (fault, loads, redemptions) in [
        (CalendarFault::SignInAgain, 2, 1),
        (CalendarFault::NotAllowed, 2, 1),
        (CalendarFault::NoMailbox, 1, 0),
        (CalendarFault::Unreadable, 1, 0),
        (CalendarFault::Network(NetworkFault::Throttled), 1, 0),
    ] {
        let bench = Bench::connected(fault).await;
        bench
            .until(|view| matches!(&view.screen, Screen::Connected(s) if matches!(s.week, WeekView::Failed { fault: of, .. } if of == fault)))
            .await;
        let count = |of: &std::sync::atomic::AtomicUsize| of.load(Ordering::SeqCst);
        assert_eq!((count(&bench.around.loads), count(&bench.around.redemptions)), (loads, redemptions), "{fault:?}");
    }
}

#[tokio::test]
async fn back_from_the_list_of_permissions_is_the_address() {
    let bench = Bench::before_the_sign_in(Profile::demo(), None, true).await;
    bench.does(Intent::Back);
    bench.until(|view| matches!(&view.screen, Screen::Address(a) if a.typed == bench::PERSON)).await;
}

#[tokio::test]
async fn the_page_goes_to_the_browser_in_the_language_that_was_chosen_last() {
    let bench = Bench::before_the_sign_in(Profile::demo(), None, true).await;
    bench.journey.speak(Lang::Ja).unwrap();
    bench.does(Intent::SignIn);
    bench.until(|view| matches!(view.screen, Screen::Connected(_))).await;
    while bench.around.pages.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(*bench.around.languages.lock().unwrap(), [Lang::Ja]);
    let pages = bench.around.pages.lock().unwrap();
    assert!(matches!(&pages[..], [page] if page.starts_with("https://login.microsoftonline.com/authorize?")));
}
