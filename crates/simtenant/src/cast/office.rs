//! The everyday mail of an office, so that the request is not the only thing in IT's inbox.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{Cast, KITAHAMA, NORTHBANK, Person};
use crate::lang::Lang;
use crate::mailroom::{InboxMail, Matter};

/// A mail that came `before` the story began.
struct Everyday {
    from: Sender,
    before: SignedDuration,
    subject: fn(Timestamp, Lang) -> String,
    text: (&'static str, &'static str),
}

enum Sender {
    Desk(&'static str, &'static str),
    Colleague { northbank: &'static Person, kitahama: &'static Person },
}

/// Oldest first.
static MAILS: [Everyday; 4] = [
    Everyday {
        from: Sender::Colleague { northbank: &NORTHBANK[5], kitahama: &KITAHAMA[4] },
        before: SignedDuration::from_mins(3 * DAY - 35),
        subject: |_, lang| lang.pick("Wi-Fi in the small meeting room", "小会議室の Wi-Fi について").to_owned(),
        text: (
            "The Wi-Fi in the small meeting room drops out when the door is closed. Do we know about that?",
            "小会議室の扉を閉めると Wi-Fi が切れることがあります。すでに把握されている現象でしょうか。",
        ),
    },
    Everyday {
        from: Sender::Desk("Payroll", "給与担当"),
        before: SignedDuration::from_mins(2 * DAY + 50),
        subject: timesheets,
        text: (
            "Timesheets close on the last Friday of the month, at noon. Later corrections go into the next run.",
            "勤務表の提出は、月末の金曜日の正午までにお願いします。以降の修正は翌月分で処理します。",
        ),
    },
    Everyday {
        from: Sender::Colleague { northbank: &NORTHBANK[4], kitahama: &KITAHAMA[3] },
        before: SignedDuration::from_mins(DAY + 20),
        subject: |_, lang| lang.pick("A second screen for desk 14", "14番の席のモニターについて").to_owned(),
        text: (
            "Could I have a second screen for desk 14? Any size is fine, and there is no hurry.",
            "14番の席に、モニターをもう1台お願いできますか。大きさは問いません。急ぎではありません。",
        ),
    },
    Everyday {
        from: Sender::Desk("Facilities", "総務（施設）"),
        before: SignedDuration::from_mins(31),
        subject: |_, lang| lang.pick("Lift maintenance on Monday", "月曜日のエレベーター点検").to_owned(),
        text: (
            "The east lift is out of service on Monday from 9 to 12. The west lift runs as usual.",
            "月曜日の9時から12時まで、東側のエレベーターを点検します。この間は西側をご利用ください。",
        ),
    },
];

/// In minutes.
const DAY: i64 = 24 * 60;

impl Cast {
    /// Oldest first.
    pub(crate) fn everyday_mails(self, began: Timestamp, lang: Lang) -> Vec<InboxMail> {
        let mails = MAILS.iter().enumerate();
        mails
            .map(|(number, mail)| InboxMail {
                id: format!("everyday-{number}"),
                from: self.sender(&mail.from, lang),
                subject: (mail.subject)(began, lang),
                at: began.checked_sub(mail.before).unwrap_or(began),
                html: None,
                text: lang.pick(mail.text.0, mail.text.1).to_owned(),
                attachments: Vec::new(),
                matter: Matter::Everyday,
            })
            .collect()
    }

    fn sender(self, sender: &Sender, lang: Lang) -> String {
        match (sender, self) {
            (Sender::Desk(en, ja), Cast::English | Cast::Japanese) => lang.pick(en, ja).to_owned(),
            (Sender::Colleague { northbank, .. }, Cast::English) => northbank.display_name(),
            (Sender::Colleague { kitahama, .. }, Cast::Japanese) => kitahama.display_name(),
        }
    }
}

fn timesheets(began: Timestamp, lang: Lang) -> String {
    let today = began.to_zoned(TimeZone::system());
    match lang {
        Lang::En => format!("{} timesheets", today.strftime("%B")),
        Lang::Ja => format!("{}月分の勤務表", today.month()),
    }
}
