//! Texts without end are cut at the door, before anything is made of them. C1: 111

use super::*;

const ENDLESS: usize = 1_000_000;

#[test]
fn an_endless_text_is_cut_before_it_becomes_part_of_a_stage() {
    let typed = World::at(Stage::Welcome).does(Intent::Start).does(Intent::TypeAddress { text: "é".repeat(ENDLESS) });
    assert!(matches!(&typed.stage, Stage::Address(address) if address.typed.chars().count() == 400));

    let text = format!("AADSTS90094: The grant requires admin permission. {}", "x".repeat(ENDLESS));
    let pasted = browser(Some(nora())).does(Intent::PasteText { text });
    let Stage::Blocked(wall) = &pasted.stage else { panic!("{}", pasted.stage_name()) };
    assert!(matches!(&wall.evidence[..], [Evidence::Page(page)] if page.chars().count() == 20_000));

    let letter = blocked(Some(nora())).does(Intent::AskIt).does(Intent::EditDraft {
        to: "x".repeat(ENDLESS),
        lang: LetterLang::En,
        length: Length::Full,
    });
    assert!(letter.stage.known().draft.is_some_and(|draft| draft.to.chars().count() == 1_000));
}

#[test]
fn a_name_nobody_gave_changes_nothing() {
    let connected = browser(Some(nora()));
    let event = ended(&connected, signed(nora(), ALL));
    let before = connected.on(event);
    for odd in [
        Intent::ShowCalendar { id: "x".repeat(ENDLESS), shown: false },
        Intent::BookInto { id: "../../x".to_owned() },
        Intent::ChooseTier { id: "x".repeat(ENDLESS) },
    ] {
        let after = World::at(before.stage.clone()).does(odd);
        assert_eq!(after.stage, before.stage);
        assert!(after.effects.is_empty());
    }
}
