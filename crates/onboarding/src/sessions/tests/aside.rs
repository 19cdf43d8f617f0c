//! The tokens of somebody who may not have been meant.

use super::*;

fn newcomer() -> TokenRecord {
    let account = Account { object_id: "o-2".to_owned(), name: "Ren".to_owned(), ..record("").account };
    TokenRecord { account, ..record("newcomer") }
}

fn set_aside(world: &World, record: Option<TokenRecord>) -> AccountKey {
    let Redemption::Granted(grant) = grant("theirs", "newcomer") else { unreachable!("it is granted") };
    world.sessions.set_aside(newcomer().account.key(), record, &grant);
    newcomer().account.key()
}

async fn access(world: &World, key: &AccountKey) -> Result<String, CalendarFault> {
    let token = world.sessions.access(key, &Scopes::of(["Calendars.Read"])).await?;
    Ok(token.expose().to_owned())
}

#[tokio::test]
async fn what_is_set_aside_is_neither_stored_nor_used_until_it_is_adopted() {
    let world = World::with([]);
    let key = set_aside(&world, Some(newcomer()));
    world.sessions.persist(&key).await;
    assert_eq!(world.store.saves.load(Ordering::SeqCst), 0);
    assert_eq!(world.store.refresh().as_deref(), Some("old"), "whoever was meant keeps their record");

    world.sessions.adopt(&key);
    assert_eq!(access(&world, &key).await, Ok("theirs".to_owned()));
    assert_eq!(world.asked(), 0);
    world.sessions.persist(&key).await;
    assert_eq!(world.store.refresh().as_deref(), Some("newcomer"));
} // C1: 52

#[tokio::test]
async fn what_was_discarded_is_gone_and_so_is_what_lay_there_for_somebody_else() {
    let world = World::on(Arc::new(Store::default()), []);
    let key = set_aside(&world, Some(newcomer()));
    world.sessions.discard();
    world.sessions.adopt(&key);
    assert_eq!(access(&world, &key).await, Err(CalendarFault::SignInAgain));

    let key = set_aside(&world, Some(newcomer()));
    world.sessions.adopt(&super::key());
    world.sessions.adopt(&key);
    assert_eq!(access(&world, &key).await, Err(CalendarFault::SignInAgain));
    world.sessions.persist(&key).await;
    assert_eq!(world.store.saves.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_access_token_ages_while_the_question_stands() {
    let world = World::on(Arc::new(Store::default()), []);
    let key = set_aside(&world, None);
    *world.clock.0.lock().unwrap() += HOUR;
    world.sessions.adopt(&key);
    assert_eq!(access(&world, &key).await, Err(CalendarFault::SignInAgain));
}
