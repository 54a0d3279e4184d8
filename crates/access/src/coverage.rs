//! What a list lets in, counted exactly: by the union of its entries, so that no address is counted twice; and the
//! fewest entries that let in the same.

use crate::{AddressBlock, Exposure, address::grouped};
use ipnet::IpNet;

/// The two kinds of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// 2³² addresses.
    Ipv4,
    /// 2¹²⁸ addresses.
    Ipv6,
}

impl Family {
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ipv4 => "IPv4",
            Self::Ipv6 => "IPv6",
        }
    }

    /// Whether a network is of it.
    pub(crate) const fn has(self, net: &IpNet) -> bool {
        matches!(
            (self, net),
            (Self::Ipv4, IpNet::V4(_)) | (Self::Ipv6, IpNet::V6(_))
        )
    }

    const fn bits(self) -> u32 {
        match self {
            Self::Ipv4 => 32,
            Self::Ipv6 => 128,
        }
    }
}

/// How many addresses of one family a list lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    family: Family,
    /// None where it is every one: 2¹²⁸ fits no integer.
    addresses: Option<u128>,
}

impl Coverage {
    /// What a list with this exposure lets in of `family`.
    pub fn of(exposure: &Exposure, family: Family) -> Self {
        let mut nets = exposure.union.iter().filter(|net| family.has(net));
        let addresses = nets.try_fold(0_u128, |sum, net| match net.prefix_len() {
            0 => None,
            prefix => sum.checked_add(1 << (family.bits() - u32::from(prefix))),
        });
        Self { family, addresses }
    }

    /// The family.
    pub const fn family(self) -> Family {
        self.family
    }

    /// How many addresses; none where it is every one there is.
    pub const fn addresses(self) -> Option<u128> {
        self.addresses
    }

    /// How many, for people: `65,792 addresses`. A number larger than all of IPv4 is told by its power of two.
    pub fn count(self) -> String {
        const READ_IN_DIGITS: u128 = 1 << 32;
        match self.addresses {
            None => format!("2^{} addresses", self.family.bits()),
            Some(0) => "no address".to_owned(),
            Some(1) => "1 address".to_owned(),
            Some(count) if count <= READ_IN_DIGITS => format!("{} addresses", grouped(count)),
            Some(count) if count.is_power_of_two() => format!("2^{} addresses", count.ilog2()),
            Some(count) => format!("more than 2^{} addresses", count.ilog2()),
        }
    }

    /// Which part of the family that is, for people, rounded down to two digits: `0.0015 % of IPv4`.
    pub fn share(self) -> String {
        let family = self.family.label();
        match self.addresses {
            None => format!("all of {family}"),
            Some(0) => format!("none of {family}"),
            Some(count) => format!("{} of {family}", percent(count, self.family.bits())),
        }
    }
}

/// `count` of 2 to the power of `bits`, less than all of it. Integers only: they need none of the code that writes
/// fractions, which the console would have to carry.
fn percent(count: u128, bits: u32) -> String {
    const DECIMALS: u32 = 7;
    // So that a hundred times ten to the seventh fits as well.
    let dropped = bits.saturating_sub(64);
    let scaled = |decimals: u32| ((count >> dropped) * 100 * 10_u128.pow(decimals)) >> (bits - dropped);
    let decimals = (0..DECIMALS)
        .find(|&decimals| scaled(decimals) >= 10)
        .unwrap_or(DECIMALS);
    let digits = scaled(decimals);
    if digits == 0 {
        return "less than 0.0000001 %".to_owned();
    }
    let one = 10_u128.pow(decimals);
    let (whole, part) = (digits / one, digits % one);
    if part == 0 {
        return format!("{whole} %");
    }
    let part = format!("{part:0width$}", width = decimals as usize);
    format!("{whole}.{} %", part.trim_end_matches('0'))
}

/// The fewest entries that let in exactly the same addresses, in order. A list cannot hold all of a family in one entry,
/// so there it takes two.
pub fn smallest_list(exposure: &Exposure) -> Vec<AddressBlock> {
    let mut blocks: Vec<_> = exposure
        .union
        .iter()
        .flat_map(|net| match (net.prefix_len(), net.subnets(1)) {
            (0, Ok(halves)) => halves.map(AddressBlock::from_net).collect(),
            _ => vec![AddressBlock::from_net(*net)],
        })
        .collect();
    blocks.sort_unstable();
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposure(entries: &[&str]) -> Exposure {
        Exposure::of(
            &entries
                .iter()
                .map(|entry| entry.parse().unwrap())
                .collect::<Vec<_>>(),
        )
    }

    fn told(entries: &[&str], family: Family) -> (String, String) {
        let coverage = Coverage::of(&exposure(entries), family);
        (coverage.count(), coverage.share())
    }

    fn smallest(entries: &[&str]) -> Vec<String> {
        smallest_list(&exposure(entries))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn all_of_a_family_is_told_as_all_of_it() {
        let (count, share) = told(&["0.0.0.0/1", "128.0.0.0/1"], Family::Ipv4);
        assert_eq!(
            (count.as_str(), share.as_str()),
            ("2^32 addresses", "all of IPv4")
        );
        let (count, share) = told(&["::/1", "8000::/1"], Family::Ipv6);
        assert_eq!(
            (count.as_str(), share.as_str()),
            ("2^128 addresses", "all of IPv6")
        );
    }

    #[test]
    fn an_overlap_is_counted_once() {
        let (count, share) = told(&["10.0.0.0/16", "10.0.0.0/24", "192.0.2.0/24"], Family::Ipv4);
        assert_eq!(
            (count.as_str(), share.as_str()),
            ("65,792 addresses", "0.0015 % of IPv4")
        );
    }

    #[test]
    fn a_share_is_rounded_down_to_two_digits() {
        for (entries, family, share) in [
            (&[][..], Family::Ipv6, "none of IPv6"),
            (&["192.0.2.7"][..], Family::Ipv4, "less than 0.0000001 % of IPv4"),
            (&["192.0.2.0/24"][..], Family::Ipv4, "0.0000059 % of IPv4"),
            (&["10.0.0.0/8"][..], Family::Ipv4, "0.39 % of IPv4"),
            (&["0.0.0.0/1"][..], Family::Ipv4, "50 % of IPv4"),
            (&["0.0.0.0/1", "128.0.0.0/2"][..], Family::Ipv4, "75 % of IPv4"),
            (&["2000::/3"][..], Family::Ipv6, "12 % of IPv6"),
            (
                &["2001:db8::/32"][..],
                Family::Ipv6,
                "less than 0.0000001 % of IPv6",
            ),
        ] {
            assert_eq!(told(entries, family).1, share, "{entries:?}");
        }
        let almost: Vec<String> = (1..=32)
            .map(|prefix| format!("{}/{prefix}", std::net::Ipv4Addr::from(1_u32 << (32 - prefix))))
            .collect();
        let almost: Vec<&str> = almost.iter().map(String::as_str).collect();
        assert_eq!(told(&almost, Family::Ipv4).1, "99 % of IPv4");
    }

    #[test]
    fn beyond_ipv4_a_count_is_a_power_of_two() {
        assert_eq!(told(&["2001:db8::/64"], Family::Ipv6).0, "2^64 addresses");
        assert_eq!(
            told(&["2001:db8::/64", "2001:db8:1::1"], Family::Ipv6).0,
            "more than 2^64 addresses"
        );
        assert_eq!(told(&["2001:db8::1"], Family::Ipv6).0, "1 address");
    }

    #[test]
    fn what_no_entry_can_hold_stays_two() {
        assert_eq!(
            smallest(&["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1", "192.0.2.7"]),
            ["0.0.0.0/1", "128.0.0.0/1"]
        );
        assert_eq!(smallest(&["10.0.1.0/24", "10.0.0.0/24"]), ["10.0.0.0/23"]);
        assert!(smallest(&[]).is_empty());
    }
}
