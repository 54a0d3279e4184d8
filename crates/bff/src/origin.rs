//! From where requests are taken. The browser says which site a page came from (`Origin`) and which name it asked for
//! (`Host`); the first keeps other sites from acting with an operator's cookie, the second keeps a foreign name that
//! was pointed at this machine (DNS rebinding) from being a site of ours.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use url::{Host, Url};

/// `https://keyhold.example`: scheme, host and port, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Url);

/// Text that is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an origin; write it as https://host or http://host:port, with nothing behind")]
pub struct OriginError(String);

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || OriginError(text.to_owned());
        let url = Url::parse(text).map_err(|_| error())?;
        let plain = matches!(url.scheme(), "http" | "https") && url.host().is_some();
        if plain && url.origin().ascii_serialization() == text.trim_end_matches('/') {
            Ok(Self(url))
        } else {
            Err(error())
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.origin().ascii_serialization())
    }
}

impl Origin {
    /// It as a URL, with the slash at the end that URLs have.
    pub(crate) fn url(&self) -> Url {
        self.0.clone()
    }

    fn is_at(&self, authority: &Authority) -> bool {
        self.0
            .host()
            .is_some_and(|host| host.to_owned() == authority.host)
            && self.0.port_or_known_default() == authority.port_for(self.0.scheme())
    }
}

/// The sites whose requests are taken.
#[derive(Clone, Debug)]
pub(crate) struct Sites {
    listen: SocketAddr,
    allowed: Vec<Origin>,
}

/// What a `Host` header names.
#[derive(Debug)]
pub(crate) struct Authority {
    host: Host<String>,
    port: Option<u16>,
}

impl Authority {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(&format!("keyhold://{text}")).ok()?;
        let bare = url.username().is_empty() && url.password().is_none() && matches!(url.path(), "");
        let host = Host::parse(url.host_str()?).ok()?;
        (bare && url.query().is_none() && url.fragment().is_none()).then(|| Self {
            host,
            port: url.port(),
        })
    }

    /// Whether it can only be this very machine, so that cookies need no encrypted way.
    pub(crate) fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        }
    }

    fn port_for(&self, scheme: &str) -> Option<u16> {
        self.port.or(match scheme {
            "http" => Some(80),
            "https" => Some(443),
            _ => None,
        })
    }
}

impl Sites {
    pub(crate) fn new(listen: SocketAddr, allowed: Vec<Origin>) -> Self {
        Self { listen, allowed }
    }

    /// Whether this server goes by that name: its own address, or the host of an allowed origin.
    pub(crate) fn has_host(&self, authority: &Authority) -> bool {
        self.is_listen_address(authority) || self.allowed.iter().any(|origin| origin.is_at(authority))
    }

    /// Whether a page of that origin may change things: one of the host that was asked, or an allowed one.
    pub(crate) fn accepts(&self, origin: &str, authority: &Authority) -> bool {
        let Ok(origin) = origin.parse::<Origin>() else {
            return false;
        };
        origin.is_at(authority) || self.allowed.contains(&origin)
    }

    fn is_listen_address(&self, authority: &Authority) -> bool {
        if authority.port_for("http") != Some(self.listen.port()) {
            return false;
        }
        let listen = self.listen.ip();
        let asked: IpAddr = match &authority.host {
            Host::Ipv4(address) => (*address).into(),
            Host::Ipv6(address) => (*address).into(),
            Host::Domain(name) => {
                return name == "localhost" && (listen.is_loopback() || listen.is_unspecified());
            }
        };
        // An address cannot be rebound, so a listener on all addresses takes any of them.
        listen == asked || listen.is_unspecified()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites(listen: &str, allowed: &[&str]) -> Sites {
        let allowed = allowed.iter().map(|text| text.parse().unwrap()).collect();
        Sites::new(listen.parse().unwrap(), allowed)
    }

    fn has_host(sites: &Sites, host: &str) -> bool {
        Authority::parse(host).is_some_and(|authority| sites.has_host(&authority))
    }

    #[test]
    fn what_is_more_or_less_than_an_origin_is_refused() {
        for wrong in [
            "",
            "null",
            "keyhold.example",
            "https://a/b",
            "https://u@a",
            "ftp://a",
            "https://",
            "*",
        ] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
        assert_eq!(
            "https://a.example".parse::<Origin>().unwrap().to_string(),
            "https://a.example"
        );
    }

    #[test]
    fn a_foreign_name_is_no_host_of_ours() {
        let loopback = sites("127.0.0.1:8080", &[]);
        for host in [
            "evil.example:8080",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.2:8080",
            "localhost.evil:8080",
            "",
            "u@127.0.0.1:8080",
            "127.0.0.1:8080/x",
            "[::1]:8080",
        ] {
            assert!(!has_host(&loopback, host), "{host}");
        }
        assert!(has_host(&loopback, "127.0.0.1:8080") && has_host(&loopback, "localhost:8080"));
    }

    #[test]
    fn a_listener_on_every_address_takes_addresses_but_no_names() {
        let all = sites("0.0.0.0:8080", &[]);
        assert!(has_host(&all, "192.0.2.7:8080") && has_host(&all, "localhost:8080"));
        assert!(!has_host(&all, "rebound.example:8080"));
        assert!(has_host(&sites("[::1]:8080", &[]), "[::1]:8080"));
    }

    #[test]
    fn an_allowed_origin_lends_its_host_and_port() {
        let proxied = sites(
            "127.0.0.1:8080",
            &["https://keyhold.example", "http://127.0.0.1:8081"],
        );
        assert!(has_host(&proxied, "keyhold.example") && has_host(&proxied, "keyhold.example:443"));
        assert!(!has_host(&proxied, "keyhold.example:8080"));
        assert!(has_host(&proxied, "127.0.0.1:8081"));
    }

    #[test]
    fn only_the_asked_host_and_allowed_origins_may_change_things() {
        let sites = sites("127.0.0.1:8080", &["https://keyhold.example"]);
        let authority = Authority::parse("127.0.0.1:8080").unwrap();
        for wrong in [
            "null",
            "",
            "http://127.0.0.1:8081",
            "http://localhost:8080",
            "https://evil.example",
            "https://keyhold.example.evil.example",
            "http://keyhold.example",
        ] {
            assert!(!sites.accepts(wrong, &authority), "{wrong}");
        }
        assert!(sites.accepts("http://127.0.0.1:8080", &authority));
        assert!(sites.accepts("https://keyhold.example", &authority));
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for (host, loopback) in [
            ("127.0.0.1:1", true),
            ("[::1]:1", true),
            ("localhost:1", true),
            ("keyhold.example", false),
            ("192.0.2.7:1", false),
        ] {
            assert_eq!(Authority::parse(host).unwrap().is_loopback(), loopback, "{host}");
        }
    }
}
