//! An access list: the entries of one key or account, held so that asking who is on it costs little, however long it is
//! and however many keys there are.
//!
//! What such a question costs is waiting for memory. So the last answer is kept, because most keys are used from one
//! address. And the entries are held apart by what is looked at: where each begins, in order, which is counted through in
//! one go and never waits for what it finds; and how long its prefix is, which is looked at for one of them.

use crate::{AddressBlock, canonical_address};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Mutex;

/// The entries of one key or account, each once and in order; empty means there is no list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessList {
    last: LastAnswer,
    /// The first address of each IPv4 entry.
    ipv4: Box<[u32]>,
    /// The first address of each IPv6 entry. They come after those of IPv4.
    ipv6: Box<[u128]>,
    /// The prefix of each entry.
    prefixes: Box<[u8]>,
}

/// Who asked last, and the entry that was found. No part of what the list is.
#[derive(Debug, Default)]
struct LastAnswer(Mutex<Option<(AddressBlock, Option<AddressBlock>)>>);

impl AccessList {
    /// Its entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = AddressBlock> {
        (0..self.prefixes.len()).filter_map(|place| self.entry(place))
    }

    /// Whether there is no list.
    pub fn is_empty(&self) -> bool {
        self.prefixes.is_empty()
    }

    /// Whether this is one of its entries.
    pub fn contains(&self, entry: AddressBlock) -> bool {
        self.entries().any(|listed| listed == entry)
    }

    /// The list with one more entry.
    #[must_use]
    pub fn with(&self, entry: AddressBlock) -> Self {
        self.entries().chain([entry]).collect()
    }

    /// The list without this entry.
    #[must_use]
    pub fn without(&self, entry: AddressBlock) -> Self {
        self.entries().filter(|listed| *listed != entry).collect()
    }

    /// Whether a client may not take this entry off the list it is let in by: no client may remove its very address,
    /// whatever else covers it, nor the last entry that does.
    pub fn keeps(&self, entry: AddressBlock, client: IpAddr) -> bool {
        entry.single() == Some(canonical_address(client))
            || entry.contains(client) && self.without(entry).most_specific_match(client).is_none()
    }

    /// The entry that lets this client in and holds the fewest addresses, which is the one a use is counted on.
    pub fn most_specific_match(&self, client: IpAddr) -> Option<AddressBlock> {
        let client = AddressBlock::from_address(client);
        // Somebody else is asking just now: then it is not waited for.
        let Ok(mut last) = self.last.0.try_lock() else {
            return self.find(client);
        };
        match *last {
            Some((asked, found)) if asked == client => found,
            _ => {
                let found = self.find(client);
                *last = Some((client, found));
                found
            }
        }
    }

    fn find(&self, client: AddressBlock) -> Option<AddressBlock> {
        // Blocks never overlap by halves, and one comes before those within it. So of the entries that begin no later than
        // the client, the last is the most specific that can hold it. Where that does not, whatever holds the client comes
        // before it and holds both, so it begins no later than the smallest block that does.
        let mut candidates = self.beginning_up_to(client.first());
        loop {
            candidates = candidates.checked_sub(1)?;
            let nearest = self.entry(candidates)?;
            let both = nearest.common(&client)?;
            if both == nearest {
                return Some(nearest);
            }
            candidates = candidates.min(self.beginning_up_to(both.first()));
        }
    }

    /// How many entries come before the first that begins behind this address.
    fn beginning_up_to(&self, address: IpAddr) -> usize {
        match address {
            IpAddr::V4(address) => count_up_to(&self.ipv4, address.to_bits()),
            IpAddr::V6(address) => self.ipv4.len() + count_up_to(&self.ipv6, address.to_bits()),
        }
    }

    fn entry(&self, place: usize) -> Option<AddressBlock> {
        let first = match self.ipv4.get(place) {
            Some(&bits) => IpAddr::V4(Ipv4Addr::from_bits(bits)),
            None => IpAddr::V6(Ipv6Addr::from_bits(*self.ipv6.get(place - self.ipv4.len())?)),
        };
        let net = IpNet::new(first, *self.prefixes.get(place)?).ok()?;
        Some(AddressBlock::from_net(net))
    }
}

/// How many of these are no greater. All are looked at: a bisection looks at few, but must wait for each before it knows
/// the next, and what is far away is longest waited for.
fn count_up_to<T: Ord>(firsts: &[T], limit: T) -> usize {
    firsts.iter().filter(|first| **first <= limit).count()
}

impl FromIterator<AddressBlock> for AccessList {
    fn from_iter<I: IntoIterator<Item = AddressBlock>>(entries: I) -> Self {
        let mut entries: Vec<_> = entries.into_iter().collect();
        entries.sort_unstable();
        entries.dedup();
        let firsts = || entries.iter().map(AddressBlock::first);
        Self {
            last: LastAnswer::default(),
            ipv4: firsts()
                .filter_map(|first| match first {
                    IpAddr::V4(first) => Some(first.to_bits()),
                    IpAddr::V6(_) => None,
                })
                .collect(),
            ipv6: firsts()
                .filter_map(|first| match first {
                    IpAddr::V4(_) => None,
                    IpAddr::V6(first) => Some(first.to_bits()),
                })
                .collect(),
            prefixes: entries.iter().map(|entry| entry.net().prefix_len()).collect(),
        }
    }
}

impl Clone for LastAnswer {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for LastAnswer {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LastAnswer {}
