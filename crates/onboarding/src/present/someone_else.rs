use crate::stage::{SomeoneElseStage, Tokens};
use crate::view::*;

pub(super) fn someone_else_screen(stage: &SomeoneElseStage) -> SomeoneElseScreen {
    SomeoneElseScreen {
        meant: match &stage.account {
            None => Meant::Address { email: stage.target.email.as_str().to_owned() },
            Some(known) => Meant::Person { name: known.name.clone(), username: known.username.clone() },
        },
        name: stage.signed_in.name.clone(),
        username: stage.signed_in.username.clone(),
        carrying_on: match stage.tokens {
            Tokens::Aside { .. } => CarryingOn::Straight,
            Tokens::Gone => CarryingOn::SignInAgain,
        },
        returns: stage.from.is_some(),
    }
}
