//! One profile, one verdict and one tenant in; the request to IT out. Every form comes from the same letter, so that
//! they cannot disagree.

mod ask;
mod case;
mod clean;
mod compose;
mod eml;
mod guide;
mod html;
mod labels;
mod letter;
mod link;
mod mailto;
mod route;
mod sentences;
mod text;

pub use case::{Case, Length, LetterLang, Person};
pub use compose::compose;
pub use eml::eml;
pub use guide::{AdminGuide, ApprovalScope, GuideFact, Reach, Step, admin_guide};
pub use letter::{Block, Fact, Letter};
pub use link::approval_link;
pub use mailto::{MAILTO_BUDGET, TooLong, mailto};
pub use route::{Fit, Route, measure};
