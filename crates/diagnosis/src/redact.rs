//! Takes out of a text whatever could identify a person or open a door: tokens, codes of the protocol, state, mail and
//! network addresses, the paths of links. Ids that only a sign-in log understands stay.

/// What stands where something was taken out.
const GONE: &str = "…";

/// The text without secrets and addresses. Meant for Microsoft's sentences and for what goes to support.
pub fn redact(text: &str) -> String {
    if harmless(text) {
        return text.to_owned();
    }
    let text = without_secrets(&links(text));
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || "-_.~+/=@%!*$:".contains(c) {
            run.push(c);
        } else {
            settle(&mut run, &mut out);
            out.push(c);
        }
    }
    settle(&mut run, &mut out);
    out
}

/// Most sentences hold neither a sign that introduces a value nor a run that could be one.
fn harmless(text: &str) -> bool {
    const SHORTEST_TOKEN: usize = 16;
    let mut run = 0;
    text.bytes().all(|byte| {
        run = if byte.is_ascii_alphanumeric() || b"-_.~+/".contains(&byte) { run + 1 } else { 0 };
        run < SHORTEST_TOKEN && !byte.is_ascii_digit() && !b"@%:=".contains(&byte)
    })
}

/// Links keep their host: paths and queries carry tenants, codes and state.
fn links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        let end = after.find(|c: char| c.is_whitespace() || "\"'<>()[]{}|\\`".contains(c) || !c.is_ascii());
        let (link, tail) = after.split_at(end.unwrap_or(after.len()));
        let host_end = link.find(['/', '?', '#', ',', ';']).unwrap_or(link.len());
        let (host, path) = link.split_at(host_end);
        let host = host.rsplit('@').next().unwrap_or(host);
        out.push_str(before);
        out.push_str("://");
        out.push_str(host);
        if path.len() > 1 {
            out.push('/');
            out.push_str(GONE);
        } else {
            out.push_str(path);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Parameters, fields and headers whose value is nobody's business, whatever it looks like.
const SECRETS: [&str; 30] = [
    "access_token",
    "refresh_token",
    "id_token",
    "id_token_hint",
    "token",
    "client_secret",
    "client_assertion",
    "assertion",
    "secret",
    "password",
    "passwd",
    "pwd",
    "code_verifier",
    "code_challenge",
    "device_code",
    "user_code",
    "authorization_code",
    "auth_code",
    "nonce",
    "state",
    "session_state",
    "login_hint",
    "username",
    "upn",
    "ctx",
    "flowtoken",
    "canary",
    "cookie",
    "claims",
    "sid",
];

/// The text without the values of secrets, and otherwise as it was: addresses and links stay.
pub(crate) fn without_secrets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let word = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if word == 0 {
            // The digits of an escaped sign are no part of the name after it.
            let escaped = rest
                .as_bytes()
                .first_chunk()
                .is_some_and(|[sign, one, two]| *sign == b'%' && one.is_ascii_hexdigit() && two.is_ascii_hexdigit());
            let step = if escaped { 3 } else { rest.chars().next().map_or(1, char::len_utf8) };
            out.push_str(rest.get(..step).unwrap_or_default());
            at += step;
            continue;
        }
        let (name, after) = rest.split_at(word);
        out.push_str(name);
        at += word;
        if let Some((gap, value)) = secret_value(name, after) {
            out.push_str(after.get(..gap).unwrap_or_default());
            out.push_str(GONE);
            at += gap + value;
        }
    }
    out
}

/// Where the value of a secret starts and how long it is.
fn secret_value(name: &str, after: &str) -> Option<(usize, usize)> {
    if !after.starts_with([' ', ':', '=', '"', '\'', '%']) {
        return None;
    }
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    let bearer = is("bearer") || is("basic");
    let code = is("code");
    let listed = SECRETS.iter().any(|known| is(known));
    if (code || listed)
        && let Some(found) = wrapped_value(after)
    {
        return Some(found);
    }
    if !(bearer || code || listed) {
        return None;
    }
    let gap = after.find(|c: char| !(c.is_ascii_whitespace() || "\"':=".contains(c)))?;
    let signs = after.get(..gap)?;
    let introduced =
        (listed && signs.contains([':', '='])) || (code && signs.starts_with('=')) || (bearer && signs == " ");
    if !introduced {
        return None;
    }
    let value = after.get(gap..)?;
    let quote = signs.chars().next_back().filter(|c| "\"'".contains(*c));
    let length = value
        .find(|c: char| match quote {
            Some(quote) => c == quote,
            None => c.is_whitespace() || "\"'&,;<>)}]#".contains(c),
        })
        .unwrap_or(value.len());
    let number = value.get(..length)?;
    // `error?code=65004` is Microsoft's link to its own explanation; "Bearer error=..." is a challenge, not a token.
    let harmless = (code && (5..=8).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
        || (bearer && (number.len() < 16 || number.contains('=')));
    (length > 0 && !harmless).then_some((gap, length))
}

/// As it stands in a page's source, `name="code" value="..."`, and in a link inside a link, `code%3D...%26`.
fn wrapped_value(after: &str) -> Option<(usize, usize)> {
    const WRAPPINGS: [(&str, &str); 4] = [("\" value=\"", "\""), ("' value='", "'"), ("%3D", "%26"), ("%3d", "%26")];
    WRAPPINGS.iter().find_map(|(opens, closes)| {
        let value = after.strip_prefix(opens)?;
        let end = value.find(|c: char| c.is_whitespace() || "\"'&<>".contains(c)).unwrap_or(value.len());
        let length = value.get(..end)?.find(closes).unwrap_or(end);
        (length > 0).then_some((opens.len(), length))
    })
}

fn settle(run: &mut String, out: &mut String) {
    if run.is_empty() {
        return;
    }
    let (core, tail) = run.split_at(run.trim_end_matches(['.', ':', '!']).len());
    if address(core) || core.split(':').any(opaque) {
        out.push_str(GONE);
    } else {
        out.push_str(core);
    }
    out.push_str(tail);
    run.clear();
}

fn address(run: &str) -> bool {
    let around = |mark: &str| run.split_once(mark).is_some_and(|(name, host)| !(name.is_empty() && host.is_empty()));
    let ip4 = |part: &str| {
        let mut parts = part.split('.');
        part.split('.').count() == 4 && parts.all(|part| part.parse::<u8>().is_ok())
    };
    let ip6 = run.matches(':').count() > 2 && run.chars().all(|c| c == ':' || c.is_ascii_hexdigit());
    around("@") || around("%40") || run.split([':', '/']).any(ip4) || ip6
}

/// Longer than any word, or as mixed as only a machine writes.
fn opaque(run: &str) -> bool {
    const LONGEST_WORD: usize = 40;
    /// Names of products and systems mix letters and digits as well, and are shorter.
    const SHORTEST_MIXED: usize = 20;
    let has = |kind: fn(&u8) -> bool| run.bytes().any(|byte| kind(&byte));
    let mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
    let ids = run
        .split(['/', '='])
        .all(|part| crate::support::uuid(&part.to_ascii_lowercase()).is_some() || part.len() < SHORTEST_MIXED);
    let jwt = run.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("eyj")) && run.len() > 12;
    jwt || (!ids && (mixed || run.len() > LONGEST_WORD))
        || (run.len() >= 32 && run.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_addresses_go() {
        for (text, left) in [
            ("code=0.AXoAbc&state=xyz", "code=…&state=…"),
            (
                r#"<input name="code" value="0.AX"> <input name='state' value='x'>"#,
                r#"<input name="code" value="…"> <input name='state' value='…'>"#,
            ),
            ("next?u=code%3D0.AX%26state%3dx&v=1", "next?u=code%3D…%26state%3d…&v=1"),
            (r#"{"access_token":"short","b":1}"#, r#"{"access_token":"…","b":1}"#),
            ("{'refresh_token': 'two words'}", "{'refresh_token': '…'}"),
            ("Authorization: Bearer abcdefghijklmnopqrst", "Authorization: Bearer …"),
            ("User account 'mia@contoso.example' from", "User account '…' from"),
            ("mia%40contoso.example", "…"),
            ("from 203.0.113.7.", "from …."),
            ("from 203.0.113.7:443", "from …"),
            ("from 2001:db8:0:1::7 on", "from … on"),
            ("see https://mia@portal.example/a/b?code=1#x now", "see https://portal.example/… now"),
            ("eyJhbGciOiJub25lIn0.e30.", "…."),
            ("M.C507_BL2.2.U.abcDEF123!456*", "…"),
            ("0123456789abcdef0123456789abcdef", "…"),
            ("nonce: 12345", "nonce: …"),
        ] {
            assert_eq!(redact(text), left, "{text}");
        }
    }

    #[test]
    fn sentences_ids_and_codes_stay() {
        for text in [
            "AADSTS90094: The grant requires admin permission.",
            "error?code=65004",
            "application '00000003-0000-0000-c000-000000000000' asked for Calendars.ReadBasic.Shared",
            "The token was issued on 2026-05-20T16:18:37.2732417Z and was inactive for 90.00:00:00.",
            "Error code: 53003",
            "InteractionRequired and code: TokenCreatedWithOutdatedPolicies",
            "管理者の承認が必要です：アプリ",
            "Go to https://login.microsoftonline.com now",
            "Bearer error=\"insufficient_claims\"",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn a_run_is_taken_out_from_the_length_on_that_no_word_has() {
        let [lower, upper] = ["x".repeat(40), "Z".repeat(40)];
        for text in [
            &lower,
            &upper,
            "abcdefgABCDEFG12345",
            "abcdefghij1234567890",
            "ABCDEFGHIJ1234567890",
            "abcdefghijABCDEFGHIJ",
            "eyJhbGciOiJ1",
            "0123456789abcdef0123456789abcde",
            "application/00000003-0000-0000-c000-000000000000",
            "Bearer abcdefghijklmno",
        ] {
            assert_eq!(redact(text), text);
        }
        let parts = format!("{}/{}", "a".repeat(20), "b".repeat(20));
        for text in [
            &format!("{lower}a"),
            &format!("{upper}Z"),
            &parts,
            "abcdefgABCDEFG123456",
            "eyJhbGciOiJ1b",
            "EYJHBGCIOIJ1B",
            "0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(redact(text), "…", "{text}");
        }
        assert_eq!(redact("Bearer abcdefghijklmnop"), "Bearer …");
    }

    #[test]
    fn an_address_is_told_from_a_version_a_time_and_a_lone_sign() {
        for text in ["@ 1", "version 1.2.3", "version 1.2.3.4.5", "1.2.3.400", "at 12:30:45", "a:b:c 1", "x:y:z:w 1"] {
            assert_eq!(redact(text), text);
        }
        for text in ["mia@", "@contoso", "%40contoso", "1.2.3.4", "a/1.2.3.4", "a:b:c:d", "::1:2"] {
            assert_eq!(redact(text), "…", "{text}");
        }
    }

    #[test]
    fn a_link_keeps_its_host_and_ends_where_the_text_goes_on() {
        for (text, left) in [
            ("https://a.example/ now", "https://a.example/ now"),
            ("https://a.example?x=1", "https://a.example/…"),
            ("<https://a.example/b>c", "<https://a.example/…>c"),
            ("https://a.example/bを開く", "https://a.example/…を開く"),
            ("a https://b.example/c d https://e.example/f g", "a https://b.example/… d https://e.example/… g"),
        ] {
            assert_eq!(redact(text), left, "{text}");
        }
    }

    #[test]
    fn a_secrets_name_is_read_whole_and_its_value_to_its_end() {
        for (text, left) in [
            // Names whose first letters could be the digits of an escape.
            ("x&access_token=ab", "x&access_token=…"),
            ("x&id_token=ab&y=1", "x&id_token=…&y=1"),
            ("%password=ab", "%password=…"),
            ("%20state=ab", "%20state=…"),
            (r#""token" : "a b", "x""#, r#""token" : "…", "x""#),
            ("Basic abcdefghijklmnopqrst", "Basic …"),
            ("code=1234", "code=…"),
            ("code=123456789", "code=…"),
            ("code=ab123", "code=…"),
            ("pwd=a;b", "pwd=…;b"),
        ] {
            assert_eq!(redact(text), left, "{text}");
        }
        for text in [
            "state=&x=1",
            r#"name="code" value="""#,
            "code = 0.AX",
            "mystate=ab",
            "states=ab",
            "code=12345",
            "code=12345678",
            "the token: ",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
