//! The table of codes: complete, and each code filed where its source says.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::path::Path;

use diagnosis::{Context, Evidence, Sure, Wall, diagnose, meaning};

/// Every code the product has to know, kept here so that a row cannot vanish unnoticed.
const KNOWN: &[u32] = &[
    16000, 16001, 16003, 28002, 28003, 50000, 50005, 50011, 50014, 50020, 50033, 50034, 50053, 50055, 50056, 50057,
    50058, 50059, 50072, 50074, 50076, 50078, 50079, 50085, 50087, 50089, 50097, 50105, 50126, 50128, 50129, 50131,
    50132, 50133, 50140, 50144, 50147, 50155, 50158, 50173, 50177, 50187, 50194, 50196, 50199, 51004, 53000, 53001,
    53002, 53003, 53004, 53005, 53010, 53011, 54005, 65001, 65002, 65004, 65005, 70000, 70001, 70002, 70004, 70008,
    70011, 70012, 70016, 70018, 70019, 70020, 70043, 90002, 90006, 90008, 90012, 90014, 90019, 90023, 90024, 90033,
    90038, 90041, 90055, 90072, 90085, 90090, 90093, 90094, 90095, 90097, 90099, 90119, 90120, 90130, 500011, 500021,
    500022, 500119, 500208, 500212, 500213, 501051, 501481, 501491, 530032, 530035, 650051, 650052, 650053, 650054,
    650056, 650057, 700005, 700011, 700016, 700020, 700022, 700023, 700025, 700027, 700082, 700084, 900144, 900382,
    900432, 900439, 900561, 900941, 900971, 900981, 1000031, 7000112, 7000215, 7000218, 7000222, 9001023, 9002313,
    9002332,
];

#[test]
fn no_known_code_is_missing() {
    let missing: Vec<&u32> = KNOWN.iter().filter(|number| meaning(**number).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_code_of_the_collected_facts_is_missing() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/facts/consent-block.md");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no facts at {}", path.display());
        return;
    };
    let table = text.split("\n## b.").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut seen = 0;
    let mut missing = Vec::new();
    for row in table.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit()) {
        for cell in row.split('|').nth(1).unwrap().split(',') {
            let number: u32 = cell.trim().parse().unwrap();
            seen += 1;
            if meaning(number).is_none() || !KNOWN.contains(&number) {
                missing.push(number);
            }
        }
    }
    assert!(seen > 100, "{seen}");
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_code_reaches_its_own_wall_through_every_channel() {
    for number in KNOWN {
        let wall = meaning(*number).unwrap().wall;
        for evidence in [
            Evidence::Page(format!("Sorry\nMessage: AADSTS{number}: Text of the day.")),
            Evidence::Redirect(format!("error=access_denied&error_description=AADSTS{number}%3a+Text&state=1")),
            Evidence::Token(format!(r#"{{"error":"invalid_grant","error_codes":[{number}],"suberror":"x"}}"#)),
        ] {
            let verdict = diagnose(std::slice::from_ref(&evidence), &Context::default());
            assert_eq!((verdict.wall, verdict.deciding_code()), (wall, Some(*number)), "{evidence:?}");
        }
    }
}

#[test]
fn a_code_that_only_begins_or_ends_like_a_known_one_is_another_code() {
    for number in KNOWN {
        for near in [format!("{number}9"), format!("9{number}")] {
            let near: u32 = near.parse().unwrap();
            if near > 99_999_999 || KNOWN.contains(&near) {
                continue;
            }
            let verdict = diagnose(&[Evidence::Page(format!("AADSTS{near}: admin approval"))], &Context::default());
            assert_eq!((verdict.wall, verdict.sure), (Wall::Other, Sure::Unknown), "{near}");
            assert_eq!(verdict.deciding_code(), Some(near));
        }
    }
}

/// The consent codes share their sentences, so the sentence may name the reason but never the wall.
#[test]
fn the_same_sentence_under_each_consent_code_is_the_block() {
    for number in [90093, 90094, 90095, 900_941, 900_981] {
        let text = format!(
            "AADSTS{number}: An administrator of Northwind has set a policy that prevents you from granting Daybook the permissions it is requesting."
        );
        assert!(diagnose(&[Evidence::Page(text)], &Context::default()).wall.approval().is_some(), "{number}");
    }
}

#[test]
fn words_beside_a_code_never_move_it_to_the_block() {
    let words = "Need admin approval\nDaybook needs permission to access resources in your organization that only an admin can grant.";
    for number in KNOWN.iter().filter(|number| meaning(**number).unwrap().wall.approval().is_none()) {
        let wall = diagnose(&[Evidence::Page(format!("{words}\nAADSTS{number}: x"))], &Context::default()).wall;
        assert_eq!(wall, meaning(*number).unwrap().wall, "{number}");
    }
}
