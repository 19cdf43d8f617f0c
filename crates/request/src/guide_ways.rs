use profile::Profile;

use crate::attachments::{Covers, delegated, powershell};
use crate::guide::{ApprovalScope, Reach, Step, both, san};

/// Source: Microsoft, "Grant consent on behalf of a single user by using PowerShell". There is no portal page for it.
pub(crate) fn one(profile: &Profile, name: Option<String>, upn: Option<String>) -> ApprovalScope {
    let id = profile.app.client_id.as_str();
    let upn = upn.unwrap_or_else(|| "person@your-domain.example".to_owned());
    let title = match &name {
        Some(name) => both(format!("Only {name}"), format!("{}のみ", san(name))),
        None => both("One person", "1人だけ"),
    };
    let connect = Step {
        text: both("Sign in to Microsoft Graph PowerShell.", "Microsoft Graph PowerShell にサインインします。"),
        literal: Some("Connect-MgGraph -Scopes User.ReadBasic.All, Application.ReadWrite.All, DelegatedPermissionGrant.ReadWrite.All, AppRoleAssignment.ReadWrite.All".to_owned()),
    };
    let look_up = |create: &str| {
        format!(
            "$app = Get-MgServicePrincipal -Filter \"appId eq '{id}'\"\n{create}$user = Get-MgUser -UserId {}",
            powershell(&upn)
        )
    };
    let mut steps = vec![
        connect.clone(),
        Step {
            text: both(
                "Look up the app and the person. The app is added to the directory if it is missing.",
                "アプリと対象者を調べます。アプリがディレクトリにない場合は追加します。",
            ),
            literal: Some(look_up(&format!("if (-not $app) {{ $app = New-MgServicePrincipal -AppId {id} }}\n"))),
        },
    ];
    // A grant belongs to one API.
    steps.extend(delegated(profile, Covers::OnePerson).into_iter().map(|group| {
        let (name, api) = (group.resource.name(), group.resource.app_id());
        Step {
            text: both(
                format!("Grant what belongs to {name} to this one person. If the person has such a grant for this app already, change that one instead."),
                format!("対象者1名に {name} の許可を与えます。このアプリの許可がすでにある場合は、新しく作らずにその内容を変更します。"),
            ),
            literal: Some(format!(
                "$api = Get-MgServicePrincipal -Filter \"appId eq '{api}'\"\nNew-MgOauth2PermissionGrant -ClientId $app.Id -ResourceId $api.Id -ConsentType Principal -PrincipalId $user.Id -Scope {}",
                powershell(&group.values.join(" "))
            )),
        }
    }));
    steps.push(Step {
        text: both("Assign the person, so that the app appears in their list.", "対象者にアプリを割り当てます。本人のアプリ一覧に表示されるようになります。"),
        literal: Some("New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $app.Id -ResourceId $app.Id -PrincipalId $user.Id -AppRoleId 00000000-0000-0000-0000-000000000000".to_owned()),
    });
    ApprovalScope {
        reach: Reach::One,
        title,
        means: both("One grant for one account. It allows nothing for anybody else.", "許可の対象は1つのアカウントだけで、ほかの人には及びません。"),
        steps,
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

pub(crate) fn some(app: &str, link: Option<String>) -> ApprovalScope {
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
        undo_steps: vec![
            plain(
                format!("Enterprise apps > All applications > {app} > Users and groups: remove the person or group."),
                format!(
                    "［エンタープライズ アプリ］＞［すべてのアプリケーション］＞［{app}］＞［ユーザーとグループ］で、対象の人やグループを外します。"
                ),
            ),
            plain(
                "Once nobody is to use it any more, remove the approval too: Permissions, what is listed under Admin consent.",
                "誰も使わなくなった場合は、承認も取り消します。［アクセス許可］で、［管理者の同意］の一覧から削除します。",
            ),
        ],
    }
}

pub(crate) fn everyone(app: &str, link: Option<String>, domain: Option<String>) -> ApprovalScope {
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

fn plain(en: impl Into<String>, ja: impl Into<String>) -> Step {
    Step { text: both(en, ja), literal: None }
}
