use super::{Surroundings, host};
use crate::ports::Leg;
use crate::schedule::STALL;
use crate::stage::{BrowserStage, PageState};
use crate::view::*;

pub(super) fn browser_screen(browser: &BrowserStage, around: &Surroundings<'_>) -> BrowserScreen {
    let page = match browser.page {
        PageState::Preparing => PageView::Preparing,
        PageState::Open => PageView::Open,
        PageState::NotOpened { fault } => PageView::NotOpened(fault),
        PageState::Interrupted => PageView::Interrupted,
        PageState::Failed { fault } => PageView::Failed(fault),
    };
    let waiting = matches!(page, PageView::Open | PageView::NotOpened(_));
    BrowserScreen {
        email: browser.target.email.as_str().to_owned(),
        host: host(&browser.target, around),
        leg: if browser.account.is_some() { Leg::Calendar } else { Leg::Identity },
        name: browser.account.as_ref().map(|account| account.name.clone()),
        since: browser.since.to_string(),
        page,
        stalled: waiting && browser.since + STALL <= around.now,
        paste: browser.paste,
        returns: browser.from.is_some(),
    }
}
