use std::str::FromStr;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::ClientBuilder;
use url::Url;

/// How requests leave this computer. A server on this computer is always asked directly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// As the system says: environment variables, macOS network settings, Windows Internet options. A script that
    /// chooses the proxy (PAC) is read by none of these.
    #[default]
    System,
    Direct,
    /// As the person says.
    Through(ProxyAddress),
}

/// A proxy's scheme, host and port. It holds no name and no password: it is a setting, and settings are no place for those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyAddress(Url);

/// The text is not `host:port`, `http://host:port` or `https://host:port`, without a sign-in in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a proxy")]
pub struct NotAProxy;

/// More than any host name, its scheme and its port; in bytes.
const LONGEST: usize = 300;

impl FromStr for ProxyAddress {
    type Err = NotAProxy;

    /// Also reads Windows' list, one entry a protocol (`http=a:80;https=b:8080`), and takes the one for https: every
    /// request of ours is.
    fn from_str(text: &str) -> Result<Self, NotAProxy> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(NotAProxy);
        }
        let text = match text.split(';').find_map(|entry| entry.trim().strip_prefix("https=")) {
            Some(https) => https,
            None if text.contains('=') => return Err(NotAProxy),
            None => text,
        };
        let url = if text.contains("://") { Url::parse(text) } else { Url::parse(&format!("http://{text}")) };
        let url = url.map_err(|_| NotAProxy)?;
        let plain = url.username().is_empty() && url.password().is_none() && url.path() == "/" && url.query().is_none();
        if plain && url.has_host() && matches!(url.scheme(), "http" | "https") { Ok(Self(url)) } else { Err(NotAProxy) }
    }
}

impl Proxy {
    pub(crate) fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder, reqwest::Error> {
        Ok(match self {
            Self::System => match windows_list() {
                Some(address) => builder.proxy(reqwest::Proxy::all(address.0)?),
                None => builder,
            },
            Self::Direct => builder.no_proxy(),
            Self::Through(address) => builder.no_proxy().proxy(reqwest::Proxy::all(address.0.clone())?),
        })
    }

    /// Which requests go through it, as the system has it at this moment: a client that is built now keeps to that.
    pub(crate) fn reach(&self) -> Reach {
        match self {
            Self::System if windows_list().is_some() => Reach::Everything,
            Self::System => Reach::What(Arc::new(Matcher::from_system())),
            Self::Direct => Reach::Nothing,
            Self::Through(_) => Reach::Everything,
        }
    }
}

/// Which requests go through a proxy.
#[derive(Clone)]
pub(crate) enum Reach {
    Everything,
    Nothing,
    What(Arc<Matcher>),
}

impl Reach {
    pub(crate) fn covers(&self, address: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Nothing => false,
            Self::What(matcher) => address.parse().is_ok_and(|uri| matcher.intercept(&uri).is_some()),
        }
    }
}

/// Windows may keep a list, one entry a protocol, which the HTTP library reads as no proxy at all.
#[cfg(windows)]
fn windows_list() -> Option<ProxyAddress> {
    const SETTINGS: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
    let settings = windows_registry::CURRENT_USER.open(SETTINGS).ok()?;
    let server = settings.get_string("ProxyServer").ok()?;
    let on = settings.get_u32("ProxyEnable").is_ok_and(|enabled| enabled != 0);
    (on && server.contains('=')).then(|| server.parse().ok()).flatten()
}

#[cfg(not(windows))]
fn windows_list() -> Option<ProxyAddress> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        text.parse::<ProxyAddress>().ok().map(|address| address.0.to_string())
    }

    #[test]
    fn an_address_is_read_with_and_without_its_scheme() {
        for (text, expected) in [
            ("proxy.example:8080", "http://proxy.example:8080/"),
            (" http://10.1.2.3:3128/ ", "http://10.1.2.3:3128/"),
            ("https://proxy.example:8443", "https://proxy.example:8443/"),
            ("[::1]:8080", "http://[::1]:8080/"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected));
        }
        for bad in
            ["", "user:secret@proxy.example:80", "socks5://x:1", "file:///x", "http://x:1/path", "a b", "x:99999"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(read(&"x".repeat(LONGEST + 1)), None);
    }

    #[test]
    fn of_windows_list_the_entry_for_https_is_taken() {
        assert_eq!(read("http=a:80;https=b:8080").as_deref(), Some("http://b:8080/"));
        assert_eq!(read("https=b:8080").as_deref(), Some("http://b:8080/"));
        assert_eq!(read("http=a:80;ftp=c:21"), None);
    } // C1: 107
}
