//! The week everybody at Northbank is in, for any week there is: what happens is data, when it happens is arithmetic.

use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::lang::Lang;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calendar {
    Main,
    ClientVisits,
    Personal,
    Birthdays,
}

/// One appointment on one day.
#[derive(Clone, Debug)]
pub(super) struct Occurrence {
    pub(super) row: &'static Row,
    /// Tells two occurrences of one row apart.
    pub(super) date: Date,
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    /// A birthday's text depends on the week; everything else is the row's.
    title: Option<(&'static str, &'static str)>,
}

#[derive(Debug)]
pub(super) struct Row {
    /// Days after Monday.
    day: i32,
    /// `None`: all day.
    hours: Option<(Time, Time)>,
    pub(super) calendar: Calendar,
    pub(super) en: &'static str,
    ja: &'static str,
    pub(super) place: Option<(&'static str, &'static str)>,
    weeks: Weeks,
    pub(super) nature: Nature,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weeks {
    Every,
    Even,
    Odd,
}

/// What is special about an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Plain,
    Tentative,
    Private,
    Online,
    /// An occurrence of a series.
    Recurring,
    /// All day, and not in the way of anything.
    Note,
}

/// Everything that overlaps the window, in order of start. `zone` is the office's.
pub(super) fn between(from: Timestamp, to: Timestamp, zone: &TimeZone) -> Vec<Occurrence> {
    let mut found = Vec::new();
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let mut monday = monday_of(day(from)).saturating_sub(1.week());
    // A caller may ask for a thousand years; a year is more than any client shows.
    let last = day(to).min(day(from).saturating_add(370.days()));
    while monday <= last {
        found.extend(ROWS.iter().filter_map(|row| row.in_week(monday, zone)));
        monday = monday.saturating_add(1.week());
    }
    found.retain(|occurrence| occurrence.start < to && occurrence.end > from);
    found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
    found
}

impl Calendar {
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Calendar::Main => lang.pick("Calendar", "予定表"),
            Calendar::ClientVisits => lang.pick("Client visits", "客先訪問"),
            Calendar::Personal => lang.pick("Personal", "個人"),
            Calendar::Birthdays => lang.pick("Birthdays", "誕生日"),
        }
    }

    pub(super) fn color(self) -> &'static str {
        match self {
            Calendar::Main => "lightTeal",
            Calendar::ClientVisits => "lightOrange",
            Calendar::Personal => "lightPink",
            Calendar::Birthdays => "lightGray",
        }
    }
}

impl Occurrence {
    pub(super) fn title(&self, lang: Lang) -> &'static str {
        let (en, ja) = self.title.unwrap_or((self.row.en, self.row.ja));
        lang.pick(en, ja)
    }

    pub(super) fn is_all_day(&self) -> bool {
        self.row.hours.is_none()
    }
}

impl Row {
    fn in_week(&'static self, monday: Date, zone: &TimeZone) -> Option<Occurrence> {
        let week = week_number(monday);
        let held = match self.weeks {
            Weeks::Every => true,
            Weeks::Even => week % 2 == 0,
            Weeks::Odd => week % 2 == 1,
        };
        let birthday =
            matches!(self.calendar, Calendar::Birthdays).then(|| BIRTHDAYS[(week as usize) % BIRTHDAYS.len()]);
        let date = monday.saturating_add(self.day.days());
        let at =
            |date: Date, hour: Time| date.to_datetime(hour).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp());
        let (start, end) = match self.hours {
            Some((from, to)) => (at(date, from)?, at(date, to)?),
            None => (at(date, Time::midnight())?, at(date.tomorrow().ok()?, Time::midnight())?),
        };
        held.then_some(Occurrence { row: self, date, start, end, title: birthday })
    }
}

fn monday_of(date: Date) -> Date {
    date.saturating_sub(i32::from(date.weekday().to_monday_zero_offset()).days())
}

/// Counts weeks without a jump at New Year. 1970-01-05 was a Monday.
fn week_number(monday: Date) -> i32 {
    let first = jiff::civil::date(1970, 1, 5);
    let days = first.until(monday).map(|span| span.get_days()).unwrap_or(0);
    (days / 7).rem_euclid(1_000_000)
}

const fn row(day: i32, from: (i8, i8), to: (i8, i8), calendar: Calendar, en: &'static str, ja: &'static str) -> Row {
    let hours = Some((time(from.0, from.1, 0, 0), time(to.0, to.1, 0, 0)));
    Row { day, hours, calendar, en, ja, place: None, weeks: Weeks::Every, nature: Nature::Plain }
}

const fn all_day(day: i32, calendar: Calendar, en: &'static str, ja: &'static str) -> Row {
    Row { day, hours: None, calendar, en, ja, place: None, weeks: Weeks::Every, nature: Nature::Note }
}

impl Row {
    const fn at(self, en: &'static str, ja: &'static str) -> Self {
        Self { place: Some((en, ja)), ..self }
    }

    const fn on(self, weeks: Weeks) -> Self {
        Self { weeks, ..self }
    }

    const fn being(self, nature: Nature) -> Self {
        Self { nature, ..self }
    }
}

use Calendar::{Birthdays, ClientVisits, Main, Personal};

static ROWS: [Row; 20] = [
    row(0, (9, 0), (10, 0), Main, "Week ahead", "今週の段取り").at("Studio table", "打ち合わせ卓"),
    row(0, (11, 30), (13, 0), ClientVisits, "Harbour House", "港の家 現場確認")
        .at("12 Harbour Row", "ハーバー通り12番地")
        .on(Weeks::Even),
    row(0, (11, 30), (13, 0), ClientVisits, "Mill Lane", "ミル小路 現場確認")
        .at("3 Mill Lane", "ミル小路3番地")
        .on(Weeks::Odd),
    row(0, (14, 30), (15, 30), Main, "Drawing check", "図面チェック"),
    row(1, (9, 30), (9, 45), Main, "Stand-up", "朝会").being(Nature::Recurring),
    row(1, (10, 30), (12, 30), Main, "Facade workshop", "外観ワークショップ").at("Model room", "模型室"),
    row(1, (15, 0), (16, 30), Main, "Budget, Tomás", "予算の確認（Tomás）").being(Nature::Tentative),
    row(2, (9, 0), (10, 30), ClientVisits, "Linden School", "リンデン校 打ち合わせ").at("Linden School", "リンデン校"),
    row(2, (12, 30), (13, 30), Personal, "Lunch, Ida", "Ida と昼食").at("Corner café", "角のカフェ"),
    row(2, (15, 30), (16, 30), Main, "One-to-one", "1on1"),
    all_day(2, Birthdays, "", ""),
    row(3, (9, 30), (9, 45), Main, "Stand-up", "朝会").being(Nature::Recurring),
    all_day(3, Main, "Model room booked", "模型室の予約"),
    row(3, (11, 0), (12, 30), Main, "Design review", "設計レビュー"),
    row(3, (14, 0), (16, 0), ClientVisits, "Handover, R. Abe", "引き渡し（阿部様）")
        .at("8 Quay Street", "クエイ通り8番地"),
    row(4, (9, 0), (10, 0), Main, "Materials call", "建材メーカーと電話会議").being(Nature::Online),
    row(4, (12, 0), (13, 0), Personal, "Dentist", "歯科").being(Nature::Private),
    row(4, (14, 0), (15, 0), Main, "Planning office", "申請窓口に確認").on(Weeks::Even),
    row(4, (14, 0), (15, 0), Main, "Site photos", "現場写真の整理").on(Weeks::Odd),
    row(4, (16, 0), (16, 45), Main, "Week in review", "週のふり返り"),
];

const BIRTHDAYS: [(&str, &str); 6] = [
    ("Aya's birthday", "木村さんの誕生日"),
    ("Dad's birthday", "父の誕生日"),
    ("Ida's birthday", "Ida さんの誕生日"),
    ("Elin's birthday", "Elin の誕生日"),
    ("Tomás's birthday", "Tomás さんの誕生日"),
    ("Jonas's birthday", "Jonas の誕生日"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn week() -> Vec<Occurrence> {
        between("2026-11-23T00:00:00Z".parse().unwrap(), "2026-11-30T00:00:00Z".parse().unwrap(), &TimeZone::UTC)
    }

    #[test]
    fn a_week_has_about_three_meetings_a_day_and_one_of_each_nature() {
        let week = week();
        for day in 23..=27 {
            let on_day = week.iter().filter(|one| one.date.day() == day && !one.is_all_day()).count();
            assert!((3..=4).contains(&on_day), "{on_day} on the {day}th");
        }
        for nature in [Nature::Tentative, Nature::Private, Nature::Online, Nature::Recurring, Nature::Note] {
            assert!(week.iter().any(|one| one.row.nature == nature), "{nature:?}");
        }
        assert!(week.iter().all(|one| !one.title(Lang::Ja).is_empty() && !one.title(Lang::En).is_empty()));
    }

    #[test]
    fn hours_stay_local_across_a_daylight_saving_change() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let from = "2026-10-19T00:00:00Z".parse().unwrap();
        let to = "2026-10-31T00:00:00Z".parse().unwrap();
        let starts: Vec<_> = between(from, to, &zone)
            .into_iter()
            .filter(|one| one.row.en == "Week ahead")
            .map(|one| one.start.to_string())
            .collect();
        assert_eq!(starts, ["2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"]);
    }

    #[test]
    fn a_window_holds_what_overlaps_it() {
        let from = "2026-11-23T09:30:00Z".parse().unwrap();
        let to = "2026-11-23T09:31:00Z".parse().unwrap();
        let found = between(from, to, &TimeZone::UTC);
        assert_eq!(found.iter().map(|one| one.row.en).collect::<Vec<_>>(), ["Week ahead"]);
    }
}
