//! How much of the internet may use a key: judged by the union of its entries, so that the whole internet in two halves
//! is not taken for two networks.

use crate::{AddressBlock, address::global_ipv6};
use ipnet::IpNet;

/// Above this many IPv4 addresses a list is [`ExposureClass::Wide`]: a `/16`.
const LARGE_IPV4: u64 = 1 << 16;
/// Above this many IPv6 addresses a list is [`ExposureClass::Wide`]: a `/32`, what a whole provider is given.
const LARGE_IPV6: u128 = 1 << 96;

/// How open an access list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExposureClass {
    /// Named addresses and networks.
    Narrow,
    /// More than 65,536 IPv4 addresses (a `/16`) or 2⁹⁶ IPv6 addresses (a `/32`).
    Wide,
    /// The entries together cover all of IPv4, or all of IPv6 that is routed.
    Internet,
    /// The list is empty: any address, but for the protected operations; none at all where a list is required.
    NoList,
}

/// What the entries of one list cover together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// How open that is.
    pub class: ExposureClass,
    /// The fewest blocks that cover exactly the same addresses. One may be `/0`, which cannot be added to a list.
    pub union: Vec<IpNet>,
}

impl Exposure {
    /// The exposure of a list.
    pub fn of(entries: &[AddressBlock]) -> Self {
        let union = IpNet::aggregate(&entries.iter().map(AddressBlock::net).collect());
        Self {
            class: class_of(&union),
            union,
        }
    }
}

/// Classes a union of disjoint blocks.
fn class_of(union: &[IpNet]) -> ExposureClass {
    let whole = |net: &IpNet| net.prefix_len() == 0 || net.contains(&global_ipv6());
    let (mut ipv4, mut ipv6) = (0_u64, 0_u128);
    for net in union.iter().filter(|net| !whole(net)) {
        match net {
            IpNet::V4(net) => ipv4 += 1 << (32 - net.prefix_len()),
            IpNet::V6(net) => ipv6 = ipv6.saturating_add(1 << (128 - net.prefix_len())),
        }
    }
    if union.is_empty() {
        ExposureClass::NoList
    } else if union.iter().any(whole) {
        ExposureClass::Internet
    } else if ipv4 > LARGE_IPV4 || ipv6 > LARGE_IPV6 {
        ExposureClass::Wide
    } else {
        ExposureClass::Narrow
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposure(entries: &[&str]) -> Exposure {
        Exposure::of(
            &entries
                .iter()
                .map(|entry| AddressBlock::listed(entry).unwrap())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn an_entry_that_is_all_of_a_family_is_the_whole_internet() {
        for entries in [&["0.0.0.0/0"][..], &["::/0"], &["10.0.0.0/8", "0.0.0.0/0"]] {
            assert_eq!(exposure(entries).class, ExposureClass::Internet, "{entries:?}");
        }
    }

    #[test]
    fn two_halves_are_the_whole_internet() {
        assert_eq!(
            exposure(&["0.0.0.0/1", "128.0.0.0/1"]).class,
            ExposureClass::Internet
        );
        assert_eq!(exposure(&["::/1", "8000::/1"]).class, ExposureClass::Internet);
        assert_eq!(
            exposure(&["2000::/4", "3000::/4", "10.0.0.1"]).class,
            ExposureClass::Internet
        );
        assert_eq!(
            exposure(&["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3", "224.0.0.0/3"]).class,
            ExposureClass::Internet
        );
    }

    #[test]
    fn an_empty_list_is_no_list() {
        assert_eq!(exposure(&[]).class, ExposureClass::NoList);
    }

    #[test]
    fn wide_begins_above_a_large_network() {
        assert_eq!(exposure(&["0.0.0.0/1"]).class, ExposureClass::Wide);
        assert_eq!(exposure(&["10.0.0.0/16"]).class, ExposureClass::Narrow);
        assert_eq!(exposure(&["10.0.0.0/16", "192.0.2.7"]).class, ExposureClass::Wide);
        assert_eq!(exposure(&["2001:db8::/32"]).class, ExposureClass::Narrow);
        assert_eq!(exposure(&["2001:db8::/31"]).class, ExposureClass::Wide);
    }

    #[test]
    fn an_overlap_is_counted_once() {
        let overlapping = exposure(&["10.0.0.0/17", "10.0.128.0/17", "10.0.5.0/24", "10.0.0.0/16"]);
        assert_eq!(overlapping.class, ExposureClass::Narrow);
        assert_eq!(overlapping.union.len(), 1);
    }
}
