//! The presenter's stage: what is directed behind the demo, and where the window stands while the stage is up.

use std::sync::{Mutex, PoisonError};

use onboarding::{Direction, ItAnswer};
use simtenant::Answer;

use crate::demo::Demo;
use crate::desktop::Desktop;
use crate::placement::Placement;
use crate::problem::DesktopFault;
use crate::stage_window;

/// A demo that is set further ahead has no week left to show: the calendars are filled for a year.
const FURTHEST_SECONDS: i64 = 300 * 86_400;

/// Whether the stage is up.
#[derive(Default)]
pub(crate) struct Curtain(Mutex<Stage>);

#[derive(Clone, Copy, Default)]
enum Stage {
    #[default]
    Down,
    Up {
        /// Where the window stood, unless it filled the screen already.
        before: Option<Placement>,
    },
}

impl Curtain {
    pub(crate) fn is_up(&self) -> bool {
        matches!(self.now(), Stage::Up { .. })
    }

    /// Where the window belongs when the stage comes down.
    pub(crate) fn before(&self) -> Option<Placement> {
        match self.now() {
            Stage::Up { before } => before,
            Stage::Down => None,
        }
    }

    pub(crate) fn raise(&self, before: Option<Placement>) {
        self.set(Stage::Up { before });
    }

    /// Answers where the window belongs now.
    pub(crate) fn lower(&self) -> Option<Placement> {
        let before = self.before();
        self.set(Stage::Down);
        before
    }

    fn now(&self) -> Stage {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, stage: Stage) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }
}

/// A direction that goes to the simulated tenant, once it is known to be one it can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Answer(Answer),
    Revoke,
    ExpireTokens,
    Advance(u32),
    SetPropagation(u32),
}

impl Demo {
    pub(crate) fn obey(&self, order: Order) -> Result<(), DesktopFault> {
        let tenant = &self.tenant;
        match order {
            Order::Answer(answer) => tenant.answer(answer),
            Order::Revoke => tenant.revoke(),
            Order::ExpireTokens => tenant.expire_access_tokens(),
            Order::Advance(seconds) if tenant.ahead_seconds() + i64::from(seconds) > FURTHEST_SECONDS => {
                return Err(DesktopFault::TooFarAhead);
            }
            Order::Advance(seconds) => tenant.advance(seconds),
            Order::SetPropagation(seconds) => tenant.set_propagation(seconds),
        }
        Ok(())
    }
}

impl Desktop {
    /// Outside the demo nothing can be directed.
    pub(crate) async fn direct(&self, direction: Direction) -> Result<(), DesktopFault> {
        let order = match direction {
            Direction::RaiseStage => return self.raise_stage().await,
            Direction::LowerStage => return self.lower_stage().await,
            Direction::OpenNotes => return self.open_notes().await,
            Direction::SwitchProfile { name } => return self.switch_profile(&name).await,
            Direction::Answer { answer: ItAnswer::Approve } => Order::Answer(Answer::Approve),
            Direction::Answer { answer: ItAnswer::Deny } => Order::Answer(Answer::Deny),
            Direction::Answer { answer: ItAnswer::Block } => Order::Answer(Answer::Block),
            Direction::Revoke => Order::Revoke,
            Direction::ExpireTokens => Order::ExpireTokens,
            Direction::Advance { seconds } => Order::Advance(seconds),
            Direction::SetPropagation { seconds } => Order::SetPropagation(seconds),
        };
        // The tenant's own change brings the new snapshot.
        self.in_demo(|demo| demo.obey(order)).await?
    }

    async fn raise_stage(&self) -> Result<(), DesktopFault> {
        self.in_demo(|_| ()).await?;
        if !self.curtain().is_up() {
            self.curtain().raise(stage_window::enlarge(self.app()));
        }
        self.show().await
    }

    async fn lower_stage(&self) -> Result<(), DesktopFault> {
        self.in_demo(|_| ()).await?;
        self.strike();
        self.show().await
    }

    /// Takes the stage down: on request, and whenever the demo ends.
    pub(crate) fn strike(&self) {
        if self.curtain().is_up()
            && let Some(before) = self.curtain().lower()
        {
            stage_window::restore(self.app(), before);
        }
    }

    async fn open_notes(&self) -> Result<(), DesktopFault> {
        self.in_demo(|_| ()).await?;
        stage_window::open_notes(self.app(), self.theme().await?).map_err(DesktopFault::NoWindow)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_window_goes_back_to_where_it_stood_once() {
        let curtain = Curtain::default();
        assert!(!curtain.is_up());
        let before = Placement { size: (1040.0, 720.0), corner: Some((10.0, 20.0)), maximised: false };
        curtain.raise(Some(before));
        assert!(curtain.is_up());
        assert_eq!(curtain.before(), Some(before));
        assert_eq!(curtain.lower(), Some(before));
        assert!(!curtain.is_up());
        assert_eq!(curtain.lower(), None);
    }
}
