use crate::evidence::Evidence;
use crate::plain::plain;

/// The account that Microsoft's latest answer names, for the person at the screen: "User account 'x' from identity
/// provider ... does not exist in tenant". The address typed in the app need not be the one the browser was signed in as.
///
/// It names a person, so it is for their own screen only; a [`capsule`](crate::capsule) never holds it.
pub fn account_used(evidence: &[Evidence]) -> Option<String> {
    evidence.iter().rev().find_map(|one| match one {
        Evidence::Redirect(raw) | Evidence::Token(raw) | Evidence::Page(raw) => quoted_address(&plain(raw)),
        Evidence::Graph(_) | Evidence::Picked(_) | Evidence::Silence => None,
    })
}

/// The first mail address between quotation marks: sentences in every language quote the account, and nothing else that
/// has an `@` stands in quotes.
fn quoted_address(text: &str) -> Option<String> {
    const MARKS: [char; 11] = ['\'', '"', '‘', '’', '“', '”', '„', '«', '»', '「', '」'];
    const LONGEST: usize = 254;
    text.split(|c: char| MARKS.contains(&c))
        .map(str::trim)
        .find(|part| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&*+-/=?^_{|}~.@".contains(c);
            part.len() <= LONGEST
                && part.chars().all(plain)
                && part.split_once('@').is_some_and(|(local, host)| {
                    !local.is_empty()
                        && !host.contains('@')
                        && host.split('.').filter(|label| !label.is_empty()).count() > 1
                })
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_is_read_from_the_sentence_in_any_wrapping() {
        for raw in [
            "AADSTS50020: User account 'mia@personal.example' from identity provider 'live.com' does not exist in tenant 'Northbank'",
            "error=access_denied&error_description=AADSTS50020%3a+User+account+%27mia%40personal.example%27+from+identity+provider",
            "AADSTS50020: Das Benutzerkonto „mia@personal.example“ des Identitätsanbieters",
            "AADSTS50034: ユーザー アカウント「mia@personal.example」は存在しません。",
        ] {
            assert_eq!(
                account_used(&[Evidence::Page(raw.to_owned())]).as_deref(),
                Some("mia@personal.example"),
                "{raw}"
            );
        }
    }

    #[test]
    fn an_answer_without_an_account_names_none() {
        for raw in
            ["AADSTS50020: User account '…' from", "write to help@northbank.example", "AADSTS90094: 'a@b' and '@'"]
        {
            assert_eq!(account_used(&[Evidence::Page(raw.to_owned())]), None, "{raw}");
        }
    }
}
