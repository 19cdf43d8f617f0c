//! Who is free when (calendar-getschedule).

use axum::extract::State;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::directory::{CONSUMERS, User};
use crate::sim::Shared;

use super::caller::SCHEDULE;
use super::desk::{Arguments, Asked, Desk, Reply};
use super::draft::moment;
use super::event::times;
use super::refusal::GraphRefusal;
use super::settings::working_hours;
use super::store::{CalendarNature, Content, Hours, Mailbox};
use super::zone::Zone;

pub(crate) async fn schedule(State(sim): State<Shared>, asked: Asked) -> Response {
    asked.answer(&sim, SCHEDULE, |desk| {
        if desk.user.tenant == CONSUMERS {
            return Err(GraphRefusal::no_directory());
        }
        let order = Order::read(&desk.parameters()?)?;
        let value: Vec<Value> = order.schedules.iter().map(|address| order.of(desk, address)).collect();
        let context = format!("{}/graph/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)", sim.origin());
        Ok(Reply::Shown(json!({ "@odata.context": context, "value": value })))
    })
}

struct Order {
    schedules: Vec<String>,
    window: (Timestamp, Timestamp),
    interval: SignedDuration,
}

/// A time somebody is not simply free.
struct Taken<'m> {
    content: &'m Content,
    hours: Hours,
    shown: &'m str,
}

impl Order {
    fn read(arguments: &Arguments) -> Result<Self, GraphRefusal> {
        let invalid = |what: &str| GraphRefusal::invalid(format!("The value of '{what}' is not valid."));
        let instant = |name: &str| {
            let (local, zone) = moment(arguments.get(name).ok_or_else(|| invalid(name))?)?;
            zone.at(local).ok_or_else(|| invalid(name))
        };
        let window = (instant("startTime")?, instant("endTime")?);
        if window.1 <= window.0 || window.1.duration_since(window.0).as_hours() > 24 * 62 {
            return Err(invalid("endTime"));
        }
        let named = arguments.get("schedules").and_then(Value::as_array).ok_or_else(|| invalid("schedules"))?;
        let schedules = named.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect();
        let minutes = arguments.get("availabilityViewInterval").map_or(Some(30), Value::as_i64);
        let minutes = minutes.filter(|minutes| (5..=1_440).contains(minutes));
        let interval = SignedDuration::from_mins(minutes.ok_or_else(|| invalid("availabilityViewInterval"))?);
        Ok(Self { schedules, window, interval })
    }

    /// Somebody outside the organisation, or without a mailbox, is an error of their own.
    fn of(&self, desk: &Desk<'_>, address: &str) -> Value {
        let colleague = desk.sim.directory.user_by_upn(address).filter(|user| user.tenant == desk.user.tenant);
        let found =
            colleague.map(|user| desk.sim.mailboxes.with(desk.sim, user, |mailbox| Ok(self.seen(desk, user, mailbox))));
        match found {
            Some(Ok(found)) => found,
            Some(Err(_)) | None => json!({
                "scheduleId": address,
                "error": { "message": "Unable to resolve e-mail address to a mailbox.", "responseCode": "ErrorMailRecipientNotFound" },
            }),
        }
    }

    fn seen(&self, desk: &Desk<'_>, user: &User, mailbox: &Mailbox) -> Value {
        let office = Zone::office();
        let mut taken: Vec<Taken<'_>> = Vec::new();
        // What Outlook keeps by itself, birthdays, takes nobody's time.
        let counts =
            |calendar: u32| mailbox.calendar(calendar).is_some_and(|one| one.nature == CalendarNature::Default);
        for item in mailbox.items.values().filter(|item| counts(item.calendar)) {
            if item.series.is_none() {
                if item.content.hours.overlaps(self.window, office) {
                    taken.push(Taken::of(&item.content, item.content.hours));
                }
                continue;
            }
            for one in item.occurrences(self.window, office) {
                taken.push(Taken::of(one.exception.unwrap_or(&item.content), one.hours));
            }
        }
        taken.sort_by_key(|one| one.hours.span(office));
        let items: Vec<Value> = taken.iter().map(|one| one.describe(desk, user)).collect();
        json!({
            "scheduleId": user.upn,
            "availabilityView": self.view(&taken, office),
            "scheduleItems": items,
            "workingHours": working_hours(),
        })
    }

    /// One digit for each interval: 0 free or elsewhere, 1 tentative, 2 busy, 3 out of office; the most taken counts.
    fn view(&self, taken: &[Taken<'_>], office: &Zone) -> String {
        let mut digits = String::new();
        let mut from = self.window.0;
        while from < self.window.1 {
            let to = from.checked_add(self.interval).unwrap_or(self.window.1).min(self.window.1);
            let busy = taken.iter().filter(|one| one.hours.overlaps((from, to), office)).map(Taken::digit);
            digits.push(busy.max().unwrap_or('0'));
            from = to;
        }
        digits
    }
}

impl<'m> Taken<'m> {
    fn of(content: &'m Content, hours: Hours) -> Self {
        let shown = content.more.as_deref().and_then(|more| more.get("showAs")?.as_str());
        Self { content, hours, shown: shown.unwrap_or("busy") }
    }

    fn digit(&self) -> char {
        match self.shown {
            "tentative" => '1',
            "busy" => '2',
            "oof" => '3',
            _ => '0',
        }
    }

    /// Colleagues see when, and no more than that of what is private.
    fn describe(&self, desk: &Desk<'_>, owner: &User) -> Value {
        let more = |name: &str| self.content.more.as_deref().and_then(|more| more.get(name));
        let private = more("sensitivity").is_some_and(|value| value == "private");
        let (start, end) = times(self.hours, &desk.prefer.zone);
        let zone = &desk.prefer.zone.name;
        let mut item = json!({
            "status": self.shown,
            "start": { "dateTime": start, "timeZone": zone },
            "end": { "dateTime": end, "timeZone": zone },
        });
        if owner.id == desk.user.id || !private {
            item["isPrivate"] = json!(private);
            item["subject"] = json!(self.content.subject);
            item["location"] = more("location").map_or(json!(""), |place| place["displayName"].clone());
        }
        item
    }
}
