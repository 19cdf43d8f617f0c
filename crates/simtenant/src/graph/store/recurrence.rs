//! When a series happens (recurrencepattern and recurrencerange resources). Dates are the pattern's, hours are the wall
//! clock's in the series' own zone: a meeting at nine stays at nine when the clocks change.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// Microsoft's own limits keep series short; this one keeps a pattern that matches nothing from searching for ever.
const STEPS: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recurrence {
    pub(crate) pattern: Pattern,
    /// Days, weeks, months or years between two rounds; at least one.
    pub(crate) interval: i32,
    pub(crate) start: Date,
    pub(crate) end: End,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    Daily,
    Weekly { days: Vec<Weekday>, first: Weekday },
    AbsoluteMonthly { day: i8 },
    RelativeMonthly { days: Vec<Weekday>, index: Index },
    AbsoluteYearly { day: i8, month: i8 },
    RelativeYearly { days: Vec<Weekday>, index: Index, month: i8 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Index {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Never,
    /// The last day on which it may happen: inclusive.
    On(Date),
    After(usize),
}

impl Recurrence {
    /// Every date from `from` to `to`, both inclusive.
    pub(crate) fn dates(&self, from: Date, to: Date) -> Vec<Date> {
        let last = match self.end {
            End::On(end) => end.min(to),
            End::Never | End::After(_) => to,
        };
        // A numbered series has to be counted from its first day.
        let skipped = if matches!(self.end, End::After(_)) { 0 } else { self.rounds_before(from) };
        let mut left = if let End::After(count) = self.end { count } else { usize::MAX };
        let mut found = Vec::new();
        for round in (skipped..).take(STEPS) {
            let Some((begins, dates)) = self.round(round) else { break };
            if begins > last {
                break;
            }
            for date in dates.into_iter().filter(|date| *date >= self.start) {
                if left == 0 || date > last {
                    return found;
                }
                left -= 1;
                if date >= from {
                    found.push(date);
                }
            }
        }
        found
    }

    /// Whole rounds that are over before the date, less one for safety.
    fn rounds_before(&self, date: Date) -> i64 {
        let days = self.start.until(date).map_or(0, |span| i64::from(span.get_days()));
        let longest = match self.pattern {
            Pattern::Daily => 1,
            Pattern::Weekly { .. } => 7,
            Pattern::AbsoluteMonthly { .. } | Pattern::RelativeMonthly { .. } => 31,
            Pattern::AbsoluteYearly { .. } | Pattern::RelativeYearly { .. } => 366,
        };
        (days / (longest * i64::from(self.interval)) - 1).max(0)
    }

    /// The first day of a round, and the dates in it. `None` at the end of time.
    fn round(&self, number: i64) -> Option<(Date, Vec<Date>)> {
        let step = number.checked_mul(i64::from(self.interval))?;
        let month = |step: i64| {
            let months = i64::from(self.start.year()) * 12 + i64::from(self.start.month()) - 1 + step;
            Date::new(i16::try_from(months / 12).ok()?, i8::try_from(months % 12 + 1).ok()?, 1).ok()
        };
        let year = |month: i8| Date::new(i16::try_from(i64::from(self.start.year()) + step).ok()?, month, 1).ok();
        Some(match &self.pattern {
            Pattern::Daily => {
                let date = self.start.checked_add(step.days()).ok()?;
                (date, vec![date])
            }
            Pattern::Weekly { days, first } => {
                let into = self.start.weekday().since(*first);
                let week = self.start.checked_sub(i32::from(into).days()).ok()?.checked_add((step * 7).days()).ok()?;
                let all = (0..7).filter_map(|day| week.checked_add(day.days()).ok());
                (week, all.filter(|date| days.contains(&date.weekday())).collect())
            }
            Pattern::AbsoluteMonthly { day } => {
                let first = month(step)?;
                (first, vec![on_day(first, *day)?])
            }
            Pattern::RelativeMonthly { days, index } => {
                let first = month(step)?;
                (first, index.of(first, days).into_iter().collect())
            }
            Pattern::AbsoluteYearly { day, month } => {
                let first = year(*month)?;
                (first, vec![on_day(first, *day)?])
            }
            Pattern::RelativeYearly { days, index, month } => {
                let first = year(*month)?;
                (first, index.of(first, days).into_iter().collect())
            }
        })
    }
}

/// The 31st of a month with 30 days is its last: Outlook's way.
fn on_day(first: Date, day: i8) -> Option<Date> {
    Date::new(first.year(), first.month(), day.clamp(1, first.days_in_month())).ok()
}

impl Index {
    /// The first, second... of these weekdays taken together in the month.
    fn of(self, first: Date, days: &[Weekday]) -> Option<Date> {
        let month = (0..i64::from(first.days_in_month())).filter_map(|day| first.checked_add(day.days()).ok());
        let mut matching = month.filter(|date| days.contains(&date.weekday()));
        match self {
            Index::First => matching.next(),
            Index::Second => matching.nth(1),
            Index::Third => matching.nth(2),
            Index::Fourth => matching.nth(3),
            Index::Last => matching.next_back(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn series(pattern: Pattern, interval: i32, start: Date, end: End) -> Recurrence {
        Recurrence { pattern, interval, start, end }
    }

    fn all(series: &Recurrence, to: Date) -> Vec<String> {
        series.dates(series.start, to).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_kind_of_pattern_falls_on_its_days() {
        let (start, year) = (date(2026, 1, 31), date(2027, 12, 31));
        let monthly = series(Pattern::AbsoluteMonthly { day: 31 }, 1, start, End::After(3));
        assert_eq!(all(&monthly, year), ["2026-01-31", "2026-02-28", "2026-03-31"]);
        let last_working_day = Pattern::RelativeMonthly {
            days: vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday],
            index: Index::Last,
        };
        let monthly = series(last_working_day, 2, date(2026, 1, 30), End::On(date(2026, 5, 29)));
        assert_eq!(all(&monthly, year), ["2026-01-30", "2026-03-31", "2026-05-29"]);
        let leap = series(Pattern::AbsoluteYearly { day: 29, month: 2 }, 1, date(2024, 2, 29), End::After(2));
        assert_eq!(all(&leap, year), ["2024-02-29", "2025-02-28"]);
        let relative = Pattern::RelativeYearly { days: vec![Weekday::Sunday], index: Index::Second, month: 5 };
        assert_eq!(all(&series(relative, 1, date(2026, 5, 10), End::After(2)), year), ["2026-05-10", "2027-05-09"]);
        let daily = series(Pattern::Daily, 3, date(2026, 12, 30), End::After(2));
        assert_eq!(all(&daily, year), ["2026-12-30", "2027-01-02"]);
    }

    #[test]
    fn the_first_day_of_the_week_decides_which_week_is_skipped() {
        let days = vec![Weekday::Tuesday, Weekday::Sunday];
        let of = |first| {
            let pattern = Pattern::Weekly { days: days.clone(), first };
            all(&series(pattern, 2, date(2026, 11, 3), End::After(4)), date(2027, 1, 1))
        };
        assert_eq!(of(Weekday::Monday), ["2026-11-03", "2026-11-08", "2026-11-17", "2026-11-22"]);
        assert_eq!(of(Weekday::Sunday), ["2026-11-03", "2026-11-15", "2026-11-17", "2026-11-29"]);
    }

    #[test]
    fn a_window_far_from_the_start_has_the_same_dates_as_counting_from_it() {
        let patterns = [
            Pattern::Daily,
            Pattern::Weekly { days: vec![Weekday::Monday, Weekday::Saturday], first: Weekday::Sunday },
            Pattern::AbsoluteMonthly { day: 30 },
            Pattern::RelativeMonthly { days: vec![Weekday::Friday], index: Index::Last },
            Pattern::AbsoluteYearly { day: 12, month: 3 },
        ];
        for pattern in patterns {
            let series = series(pattern, 2, date(2019, 3, 12), End::Never);
            let (from, to) = (date(2026, 3, 1), date(2028, 4, 1));
            let counted: Vec<Date> = series.dates(series.start, to).into_iter().filter(|date| *date >= from).collect();
            assert_eq!(series.dates(from, to), counted, "{series:?}");
            assert!(!counted.is_empty());
        }
    }
}
