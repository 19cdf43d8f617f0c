/// The registration holds `http://localhost` and `http://127.0.0.1`. Entra ignores the port of a loopback redirect and
/// nothing else: not the path, and `[::1]` is not supported.
pub(crate) fn is_registered(uri: &str) -> bool {
    ["http://localhost", "http://127.0.0.1"].iter().any(|registered| {
        uri.strip_prefix(registered).is_some_and(|rest| {
            rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_registered;

    #[test]
    fn only_the_port_of_a_loopback_redirect_is_ignored() {
        for good in ["http://localhost", "http://localhost:49152", "http://127.0.0.1:8400"] {
            assert!(is_registered(good), "{good}");
        }
        for bad in [
            "http://localhost:1/callback",
            "https://localhost:1",
            "http://[::1]:1",
            "http://localhost.evil:1",
            "http://localhost:",
            "http://localhost:1@evil",
        ] {
            assert!(!is_registered(bad), "{bad}");
        }
    }
}
