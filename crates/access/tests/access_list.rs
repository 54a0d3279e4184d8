//! An access list finds what looking through it entry by entry finds.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use access::*;
use proptest::prelude::*;
use support::{naive_contains, near_address, near_block};

fn list(entries: &[&str]) -> AccessList {
    entries.iter().map(|entry| entry.parse().unwrap()).collect()
}

#[test]
fn nobody_is_on_an_empty_list() {
    assert!(AccessList::default().is_empty());
    let found = AccessList::default().most_specific_match("192.0.2.7".parse().unwrap());
    assert_eq!(found, None);
}

#[test]
fn an_entry_that_is_all_of_a_family_holds_every_client_of_it() {
    let all = AddressBlock::listed("0.0.0.0/0").unwrap();
    let list = list(&["10.0.0.0/8", "2001:db8::/32"]).with(all);
    for (client, found) in [
        ("10.1.2.3", Some("10.0.0.0/8")),
        ("192.0.2.7", Some("0.0.0.0/0")),
        ("2001:db9::1", None),
    ] {
        let entry = list.most_specific_match(client.parse().unwrap());
        assert_eq!(entry.map(|entry| entry.short()).as_deref(), found, "{client}");
    }
}

#[test]
fn an_entry_is_listed_once_whatever_its_spelling() {
    let list = list(&["10.0.0.0/8", "192.0.2.7", "::ffff:192.0.2.7", "10.1.2.3/8"]);
    let entries: Vec<_> = list.entries().map(|entry| entry.short()).collect();
    assert_eq!(entries, ["10.0.0.0/8", "192.0.2.7"]);
    assert_eq!(list.with("10.0.0.0/8".parse().unwrap()), list);
    assert!(
        list.without("192.0.2.7".parse().unwrap())
            .without("10.0.0.0/8".parse().unwrap())
            .is_empty()
    );
}

#[test]
fn nobody_removes_their_own_address_or_the_last_entry_that_covers_it() {
    let client = "192.0.2.7".parse().unwrap();
    for (present, removed, kept) in [
        (&["192.0.2.7"][..], "192.0.2.7", true),
        (&["192.0.2.7", "192.0.2.0/24"], "192.0.2.7", true),
        (&["192.0.2.7", "192.0.2.0/24"], "192.0.2.0/24", false),
        (&["192.0.2.0/24", "10.0.0.0/8"], "192.0.2.0/24", true),
        (&["192.0.2.0/24", "10.0.0.0/8"], "10.0.0.0/8", false),
    ] {
        assert_eq!(
            list(present).keeps(removed.parse().unwrap(), client),
            kept,
            "{removed}"
        );
    }
}

proptest! {
    #[test]
    fn the_entry_found_is_the_smallest_that_holds_the_client(
        entries in prop::collection::vec(near_block(), 0..40),
        clients in prop::collection::vec(near_address(), 1..4),
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..8),
    ) {
        let list: AccessList = entries.iter().copied().collect();
        for client in order.iter().map(|index| *index.get(&clients)) {
            let holding = entries.iter().copied().filter(|&entry| naive_contains(entry, client));
            let smallest = holding.max_by_key(|entry| entry.net().prefix_len());
            prop_assert_eq!(list.most_specific_match(client), smallest);
        }
    }
}
