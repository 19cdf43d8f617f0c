use permissions::{Kind, Risk};

use super::finding::{Findings, Rule};
use super::sheet::Sheet;
use crate::permission::AskedPermission;
use crate::profile::Profile;

/// What a newer version asks of an organisation that said yes to the older one. Every tier counts: any may be chosen.
pub(super) fn check(sheet: &Sheet<'_>, older: &Profile, newer: &Profile, findings: &mut Findings<'_>) {
    let (before, after) = (older.in_any_tier(), newer.in_any_tier());
    let is_in = |list: &[&AskedPermission], asked: &AskedPermission| list.iter().any(|known| known.is_same_as(asked));
    let added: Vec<&AskedPermission> = after.iter().copied().filter(|asked| !is_in(&before, asked)).collect();

    let highest = before.iter().map(|asked| level(asked)).max().unwrap_or_default();
    for asked in &added {
        if let Some(step) = step_up(asked, highest, &before) {
            let place = sheet.place(&asked.value, asked.resource, asked.kind);
            let hint =
                "Every organisation has to approve again. Say in the reason why it is worth that, or make it optional.";
            findings.add(Rule::RiskJump, place, format!("`{}` is new and {step}", asked.value), hint);
        }
    }

    if newer != older && newer.version <= older.version {
        let place = sheet.root.get("version").map_or(0..0, |version| version.span());
        let message = format!("the profile changed, and its version did not rise above {}", older.version);
        let hint = format!("Write version = {}: a request to IT names the version it is about.", older.version + 1);
        findings.add(Rule::VersionNotRaised, place, message, hint);
    }
}

/// In what way a new permission goes beyond everything asked for before.
fn step_up(asked: &AskedPermission, highest: u8, before: &[&AskedPermission]) -> Option<String> {
    let acted_alone = before.iter().any(|known| known.kind == Kind::Application);
    if asked.kind == Kind::Application && !acted_alone {
        Some("acts with nobody signed in, which the app never did".to_owned())
    } else if level(asked) > highest {
        Some(format!("of risk {} of 5, where {highest} was the highest", level(asked)))
    } else {
        None
    }
}

fn level(asked: &AskedPermission) -> u8 {
    Risk::of(&asked.value, asked.kind).level()
}
