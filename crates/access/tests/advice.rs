//! The address algebra against brute force: on a network small enough to look at every address of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use access::{
    AddressBlock, Coverage, EntryUse, Exposure, Family, Finding, ListedEntry, advise, smallest_list,
};
use proptest::prelude::*;
use std::{
    collections::{BTreeSet, HashMap},
    net::{IpAddr, Ipv4Addr},
};

const BASE: u32 = 0x0a00_0000;

fn block(offset: u32, prefix: u8) -> AddressBlock {
    format!("{}/{prefix}", Ipv4Addr::from(BASE + offset))
        .parse()
        .unwrap()
}

/// Of each address of 10.0.0.0/20 whether a list lets it in.
fn let_in(list: &[AddressBlock]) -> Vec<bool> {
    (0..1 << 12)
        .map(|offset| {
            let address = IpAddr::V4(Ipv4Addr::from(BASE + offset));
            list.iter().any(|block| block.contains(address))
        })
        .collect()
}

/// Whether whoever is let in by `inner` is let in by `outer`.
fn is_held(inner: &[bool], outer: &[bool]) -> bool {
    inner.iter().zip(outer).all(|(&inner, &outer)| outer || !inner)
}

fn drafts(list: &[AddressBlock]) -> Vec<ListedEntry> {
    list.iter()
        .map(|&block| ListedEntry {
            block,
            uses: EntryUse::Draft,
        })
        .collect()
}

fn a_list() -> impl Strategy<Value = Vec<AddressBlock>> {
    let entry = (0_u32..1 << 12, 20_u8..=32).prop_map(|(offset, prefix)| block(offset, prefix));
    // Neighbours are rare by chance alone.
    let neighbours = (0_u32..1 << 12, 24_u8..=32).prop_flat_map(|(offset, prefix)| {
        let size = 1 << (32 - prefix);
        let both = [block(offset, prefix), block((offset ^ size) & 0xfff, prefix)];
        proptest::sample::select(both.to_vec())
    });
    proptest::collection::vec(prop_oneof![entry, neighbours], 0..24)
}

proptest! {
    #[test]
    fn the_count_is_the_number_of_addresses_let_in(list in a_list()) {
        let counted = Coverage::of(&Exposure::of(&list), Family::Ipv4).addresses();
        prop_assert_eq!(counted, Some(let_in(&list).iter().filter(|&&is_in| is_in).count() as u128));
    }

    #[test]
    fn the_smallest_list_lets_in_exactly_the_same(list in a_list()) {
        let smallest = smallest_list(&Exposure::of(&list));
        prop_assert!(smallest.len() <= list.len());
        prop_assert_eq!(let_in(&smallest), let_in(&list));
        prop_assert_eq!(advise(&drafts(&smallest)).smaller, None);
    }

    #[test]
    fn an_entry_is_redundant_exactly_where_another_one_holds_it(list in a_list()) {
        let each: Vec<(AddressBlock, Vec<bool>)> =
            list.iter().map(|&block| (block, let_in(&[block]))).collect();
        let held: BTreeSet<AddressBlock> = each
            .iter()
            .filter(|(entry, inner)| each.iter().any(|(by, outer)| by != entry && is_held(inner, outer)))
            .map(|(entry, _)| *entry)
            .collect();
        let mut redundant = BTreeSet::new();
        for finding in advise(&drafts(&list)).findings {
            if let Finding::Redundant { entries, by } = finding {
                prop_assert!(is_held(&let_in(&entries), &let_in(&[by])));
                prop_assert!(list.contains(&by) && !held.contains(&by));
                redundant.extend(entries);
            }
        }
        prop_assert_eq!(redundant, held);
    }

    #[test]
    fn merged_entries_let_in_what_they_become(list in a_list()) {
        for finding in advise(&drafts(&list)).findings {
            if let Finding::Mergeable { entries, into } = finding {
                prop_assert!(entries.len() > 1);
                prop_assert_eq!(let_in(&entries), let_in(&[into]));
            }
        }
    }
}

/// Every way to put together any of the fifteen blocks of a /29: for each set of addresses, the fewest blocks that make
/// it up. No smallest list may have one more.
#[test]
fn no_list_lets_in_the_same_with_fewer_entries() {
    let blocks: Vec<(u32, u32)> = (29..=32)
        .flat_map(|prefix| {
            let size = 1_u32 << (32 - prefix);
            (0..8 / size).map(move |at| (((1_u32 << size) - 1) << (at * size), at * size))
        })
        .collect();
    assert_eq!(blocks.len(), 15);
    let mut fewest: HashMap<u32, u32> = HashMap::new();
    for chosen in 0_u32..1 << blocks.len() {
        let mut let_in = 0;
        for (at, (mask, _)) in blocks.iter().enumerate() {
            if chosen >> at & 1 == 1 {
                let_in |= mask;
            }
        }
        let count = chosen.count_ones();
        fewest
            .entry(let_in)
            .and_modify(|fewest| *fewest = count.min(*fewest))
            .or_insert(count);
    }
    assert_eq!(fewest.len(), 1 << 8, "every set of eight addresses is a list");
    for (let_in, fewest) in fewest {
        let single: Vec<AddressBlock> = (0..8)
            .filter(|at| let_in >> at & 1 == 1)
            .map(|at| block(at, 32))
            .collect();
        let smallest = smallest_list(&Exposure::of(&single));
        assert_eq!(smallest.len() as u32, fewest, "{single:?}");
    }
}
