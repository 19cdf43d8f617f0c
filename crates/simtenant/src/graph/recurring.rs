//! A series as Graph writes it and as clients send it (patternedrecurrence resource).

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Weekday};
use serde_json::{Value, json};

use super::refusal::GraphRefusal;
use super::store::{End, Index, Pattern, Recurrence, Series};
use super::zone::Zone;

const DAYS: [(&str, Weekday); 7] = [
    ("sunday", Weekday::Sunday),
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
];
const INDICES: [(&str, Index); 5] = [
    ("first", Index::First),
    ("second", Index::Second),
    ("third", Index::Third),
    ("fourth", Index::Fourth),
    ("last", Index::Last),
];

pub(super) fn written(series: &Series) -> Value {
    let Recurrence { pattern, interval, start, end } = &series.recurrence;
    let days_of = |days: &[Weekday]| days.iter().map(|day| name_of(&DAYS, *day)).collect::<Vec<_>>();
    // Fields that do not belong to the kind are there all the same, with nothing in them.
    let mut shown = json!({
        "interval": interval, "month": 0, "dayOfMonth": 0, "firstDayOfWeek": "sunday", "index": "first",
    });
    let kind = match pattern {
        Pattern::Daily => "daily",
        Pattern::Weekly { days, first } => {
            shown["daysOfWeek"] = json!(days_of(days));
            shown["firstDayOfWeek"] = json!(name_of(&DAYS, *first));
            "weekly"
        }
        Pattern::AbsoluteMonthly { day } => {
            shown["dayOfMonth"] = json!(day);
            "absoluteMonthly"
        }
        Pattern::RelativeMonthly { days, index } => {
            shown["daysOfWeek"] = json!(days_of(days));
            shown["index"] = json!(name_of(&INDICES, *index));
            "relativeMonthly"
        }
        Pattern::AbsoluteYearly { day, month } => {
            shown["dayOfMonth"] = json!(day);
            shown["month"] = json!(month);
            "absoluteYearly"
        }
        Pattern::RelativeYearly { days, index, month } => {
            shown["daysOfWeek"] = json!(days_of(days));
            shown["index"] = json!(name_of(&INDICES, *index));
            shown["month"] = json!(month);
            "relativeYearly"
        }
    };
    shown["type"] = json!(kind);
    let (kind, last, count) = match end {
        End::Never => ("noEnd", "0001-01-01".to_owned(), 0),
        End::On(date) => ("endDate", date.to_string(), 0),
        End::After(count) => ("numbered", "0001-01-01".to_owned(), *count),
    };
    json!({
        "pattern": shown,
        "range": {
            "type": kind,
            "startDate": start.to_string(),
            "endDate": last,
            "recurrenceTimeZone": series.zone.name,
            "numberOfOccurrences": count,
        },
    })
}

/// A series that begins with an event at these wall-clock times.
pub(super) fn read(sent: &Value, from: DateTime, to: DateTime, zone: Zone) -> Result<Series, GraphRefusal> {
    let wrong = |what: &str| GraphRefusal::invalid(format!("The recurrence is not valid: {what}."));
    let (pattern, range) = (&sent["pattern"], &sent["range"]);
    let start: Date = text(range, "startDate").parse().map_err(|_| wrong("startDate"))?;
    // recurrencerange: must be the same as the start of the event.
    if start != from.date() {
        return Err(wrong("startDate differs from the start of the event"));
    }
    let interval = whole(&pattern["interval"]).unwrap_or(1);
    let interval = i32::try_from(interval).ok().filter(|interval| *interval > 0).ok_or_else(|| wrong("interval"))?;
    let end = match text(range, "type") {
        kind if kind.eq_ignore_ascii_case("noEnd") => End::Never,
        kind if kind.eq_ignore_ascii_case("endDate") => {
            let last: Date = text(range, "endDate").parse().map_err(|_| wrong("endDate"))?;
            End::On(Some(last).filter(|last| *last >= start).ok_or_else(|| wrong("endDate"))?)
        }
        kind if kind.eq_ignore_ascii_case("numbered") => {
            let count = whole(&range["numberOfOccurrences"]).and_then(|count| usize::try_from(count).ok());
            End::After(count.filter(|count| *count > 0).ok_or_else(|| wrong("numberOfOccurrences"))?)
        }
        _ => return Err(wrong("range type")),
    };
    let days = || -> Result<Vec<Weekday>, GraphRefusal> {
        let named = pattern["daysOfWeek"].as_array().map(Vec::as_slice).unwrap_or_default();
        let days: Option<Vec<Weekday>> = named.iter().map(|day| value_of(&DAYS, day.as_str()?)).collect();
        days.filter(|days| !days.is_empty()).ok_or_else(|| wrong("daysOfWeek"))
    };
    let small = |name: &str, most: i64| {
        let number = whole(&pattern[name]).filter(|number| (1..=most).contains(number));
        number.and_then(|number| i8::try_from(number).ok()).ok_or_else(|| wrong(name))
    };
    // Both have a default (recurrencepattern).
    let index = value_of(&INDICES, text(pattern, "index")).unwrap_or(Index::First);
    let first = value_of(&DAYS, text(pattern, "firstDayOfWeek")).unwrap_or(Weekday::Sunday);
    let pattern = match text(pattern, "type").to_ascii_lowercase().as_str() {
        "daily" => Pattern::Daily,
        "weekly" => Pattern::Weekly { days: days()?, first },
        "absolutemonthly" => Pattern::AbsoluteMonthly { day: small("dayOfMonth", 31)? },
        "relativemonthly" => Pattern::RelativeMonthly { days: days()?, index },
        "absoluteyearly" => Pattern::AbsoluteYearly { day: small("dayOfMonth", 31)?, month: small("month", 12)? },
        "relativeyearly" => Pattern::RelativeYearly { days: days()?, index, month: small("month", 12)? },
        _ => return Err(wrong("pattern type")),
    };
    let recurrence = Recurrence { pattern, interval, start, end };
    Ok(Series { recurrence, zone, from, to, edited: BTreeMap::new() })
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Numbers may be written 1 or 1.0: Microsoft's description says `number`.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64))
}

fn name_of<T: PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

fn value_of<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}
