//! The week everybody at Northbank is in, for any week there is: what happens is data, when it happens is arithmetic.
//! What is the same every week is a series; the rest stands in the calendar from half a year ago to a year ahead.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday, time};
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Map, Value, json};

use crate::directory::{CONSUMERS, User};
use crate::lang::Lang;
use crate::sim::Sim;

use super::super::zone::Zone;
use super::item::{Content, Hours, Invitation, Item, Series};
use super::mailbox::{CalendarEntry, CalendarNature, Mailbox};
use super::recurrence::{End, Pattern, Recurrence};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Calendar {
    Main,
    ClientVisits,
    Personal,
    Birthdays,
}

#[derive(Debug)]
struct Row {
    /// Days after Monday; a series may have several.
    days: &'static [i8],
    /// `None`: all day.
    hours: Option<(Time, Time)>,
    calendar: Calendar,
    words: (&'static str, &'static str),
    place: Option<(&'static str, &'static str)>,
    weeks: Weeks,
    nature: Nature,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weeks {
    /// One series without end.
    Series,
    Every,
    Even,
    Odd,
}

/// What is special about an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nature {
    Plain,
    /// Somebody else's meeting that waits for an answer.
    Invited,
    Private,
    Online,
    /// All day, and not in the way of anything.
    Note,
}

/// A Monday before every story; series begin in its week.
const BEGINNING: Date = jiff::civil::date(2024, 1, 1);

/// What a mailbox holds when it is first opened: the cast's week, or that many appointments.
pub(super) fn fill(sim: &Sim, user: &User, crowd: u32) -> Mailbox {
    let lang = sim.language.unwrap_or(Lang::En);
    let now = sim.clock.now();
    let desk = Desk { zone: Zone::office().clone(), lang, now, personal: user.tenant == CONSUMERS };
    let mut mailbox = Mailbox::with(desk.calendars());
    if crowd == 0 {
        desk.write_down(&mut mailbox);
    } else {
        let begin = desk.zone.local(now).date().at(8, 0, 0, 0);
        for event in 0..i64::from(crowd) {
            // Five a day, for as long as they last.
            let Some(start) =
                desk.zone.at(begin.saturating_add((event / 5).days()).saturating_add((event % 5 * 2).hours()))
            else {
                break;
            };
            let hours = Hours::Timed { start, end: crate::clock::later(start, 3_600) };
            let content = Content { subject: "Meeting".into(), hours, more: None };
            mailbox.items.insert(CROWD | event.unsigned_abs(), Item::plain(0, content, now));
        }
    }
    mailbox
}

const CROWD: u64 = 1 << 40;

struct Desk {
    zone: Zone,
    lang: Lang,
    now: Timestamp,
    /// A personal mailbox has no client visits, and its own appointments are in the main calendar.
    personal: bool,
}

impl Desk {
    fn calendars(&self) -> Vec<CalendarEntry> {
        let all = [Calendar::Main, Calendar::ClientVisits, Calendar::Personal, Calendar::Birthdays];
        let own = all.into_iter().filter(|one| !self.personal || matches!(one, Calendar::Main | Calendar::Birthdays));
        own.map(|one| one.entry(self.lang)).collect()
    }

    fn shown_in(&self, calendar: Calendar) -> Option<Calendar> {
        match calendar {
            Calendar::Personal if self.personal => Some(Calendar::Main),
            Calendar::Main | Calendar::ClientVisits if self.personal => None,
            same @ (Calendar::Main | Calendar::ClientVisits | Calendar::Personal | Calendar::Birthdays) => Some(same),
        }
    }

    fn write_down(&self, mailbox: &mut Mailbox) {
        let this = monday_of(self.zone.local(self.now).date());
        for (index, row) in (1_u64..).zip(&ROWS) {
            let Some(calendar) = self.shown_in(row.calendar) else { continue };
            if row.weeks == Weeks::Series {
                if let Some(item) = self.series(row, calendar, row.words, BEGINNING, 1) {
                    mailbox.items.insert(index << 32, item);
                }
                continue;
            }
            for week in -26..=60_i64 {
                let monday = this.saturating_add((week * 7).days());
                let number = week_number(monday);
                let held = match row.weeks {
                    Weeks::Series | Weeks::Every => true,
                    Weeks::Even => number.is_multiple_of(2),
                    Weeks::Odd => !number.is_multiple_of(2),
                };
                if held && let Some(item) = self.single(row, calendar, monday) {
                    mailbox.items.insert(index << 32 | number, item);
                }
            }
        }
        for (index, words) in (0_u64..).zip(BIRTHDAYS) {
            let every = BIRTHDAYS.len() as u64;
            let wait = (every + index - week_number(BEGINNING) % every) % every;
            let first = BEGINNING.saturating_add((wait * 7).cast_signed().days());
            if let Some(item) = self.series(&BIRTHDAY, Calendar::Birthdays, words, first, BIRTHDAYS.len() as i32) {
                mailbox.items.insert((100 + index) << 32, item);
            }
        }
    }

    fn single(&self, row: &Row, calendar: Calendar, monday: Date) -> Option<Item> {
        let date = monday.saturating_add(i64::from(*row.days.first()?).days());
        let hours = match row.hours {
            Some((from, to)) => {
                Hours::Timed { start: self.zone.at(date.to_datetime(from))?, end: self.zone.at(date.to_datetime(to))? }
            }
            None => Hours::AllDay { first: date, end: date.tomorrow().ok()? },
        };
        Some(self.item(row, calendar, row.words, hours))
    }

    fn series(&self, row: &Row, calendar: Calendar, words: Words, monday: Date, interval: i32) -> Option<Item> {
        let first = monday.saturating_add(i64::from(*row.days.first()?).days());
        let days = row.days.iter().map(|day| Weekday::Monday.wrapping_add(*day)).collect();
        let pattern = Pattern::Weekly { days, first: Weekday::Monday };
        let recurrence = Recurrence { pattern, interval, start: first, end: End::Never };
        let (from, to, hours) = match row.hours {
            Some((from, to)) => {
                let (from, to) = (first.to_datetime(from), first.to_datetime(to));
                (from, to, Hours::Timed { start: self.zone.at(from)?, end: self.zone.at(to)? })
            }
            None => {
                let end = first.tomorrow().ok()?;
                (first.at(0, 0, 0, 0), end.at(0, 0, 0, 0), Hours::AllDay { first, end })
            }
        };
        let series = Series { recurrence, zone: self.zone.clone(), from, to, edited: BTreeMap::new() };
        let mut item = self.item(row, calendar, words, hours);
        item.series = Some(Box::new(series));
        Some(item)
    }

    fn item(&self, row: &Row, calendar: Calendar, (en, ja): Words, hours: Hours) -> Item {
        let mut more = Map::new();
        let mut set = |name: &str, value: Value| more.insert(name.to_owned(), value);
        if let Some((en, ja)) = row.place {
            set("location", json!({ "displayName": self.lang.pick(en, ja) }));
        }
        match row.nature {
            Nature::Plain => {}
            Nature::Invited => drop(set("showAs", json!("tentative"))),
            Nature::Private => drop(set("sensitivity", json!("private"))),
            Nature::Online => {
                set("isOnlineMeeting", json!(true));
                set("onlineMeetingProvider", json!("teamsForBusiness"));
            }
            Nature::Note => {
                set("showAs", json!("free"));
                set("isReminderOn", json!(false));
            }
        }
        let more = (!more.is_empty()).then(|| Box::new(more));
        let content = Content { subject: self.lang.pick(en, ja).into(), hours, more };
        let mut item = Item::plain(calendar.number(), content, self.now);
        if row.nature == Nature::Invited {
            let organizer = ("Tomás Reyes".into(), "tomas.reyes@northbank.example".into());
            item.invitation = Some(Box::new(Invitation { organizer, answer: "notResponded", answered: None }));
        }
        item
    }
}

impl Calendar {
    fn number(self) -> u32 {
        match self {
            Calendar::Main => 0,
            Calendar::ClientVisits => 1,
            Calendar::Personal => 2,
            Calendar::Birthdays => 3,
        }
    }

    fn entry(self, lang: Lang) -> CalendarEntry {
        let (en, ja, color, nature) = match self {
            Calendar::Main => ("Calendar", "予定表", "lightTeal", CalendarNature::Default),
            Calendar::ClientVisits => ("Client visits", "客先訪問", "lightOrange", CalendarNature::Own),
            Calendar::Personal => ("Personal", "個人", "lightPink", CalendarNature::Own),
            Calendar::Birthdays => ("Birthdays", "誕生日", "lightGray", CalendarNature::ReadOnly),
        };
        CalendarEntry { number: self.number(), name: lang.pick(en, ja).into(), color: color.into(), nature, version: 0 }
    }
}

fn monday_of(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}

/// Counts weeks without a jump at New Year. 1970-01-05 was a Monday.
fn week_number(monday: Date) -> u64 {
    let days = jiff::civil::date(1970, 1, 5).until(monday).map_or(0, |span| span.get_days());
    u64::try_from(days / 7).unwrap_or(0)
}

/// English, Japanese.
type Words = (&'static str, &'static str);

const fn row(days: &'static [i8], from: (i8, i8), to: (i8, i8), calendar: Calendar, words: Words) -> Row {
    let hours = Some((time(from.0, from.1, 0, 0), time(to.0, to.1, 0, 0)));
    Row { days, hours, calendar, words, place: None, weeks: Weeks::Every, nature: Nature::Plain }
}

const fn all_day(days: &'static [i8], calendar: Calendar, words: Words) -> Row {
    Row { days, hours: None, calendar, words, place: None, weeks: Weeks::Every, nature: Nature::Note }
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

static ROWS: [Row; 18] = [
    row(&[0], (9, 0), (10, 0), Main, ("Week ahead", "今週の段取り"))
        .at("Studio table", "打ち合わせ卓")
        .on(Weeks::Series),
    row(&[0], (11, 30), (13, 0), ClientVisits, ("Harbour House", "港の家 現場確認"))
        .at("12 Harbour Row", "ハーバー通り12番地")
        .on(Weeks::Even),
    row(&[0], (11, 30), (13, 0), ClientVisits, ("Mill Lane", "ミル小路 現場確認"))
        .at("3 Mill Lane", "ミル小路3番地")
        .on(Weeks::Odd),
    row(&[0], (14, 30), (15, 30), Main, ("Drawing check", "図面チェック")),
    row(&[1, 3], (9, 30), (9, 45), Main, ("Stand-up", "朝会")).on(Weeks::Series),
    row(&[1], (10, 30), (12, 30), Main, ("Facade workshop", "外観ワークショップ")).at("Model room", "模型室"),
    row(&[1], (15, 0), (16, 30), Main, ("Budget, Tomás", "予算の確認（Tomás）")).being(Nature::Invited),
    row(&[2], (9, 0), (10, 30), ClientVisits, ("Linden School", "リンデン校 打ち合わせ"))
        .at("Linden School", "リンデン校"),
    row(&[2], (12, 30), (13, 30), Personal, ("Lunch, Ida", "Ida と昼食")).at("Corner café", "角のカフェ"),
    row(&[2], (15, 30), (16, 30), Main, ("One-to-one", "1on1")).on(Weeks::Series),
    all_day(&[3], Main, ("Model room booked", "模型室の予約")),
    row(&[3], (11, 0), (12, 30), Main, ("Design review", "設計レビュー")),
    row(&[3], (14, 0), (16, 0), ClientVisits, ("Handover, R. Abe", "引き渡し（阿部様）"))
        .at("8 Quay Street", "クエイ通り8番地"),
    row(&[4], (9, 0), (10, 0), Main, ("Materials call", "建材メーカーと電話会議")).being(Nature::Online),
    row(&[4], (12, 0), (13, 0), Personal, ("Dentist", "歯科")).being(Nature::Private),
    row(&[4], (14, 0), (15, 0), Main, ("Planning office", "申請窓口に確認")).on(Weeks::Even),
    row(&[4], (14, 0), (15, 0), Main, ("Site photos", "現場写真の整理")).on(Weeks::Odd),
    row(&[4], (16, 0), (16, 45), Main, ("Week in review", "週のふり返り")).on(Weeks::Series),
];

/// The words are one of `BIRTHDAYS`.
static BIRTHDAY: Row = all_day(&[2], Birthdays, ("", ""));

/// One a week, in turn.
const BIRTHDAYS: [Words; 6] = [
    ("Aya's birthday", "木村さんの誕生日"),
    ("Dad's birthday", "父の誕生日"),
    ("Ida's birthday", "Ida さんの誕生日"),
    ("Elin's birthday", "Elin の誕生日"),
    ("Tomás's birthday", "Tomás さんの誕生日"),
    ("Jonas's birthday", "Jonas の誕生日"),
];
