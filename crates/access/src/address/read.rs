//! Reading an entry as people and programs write it: in every spelling of a network, and in none that could mean another.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::{AddressBlock, MAPPED};

/// Why a text is no entry of an access list. Each says what is wrong with which text, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing there.
    #[error("Enter an IP address or a CIDR block, such as 203.0.113.7 or 203.0.113.0/24")]
    Empty,
    /// A name where an address must stand.
    #[error("“{text}” is a host name; enter the IP address it stands for")]
    HostName {
        /// The text as given.
        text: String,
    },
    /// An address with a port behind it.
    #[error("“{text}” has a port; enter the address alone: {address}")]
    Port {
        /// The text as given.
        text: String,
        /// The address without the port.
        address: IpAddr,
    },
    /// Two addresses with a dash between them.
    #[error("“{text}” is a range; enter it as CIDR blocks")]
    Range {
        /// The text as given.
        text: String,
    },
    /// Anything else that is no address.
    #[error("“{text}” is not an IPv4 or IPv6 address")]
    NotAnAddress {
        /// The part that should be an address.
        text: String,
    },
    /// The part behind the slash is not a number the family has.
    #[error("“{text}” has the prefix “{prefix}”; it must be a number from 1 to {max}")]
    BadPrefix {
        /// The text as given.
        text: String,
        /// What stands behind the slash.
        prefix: String,
        /// 32 for IPv4, 128 for IPv6.
        max: u8,
    },
    /// A prefix of zero.
    #[error(
        "“{text}” is every address there is, which an access list cannot hold; name the networks that need the key"
    )]
    WholeInternet {
        /// The text as given.
        text: String,
    },
    /// `0.0.0.0` or `::` alone, which no client ever has.
    #[error(
        "“{text}” is the unspecified address, which no client comes from; enter the address the client is seen from"
    )]
    Unspecified {
        /// The text as given.
        text: String,
    },
}

impl FromStr for AddressBlock {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let block = Self::listed(text)?;
        let text = || text.trim().to_owned();
        if block.net().prefix_len() == 0 {
            Err(AddressError::WholeInternet { text: text() })
        } else if block.single().is_some_and(|address| address.is_unspecified()) {
            Err(AddressError::Unspecified { text: text() })
        } else {
            Ok(block)
        }
    }
}

impl AddressBlock {
    /// Reads an entry that is on a list already. Other servers may have taken what nobody can add here: `0.0.0.0/0`.
    ///
    /// # Errors
    /// As for an entry to be added, but for [`AddressError::WholeInternet`] and [`AddressError::Unspecified`].
    pub fn listed(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let Some((address, prefix)) = text.split_once('/') else {
            return Ok(Self::from_address(parse_address(text, text)?));
        };
        let address = parse_address(address.trim(), text)?;
        let prefix = parse_prefix(prefix.trim(), address, text)?;
        let net = unmapped(address, prefix).ok_or_else(|| AddressError::NotAnAddress {
            text: text.to_owned(),
        })?;
        Ok(Self(net))
    }
}

fn parse_address(address: &str, text: &str) -> Result<IpAddr, AddressError> {
    if let Ok(address) = address.parse() {
        return Ok(address);
    }
    let text = text.to_owned();
    if let Ok(socket) = address.parse::<std::net::SocketAddr>() {
        return Err(AddressError::Port {
            text,
            address: socket.ip(),
        });
    }
    if address
        .split_once('-')
        .is_some_and(|(from, _)| from.trim().parse::<IpAddr>().is_ok())
    {
        return Err(AddressError::Range { text });
    }
    let letters = address
        .chars()
        .any(|c| c.is_alphabetic() && !c.is_ascii_hexdigit());
    if letters && address.contains('.') && !address.contains(':') {
        return Err(AddressError::HostName { text });
    }
    Err(AddressError::NotAnAddress {
        text: address.to_owned(),
    })
}

/// A prefix from 0 to the family's width; only digits, because `+8` and `08` are typing errors.
fn parse_prefix(prefix: &str, address: IpAddr, text: &str) -> Result<u8, AddressError> {
    let max = if address.is_ipv4() { 32 } else { 128 };
    let plain =
        prefix.bytes().all(|byte| byte.is_ascii_digit()) && (prefix.len() == 1 || !prefix.starts_with('0'));
    prefix
        .parse()
        .ok()
        .filter(|&prefix| plain && prefix <= max)
        .ok_or_else(|| AddressError::BadPrefix {
            text: text.to_owned(),
            prefix: prefix.to_owned(),
            max,
        })
}

/// The network in canonical form: host bits cleared, and IPv4 where the whole network is IPv4 written inside IPv6.
fn unmapped(address: IpAddr, prefix: u8) -> Option<IpNet> {
    Some(match address {
        IpAddr::V4(address) => IpNet::V4(Ipv4Net::new(address, prefix).ok()?.trunc()),
        IpAddr::V6(address) => match (address.to_ipv4_mapped(), prefix.checked_sub(MAPPED)) {
            (Some(address), Some(prefix)) => IpNet::V4(Ipv4Net::new(address, prefix).ok()?.trunc()),
            _ => IpNet::V6(Ipv6Net::new(address, prefix).ok()?.trunc()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_entry_is_refused_with_its_reason() {
        use AddressError::*;
        let text = |text: &str| text.to_owned();
        let bad_prefix = |all: &str, prefix: &str, max| BadPrefix {
            text: text(all),
            prefix: text(prefix),
            max,
        };
        for (given, expected) in [
            ("", Empty),
            ("   ", Empty),
            (
                "build.example.com",
                HostName {
                    text: text("build.example.com"),
                },
            ),
            ("https://example.com", NotAnAddress { text: text("https:") }),
            (
                "192.0.2.7:443",
                Port {
                    text: text("192.0.2.7:443"),
                    address: "192.0.2.7".parse().unwrap(),
                },
            ),
            (
                "[2001:db8::1]:443",
                Port {
                    text: text("[2001:db8::1]:443"),
                    address: "2001:db8::1".parse().unwrap(),
                },
            ),
            (
                "192.0.2.1-192.0.2.9",
                Range {
                    text: text("192.0.2.1-192.0.2.9"),
                },
            ),
            (
                "192.0.2.256",
                NotAnAddress {
                    text: text("192.0.2.256"),
                },
            ),
            (
                "192.0.2",
                NotAnAddress {
                    text: text("192.0.2"),
                },
            ),
            (
                "192.0.02.7",
                NotAnAddress {
                    text: text("192.0.02.7"),
                },
            ),
            (
                "fe80::1%eth0",
                NotAnAddress {
                    text: text("fe80::1%eth0"),
                },
            ),
            (
                "2001:db8:::1",
                NotAnAddress {
                    text: text("2001:db8:::1"),
                },
            ),
            ("/24", NotAnAddress { text: text("") }),
            ("192.0.2.0/33", bad_prefix("192.0.2.0/33", "33", 32)),
            ("192.0.2.0/", bad_prefix("192.0.2.0/", "", 32)),
            ("192.0.2.0/+8", bad_prefix("192.0.2.0/+8", "+8", 32)),
            ("192.0.2.0/08", bad_prefix("192.0.2.0/08", "08", 32)),
            ("192.0.2.0/-1", bad_prefix("192.0.2.0/-1", "-1", 32)),
            ("192.0.2.0/24/8", bad_prefix("192.0.2.0/24/8", "24/8", 32)),
            (
                "192.0.2.0/255.255.255.0",
                bad_prefix("192.0.2.0/255.255.255.0", "255.255.255.0", 32),
            ),
            ("2001:db8::/129", bad_prefix("2001:db8::/129", "129", 128)),
            (
                "0.0.0.0/0",
                WholeInternet {
                    text: text("0.0.0.0/0"),
                },
            ),
            (
                "10.1.2.3/0",
                WholeInternet {
                    text: text("10.1.2.3/0"),
                },
            ),
            ("::/0", WholeInternet { text: text("::/0") }),
            (
                "::ffff:0.0.0.0/96",
                WholeInternet {
                    text: text("::ffff:0.0.0.0/96"),
                },
            ),
            (
                "0.0.0.0",
                Unspecified {
                    text: text("0.0.0.0"),
                },
            ),
            ("::", Unspecified { text: text("::") }),
            ("::/128", Unspecified { text: text("::/128") }),
        ] {
            assert_eq!(given.parse::<AddressBlock>(), Err(expected), "{given}");
        }
    }

    #[test]
    fn a_list_may_hold_what_cannot_be_added_to_it() {
        for (held, canonical) in [
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("10.1.2.3/0", "0.0.0.0/0"),
            ("::ffff:0.0.0.0/96", "0.0.0.0/0"),
            ("::/0", "::/0"),
            ("0.0.0.0", "0.0.0.0/32"),
        ] {
            let block = AddressBlock::listed(held).unwrap();
            assert_eq!(block.to_string(), canonical, "{held}");
            assert!(held.parse::<AddressBlock>().is_err(), "{held}");
        }
        assert!(AddressBlock::listed("0.0.0.0/33").is_err());
    }

    #[test]
    fn one_network_has_one_spelling() {
        for (given, canonical) in [
            ("192.0.2.7", "192.0.2.7/32"),
            (" 192.0.2.7/32 ", "192.0.2.7/32"),
            ("127.0.0.1/24", "127.0.0.0/24"),
            ("0.0.0.0/1", "0.0.0.0/1"),
            ("255.255.255.255/1", "128.0.0.0/1"),
            ("::ffff:192.0.2.7", "192.0.2.7/32"),
            ("::FFFF:C000:207/120", "192.0.2.0/24"),
            ("2001:DB8:0:0::1", "2001:db8::1/128"),
            ("2001:db8::1/32", "2001:db8::/32"),
            ("::1", "::1/128"),
        ] {
            assert_eq!(
                given.parse::<AddressBlock>().unwrap().to_string(),
                canonical,
                "{given}"
            );
        }
    }
}
