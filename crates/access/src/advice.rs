//! What there is to say of an access list: how much it really lets in, what in it is to no purpose, and what somebody
//! may have meant otherwise. Every finding is a value; the console words it.
//!
//! Two blocks never overlap in part: either one holds the other, or they have nothing in common. So an overlap is an
//! entry that another one makes redundant.

use crate::{
    AddressBlock, Coverage, Exposure, ExposureClass, Family, address::global_ipv6, coverage::smallest_list,
};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An entry, with what its use counter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedEntry {
    /// The entry.
    pub block: AddressBlock,
    /// Its use.
    pub uses: EntryUse,
}

/// What is known of the use of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryUse {
    /// It is not on the list yet.
    Draft,
    /// It was never used.
    Never,
    /// It was used; the last time from this address, where that is recorded.
    Used(Option<IpAddr>),
}

/// All there is to say of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// How open it is.
    pub class: ExposureClass,
    /// What it lets in of IPv4.
    pub ipv4: Coverage,
    /// What it lets in of IPv6.
    pub ipv6: Coverage,
    /// What stands out, the gravest first.
    pub findings: Vec<Finding>,
    /// The fewest entries that let in the same, where they are fewer.
    pub smaller: Option<Vec<AddressBlock>>,
}

/// Something that stands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Together these entries are the whole internet.
    WholeInternet {
        /// Of which family.
        family: Family,
        /// The entries that make it up.
        by: Vec<AddressBlock>,
    },
    /// These entries let in nobody that another one does not.
    Redundant {
        /// The entries.
        entries: Vec<AddressBlock>,
        /// The one that covers them.
        by: AddressBlock,
    },
    /// These entries can be one.
    Mergeable {
        /// The entries.
        entries: Vec<AddressBlock>,
        /// The one that lets in the same.
        into: AddressBlock,
    },
    /// No client comes from there over the internet.
    Private {
        /// The entries.
        entries: Vec<AddressBlock>,
        /// The range they lie in.
        range: PrivateRange,
    },
    /// There are IPv4 entries and no IPv6 ones: a client that has both may come by IPv6.
    Ipv4Only,
    /// Of a whole block one address is on record.
    OneAddressSeen {
        /// The entry.
        entry: AddressBlock,
        /// The address.
        address: IpAddr,
    },
    /// These entries were never used.
    NeverUsed {
        /// The entries.
        entries: Vec<AddressBlock>,
    },
}

/// Addresses that are not routed on the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrivateRange {
    /// 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 (RFC 1918).
    Private,
    /// 100.64.0.0/10, which a provider uses between itself and its customers (RFC 6598).
    CarrierNat,
    /// 127.0.0.0/8 and ::1.
    Loopback,
    /// 169.254.0.0/16 and fe80::/10.
    LinkLocal,
    /// fc00::/7 (RFC 4193).
    UniqueLocal,
}

impl PrivateRange {
    const ALL: [Self; 5] = [
        Self::Private,
        Self::CarrierNat,
        Self::Loopback,
        Self::LinkLocal,
        Self::UniqueLocal,
    ];

    const NETS: [(IpNet, Self); 9] = [
        (v4(10, 0, 8), Self::Private),
        (v4(172, 16, 12), Self::Private),
        (v4(192, 168, 16), Self::Private),
        (v4(100, 64, 10), Self::CarrierNat),
        (v4(127, 0, 8), Self::Loopback),
        (v4(169, 254, 16), Self::LinkLocal),
        (
            IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)),
            Self::Loopback,
        ),
        (v6(0xfe80, 10), Self::LinkLocal),
        (v6(0xfc00, 7), Self::UniqueLocal),
    ];

    /// The range that holds all of a block, if one does.
    pub fn of(block: &AddressBlock) -> Option<Self> {
        let net = block.net();
        let holds = |(range, kind): &(IpNet, Self)| range.contains(&net).then_some(*kind);
        Self::NETS.iter().find_map(holds)
    }
}

const fn v4(first: u8, second: u8, prefix: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(first, second, 0, 0), prefix))
}

const fn v6(first: u16, prefix: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(
        Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0),
        prefix,
    ))
}

/// Looks a list through.
pub fn advise(list: &[ListedEntry]) -> Advice {
    // Sorted, a block stands behind every block that holds it.
    let mut list = list.to_vec();
    list.sort_unstable_by_key(|entry| entry.block);
    list.dedup_by_key(|entry| entry.block);
    let blocks: Vec<AddressBlock> = list.iter().map(|entry| entry.block).collect();
    let exposure = Exposure::of(&blocks);
    let smallest = smallest_list(&exposure);

    let (outermost, redundant) = nesting(&blocks);
    let mut findings = Vec::new();
    findings.extend(whole_internet(&exposure, &outermost));
    findings.extend(redundant);
    findings.extend(mergeable(&outermost, &smallest));
    findings.extend(private(&blocks));
    findings.extend(ipv4_only(&blocks));
    findings.extend(list.iter().filter_map(one_address_seen));
    findings.extend(never_used(&list));

    Advice {
        class: exposure.class,
        ipv4: Coverage::of(&exposure, Family::Ipv4),
        ipv6: Coverage::of(&exposure, Family::Ipv6),
        findings,
        smaller: (smallest.len() < blocks.len()).then_some(smallest),
    }
}

/// The blocks that no other one holds, and the findings on those that one does.
fn nesting(sorted: &[AddressBlock]) -> (Vec<AddressBlock>, Vec<Finding>) {
    let (mut outermost, mut redundant) = (Vec::new(), Vec::new());
    let mut rest = sorted;
    while let Some((&by, after)) = rest.split_first() {
        rest = after;
        outermost.push(by);
        let entries = held_by(by, &mut rest);
        if !entries.is_empty() {
            redundant.push(Finding::Redundant { entries, by });
        }
    }
    (outermost, redundant)
}

/// Takes the blocks that `outer` holds from the front of the rest of a sorted list.
fn held_by(outer: AddressBlock, rest: &mut &[AddressBlock]) -> Vec<AddressBlock> {
    let held = rest
        .iter()
        .take_while(|block| outer.net().contains(&block.net()))
        .count();
    let (held, after) = rest.split_at(held);
    *rest = after;
    held.to_vec()
}

/// The whole internet, of either family, in as many pieces as it takes.
fn whole_internet(exposure: &Exposure, outermost: &[AddressBlock]) -> Vec<Finding> {
    let finding = |family: Family, internet: IpNet| {
        let is_whole = exposure.union.iter().any(|net| net.contains(&internet));
        is_whole.then(|| Finding::WholeInternet {
            family,
            by: outermost
                .iter()
                .filter(|block| family.has(&block.net()))
                .copied()
                .collect(),
        })
    };
    let all_ipv4 = IpNet::V4(Ipv4Net::default());
    [
        finding(Family::Ipv4, all_ipv4),
        finding(Family::Ipv6, global_ipv6()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The entries that one block of the smallest list takes the place of. Both lists are sorted.
fn mergeable(outermost: &[AddressBlock], smallest: &[AddressBlock]) -> Vec<Finding> {
    let mut rest = outermost;
    let mut findings = Vec::new();
    for &into in smallest {
        let entries = held_by(into, &mut rest);
        if entries.len() > 1 {
            findings.push(Finding::Mergeable { entries, into });
        }
    }
    findings
}

/// The entries in ranges that are not routed, one finding a kind of range.
fn private(blocks: &[AddressBlock]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for range in PrivateRange::ALL {
        let is_in_it = |block: &&AddressBlock| PrivateRange::of(block) == Some(range);
        let entries: Vec<AddressBlock> = blocks.iter().filter(is_in_it).copied().collect();
        if !entries.is_empty() {
            findings.push(Finding::Private { entries, range });
        }
    }
    findings
}

fn ipv4_only(blocks: &[AddressBlock]) -> Option<Finding> {
    let has_ipv6 = blocks.iter().any(|block| Family::Ipv6.has(&block.net()));
    let has_public = blocks.iter().any(|block| PrivateRange::of(block).is_none());
    (has_public && !has_ipv6).then_some(Finding::Ipv4Only)
}

fn one_address_seen(entry: &ListedEntry) -> Option<Finding> {
    match entry.uses {
        EntryUse::Used(Some(address)) if entry.block.single().is_none() => Some(Finding::OneAddressSeen {
            entry: entry.block,
            address,
        }),
        _ => None,
    }
}

fn never_used(list: &[ListedEntry]) -> Option<Finding> {
    let unused = list.iter().filter(|entry| entry.uses == EntryUse::Never);
    let entries: Vec<AddressBlock> = unused.map(|entry| entry.block).collect();
    (!entries.is_empty()).then_some(Finding::NeverUsed { entries })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> AddressBlock {
        text.parse().unwrap()
    }

    fn advice(entries: &[&str]) -> Advice {
        let draft = |entry: &&str| ListedEntry {
            block: block(entry),
            uses: EntryUse::Draft,
        };
        advise(&entries.iter().map(draft).collect::<Vec<_>>())
    }

    fn blocks(texts: &[&str]) -> Vec<AddressBlock> {
        texts.iter().map(|text| block(text)).collect()
    }

    #[test]
    fn the_two_halves_are_named_as_the_whole_internet() {
        let halves = advice(&["128.0.0.0/1", "0.0.0.0/1", "192.0.2.7"]);
        assert_eq!(halves.class, ExposureClass::Internet);
        assert_eq!(
            halves.findings.first(),
            Some(&Finding::WholeInternet {
                family: Family::Ipv4,
                by: blocks(&["0.0.0.0/1", "128.0.0.0/1"]),
            })
        );
        let routed = advice(&["2000::/4", "3000::/4"]);
        assert!(matches!(
            routed.findings.first(),
            Some(Finding::WholeInternet { family: Family::Ipv6, by }) if by.len() == 2
        ));
        assert!(
            !advice(&["0.0.0.0/1", "128.0.0.0/2"])
                .findings
                .iter()
                .any(|finding| matches!(finding, Finding::WholeInternet { .. }))
        );
    }

    #[test]
    fn entries_inside_another_are_redundant_and_named_with_the_outermost_one() {
        let found = advice(&[
            "10.1.2.3",
            "10.1.0.0/16",
            "10.0.0.0/8",
            "11.0.0.0/32",
            "12.0.0.0/8",
            "12.0.0.1",
        ]);
        let redundant: Vec<_> = found
            .findings
            .iter()
            .filter(|finding| matches!(finding, Finding::Redundant { .. }))
            .collect();
        let held = |entries: &[&str], by| Finding::Redundant {
            entries: blocks(entries),
            by: block(by),
        };
        assert_eq!(
            redundant,
            [
                &held(&["10.1.0.0/16", "10.1.2.3"], "10.0.0.0/8"),
                &held(&["12.0.0.1"], "12.0.0.0/8"),
            ]
        );
    }

    #[test]
    fn neighbours_that_make_up_one_block_are_merged_and_others_are_not() {
        let merged = advice(&[
            "203.0.113.0/25",
            "203.0.113.128/25",
            "198.51.100.1",
            "198.51.100.2",
        ]);
        assert!(merged.findings.contains(&Finding::Mergeable {
            entries: blocks(&["203.0.113.0/25", "203.0.113.128/25"]),
            into: block("203.0.113.0/24"),
        }));
        assert_eq!(
            merged.smaller,
            Some(blocks(&["198.51.100.1", "198.51.100.2", "203.0.113.0/24"]))
        );
        assert_eq!(advice(&["198.51.100.1", "198.51.100.2"]).smaller, None);
    }

    #[test]
    fn what_never_comes_over_the_internet_is_named_by_its_range() {
        for (text, range) in [
            ("10.1.0.0/16", Some(PrivateRange::Private)),
            ("172.31.255.255", Some(PrivateRange::Private)),
            ("172.32.0.0", None),
            ("192.168.0.0/16", Some(PrivateRange::Private)),
            ("192.168.0.0/15", None),
            ("100.127.0.1", Some(PrivateRange::CarrierNat)),
            ("127.0.0.1", Some(PrivateRange::Loopback)),
            ("::1", Some(PrivateRange::Loopback)),
            ("169.254.1.1", Some(PrivateRange::LinkLocal)),
            ("fe80::/64", Some(PrivateRange::LinkLocal)),
            ("fd12::/48", Some(PrivateRange::UniqueLocal)),
            ("2001:db8::/32", None),
        ] {
            assert_eq!(PrivateRange::of(&block(text)), range, "{text}");
        }
    }

    #[test]
    fn entries_of_one_kind_of_private_range_are_one_finding() {
        let found = advice(&["192.168.0.1", "127.0.0.1", "10.0.0.1", "192.0.2.7"]).findings;
        let private: Vec<_> = found
            .iter()
            .filter(|finding| matches!(finding, Finding::Private { .. }))
            .collect();
        let of = |range, entries: &[&str]| Finding::Private {
            entries: blocks(entries),
            range,
        };
        assert_eq!(
            private,
            [
                &of(PrivateRange::Private, &["10.0.0.1", "192.168.0.1"]),
                &of(PrivateRange::Loopback, &["127.0.0.1"]),
            ]
        );
    }

    #[test]
    fn only_a_list_that_public_ipv4_clients_use_misses_ipv6() {
        let misses = |entries: &[&str]| advice(entries).findings.contains(&Finding::Ipv4Only);
        assert!(!misses(&[]));
        assert!(!misses(&["10.0.0.0/8"]));
        assert!(!misses(&["192.0.2.7", "2001:db8::/32"]));
        assert!(!misses(&["2001:db8::/32"]));
        assert!(misses(&["10.0.0.0/8", "192.0.2.7"]));
    }

    #[test]
    fn use_is_judged_where_it_is_counted() {
        let seen = "203.0.113.9".parse().unwrap();
        let entry = |text: &str, uses| ListedEntry {
            block: block(text),
            uses,
        };
        let found = advise(&[
            entry("203.0.113.0/24", EntryUse::Used(Some(seen))),
            entry("203.0.112.1", EntryUse::Used(Some(seen))),
            entry("198.51.100.0/24", EntryUse::Used(None)),
            entry("192.0.2.7", EntryUse::Never),
            entry("192.0.2.9", EntryUse::Draft),
        ])
        .findings;
        assert_eq!(
            found,
            [
                Finding::Ipv4Only,
                Finding::OneAddressSeen {
                    entry: block("203.0.113.0/24"),
                    address: seen
                },
                Finding::NeverUsed {
                    entries: blocks(&["192.0.2.7"])
                },
            ]
        );
    }
}
