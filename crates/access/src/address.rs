//! Addresses and blocks in one canonical form, so that the same network has one spelling everywhere.
//!
//! Host bits below the prefix are cleared, an IPv4 address written inside IPv6 (`::ffff:a.b.c.d`) is that IPv4 address,
//! a single address is the block of exactly itself, and `/0` cannot be added to a list.

mod read;

use ipnet::{IpNet, Ipv6Net};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

pub use read::AddressError;

/// How many bits stand before an IPv4 address that is written inside IPv6.
const MAPPED: u8 = 96;

/// An address or a network that an access list can hold. Its text is always CIDR notation: `192.0.2.7/32`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressBlock(IpNet);

/// How many addresses a block holds: 2 to this power, which is 0 to 128.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressCount(u8);

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
        let client = IpNet::from(canonical_address(address));
        shared_bits(self.0, client).is_some_and(|shared| shared >= self.0.prefix_len())
    }

    /// The smallest network that holds this block and the other; none where they are of two families.
    pub(crate) fn common(&self, other: &Self) -> Option<Self> {
        let shared = shared_bits(self.0, other.0)?;
        let prefix = shared.min(self.0.prefix_len()).min(other.0.prefix_len());
        let net = IpNet::new(self.0.addr(), prefix).ok()?;
        Some(Self(net.trunc()))
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
        AddressCount(self.0.max_prefix_len() - self.0.prefix_len())
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

impl fmt::Display for AddressCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Beyond IPv4's own size nobody reads digits.
        match self.0 {
            0 => f.write_str("1 address"),
            power @ 1..=32 => write!(f, "{} addresses", grouped(1 << power)),
            power => write!(f, "2^{power} addresses"),
        }
    }
}

/// How many of the first bits of two networks are the same; none where they are of two families.
fn shared_bits(one: IpNet, other: IpNet) -> Option<u8> {
    let shared = match (one, other) {
        (IpNet::V4(one), IpNet::V4(other)) => (one.addr().to_bits() ^ other.addr().to_bits()).leading_zeros(),
        (IpNet::V6(one), IpNet::V6(other)) => (one.addr().to_bits() ^ other.addr().to_bits()).leading_zeros(),
        _ => return None,
    };
    u8::try_from(shared).ok()
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
            ("0.0.0.0/0", "4,294,967,296 addresses"),
            ("::/0", "2^128 addresses"),
        ] {
            let block = AddressBlock::listed(given).unwrap();
            assert_eq!(block.addresses().to_string(), size, "{given}");
        }
    }
}
