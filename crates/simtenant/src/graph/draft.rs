//! What a client sends to create or change an event, put on top of what is there.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use super::event::NEVER;
use super::recurring;
use super::refusal::GraphRefusal;
use super::store::{Content, Hours, Series};
use super::zone::Zone;

/// An event while it is being written.
pub(super) struct Draft {
    pub(super) content: Content,
    pub(super) series: Option<Box<Series>>,
}

/// What may be set besides subject, times and recurrence, and what it has to look like.
const PROPERTIES: [(&str, Shape); 16] = [
    ("body", Shape::Object),
    ("location", Shape::Object),
    ("locations", Shape::List),
    ("attendees", Shape::List),
    ("categories", Shape::List),
    ("importance", Shape::OneOf(&["low", "normal", "high"])),
    ("sensitivity", Shape::OneOf(&["normal", "personal", "private", "confidential"])),
    ("showAs", Shape::OneOf(&["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"])),
    ("onlineMeetingProvider", Shape::OneOf(&["unknown", "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"])),
    ("isOnlineMeeting", Shape::Flag),
    ("isReminderOn", Shape::Flag),
    ("allowNewTimeProposals", Shape::Flag),
    ("hideAttendees", Shape::Flag),
    ("responseRequested", Shape::Flag),
    ("reminderMinutesBeforeStart", Shape::Number),
    ("transactionId", Shape::Text),
];

/// Known, not for clients to set; sending an event back as it came is no error.
const READ_ONLY: [&str; 18] = [
    "id",
    "createdDateTime",
    "lastModifiedDateTime",
    "changeKey",
    "originalStartTimeZone",
    "originalEndTimeZone",
    "iCalUId",
    "hasAttachments",
    "bodyPreview",
    "isOrganizer",
    "seriesMasterId",
    "type",
    "webLink",
    "onlineMeetingUrl",
    "onlineMeeting",
    "isCancelled",
    "responseStatus",
    "organizer",
];

#[derive(Clone, Copy, Debug)]
enum Shape {
    Text,
    Flag,
    Number,
    OneOf(&'static [&'static str]),
    Object,
    List,
}

/// At most (event resource).
const ATTENDEES: usize = 500;

impl Draft {
    pub(super) fn blank(now: Timestamp) -> Self {
        let hours = Hours::Timed { start: now, end: now };
        Self { content: Content { subject: "".into(), hours, more: None }, series: None }
    }

    /// Takes over what was sent; `new` when nothing was there before.
    pub(super) fn write(&mut self, sent: &Map<String, Value>, new: bool) -> Result<(), GraphRefusal> {
        for (name, value) in sent.iter().filter(|(name, _)| !name.starts_with('@')) {
            match name.as_str() {
                "subject" => self.content.subject = value.as_str().unwrap_or_default().to_owned().into(),
                "start" | "end" | "isAllDay" | "recurrence" | "originalStart" | "isDraft" => {}
                name if READ_ONLY.contains(&name) => {}
                name => self.set(name, value, new)?,
            }
        }
        self.time(sent, new)
    }

    fn set(&mut self, name: &str, value: &Value, new: bool) -> Result<(), GraphRefusal> {
        let (_, shape) = PROPERTIES.iter().find(|(known, _)| *known == name).ok_or_else(|| {
            GraphRefusal::unreadable(format!(
                "The property '{name}' does not exist on type 'microsoft.graph.event'. Make sure to only use property \
                 names that are defined by the type."
            ))
        })?;
        let invalid =
            || GraphRefusal::unreadable(format!("Cannot convert the value of '{name}' to the expected type."));
        let more = self.content.more.get_or_insert_default();
        if value.is_null() {
            more.remove(name);
            return Ok(());
        }
        // Neither can be taken back, and the transaction is the creation's (event resource).
        let fixed = match name {
            "transactionId" => !new,
            "isOnlineMeeting" | "onlineMeetingProvider" => more.get("isOnlineMeeting") == Some(&json!(true)),
            _ => false,
        };
        if fixed {
            return Ok(());
        }
        let value = match shape {
            Shape::Text if value.is_string() => value.clone(),
            Shape::Flag if value.is_boolean() => value.clone(),
            Shape::Number if value.is_i64() => value.clone(),
            Shape::Object if value.is_object() => value.clone(),
            Shape::OneOf(names) => {
                let sent = value.as_str().ok_or_else(invalid)?;
                json!(names.iter().find(|known| known.eq_ignore_ascii_case(sent)).ok_or_else(invalid)?)
            }
            Shape::List if name == "attendees" => attendees(value.as_array().ok_or_else(invalid)?)?,
            Shape::List if value.is_array() => value.clone(),
            Shape::Text | Shape::Flag | Shape::Number | Shape::Object | Shape::List => return Err(invalid()),
        };
        if name == "location" {
            // The two always correspond (event resource).
            more.remove("locations");
        }
        more.insert(name.to_owned(), value);
        Ok(())
    }

    fn time(&mut self, sent: &Map<String, Value>, new: bool) -> Result<(), GraphRefusal> {
        let all_day = sent.get("isAllDay").and_then(Value::as_bool).unwrap_or(self.content.hours.is_all_day());
        let (start, end) = (sent.get("start").map(moment).transpose()?, sent.get("end").map(moment).transpose()?);
        if new && (start.is_none() || end.is_none()) {
            return Err(GraphRefusal::invalid("An event needs a start and an end."));
        }
        let moved = start.is_some() || end.is_some() || all_day != self.content.hours.is_all_day();
        let recurrence = sent.get("recurrence");
        if !moved && recurrence.is_none() {
            return Ok(());
        }
        let zone = match (&start, &self.series) {
            (Some((_, zone)), _) => zone.clone(),
            (None, Some(series)) => series.zone.clone(),
            (None, None) => end.as_ref().map_or_else(Zone::utc, |(_, zone)| zone.clone()),
        };
        let (usual_from, usual_to) = self.wall(&zone);
        let from = start.as_ref().map_or(usual_from, |(local, _)| *local);
        // Only the start was moved: what takes an hour still takes one.
        let to = end.as_ref().map_or_else(
            || usual_from.until(usual_to).ok().and_then(|length| from.checked_add(length).ok()).unwrap_or(usual_to),
            |(local, own)| own.at(*local).map_or(*local, |at| zone.local(at).datetime()),
        );
        let midnights = [from, to].iter().all(|at| at.time() == jiff::civil::Time::midnight());
        if all_day && (!midnights || to.date() <= from.date()) {
            let why = "The Event.Start property for an all-day event needs to be set to midnight.";
            return Err(GraphRefusal::invalid(why));
        }
        if to < from {
            return Err(GraphRefusal::invalid("The end is before the start."));
        }
        let never = || GraphRefusal::invalid("There is no such time.");
        self.content.hours = if all_day {
            Hours::AllDay { first: from.date(), end: to.date() }
        } else {
            Hours::Timed { start: zone.at(from).ok_or_else(never)?, end: zone.at(to).ok_or_else(never)? }
        };
        let more = self.content.more.get_or_insert_default();
        for (name, sent) in [("originalStartTimeZone", &start), ("originalEndTimeZone", &end)] {
            if let Some((_, zone)) = sent {
                more.insert(name.to_owned(), json!(zone.name));
            }
        }
        self.series = match (recurrence, self.series.take()) {
            (Some(Value::Null), _) => None,
            (Some(sent), _) => Some(Box::new(recurring::read(sent, from, to, zone)?)),
            // A series that moves loses what was changed in single occurrences, as in Outlook.
            (None, Some(mut series)) => {
                series.recurrence.start = from.date();
                (series.from, series.to, series.zone) = (from, to, zone);
                series.edited.clear();
                Some(series)
            }
            (None, None) => None,
        };
        Ok(())
    }

    /// Start and end by the clock on the wall.
    fn wall(&self, zone: &Zone) -> (DateTime, DateTime) {
        match (&self.series, self.content.hours) {
            (Some(series), _) => (series.from, series.to),
            (None, Hours::Timed { start, end }) => (zone.local(start).datetime(), zone.local(end).datetime()),
            (None, Hours::AllDay { first, end }) => (first.at(0, 0, 0, 0), end.at(0, 0, 0, 0)),
        }
    }
}

/// A dateTimeTimeZone; without a zone it is UTC.
pub(super) fn moment(sent: &Value) -> Result<(DateTime, Zone), GraphRefusal> {
    let text = sent["dateTime"].as_str().unwrap_or_default();
    let zone = sent["timeZone"].as_str().map_or_else(|| Ok(Zone::utc()), Zone::named)?;
    // An offset in the text wins over the zone's name.
    let local = text
        .parse::<Timestamp>()
        .ok()
        .map(|at| zone.local(at).datetime())
        .or_else(|| text.parse::<DateTime>().ok())
        .ok_or_else(|| GraphRefusal::invalid("The dateTime is not valid."))?;
    Ok((local, zone))
}

fn attendees(sent: &[Value]) -> Result<Value, GraphRefusal> {
    if sent.len() > ATTENDEES {
        return Err(GraphRefusal::invalid("An event takes at most 500 attendees."));
    }
    let invited = sent.iter().map(|one| {
        let email = &one["emailAddress"];
        let address = email["address"].as_str().filter(|address| address.contains('@'));
        let address = address.ok_or_else(|| GraphRefusal::invalid("At least one recipient isn't valid."))?;
        Ok(json!({
            "type": one["type"].as_str().unwrap_or("required"),
            "status": { "response": "none", "time": NEVER },
            "emailAddress": { "name": email["name"].as_str().unwrap_or(address), "address": address },
        }))
    });
    Ok(Value::Array(invited.collect::<Result<_, GraphRefusal>>()?))
}
