use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::fmt::MakeWriter;

/// No line of ours is this long, and no line makes a file larger than its bound; in bytes.
pub(crate) const LONGEST: usize = 16 * 1024;

/// Passes whole lines on, scrubbed. A log that cannot be written is no reason for anything else to stop.
pub struct Lines<W>(Mutex<W>);

impl<W: Write> Lines<W> {
    pub fn to(sink: W) -> Self {
        Self(Mutex::new(sink))
    }
}

impl<'a, W: Write + 'a> MakeWriter<'a> for Lines<W> {
    type Writer = Line<'a, W>;

    fn make_writer(&'a self) -> Line<'a, W> {
        Line { sink: &self.0, text: Vec::new() }
    }
}

/// One event. It is scrubbed as a whole, so that no secret hides in two pieces.
pub struct Line<'a, W: Write> {
    sink: &'a Mutex<W>,
    text: Vec<u8>,
}

impl<W: Write> Write for Line<'_, W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> Drop for Line<'_, W> {
    fn drop(&mut self) {
        let line = scrubbed(&String::from_utf8_lossy(&self.text));
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = sink.write_all(line.as_bytes()).and_then(|()| sink.flush());
    }
}

/// The text without what only looks like a secret, cut to the longest a line may be.
pub(crate) fn scrubbed(text: &str) -> String {
    let mut clean = diagnosis::redact(text);
    if clean.len() > LONGEST {
        let end = (0..LONGEST).rev().find(|at| clean.is_char_boundary(*at)).unwrap_or_default();
        clean.truncate(end);
        clean.push('\n');
    }
    clean
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn written(text: &str) -> String {
        let lines = Lines::to(Vec::new());
        // In two pieces, as a formatter may write it.
        let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let mut line = lines.make_writer();
        line.write_all(&text.as_bytes()[..middle]).unwrap();
        line.write_all(&text.as_bytes()[middle..]).unwrap();
        drop(line);
        String::from_utf8(lines.0.into_inner().unwrap()).unwrap()
    }

    const JWT: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJ1cG4iOiJwbGFudGVkIn0.c2lnbmF0dXJl";
    /// Shapes of the identity platform: a refresh token of today and of before, a code, a personal account's code.
    const SHAPES: [&str; 4] = [
        "1.AQYAplantedRefreshTokenOfToday0123456789-abcdefghijklmnop_qrs",
        "0.AXoAplantedRefreshTokenOfBefore0123456789-abcdefghijklmnopqrs",
        "0.AXoAplantedCode0123456789",
        "M.C507_BL2.2.U.plantedPersonal123!456*",
    ];

    #[test]
    fn tokens_go_wherever_they_stand_in_a_line() {
        for secret in std::iter::once(JWT).chain(SHAPES) {
            for line in [
                secret.to_owned(),
                format!("{secret} at the start"),
                format!("at the end {secret}"),
                format!("twice {secret} {secret}, adjacent {secret}{secret}"),
                format!("({secret}) [{secret}] \"{secret}\" '{secret}' <{secret}> {{{secret}}}"),
                format!("Authorization: Bearer {secret}"),
                format!("code={secret}&state={secret}"),
                format!("{{\"refresh_token\":\"{secret}\",\"access_token\":\"{secret}\"}}"),
                format!("code_verifier={secret} login_hint=nora@northbank.example"),
                format!("日本語の中の{secret}でも"),
            ] {
                let left = written(&line);
                for piece in [secret, &secret[..20], &secret[secret.len() - 12..]] {
                    assert!(!left.contains(piece), "{piece} is in {left}");
                }
            }
        }
    } // C1: 102

    /// "EvoStsArtifacts" is in many of Entra's opaque tokens; Base64 shows it in three ways, by where it begins.
    #[test]
    fn the_marker_of_entras_own_tokens_goes_at_each_of_its_three_offsets() {
        for marker in ["RXZvU3RzQXJ0aWZhY3Rz", "V2b1N0c0FydGlmYWN0cw", "Fdm9TdHNBcnRpZmFjdHM"] {
            for line in [format!("AQAB{marker}8ABC"), format!("x {marker}"), format!("{marker},"), marker.to_owned()] {
                assert!(!written(&line).contains(&marker[2..16]), "{line}");
            }
        }
    } // C1: 102

    #[test]
    fn values_with_a_telling_name_go_however_short_they_are() {
        for (line, left) in [
            ("refresh_token=abc next", "refresh_token=… next"),
            ("code=abc&x=1", "code=…&x=1"),
            ("client_secret: \"hunter2\"", "client_secret: \"…\""),
            ("password=Harbour-Lantern-27", "password=…"),
            ("nora@northbank.example signed in", "… signed in"),
            ("to nora%40northbank.example", "to …"),
            ("Bearer 0123456789abcdefghijk", "Bearer …"),
            ("GET https://login.example/t/authorize?state=1&nonce=2 sent", "GET https://login.example/… sent"),
        ] {
            assert_eq!(written(line), left, "{line}");
        }
    } // C1: 102

    #[test]
    fn what_helps_somebody_else_to_help_stays() {
        for line in [
            "2026-11-21T09:12:44.102345Z  WARN microsoft::http: answered host=\"login.microsoftonline.com\" status=400\n",
            "AADSTS90094 correlation 3f2504e0-4f89-41d3-9a0c-0305e82c3301 after 812 ms\n",
            "panicked at crates/microsoft/src/listener/connection.rs:41:9\n",
        ] {
            assert_eq!(written(line), line);
        }
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let left = written(&"words and ".repeat(LONGEST));
        assert!(left.len() <= LONGEST + 1 && left.ends_with('\n'), "{}", left.len());
        assert!(written(&"語".repeat(LONGEST)).len() <= LONGEST + 1);
    }
}
