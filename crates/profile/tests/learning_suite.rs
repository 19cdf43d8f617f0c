//! Everything a training suite has to tell an IT department, requirement by requirement. The numbers are those of
//! docs/seed-coverage.md.
#![allow(clippy::unwrap_used)]

use profile::Kind::{Application, Delegated};
use profile::Resource::{ExchangeOnline, Graph, SharePoint};
use profile::{
    AccountRule, AskedPermission, Consenter, Kind, Localised, Occasion, Profile, Resource, Subject, Topic, Verification,
};

fn suite() -> &'static Profile {
    profile::shipped_as("learning-suite").unwrap()
}

fn asked(resource: Resource, kind: Kind, value: &str) -> &'static AskedPermission {
    let same = |asked: &&AskedPermission| (asked.resource, asked.kind, asked.value.as_str()) == (resource, kind, value);
    suite().permissions.iter().find(same).unwrap_or_else(|| panic!("no {value}"))
}

/// The entries beyond what any sign-in asks for, in the order of the list: administrators' first, dynamic ones after.
const ELEVEN: [(&str, Resource, Kind, Occasion); 11] = [
    ("GroupMember.Read.All", Graph, Application, Occasion::Install),
    ("User.Read.All", Graph, Application, Occasion::Install),
    ("User.Read.All", Graph, Delegated, Occasion::Install),
    ("User.Read", Graph, Delegated, Occasion::SignIn),
    ("AllSites.FullControl", SharePoint, Delegated, Occasion::Install),
    ("User.Invite.All", Graph, Delegated, Occasion::Install),
    ("Calendars.ReadWrite", Graph, Delegated, Occasion::Feature),
    ("OnlineMeetings.ReadWrite", Graph, Delegated, Occasion::Feature),
    ("Mail.Send", Graph, Delegated, Occasion::Feature),
    ("SMTP.Send", ExchangeOnline, Delegated, Occasion::Feature),
    ("EWS.AccessAsUser.All", ExchangeOnline, Delegated, Occasion::Feature),
];

fn dynamic() -> impl Iterator<Item = &'static AskedPermission> {
    suite().permissions.iter().filter(|asked| asked.asked_when == Occasion::Feature)
}

fn security(topic: Topic) -> &'static Localised {
    &suite().security.iter().find(|fact| fact.topic == topic).unwrap_or_else(|| panic!("no {topic:?}")).says
}

fn feature(id: &str) -> &'static Localised {
    &suite().features.iter().find(|feature| feature.id == id).unwrap_or_else(|| panic!("no {id}")).says
}

fn both(text: &Localised, en: &[&str], ja: &[&str]) -> bool {
    en.iter().all(|part| text.en.contains(part)) && ja.iter().all(|part| text.ja.contains(part))
}

#[test]
fn eleven_entries_of_ten_values_each_on_its_own_api_and_the_sign_in_scopes_beside_them() {
    let (listed, rest): (Vec<_>, Vec<_>) = suite()
        .permissions
        .iter()
        .map(|asked| (asked.value.as_str(), asked.resource, asked.kind, asked.asked_when))
        .partition(|entry| ELEVEN.contains(entry));
    assert_eq!(listed, ELEVEN);
    let mut values: Vec<&str> = listed.iter().map(|entry| entry.0).collect();
    values.sort_unstable();
    values.dedup();
    assert_eq!(values.len(), 10);
    assert_eq!(rest.iter().map(|entry| entry.0).collect::<Vec<_>>(), ["offline_access", "openid", "profile"]);
    for (value, resource, kind, _) in ELEVEN {
        assert!(asked(resource, kind, value).fact().is_some(), "Microsoft publishes no {value}");
    }
}

type Holds = fn() -> bool;

/// What is told, by number.
const TOLD: &[(&str, &str, Holds)] = &[
    ("S3-1", "the day the page was last reviewed", || suite().app.reviewed_on.year() >= 2026),
    ("S3-2", "what the app needs and what it can do without", || {
        let optional: Vec<&str> =
            suite().permissions.iter().filter(|asked| !asked.required).map(|asked| asked.value.as_str()).collect();
        optional == ["User.Invite.All", "EWS.AccessAsUser.All"]
    }),
    ("S3-3", "who can say yes, per permission", || {
        suite().permissions.iter().filter(|asked| asked.who == Consenter::Admin).count() == 5
    }),
    ("S3-4", "two ways of consent, by administrators and dynamically", || {
        let at = |occasion| suite().permissions.iter().filter(move |asked| asked.asked_when == occasion).count();
        (at(Occasion::Install), at(Occasion::Feature)) == (5, 5)
    }),
    ("S3-5", "an administrator's yes covers everyone", || {
        let install = |asked: &&AskedPermission| asked.asked_when == Occasion::Install;
        suite()
            .permissions
            .iter()
            .filter(install)
            .all(|asked| (asked.who, asked.subject) == (Consenter::Admin, Subject::Everyone))
    }),
    ("S3-6", "it is given during installation", || {
        suite().permissions.iter().any(|asked| asked.asked_when == Occasion::Install)
    }),
    ("S3-7", "a dynamic yes covers one account", || dynamic().all(|asked| asked.subject == Subject::OneUser)),
    ("S3-8", "it is asked for while the notification mailbox is set up", || {
        dynamic().all(|asked| asked.features == ["notification-mailbox"])
            && both(feature("notification-mailbox"), &["being set up"], &["設定の途中"])
    }),
    ("S3-9", "by an account that is no administrator's", || {
        dynamic().all(|asked| asked.account_must_be == AccountRule::NonAdmin)
            && both(feature("notification-mailbox"), &["ordinary mailbox"], &["一般ユーザー"])
    }),
    ("S3-10", "an everyday example: managing that account's calendar in full", || {
        let example = asked(Graph, Delegated, "Calendars.ReadWrite").example.as_ref().unwrap();
        both(example, &["fully manages that mailbox's calendar"], &["管理をすべて"])
            && dynamic().all(|asked| asked.example.is_some())
    }),
    ("S3-12", "an administrator can give the dynamic consent with PowerShell", || {
        both(feature("notification-mailbox"), &["Microsoft Graph PowerShell"], &["Microsoft Graph PowerShell"])
    }),
    ("S3-13", "which helps where users may not consent", || {
        both(feature("notification-mailbox"), &["users may not consent"], &["許可されていない組織"])
    }),
    ("S3-14", "or where only assigned accounts may", || {
        both(feature("notification-mailbox"), &["only assigned accounts"], &["割り当て済みのアカウント"])
    }),
    ("S3-15", "with Microsoft's page about it", || links_to("grant-consent-single-user")),
    ("S3-16", "application and delegated permissions", || {
        suite().permissions.iter().filter(|asked| asked.kind == Application).count() == 2
    }),
    ("S3-17", "an application permission is an administrator's to give", || {
        let application = |asked: &&AskedPermission| asked.kind == Application;
        suite().permissions.iter().filter(application).all(AskedPermission::admin_only)
            && suite()
                .permissions
                .iter()
                .filter(application)
                .all(|asked| asked.fact().unwrap().least_role().name == "Privileged Role Administrator")
    }),
    ("S3-18", "a delegated one is a user's or an administrator's", || {
        let delegated = |who| suite().permissions.iter().any(move |asked| (asked.kind, asked.who) == (Delegated, who));
        delegated(Consenter::User) && delegated(Consenter::Admin)
    }),
    ("S3-19", "the vendor's staff get no access", || {
        both(security(Topic::StaffAccess), &["do not let", "staff"], &["社員", "わけではありません"])
    }),
    ("S3-20", "the platform Microsoft 365 itself signs people in with", || {
        both(security(Topic::IdentityPlatform), &["same platform as Microsoft 365"], &["Microsoft 365 と同じ認証基盤"])
    }),
    ("S3-21", "multi-factor authentication stays in force", || {
        both(security(Topic::MfaConditionalAccess), &["multi-factor"], &["多要素認証"])
    }),
    ("S3-22", "the sign-in pages are Microsoft's", || {
        both(
            security(Topic::IdentityPlatform),
            &["Microsoft provides and runs the sign-in pages"],
            &["Microsoft が提供し、管理"],
        )
    }),
    ("S3-23", "the steps are those of Microsoft 365", || {
        both(security(Topic::IdentityPlatform), &["steps are those"], &["手順も Microsoft 365 と同じ"])
    }),
    ("S3-24", "people keep their rights and reach nobody else's data", || {
        both(
            security(Topic::TenantBoundary),
            &["keep the rights", "another person's data"],
            &["権限は", "他の人のデータ"],
        )
    }),
    ("S3-25", "no scope shows more than Microsoft 365 would", || {
        suite().cannot.iter().any(|text| both(text, &["not already let that person see"], &["許可されていないデータ"]))
            && both(
                asked(Graph, Delegated, "User.Read.All").limits.as_ref().unwrap(),
                &["could not look up"],
                &["超えることはありません"],
            )
    }),
    ("S3-26", "a name ending in .All does not mean everything", || {
        both(
            full_control().enforced_by.as_ref().unwrap(),
            &["Sites.Read.All", "already open to them"],
            &["Sites.Read.All", "本人が開けるサイト"],
        )
    }),
    ("S3-27", "SharePoint stays the gatekeeper, whatever the screen", || {
        both(
            full_control().enforced_by.as_ref().unwrap(),
            &["SharePoint checks", "whichever screen"],
            &["どの画面", "SharePoint が"],
        )
    }),
    ("S3-28", "only accounts with access to the tenant reach data", || {
        both(security(Topic::TenantBoundary), &["Only accounts with access"], &["利用できるアカウントだけ"])
    }),
    ("S3-29", "the list is what the app may use, and nothing beyond", || {
        suite().cannot.iter().any(|text| both(text, &["not in this list"], &["ここに挙げていない"]))
    }),
    ("S3-30", "the page of the admin centre that shows and manages people", || {
        both(feature("people"), &["Lists and manages"], &["一覧にし、管理"])
            && suite().permissions.iter().filter(|asked| asked.features.contains(&"people".to_owned())).count() == 2
    }),
    ("S3-31", "the directory is read again and again", || {
        let sync = asked(Graph, Application, "User.Read.All").background_sync.as_ref().unwrap();
        sync.every_hours.get() == 24 && both(&sync.says, &["Microsoft Graph"], &["Microsoft Graph"])
    }),
    ("S3-32", "groups are expanded to enrol their members", || {
        both(
            &asked(Graph, Application, "GroupMember.Read.All").reason,
            &["group", "enrolled"],
            &["グループ", "受講登録"],
        )
    }),
    ("S3-33", "the nine pieces of data that are read", || {
        let fields = &asked(Graph, Application, "User.Read.All").data_fields;
        let names: Vec<&str> = fields.iter().map(|field| field.en.as_str()).collect();
        names
            == [
                "Account name",
                "Display name",
                "Email address",
                "Department",
                "Job title",
                "Office",
                "Country",
                "City",
                "Manager's id and email address",
            ]
    }),
    ("S3-34", "three purposes: profile, reporting line, search", || {
        let purposes = &asked(Graph, Application, "User.Read.All").purposes;
        purposes.len() == 3
            && both(&purposes[0], &["profile"], &["プロファイル"])
            && both(&purposes[1], &["manager", "reports"], &["上司", "レポート"])
            && both(&purposes[2], &["Search and filter"], &["検索", "絞り込"])
    }),
    ("S3-35", "the same value as the signed-in person", || {
        let (own, alone) = (asked(Graph, Delegated, "User.Read.All"), asked(Graph, Application, "User.Read.All"));
        own.name != alone.name && own.fact().unwrap().id != alone.fact().unwrap().id
    }),
    ("S3-36", "sign-in, one's own profile, the organisation's basics", || {
        both(
            &asked(Graph, Delegated, "User.Read").reason,
            &["sign in", "own profile", "organisation's basic details"],
            &["サインイン", "本人のプロファイル", "組織の基本情報"],
        )
    }),
    ("S3-37", "full control is SharePoint's, for set-up, add-in upload and catalogues", || {
        full_control().fact().unwrap().resource == SharePoint
            && both(
                &full_control().reason,
                &["creates catalogues", "site collections", "uploads its add-in"],
                &["カタログ", "サイト コレクション", "アドイン"],
            )
            && full_control().risk().level() == 5
    }),
    ("S3-38", "guests are invited by catalogue administrators", || {
        both(invite().used_by.as_ref().unwrap(), &["Catalogue administrators"], &["カタログ管理者"])
    }),
    ("S3-39", "which takes three settings of the organisation", || {
        let [entra, tenant, site] = invite().preconditions.as_slice() else { return false };
        both(&entra.says, &["Entra", "external collaboration"], &["Entra", "外部コラボレーション"])
            && both(&tenant.says, &["whole organisation"], &["組織全体"])
            && both(&site.says, &["site collection"], &["サイト コレクション"])
            && [entra, tenant, site].iter().all(|setting| setting.link.is_some())
    }),
    ("S3-40", "at length: why full control, what fails without it, why less does not do", || {
        let long = full_control().justification.as_ref().unwrap();
        both(
            &long.needed_for,
            &["site collection", "app catalogue", "permissions", "features"],
            &["サイト コレクション", "アプリ カタログ", "権限の管理", "機能"],
        ) && both(&long.if_denied, &["error", "template", "owner"], &["エラー", "テンプレート", "所有者"])
            && both(&long.why_not_less, &["Contribute", "Read", "View Only"], &["投稿", "閲覧のみ"])
            && long.link.is_some()
            && [&long.needed_for, &long.if_denied, &long.why_not_less]
                .iter()
                .all(|text| text.en.contains("\n\n") && text.ja.contains("\n\n"))
    }),
    ("S3-41", "two keys: app and person both need the right", || {
        let long = full_control().justification.as_ref().unwrap();
        both(&long.why_not_less, &["must both hold", "the call fails"], &["両方が条件", "失敗します"])
            && links_to("delegated-access-primer")
    }),
    ("S3-42", "notices by authenticated SMTP, with the setting it takes", || {
        let smtp = asked(ExchangeOnline, Delegated, "SMTP.Send");
        both(&smtp.reason, &["SMTP"], &["SMTP 認証"]) && smtp.preconditions.len() == 1
    }),
    ("S3-43", "room lists and rooms, through an API that ends", || {
        let ews = asked(ExchangeOnline, Delegated, "EWS.AccessAsUser.All");
        both(&ews.reason, &["room lists", "rooms"], &["会議室の一覧と会議室"])
            && both(ews.limits.as_ref().unwrap(), &["Microsoft ends Exchange Web Services"], &["提供を終えるまでに"])
            && ews.fact().unwrap().lifecycle() != permissions::Lifecycle::Current
    }),
    ("S3-44", "mail is sent from that mailbox", || {
        both(&asked(Graph, Delegated, "Mail.Send").reason, &["Sends"], &["送信"])
    }),
    ("S3-45", "online meetings are created, read, updated and deleted", || {
        changes_in_full(&asked(Graph, Delegated, "OnlineMeetings.ReadWrite").reason)
    }),
    ("S3-46", "training events likewise, in that mailbox's calendar", || {
        let calendar = &asked(Graph, Delegated, "Calendars.ReadWrite").reason;
        changes_in_full(calendar) && both(calendar, &["notification mailbox"], &["通知用メールボックス"])
    }),
    ("S3-47", "each dynamic one says what for, when, for whom and by whom", || {
        dynamic().count() == 5
            && dynamic().all(|asked| {
                (asked.subject, asked.who, asked.account_must_be)
                    == (Subject::OneUser, Consenter::User, AccountRule::NonAdmin)
            })
    }),
    ("S3-48", "Microsoft's overview", || links_to("permissions-overview")),
    ("S3-49", "a friendly name beside the literal value", || {
        suite().permissions.iter().all(|asked| !asked.name.en.contains('.') && asked.name.en.contains(' '))
    }),
    ("S3-50", "three APIs, each permission on its own", || suite().by_resource().len() == 3),
];

fn full_control() -> &'static AskedPermission {
    asked(SharePoint, Delegated, "AllSites.FullControl")
}

fn invite() -> &'static AskedPermission {
    asked(Graph, Delegated, "User.Invite.All")
}

fn links_to(page: &str) -> bool {
    suite().links.microsoft.iter().any(|link| link.url.as_str().ends_with(page))
}

fn changes_in_full(text: &Localised) -> bool {
    both(text, &["reates", "reads", "updates", "deletes"], &["作成", "参照", "更新", "削除"])
}

#[test]
fn every_statement_is_told_in_both_languages() {
    let missing: Vec<String> =
        TOLD.iter().filter(|(_, _, holds)| !holds()).map(|(number, what, _)| format!("{number}: {what}")).collect();
    assert!(missing.is_empty(), "not told:\n{}", missing.join("\n"));
}

#[test]
fn only_what_is_a_matter_of_screens_is_left_out() {
    let told: Vec<&str> = TOLD.iter().map(|(number, ..)| *number).collect();
    let left: Vec<String> = (1..=50).map(|n| format!("S3-{n}")).filter(|n| !told.contains(&n.as_str())).collect();
    // Anchors and the way back within a page.
    assert_eq!(left, ["S3-11"]);
}

#[test]
fn the_calendar_app_says_who_it_is_what_for_and_how_data_is_kept() {
    let app = profile::shipped_as("calendar-sync").unwrap();
    // S0-3, S0-4, S0-19, S0-20, S0-30.
    assert!(both(&app.app.purpose, &["calendars"], &["予定表"]));
    assert_eq!(app.app.verified, Verification::No);
    assert!(app.delegated_only());
    let topics: Vec<Topic> = app.security.iter().map(|fact| fact.topic).collect();
    assert!(
        [Topic::Storage, Topic::Region, Topic::Retention, Topic::StaffAccess]
            .iter()
            .all(|topic| topics.contains(topic))
    );
    assert!(app.links.admin_approval.is_some() && app.links.security.is_some() && app.links.support_email.is_some());
    assert!(app.app.reviewed_on.year() >= 2026);
}
