//! Ids are opaque to clients and case-sensitive. Here they hold the item's number and a check that only this tenant can
//! make, so that nothing has to be remembered to find an item again.

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use jiff::civil::Date;

use crate::directory::User;
use crate::sim::Sim;

/// An event as an id names it: a stored item, or one date of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) number: u64,
    pub(crate) date: Option<Date>,
}

/// `IdType="ImmutableId"` gives the same item another id (outlook-immutable-id).
const KINDS: [(&str, bool); 2] = [("AAMkAG", false), ("AAkALg", true)];
const CALENDAR: &str = "AAMkAGCa";

pub(crate) fn event_id(sim: &Sim, user: &User, named: Named, immutable: bool) -> String {
    let (prefix, _) = KINDS[usize::from(immutable)];
    let date = named
        .date
        .map_or(0, |date| i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day()));
    let mut plain = named.number.to_be_bytes().to_vec();
    plain.extend(date.to_be_bytes());
    sealed(sim, user, prefix, &plain)
}

pub(crate) fn series_id(sim: &Sim, user: &User, number: u64, immutable: bool) -> String {
    event_id(sim, user, Named { number, date: None }, immutable)
}

/// Either kind is understood whatever was asked for, as at Microsoft.
pub(crate) fn event_named(sim: &Sim, user: &User, id: &str) -> Option<Named> {
    let plain = KINDS.iter().find_map(|(prefix, _)| opened(sim, user, prefix, id))?;
    let (number, date) = plain.split_at_checked(8)?;
    let date = i32::from_be_bytes(date.try_into().ok()?);
    let part = |divisor: i32, modulus: i32| i16::try_from(date / divisor % modulus).ok();
    let date = match date {
        0 => None,
        _ => Some(
            Date::new(part(10_000, 10_000)?, part(100, 100)?.try_into().ok()?, part(1, 100)?.try_into().ok()?).ok()?,
        ),
    };
    Some(Named { number: u64::from_be_bytes(number.try_into().ok()?), date })
}

/// Containers keep their ids, whatever `IdType` is asked for.
pub(crate) fn calendar_id(sim: &Sim, user: &User, number: u32) -> String {
    sealed(sim, user, CALENDAR, &number.to_be_bytes())
}

pub(crate) fn calendar_named(sim: &Sim, user: &User, id: &str) -> Option<u32> {
    Some(u32::from_be_bytes(opened(sim, user, CALENDAR, id)?.try_into().ok()?))
}

/// Long enough that nobody guesses another person's, and that ids are as long as real ones look.
const CHECK: usize = 24;

fn sealed(sim: &Sim, user: &User, prefix: &str, plain: &[u8]) -> String {
    let check = sim.seed.bytes(&format!("id/{prefix}/{}/{plain:?}", user.id));
    format!("{prefix}{}", URL_SAFE.encode([&check[..CHECK], plain].concat()))
}

fn opened(sim: &Sim, user: &User, prefix: &str, id: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE.decode(id.strip_prefix(prefix)?).ok()?;
    let (_, plain) = bytes.split_at_checked(CHECK)?;
    (sealed(sim, user, prefix, plain) == id).then(|| plain.to_vec())
}
