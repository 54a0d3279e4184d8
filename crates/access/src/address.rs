//! Addresses and blocks in one canonical form, so that the same network has one spelling everywhere.
//!
//! Host bits below the prefix are cleared, an IPv4 address written inside IPv6 (`::ffff:a.b.c.d`) is that IPv4 address,
//! a single address is the block of exactly itself, and `/0` is refused.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// An address or a network that an access list can hold. Its text is always CIDR notation: `192.0.2.7/32`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressBlock(IpNet);

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

/// How many addresses a block holds: 1 to 2¹²⁷.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressCount(u128);

/// The address as the rules see it: an IPv4 address written inside IPv6 is that IPv4 address.
pub fn canonical_address(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// An address as the Admin API writes it: IPv6 in all its eight groups, because the documented pattern knows no `::`.
pub fn address_in_full(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => address.segments().map(|group| format!("{group:x}")).join(":"),
    }
}

impl AddressBlock {
    /// The block of exactly this address.
    pub fn from_address(address: IpAddr) -> Self {
        Self(IpNet::from(canonical_address(address)))
    }

    /// Whether a client at this address is on the block.
    pub fn contains(&self, address: IpAddr) -> bool {
        // A request asks every block of a list, so this is done without computing the ends of the network.
        let shared_bits = match (self.0, canonical_address(address)) {
            (IpNet::V4(net), IpAddr::V4(address)) => {
                (u32::from(net.addr()) ^ u32::from(address)).leading_zeros()
            }
            (IpNet::V6(net), IpAddr::V6(address)) => {
                (u128::from(net.addr()) ^ u128::from(address)).leading_zeros()
            }
            _ => return false,
        };
        shared_bits >= u32::from(self.0.prefix_len())
    }

    /// The address, when the block is a single one.
    pub fn single(&self) -> Option<IpAddr> {
        (self.0.prefix_len() == self.0.max_prefix_len()).then(|| self.0.addr())
    }

    /// The text without the prefix on a single address: `192.0.2.7`, `10.0.0.0/8`.
    pub fn short(&self) -> String {
        self.single()
            .map_or_else(|| self.to_string(), |address| address.to_string())
    }

    /// The block as the Admin API writes it, its address [in full](address_in_full).
    pub fn in_full(&self) -> String {
        format!("{}/{}", address_in_full(self.first()), self.0.prefix_len())
    }

    /// The same without the prefix on a single address, as it stands in the path of an entry.
    pub fn short_in_full(&self) -> String {
        self.single().map_or_else(|| self.in_full(), address_in_full)
    }

    /// The lowest address of the block.
    pub fn first(&self) -> IpAddr {
        self.0.network()
    }

    /// The highest address of the block.
    pub fn last(&self) -> IpAddr {
        self.0.broadcast()
    }

    /// How many addresses it holds.
    pub fn addresses(&self) -> AddressCount {
        AddressCount(1 << (self.0.max_prefix_len() - self.0.prefix_len()))
    }

    /// The network, for set operations.
    pub fn net(&self) -> IpNet {
        self.0
    }

    /// A network that is one of the blocks of a list put together or taken apart.
    pub(crate) fn from_net(net: IpNet) -> Self {
        Self(net)
    }

    /// Whether `text`, from which the block was read, names an address in the middle of it: `10.1.2.3/8`. The rest of
    /// the address does not count, which whoever typed it may not have meant.
    pub fn dropped_host_bits(&self, text: &str) -> bool {
        let address = text.split('/').next().unwrap_or_default().trim();
        let typed = address.parse().map(canonical_address);
        typed.is_ok_and(|typed| typed != self.first())
    }
}

impl FromStr for AddressBlock {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let Some((address, prefix)) = text.split_once('/') else {
            let address = canonical_address(parse_address(text, text)?);
            return if address.is_unspecified() {
                Err(AddressError::Unspecified {
                    text: text.to_owned(),
                })
            } else {
                Ok(Self::from_address(address))
            };
        };
        let address = parse_address(address.trim(), text)?;
        let prefix = parse_prefix(prefix.trim(), address, text)?;
        let net = unmapped(address, prefix).ok_or_else(|| AddressError::NotAnAddress {
            text: text.to_owned(),
        })?;
        if net.prefix_len() == 0 {
            Err(AddressError::WholeInternet {
                text: text.to_owned(),
            })
        } else if net.prefix_len() == net.max_prefix_len() && net.addr().is_unspecified() {
            Err(AddressError::Unspecified {
                text: text.to_owned(),
            })
        } else {
            Ok(Self(net))
        }
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

/// How many bits stand before an IPv4 address that is written inside IPv6.
const MAPPED: u8 = 96;

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

impl fmt::Display for AddressBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for AddressBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AddressBlock({self})")
    }
}

impl AddressCount {
    /// The number itself.
    pub const fn get(self) -> u128 {
        self.0
    }
}

impl fmt::Display for AddressCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Beyond IPv4's own size nobody reads digits; a block is always a power of two.
        match self.0 {
            1 => f.write_str("1 address"),
            count if count > u128::from(u32::MAX) + 1 => write!(f, "2^{} addresses", count.ilog2()),
            count => write!(f, "{} addresses", grouped(count)),
        }
    }
}

/// Digits in groups of three: 16777216 is `16,777,216`.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// All of IPv4 as it is written inside IPv6 (RFC 4291 section 2.5.5.2).
pub(crate) fn mapped_ipv4() -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(
        Ipv4Addr::UNSPECIFIED.to_ipv6_mapped(),
        MAPPED,
    ))
}

/// All of IPv6 that is routed on the internet (RFC 4291 section 2.4).
pub(crate) fn global_ipv6() -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> AddressBlock {
        text.parse().unwrap()
    }

    #[test]
    fn in_full_an_ipv6_address_has_eight_groups() {
        for (text, in_full, short) in [
            ("192.0.2.7", "192.0.2.7/32", "192.0.2.7"),
            ("10.0.0.0/8", "10.0.0.0/8", "10.0.0.0/8"),
            ("2001:db8::7", "2001:db8:0:0:0:0:0:7/128", "2001:db8:0:0:0:0:0:7"),
            (
                "2001:db8::/32",
                "2001:db8:0:0:0:0:0:0/32",
                "2001:db8:0:0:0:0:0:0/32",
            ),
        ] {
            assert_eq!(block(text).in_full(), in_full);
            assert_eq!(block(text).short_in_full(), short);
            assert_eq!(block(in_full), block(text));
        }
    }

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
            assert_eq!(block(given).to_string(), canonical, "{given}");
        }
    }

    #[test]
    fn host_bits_that_do_not_count_are_noticed_however_they_are_written() {
        for (text, dropped) in [
            ("10.1.2.3/8", true),
            (" 10.0.0.0/8 ", false),
            ("10.1.2.3", false),
            ("10.1.2.3/32", false),
            ("::ffff:10.1.2.3/104", true),
            ("2001:db8::1/32", true),
            ("2001:DB8::/32", false),
        ] {
            assert_eq!(block(text).dropped_host_bits(text), dropped, "{text}");
        }
    }

    #[test]
    fn a_block_contains_its_ends_and_not_their_neighbours() {
        let block = block("10.1.2.0/24");
        for (address, inside) in [
            ("10.1.1.255", false),
            ("10.1.2.0", true),
            ("10.1.2.255", true),
            ("10.1.3.0", false),
            ("::ffff:10.1.2.3", true),
            ("::10.1.2.3", false),
        ] {
            assert_eq!(block.contains(address.parse().unwrap()), inside, "{address}");
        }
        assert_eq!(
            (block.first().to_string(), block.last().to_string()),
            ("10.1.2.0".into(), "10.1.2.255".into())
        );
    }

    #[test]
    fn only_a_single_address_is_short() {
        assert_eq!(block("192.0.2.7").short(), "192.0.2.7");
        assert_eq!(block("2001:db8::1").short(), "2001:db8::1");
        assert_eq!(block("192.0.2.0/31").short(), "192.0.2.0/31");
    }

    #[test]
    fn sizes_are_worded_for_people() {
        for (given, size) in [
            ("192.0.2.7", "1 address"),
            ("192.0.2.0/24", "256 addresses"),
            ("10.0.0.0/8", "16,777,216 addresses"),
            ("2001:db8::/96", "4,294,967,296 addresses"),
            ("2001:db8::/64", "2^64 addresses"),
            ("8000::/1", "2^127 addresses"),
        ] {
            assert_eq!(block(given).addresses().to_string(), size, "{given}");
        }
    }
}
