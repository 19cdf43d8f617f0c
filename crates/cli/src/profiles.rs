use profile::{LanguageTag, Profile};

use crate::options::profile;
use crate::{Answer, Fault};

pub(crate) fn show(named: &str, tier: Option<&str>, lang: &LanguageTag, json: bool) -> Result<Answer, Fault> {
    let whole = profile(Some(named))?;
    let profile = match tier {
        Some(tier) => whole.at(tier)?,
        None => whole,
    };
    if json {
        println!("{}", serde_json::to_string_pretty(&profile)?);
    } else {
        print(&profile, lang);
    }
    Ok(Answer::Yes)
}

pub(crate) fn schema() -> Answer {
    print!("{}", profile::SCHEMA);
    Answer::Yes
}

fn print(profile: &Profile, lang: &LanguageTag) {
    println!(
        "{} by {} ({}), version {}",
        profile.app.name, profile.app.publisher, profile.app.client_id, profile.version
    );
    println!("{}", profile.app.purpose.nearest(lang));
    println!("Profile hash {}", profile.hash());
    for asked in &profile.permissions {
        println!("  {:28} {}", asked.value, asked.reason.nearest(lang));
    }
    for tier in &profile.tiers {
        let mark = if profile.chosen.as_ref() == Some(&tier.id) { '*' } else { ' ' };
        let breaks = tier.breaks.as_ref().map_or(String::new(), |breaks| format!(": {}", breaks.nearest(lang)));
        println!("{mark} {:28} {}{breaks}", tier.id, tier.name.nearest(lang));
    }
}
