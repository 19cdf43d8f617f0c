//! What the scripts say, in comments and while they run.

use profile::Lang;

/// A comment of a script. `{app}` stands for the app's name, `{file}` for the script's; each line becomes one comment.
pub(crate) fn comment(lang: Lang, key: &str) -> &'static str {
    let (en, ja) = match key {
        "grant_title" => (
            "Grants what {app} asks for: to everyone, to some people, or to one person.\nThe matching revert script undoes it.",
            "{app} が求める許可を、全員、一部の人、または1人に与えます。\n取り消し用のスクリプトで元に戻せます。",
        ),
        "revert_title" => ("Takes back what {app} was granted.", "{app} に与えた許可を取り消します。"),
        "caution" => (
            "Microsoft's caution: a permission granted by a script takes effect at once. No consent page is shown and nobody\nis asked to confirm. Read this file and run the dry run before anything else.",
            "Microsoft の注意：スクリプトで与えた許可は、同意画面も確認もなく、ただちに有効になります。\n内容に目を通し、まず試し実行で確かめてください。",
        ),
        "ps_first" => (
            "Dry run, which changes nothing: save as {file}.ps1 (mail programs hold back files of that kind, hence .txt), then\n  .\\{file}.ps1 -For One -WhatIf",
            "試し実行（何も変更しません）：{file}.ps1 という名前で保存し（メールで届くよう .txt にしてあります）、次のように実行します。\n  .\\{file}.ps1 -For One -WhatIf",
        ),
        "ps_run" => (
            "For real, it asks before each change:\n  .\\{file}.ps1 -For Everyone\n  .\\{file}.ps1 -For Some -Users a@example.com, b@example.com -Groups <group id>\n  .\\{file}.ps1 -For One -Users a@example.com\nRunning it twice does no harm.",
            "本番の実行（変更のたびに確認します）：\n  .\\{file}.ps1 -For Everyone\n  .\\{file}.ps1 -For Some -Users a@example.com, b@example.com -Groups <グループの ID>\n  .\\{file}.ps1 -For One -Users a@example.com\n同じ内容で繰り返し実行しても、結果は変わりません。",
        ),
        "ps_policy" => (
            "The modules, once: Install-Module Microsoft.Graph -Scope CurrentUser",
            "初回のみ、モジュールを入れます：Install-Module Microsoft.Graph -Scope CurrentUser",
        ),
        "reach" => (
            "Everyone: the whole organisation. Some: the app is limited to the people and groups named. One: a single account.",
            "Everyone は組織の全員、Some は指定した人とグループだけ、One は1つのアカウントだけです。",
        ),
        "revert_reach" => (
            "Everyone: what was granted for the organisation. Some: only the named people's and groups' access; it stays\nlimited to the others. One: what was granted for a single account. After -For Some, -For Everyone removes the rest.",
            "Everyone は組織全体への許可、Some は指定した人とグループの利用（残りの人はそのまま）、One は1つのアカウントへの許可を取り消します。\nSome で与えた許可をすべて取り消すには、続けて Everyone でも実行します。",
        ),
        "revert_limits" => (
            "The app's entry stays, and so does \"Assignment required\" if it was set: both grant nothing by themselves.\nA token already issued can work for about an hour more. To stop sign-in at once, set Properties > Enabled for users\nto sign in to No. Permissions on this list that were granted before this request are taken back as well.",
            "アプリの項目と、設定済みの［割り当てが必要ですか？］は残ります（それだけでは何も許可されません）。\n発行済みのトークンは、さらに1時間ほど使えることがあります。サインインもすぐに止めるには、［プロパティ］の\n［ユーザーのサインインが有効になっていますか？］を［いいえ］にします。\n下の一覧にある許可は、この依頼より前に与えられたものも取り消されます。",
        ),
        "users" => (
            "The people, by sign-in name. Filled in with the person who asked.",
            "対象者のサインイン名です。依頼した本人が入っています。",
        ),
        "groups" => ("The groups, by object id.", "対象グループのオブジェクト ID です。"),
        "facts" => (
            "Compare the client ID with the request before you go on.\nFingerprint of the vendor's statement, the same in every part of the request: {fingerprint}",
            "先に進む前に、クライアント ID を依頼の内容と照合してください。\n照合値（この依頼のすべての資料に共通）：{fingerprint}",
        ),
        "lists" => (
            "For everyone; for one account; and without anyone signed in, which always covers the whole organisation.",
            "全員への許可、1つのアカウントへの許可、誰もサインインしていなくても使われる許可（常に組織全体が対象）の順です。",
        ),
        "sh_lists" => (
            "Each entry: the API's application ID, then the values.",
            "各項目は、API のアプリケーション ID と、それに続く値です。",
        ),
        "merges" => (
            "Adds what is missing to an existing grant and keeps what is there: replacing it would take permissions away.",
            "すでにある許可は残し、足りないものだけを加えます。置き換えると、以前の許可が失われるためです。",
        ),
        "keeps_others" => (
            "Takes out these values only. A grant that holds others as well keeps those.",
            "この一覧の値だけを取り除きます。ほかの許可が含まれている場合、それらは残ります。",
        ),
        "app_entry" => (
            "Until somebody approves an app, the organisation has no entry for it.",
            "承認されるまで、アプリの項目は組織に存在しません。",
        ),
        "nothing_to_find" => (
            "In a dry run without that entry there is nothing to look up.",
            "試し実行では、項目がないうちは調べるものがありません。",
        ),
        "assignment_first" => (
            "The limit comes before the grant, so that nobody else is let in between the two steps.",
            "許可を与える前に利用者を限定します。途中でほかの人が使えるようになることを防ぐためです。",
        ),
        "application_scope" => (
            "Application permissions cannot be limited to a person, so a grant for one leaves them out.",
            "アプリケーションの許可は個人に限定できないため、1人への許可には含めません。",
        ),
        "sh_where" => (
            "Plain Microsoft Graph calls through the Azure CLI. Easiest in the Cloud Shell of the Azure portal (>_, Bash): it is\nsigned in already and nothing is installed. Anywhere else: az login.",
            "Azure CLI から Microsoft Graph を直接呼び出します。Azure portal の Cloud Shell（>_、Bash）なら、\nサインイン済みで何も入れずに実行できます。それ以外の環境では、先に az login を実行してください。",
        ),
        "sh_first" => (
            "Dry run, which changes nothing:\n  bash {file}.sh.txt --for one",
            "試し実行（何も変更しません）：\n  bash {file}.sh.txt --for one",
        ),
        "sh_run" => (
            "For real, add --apply:\n  bash {file}.sh.txt --for everyone --apply\n  bash {file}.sh.txt --for some --user a@example.com --group <group id> --apply\n  bash {file}.sh.txt --for one --user a@example.com --apply\nRunning it twice does no harm.",
            "本番の実行（--apply を付けます）：\n  bash {file}.sh.txt --for everyone --apply\n  bash {file}.sh.txt --for some --user a@example.com --group <グループの ID> --apply\n  bash {file}.sh.txt --for one --user a@example.com --apply\n同じ内容で繰り返し実行しても、結果は変わりません。",
        ),
        "sh_right_tenant" => (
            "Stops where the Azure CLI is signed in to another organisation or cloud.",
            "Azure CLI が別の組織やクラウドにサインインしている場合は、ここで止まります。",
        ),
        "sh_change" => (
            "Every change goes through here: said in a dry run, said and done with --apply.",
            "変更はすべてここを通ります。試し実行では表示のみ、--apply を付けると表示して実行します。",
        ),
        _ => ("", ""),
    };
    of(lang, en, ja)
}

/// A text a script prints.
pub(crate) fn message(lang: Lang, key: &str) -> &'static str {
    let (en, ja) = match key {
        "already" => ("Already granted:", "許可済み："),
        "already_assigned" => ("Already assigned:", "割り当て済み："),
        "do_grant" => ("Grant delegated permissions", "委任された許可を与える"),
        "do_grant_application" => ("Grant an application permission", "アプリケーションの許可を与える"),
        "do_assign" => ("Let in", "利用者として割り当てる"),
        "do_require" => ("Limit to assigned people", "割り当てた人だけに限定する"),
        "do_add" => ("Add the app's entry", "アプリの項目を追加する"),
        "do_remove" => ("Take back permissions", "許可を取り消す"),
        "do_unassign" => ("Remove the assignment", "割り当てを外す"),
        "would" => ("Would do:", "実行される内容："),
        "dry_run_over" => {
            ("That was the dry run. Nothing was changed.", "試し実行が終わりました。何も変更していません。")
        }
        "done" => (
            "Finished. It can take up to an hour until everyone notices.",
            "完了しました。反映まで、最長で1時間ほどかかることがあります。",
        ),
        "undone" => ("Finished.", "完了しました。"),
        "left_out" => {
            ("Left out, because they cannot be limited to one person:", "個人に限定できないため、含めませんでした：")
        }
        "no_resource" => ("This organisation does not have the API", "この組織には次の API がありません："),
        "no_permission" => ("The API does not offer", "API に次の許可がありません："),
        "no_app" => (
            "The app has no entry here, and none was added. Nothing was changed.",
            "アプリの項目がなく、追加もされませんでした。何も変更していません。",
        ),
        "nothing_granted" => (
            "The app has no entry in this organisation, so nothing is granted.",
            "この組織にアプリの項目はありません。許可されているものもありません。",
        ),
        "one_user" => ("Name exactly one user.", "ユーザーを1人だけ指定してください。"),
        "some_users" => ("Name the users or groups to let in.", "対象のユーザーまたはグループを指定してください。"),
        "usage" => (
            "Usage: --for everyone|some|one [--user NAME]... [--group ID]... [--apply]",
            "使い方：--for everyone|some|one [--user サインイン名]... [--group ID]... [--apply]",
        ),
        "wrong_tenant" => (
            "The Azure CLI is signed in elsewhere. Run these first:",
            "Azure CLI が別の組織にサインインしています。先に次を実行してください：",
        ),
        _ => ("", ""),
    };
    of(lang, en, ja)
}

fn of(lang: Lang, en: &'static str, ja: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Ja => ja,
    }
}
