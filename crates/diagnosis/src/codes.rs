//! Every AADSTS code the product knows. One row per cause; codes with the same cause share a row.

use crate::verdict::Approval::{Policy, RiskyApp, Unknown, WorkflowAsk};
use crate::verdict::{Actor, Next, Wall};
use Actor::{It, User, Vendor, Wait};
use Wall::{
    AdminApprovalRequired, AppDisabledOrMissing, AssignmentRequired, ConditionalAccess, DeviceFlowPending,
    MfaOrInteraction, MisconfiguredApp, Other, SessionExpired, Transient, UserConsentNeeded, UserDeclined,
    WrongAccountOrTenant,
};

/// What a code means, in our words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    pub wall: Wall,
    pub who_acts: Actor,
    pub next: Next,
    pub en: &'static str,
    pub ja: &'static str,
    /// Where the fact comes from.
    pub source: &'static str,
}

/// The meaning of a code, or `None` for one nobody here has a source for.
pub fn meaning(number: u32) -> Option<&'static Meaning> {
    TABLE.iter().find(|(numbers, _)| numbers.contains(&number)).map(|(_, meaning)| meaning)
}

/// Microsoft's own reference: "Microsoft Entra authentication and authorization error codes".
const REFERENCE: &str = "Microsoft Entra error code reference";
/// Microsoft's article "Unexpected error when performing consent to an application".
const CONSENT: &str = "Microsoft Entra: unexpected consent errors";
/// Microsoft's troubleshooting article on disabled applications, and on what "Block" does to a request.
const DISABLED: &str = "Microsoft troubleshooting: AADSTS7000112; reviewing admin consent requests";
/// Public issue reports only.
const REPORTED: &str = "public issue reports";

type Row = (&'static [u32], Meaning);

const fn row(
    numbers: &'static [u32],
    wall: Wall,
    who_acts: Actor,
    next: Next,
    en: &'static str,
    ja: &'static str,
    source: &'static str,
) -> Row {
    (numbers, Meaning { wall, who_acts, next, en, ja, source })
}

#[rustfmt::skip]
static TABLE: &[Row] = &[
    // Consent
    row(&[65001], UserConsentNeeded, User, Next::SignInAgain, "Nobody has granted these permissions yet.", "まだ誰も許可していません。", REFERENCE),
    row(&[65004], UserDeclined, User, Next::Retry, "Someone pressed Cancel on the permissions page.", "許可の画面でキャンセルが選ばれました。", REFERENCE),
    row(&[90093], AdminApprovalRequired(Policy), It, Next::AskIt, "The organisation does not let this user grant the permissions.", "組織の設定により、この利用者は許可を与えられません。", CONSENT),
    // 90094 is also raised by the risk check and by apps that require assignment, so it does not name the reason.
    row(&[90094], AdminApprovalRequired(Unknown), It, Next::AskIt, "Only an administrator can grant the permissions.", "許可を与えられるのは管理者だけです。", CONSENT),
    row(&[90095], AdminApprovalRequired(WorkflowAsk), It, Next::AskIt, "The organisation takes approval requests on Microsoft's page.", "Microsoft のページから管理者に承認を依頼できます。", REFERENCE),
    row(&[900941], AdminApprovalRequired(RiskyApp), It, Next::AskIt, "Microsoft rates the app as risky, so an administrator must decide.", "Microsoft がリスクのあるアプリと判定したため、管理者の判断が必要です。", CONSENT),
    row(&[900981], AdminApprovalRequired(RiskyApp), It, Next::AskIt, "Microsoft rates the app as risky; an administrator can be asked on its page.", "Microsoft がリスクのあるアプリと判定しました。ページから管理者に依頼できます。", CONSENT),
    row(&[90090], Transient, Wait, Next::Retry, "Microsoft could not record the consent just now.", "Microsoft 側で許可を記録できませんでした。", CONSENT),
    row(&[90097], Other, It, Next::AskPerson, "A consent code that Microsoft does not explain.", "Microsoft の説明がない、同意に関するコードです。", REPORTED),
    row(&[90099], Other, It, Next::AskIt, "The app is not authorised for the partner's delegated administrators.", "パートナーの委任管理者に対して、アプリが承認されていません。", REFERENCE),
    row(&[50000], Other, Vendor, Next::TellVendor, "Microsoft could not issue a token and gives no reason.", "Microsoft がトークンを発行できませんでした。理由は示されていません。", REFERENCE),

    // The app in this organisation
    row(&[50105, 501051], AssignmentRequired, It, Next::AskIt, "Only people on the app's list may use it.", "アプリの利用者として割り当てられた人だけが使えます。", REFERENCE),
    row(&[7000112], AppDisabledOrMissing, It, Next::Stop, "The app is switched off for this organisation, or withdrawn.", "アプリはこの組織で無効にされたか、提供が終了しています。", DISABLED),
    row(&[1000031], AppDisabledOrMissing, It, Next::AskIt, "The app cannot be used in this organisation at the moment.", "現在、この組織ではアプリを使えません。", REFERENCE),
    row(&[700016, 70001, 700011], AppDisabledOrMissing, Vendor, Next::TellVendor, "Microsoft does not know the app in this directory.", "このディレクトリにアプリが見つかりません。", REFERENCE),
    row(&[500011], MisconfiguredApp, Vendor, Next::TellVendor, "The service the app asks for does not exist in this organisation.", "アプリが求めるサービスが、この組織にありません。", REFERENCE),
    row(&[650051], Transient, Wait, Next::Retry, "The app is still being set up in this organisation.", "この組織でアプリの準備が進んでいます。", REPORTED),
    row(&[650052], MisconfiguredApp, It, Next::TellVendor, "The organisation has no subscription to the service the app needs.", "アプリに必要なサービスを、組織が契約していません。", REFERENCE),
    row(&[90085], Other, It, Next::AskIt, "The organisation's directory is not fully set up.", "組織のディレクトリの準備が完了していません。", REFERENCE),

    // The vendor's registration or request
    row(&[65002], MisconfiguredApp, Vendor, Next::TellVendor, "The app uses an identity that belongs to Microsoft.", "アプリが Microsoft 所有の ID を使っています。", REFERENCE),
    row(&[65005, 650053, 650054, 650057], MisconfiguredApp, Vendor, Next::TellVendor, "The app asks for something its registration or the service does not offer.", "アプリが、登録内容にない、または提供されていない許可を求めています。", CONSENT),
    // Names missing admin consent as a second cause; the registration is the first.
    row(&[650056], MisconfiguredApp, Vendor, Next::TellVendor, "The app's registration lists no permissions, or was never approved.", "アプリの登録に許可の一覧がないか、まだ承認されていません。", CONSENT),
    row(&[90008], MisconfiguredApp, Vendor, Next::TellVendor, "The app's registration lacks the basic sign-in permission.", "アプリの登録に、基本的なサインインの許可がありません。", REFERENCE),
    row(&[70002, 700025, 700027, 7000215, 7000218, 7000222], MisconfiguredApp, Vendor, Next::TellVendor, "The app's way of proving itself to Microsoft is set up wrongly.", "アプリが Microsoft に身元を示す方法の設定に誤りがあります。", REFERENCE),
    row(&[28002, 28003, 70011, 700022, 700023], MisconfiguredApp, Vendor, Next::TellVendor, "The app asks for permissions in a form Microsoft does not accept.", "アプリの許可の求め方に誤りがあります。", REFERENCE),
    row(&[50011, 70004, 500119, 900971], MisconfiguredApp, Vendor, Next::TellVendor, "The app's return address is not registered.", "アプリの戻り先アドレスが登録されていません。", REFERENCE),
    row(&[50194, 90130, 9001023, 9002332], MisconfiguredApp, Vendor, Next::TellVendor, "The app signs in at an address that does not fit its registration.", "アプリのサインイン先が登録内容と合っていません。", REFERENCE),
    row(&[50147, 501481, 501491], MisconfiguredApp, Vendor, Next::SignInAgain, "The sign-in's proof did not match. Starting again usually helps.", "サインインの検証が一致しませんでした。やり直すと解消することがあります。", REFERENCE),
    row(&[700005], MisconfiguredApp, Vendor, Next::TellVendor, "The app finished the sign-in at another organisation's address.", "アプリが別の組織のアドレスでサインインを完了しようとしました。", REFERENCE),
    row(&[90014, 90023, 900144, 900561, 9002313], MisconfiguredApp, Vendor, Next::TellVendor, "Microsoft could not read the app's request.", "アプリからの要求を Microsoft が読み取れませんでした。", REFERENCE),
    row(&[54005], Other, Vendor, Next::SignInAgain, "The sign-in was already used once. Starting again helps.", "このサインインはすでに使われています。やり直してください。", REFERENCE),
    row(&[70000], Other, User, Next::SignInAgain, "The saved sign-in is not valid here.", "保存されたサインインは使えません。", REFERENCE),

    // The account and the organisation
    row(&[16000, 50020, 90072, 500208], WrongAccountOrTenant, User, Next::ChooseAccount, "This account does not belong to the organisation.", "このアカウントは組織に所属していません。", REFERENCE),
    row(&[16003, 50014, 50034, 51004], WrongAccountOrTenant, User, Next::ChooseAccount, "The organisation does not know this account.", "組織にこのアカウントが見つかりません。", REFERENCE),
    row(&[50059, 50128, 90002, 90019], WrongAccountOrTenant, User, Next::ChooseAccount, "Microsoft could not tell which organisation is meant.", "どの組織かを特定できませんでした。", REFERENCE),
    row(&[90038, 900382, 900432, 900439], WrongAccountOrTenant, Vendor, Next::TellVendor, "The organisation is in another Microsoft cloud.", "組織が別の Microsoft クラウドにあります。", REFERENCE),
    row(&[50177], Other, It, Next::AskIt, "The organisation's outside sign-in check does not support this account.", "外部の認証がこのアカウントに対応していません。", REFERENCE),
    row(&[50053], Other, Wait, Next::Wait, "The account is locked for a while.", "アカウントが一時的にロックされています。", REFERENCE),
    row(&[50057], Other, It, Next::AskIt, "The account is switched off.", "アカウントが無効になっています。", REFERENCE),
    row(&[50055, 50056, 50126, 50144], Other, User, Next::SignInAgain, "The password was not accepted or has expired.", "パスワードが正しくないか、期限が切れています。", REFERENCE),
    row(&[500021, 500022], Other, It, Next::AskIt, "The network only allows certain organisations.", "ネットワークの設定で、接続できる組織が制限されています。", REFERENCE),
    row(&[500212, 500213], Other, It, Next::AskIt, "A rule between two organisations does not allow this sign-in.", "組織間のアクセス設定により、サインインが許可されていません。", REFERENCE),

    // Devices, places, risk
    row(&[50005, 53002], ConditionalAccess, It, Next::AskIt, "The organisation allows only certain devices or apps.", "組織が認めたデバイスやアプリだけが使えます。", REFERENCE),
    row(&[50097, 50129, 50131, 50155, 50187, 53000, 53001], ConditionalAccess, It, Next::AskIt, "The organisation wants a device that it manages.", "組織が管理するデバイスが必要です。", REFERENCE),
    row(&[53003, 53005, 530032, 530035], ConditionalAccess, It, Next::AskIt, "An access rule of the organisation does not allow this sign-in.", "組織のアクセス規則により、サインインが許可されていません。", REFERENCE),
    row(&[53004, 53010, 53011], ConditionalAccess, It, Next::AskIt, "The organisation's risk rules do not allow this sign-in.", "組織のリスク規則により、サインインが許可されていません。", REFERENCE),

    // Interaction
    row(&[50072, 50074, 50076, 50078, 50079, 50158], MfaOrInteraction, User, Next::SignInAgain, "One more sign-in step is needed, such as a code on the phone.", "スマートフォンでの確認など、追加の確認が必要です。", REFERENCE),
    row(&[16001, 50058, 50140, 50199, 700020], MfaOrInteraction, User, Next::SignInAgain, "Microsoft wants the person to sign in on its page.", "Microsoft のページでのサインインが必要です。", REFERENCE),
    row(&[50132, 50133, 50173], SessionExpired, User, Next::SignInAgain, "The saved sign-in ended, for example after a password change.", "パスワードの変更などにより、保存されたサインインが無効になりました。", REFERENCE),
    row(&[70008, 700082, 700084], SessionExpired, User, Next::SignInAgain, "The saved sign-in has expired.", "保存されたサインインの期限が切れました。", REFERENCE),
    // The text says "conditional access"; signing in again is all it takes.
    row(&[70043], SessionExpired, User, Next::SignInAgain, "The organisation asks for a fresh sign-in from time to time.", "組織の設定により、定期的なサインインが必要です。", REFERENCE),
    row(&[50085, 50089], SessionExpired, User, Next::SignInAgain, "The sign-in took too long or needs to be repeated.", "サインインの有効時間が過ぎました。", REFERENCE),
    row(&[70019, 70020], SessionExpired, User, Next::SignInAgain, "The device code has expired.", "デバイス コードの期限が切れました。", REFERENCE),
    row(&[70016], DeviceFlowPending, User, Next::Wait, "Waiting for the person to finish signing in.", "サインインの完了を待っています。", REFERENCE),
    row(&[70018, 90119, 90120], Other, User, Next::SignInAgain, "The device code was wrong or already used.", "デバイス コードが正しくないか、すでに使われています。", REFERENCE),

    // Passing faults
    row(&[50033, 50087, 70012, 90006, 90012, 90024, 90033, 90041], Transient, Wait, Next::Retry, "Microsoft's service had a problem for a moment.", "Microsoft のサービスで一時的な問題が起きました。", REFERENCE),
    row(&[50196, 90055], Transient, Wait, Next::Wait, "Too many requests in a short time.", "短い時間に要求が集中しました。", REFERENCE),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_has_two_rows() {
        let mut seen = std::collections::BTreeSet::new();
        for number in TABLE.iter().flat_map(|(numbers, _)| numbers.iter()) {
            assert!(seen.insert(number), "{number} appears twice");
        }
        assert!(seen.len() > 120);
    }

    #[test]
    fn every_meaning_is_a_sentence_in_both_languages() {
        for (numbers, meaning) in TABLE {
            assert!(meaning.en.ends_with('.'), "{numbers:?}");
            assert!(meaning.ja.ends_with('。'), "{numbers:?}");
        }
    }

    #[test]
    fn a_longer_code_is_not_its_shorter_neighbour() {
        let wall = |number| meaning(number).map(|meaning| meaning.wall);
        assert_eq!(wall(90094), Some(AdminApprovalRequired(Unknown)));
        assert_eq!(wall(900941), Some(AdminApprovalRequired(RiskyApp)));
        assert_eq!(wall(650052), Some(MisconfiguredApp));
        assert_eq!(wall(9009), None);
    }

    #[test]
    fn only_the_five_consent_codes_are_the_admin_block() {
        let blocks: Vec<u32> = TABLE
            .iter()
            .filter(|(_, meaning)| meaning.wall.approval().is_some())
            .flat_map(|(numbers, _)| numbers.iter().copied())
            .collect();
        assert_eq!(blocks, [90093, 90094, 90095, 900941, 900981]);
    }
}
