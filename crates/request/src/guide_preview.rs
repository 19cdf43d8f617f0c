use profile::{AskedPermission, Localised, Profile, Verification};

use crate::clean::line;
use crate::guide::both;
use crate::guide_sections::{GuideSection, entry, section};
use crate::link::link_also_grants;

/// What Microsoft's page will say before anything is granted, so that nobody has to open it to know.
///
/// Source: Microsoft, "Understand the application consent experience": name and publisher, then each permission under
/// Microsoft's own name for it.
pub(crate) fn consent_page(profile: &Profile) -> GuideSection {
    let app = line(&profile.app.name);
    let publisher = line(&profile.app.publisher);
    let mark = match profile.app.verified {
        Verification::Yes => both(
            format!("At the top: {app}, by {publisher}, with the mark of a verified publisher."),
            format!("上部に {app} と {publisher} の名前があり、確認済みの発行元であることを示す印が付きます。"),
        ),
        Verification::No => both(
            format!("At the top: {app}, marked \"unverified\"."),
            format!("上部に {app} の名前があり、「未確認」と表示されます。"),
        ),
        Verification::Unknown => both(
            format!("At the top: {app}, and whether its publisher is verified."),
            format!("上部に {app} の名前と、発行元が確認済みかどうかが表示されます。"),
        ),
    };
    let compare = both(
        "Name and logo prove nothing. Compare the client ID in the details of the page with the one in the request.",
        "名前とロゴは証明になりません。画面の詳細にあるクライアント ID を、依頼にあるものと照合してください。",
    );
    let beyond: Vec<&AskedPermission> = {
        let more = link_also_grants(profile);
        profile.in_any_tier().into_iter().filter(|asked| more.contains(&asked.value.as_str())).collect()
    };
    let lines = profile.permissions.iter().chain(beyond).map(named).collect();
    section(
        "consent-page",
        both("What Microsoft's page will list", "Microsoft の画面に表示される内容"),
        &["Permissions requested", "要求されているアクセス許可", "consent prompt", "同意画面", "preview", "プレビュー"],
        vec![
            entry(both("Who asks", "アプリと発行元"), vec![mark, compare]),
            entry(both("What it asks for, in Microsoft's words", "求める許可（Microsoft の表記）"), lines),
        ],
    )
}

/// Microsoft's own name for it, and the value.
fn named(asked: &AskedPermission) -> Localised {
    let value = &asked.value;
    let Some(fact) = asked.fact() else {
        return both(format!("{value} (no name is published)"), format!("{value}（名称は公開されていません）"));
    };
    let japanese = match fact.display_ja {
        Some(name) => format!("{name}（{value}）"),
        None => format!("{}（{value}、日本語の名称は公開されていません）", fact.display_en),
    };
    both(format!("{} ({value})", fact.display_en), japanese)
}
