use profile::{Kind, Localised, Profile};
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::clean::line;
use crate::labels::{self, Label};
use crate::link::approval_link;
use crate::sentences as say;
use profile::Lang::{En, Ja};

/// What an administrator needs to decide, as a page of the app shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AdminGuide {
    pub app: String,
    /// Who asked, where it is known.
    #[cfg_attr(feature = "types", ts(optional))]
    pub requester: Option<String>,
    pub what_blocks: Localised,
    pub what_it_asks: Localised,
    pub role: Localised,
    /// One, some, everyone: the smallest first.
    pub scopes: Vec<ApprovalScope>,
    /// `None` until the tenant is known.
    #[cfg_attr(feature = "types", ts(optional))]
    pub approval_link: Option<String>,
    pub good_to_know: Vec<Localised>,
    pub saying_no: Vec<Localised>,
    pub check: Vec<Localised>,
    /// What to compare, letter by letter.
    pub identity: Vec<GuideFact>,
}

/// One way to say yes, with its way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ApprovalScope {
    pub reach: Reach,
    pub title: Localised,
    pub means: Localised,
    pub steps: Vec<Step>,
    /// The way back in a few words, for the choice itself.
    pub undo: Localised,
    pub undo_steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Reach {
    One,
    Some,
    Everyone,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Step {
    pub text: Localised,
    /// A command or address to copy, the same in every language.
    #[cfg_attr(feature = "types", ts(optional))]
    pub literal: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GuideFact {
    pub label: Localised,
    pub value: Localised,
    pub literal: bool,
}

/// Writes the guide. Without a case it speaks of "one person" and leaves out the link, which needs a tenant.
pub fn admin_guide(profile: &Profile, case: Option<&Case<'_>>) -> AdminGuide {
    let app = line(&profile.app.name);
    let requester = case.and_then(|case| case.requester.as_ref());
    let link = case.map(|case| approval_link(profile, case));
    let landing_page = profile.links.admin_approval.is_some();
    let mut scopes = Vec::new();
    // A single grant is a delegated grant: an application permission always covers the whole organisation.
    if profile.delegated_only() {
        scopes.push(one(
            profile,
            requester.map(|person| line(&person.name)),
            requester.map(|person| line(&person.upn)),
        ));
    }
    scopes.push(some(&app, link.clone()));
    scopes.push(everyone(&app, link.clone(), case.map(|case| line(&case.tenant_domain))));
    let authority = case.map_or("https://login.microsoftonline.com", |case| case.authority.trim_end_matches('/'));
    let id = profile.app.client_id.as_str();
    AdminGuide {
        requester: requester.map(|person| line(&person.name)),
        what_blocks: what_blocks(profile),
        what_it_asks: what_it_asks(profile),
        role: both(say::role(En, profile.delegated_only()), say::role(Ja, profile.delegated_only())),
        scopes,
        approval_link: link,
        good_to_know: pairs(say::after_approval(En, &app, landing_page), say::after_approval(Ja, &app, landing_page)),
        saying_no: pairs(saying_no_en(&app), saying_no_ja(&app)),
        check: pairs(say::checks(En, &app, id, authority), say::checks(Ja, &app, id, authority)),
        identity: identity(profile),
        app,
    }
}

fn what_blocks(profile: &Profile) -> Localised {
    if profile.excluded_scopes().is_empty() {
        return both(
            "The organisation's consent settings leave this app to administrators.",
            "組織の同意の設定により、このアプリの許可は管理者が判断します。",
        );
    }
    both(
        "Microsoft's default rule leaves these permissions to administrators. Other settings of the organisation can have the same effect.",
        "Microsoft の既定の規則では、これらの許可は管理者が判断します。組織の設定で同じ結果になることもあります。",
    )
}

fn what_it_asks(profile: &Profile) -> Localised {
    let values: Vec<&str> = profile.permissions.iter().map(|asked| asked.value.as_str()).collect();
    let count = profile.permissions.iter().filter(|asked| asked.kind == Kind::Application).count();
    let values = values.join(", ");
    if count == 0 {
        return both(
            format!("{values}. All delegated: it acts only as the person who signed in."),
            format!("{values}。すべて委任された許可で、サインインした本人の権限の範囲だけで動作します。"),
        );
    }
    both(
        format!("{values}. {count} of them work without anyone signed in."),
        format!("{values}。このうち{count}件は、誰もサインインしていなくても使われます。"),
    )
}

/// Source: Microsoft, "Grant consent on behalf of a single user by using PowerShell". There is no portal page for it.
fn one(profile: &Profile, name: Option<String>, upn: Option<String>) -> ApprovalScope {
    let id = profile.app.client_id.as_str();
    let upn = upn.unwrap_or_else(|| "person@your-domain.example".to_owned());
    let scopes: Vec<&str> = profile.permissions.iter().map(|asked| asked.value.as_str()).collect();
    let scopes = scopes.join(" ");
    let title = match &name {
        Some(name) => both(format!("Only {name}"), format!("{name}さんのみ")),
        None => both("One person", "1人だけ"),
    };
    let connect = Step {
        text: both("Sign in to Microsoft Graph PowerShell.", "Microsoft Graph PowerShell にサインインします。"),
        literal: Some("Connect-MgGraph -Scopes User.ReadBasic.All, Application.ReadWrite.All, DelegatedPermissionGrant.ReadWrite.All, AppRoleAssignment.ReadWrite.All".to_owned()),
    };
    let look_up = |create: &str| {
        format!(
            "$app = Get-MgServicePrincipal -Filter \"appId eq '{id}'\"\n{create}$graph = Get-MgServicePrincipal -Filter \"appId eq '00000003-0000-0000-c000-000000000000'\"\n$user = Get-MgUser -UserId {}",
            quoted(&upn)
        )
    };
    ApprovalScope {
        reach: Reach::One,
        title,
        means: both("One grant for one account. Nobody else can connect.", "許可は1つのアカウントだけです。ほかの人は接続できません。"),
        steps: vec![
            connect.clone(),
            Step {
                text: both("Look up the app, Microsoft Graph and the person. The app is added to the directory if it is missing.", "アプリ、Microsoft Graph、対象者を調べます。アプリがディレクトリにない場合は追加します。"),
                literal: Some(look_up(&format!("if (-not $app) {{ $app = New-MgServicePrincipal -AppId {id} }}\n"))),
            },
            Step {
                text: both("Grant the permissions to this one person. If the person has a grant for this app already, change that one instead.", "対象者1名に許可を与えます。このアプリの許可がすでにある場合は、新しく作らずにその内容を変更します。"),
                literal: Some(format!("New-MgOauth2PermissionGrant -ClientId $app.Id -ResourceId $graph.Id -ConsentType Principal -PrincipalId $user.Id -Scope \"{scopes}\"")),
            },
            Step {
                text: both("Assign the person, so that the app appears in their list.", "対象者にアプリを割り当てます。本人のアプリ一覧に表示されるようになります。"),
                literal: Some("New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $app.Id -ResourceId $app.Id -PrincipalId $user.Id -AppRoleId 00000000-0000-0000-0000-000000000000".to_owned()),
            },
        ],
        undo: both("Remove the one grant", "この許可を削除する"),
        undo_steps: vec![
            connect,
            Step {
                text: both("Look up the app and the person.", "アプリと対象者を調べます。"),
                literal: Some(look_up("")),
            },
            Step {
                text: both("Remove the grant.", "許可を削除します。"),
                literal: Some("Get-MgOauth2PermissionGrant -Filter \"clientId eq '$($app.Id)' and principalId eq '$($user.Id)'\" | ForEach-Object { Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId $_.Id }".to_owned()),
            },
        ],
    }
}

/// A PowerShell literal: single quotes, doubled inside. Nothing in it is expanded.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace(['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'], "''"))
}

fn some(app: &str, link: Option<String>) -> ApprovalScope {
    ApprovalScope {
        reach: Reach::Some,
        title: both("Some people", "一部の人"),
        means: both(
            "Approve once, then let in the people or groups you name.",
            "一度承認してから、対象の人やグループを指定します。",
        ),
        steps: vec![
            open(link),
            plain(
                format!("Enterprise apps > All applications > {app} > Properties: set Assignment required to Yes."),
                format!(
                    "［エンタープライズ アプリ］＞［すべてのアプリケーション］＞［{app}］＞［プロパティ］で、［割り当てが必要ですか？］を［はい］にします。"
                ),
            ),
            plain(
                "Users and groups: add the people or groups.",
                "［ユーザーとグループ］で、対象の人やグループを追加します。",
            ),
        ],
        undo: both("Remove the assignment", "割り当てを外す"),
        undo_steps: vec![plain(
            format!("Enterprise apps > All applications > {app} > Users and groups: remove the person or group."),
            format!(
                "［エンタープライズ アプリ］＞［すべてのアプリケーション］＞［{app}］＞［ユーザーとグループ］で、対象の人やグループを外します。"
            ),
        )],
    }
}

fn everyone(app: &str, link: Option<String>, domain: Option<String>) -> ApprovalScope {
    let means = match domain {
        Some(domain) => both(
            format!("Anyone at {domain} can connect their own account."),
            format!("{domain} の全員が、それぞれのアカウントを接続できます。"),
        ),
        None => both(
            "Anyone in the organisation can connect their own account.",
            "組織の全員が、それぞれのアカウントを接続できます。",
        ),
    };
    ApprovalScope {
        reach: Reach::Everyone,
        title: both("Everyone", "全員"),
        means,
        steps: vec![open(link)],
        undo: both("Remove the permissions", "許可を削除する"),
        undo_steps: vec![plain(
            format!(
                "Enterprise apps > All applications > {app} > Permissions: remove what is listed under Admin consent."
            ),
            format!(
                "［エンタープライズ アプリ］＞［すべてのアプリケーション］＞［{app}］＞［アクセス許可］で、［管理者の同意］の一覧から削除します。"
            ),
        )],
    }
}

fn open(link: Option<String>) -> Step {
    Step {
        text: both(
            "Open the approval page in a private window, sign in with the role above, and read the list before you accept.",
            "承認ページをプライベート ウィンドウで開き、上記のロールを持つアカウントでサインインします。許可の一覧を確かめてから承諾してください。",
        ),
        literal: link,
    }
}

fn saying_no_en(app: &str) -> Vec<String> {
    vec![
        "With a waiting request, Deny lets the person ask again. Block also stops further requests for this app."
            .to_owned(),
        "Without one, a reply is enough. Nothing has been granted.".to_owned(),
        format!("To keep {app} from signing anyone in, set Properties > Enabled for users to sign in to No."),
    ]
}

fn saying_no_ja(app: &str) -> Vec<String> {
    vec![
        "要求が届いている場合、［拒否］を選ぶと本人は再度依頼できます。［ブロック］を選ぶと、以後このアプリの要求は届きません。".to_owned(),
        "要求が届いていない場合は、本人への返信だけで済みます。まだ何も許可されていません。".to_owned(),
        format!("{app} へのサインインを止めるには、［プロパティ］の［ユーザーのサインインが有効になっていますか？］を［いいえ］にします。"),
    ]
}

fn identity(profile: &Profile) -> Vec<GuideFact> {
    let app = &profile.app;
    let fact = |label, en: String, ja: String, literal| GuideFact {
        label: both(labels::label(En, label), labels::label(Ja, label)),
        value: both(en, ja),
        literal,
    };
    let (id, publisher) = (app.client_id.to_string(), line(&app.publisher));
    vec![
        fact(Label::ClientId, id.clone(), id, true),
        fact(
            Label::Publisher,
            labels::publisher(En, &publisher, app.verified),
            labels::publisher(Ja, &publisher, app.verified),
            false,
        ),
    ]
}

fn both(en: impl Into<String>, ja: impl Into<String>) -> Localised {
    Localised::new(en, ja)
}

fn plain(en: impl Into<String>, ja: impl Into<String>) -> Step {
    Step { text: both(en, ja), literal: None }
}

fn pairs(en: Vec<String>, ja: Vec<String>) -> Vec<Localised> {
    en.into_iter().zip(ja).map(|(en, ja)| Localised { en, ja }).collect()
}
