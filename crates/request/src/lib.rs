//! One profile, one verdict and one tenant in; the request to IT out. Every form comes from the same letter, so that
//! they cannot disagree.

mod ask;
mod attachment;
mod attachments;
mod case;
mod clean;
mod compose;
mod eml;
mod full;
mod guide;
mod guide_answers;
mod guide_decide;
mod guide_drawing;
mod guide_places;
mod guide_preview;
mod guide_sections;
mod guide_settings;
mod guide_ways;
mod html;
mod justification;
mod labels;
mod letter;
mod link;
mod mail_link;
mod note;
mod route;
mod sentences;
mod text;
mod vendor_note;

pub use ask::{Ask, ask_at};
pub use attachment::Attachment;
pub use attachments::{AttachmentKind, Face, Fonts, NotMade, SystemFonts, attachments};
pub use case::{Case, Length, LetterLang, Person};
pub use compose::compose;
pub use eml::{Envelope, eml};
pub use guide::{AdminGuide, ApprovalScope, GuideFact, Reach, Step, admin_guide};
pub use guide_drawing::{DrawnChoice, DrawnSetting, SettingsDrawing};
pub use guide_sections::{GuideEntry, GuidePath, GuideSection};
pub use justification::{JUSTIFICATION_LIMIT, justification};
pub use letter::{Block, Fact, Letter};
pub use link::{approval_link, link_also_grants};
pub use mail_link::{MAILTO_BUDGET, TooLong, WEB_MAIL_BUDGET, gmail, mailto, outlook_web};
pub use note::{Note, compose_note, follow_up_on, request_expires_on};
pub use route::{Fit, Route, first_that_fits, measure};
pub use vendor_note::vendor_note;
