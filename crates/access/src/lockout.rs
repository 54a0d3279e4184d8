//! Who stops working when access lists or the organization's requirement change.
//!
//! Every key is asked through [`decide`](crate::decide) before and after, for an ordinary operation, from the addresses
//! it was seen at. Where nothing is known of its use, what it could reach before is compared with what it can reach after.

use crate::{
    AccessList, Action, Actor, Decision, Denial, Identity, KeyId, Operation, OrganizationPolicy, Role,
    address::mapped_ipv4, decide,
};
use ipnet::IpNet;
use std::net::IpAddr;

/// A key as far as a change of lists can touch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySnapshot {
    /// Which key.
    pub key: KeyId,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Its access list; empty means there is none.
    pub access_list: AccessList,
    /// The addresses it was last used from, as its entries record them. Empty where no use is recorded.
    pub seen_at: Vec<IpAddr>,
}

/// An organization at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// What it asks of all its keys.
    pub policy: OrganizationPolicy,
    /// Its keys.
    pub keys: Vec<KeySnapshot>,
}

/// How sure it is that somebody is locked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// No address at all can use the key any more.
    Certain,
    /// An address the key was used from can use it no more.
    Likely,
    /// No use is recorded, and addresses that could use the key can use it no more.
    Unknown,
}

/// A key that stops working, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lockout {
    /// Which key.
    pub key: KeyId,
    /// How sure that is.
    pub certainty: Certainty,
    /// The addresses it was seen at that lose it; empty when none was recorded.
    pub addresses: Vec<IpAddr>,
    /// The rule that will deny it, for the first of those addresses where there is one.
    pub denial: Option<Denial>,
}

/// The keys of `before` that stop working in `after`, the surest first. A key that `after` lacks was deleted on purpose
/// and is not named, nor is one that could not be used before.
pub fn lockouts(before: &Snapshot, after: &Snapshot) -> Vec<Lockout> {
    let mut found: Vec<_> = before
        .keys
        .iter()
        .filter_map(|old| {
            let new = after.keys.iter().find(|new| new.key == old.key)?;
            lockout((old, &before.policy), (new, &after.policy))
        })
        .collect();
    found.sort_by_key(|lockout| (lockout.certainty, lockout.key));
    found
}

fn lockout(
    (old, old_policy): (&KeySnapshot, &OrganizationPolicy),
    (new, new_policy): (&KeySnapshot, &OrganizationPolicy),
) -> Option<Lockout> {
    let mut addresses = Vec::new();
    let mut denial = None;
    for &address in &old.seen_at {
        if let (Decision::Allowed { .. }, Decision::Denied(rule)) =
            (ask(old, old_policy, address), ask(new, new_policy, address))
        {
            addresses.push(address);
            denial.get_or_insert(rule);
        }
    }
    let (could, can) = (Reach::of(old, old_policy), Reach::of(new, new_policy));
    let certainty = match (&could, &can) {
        (Reach::Nobody, _) => return None,
        (_, Reach::Nobody) => Certainty::Certain,
        _ if !addresses.is_empty() => Certainty::Likely,
        _ if old.seen_at.is_empty() && !could.is_within(&can) => Certainty::Unknown,
        _ => return None,
    };
    Some(Lockout {
        key: old.key,
        certainty,
        addresses,
        denial,
    })
}

/// May the key do an ordinary thing (one that is not protected, and needs no role) from there?
fn ask(key: &KeySnapshot, policy: &OrganizationPolicy, client: IpAddr) -> Decision {
    let actor = Actor {
        identity: Identity::Key(key.key),
        organization: policy.organization,
        roles: &key.roles,
        access_list: &key.access_list,
    };
    let operation = Operation {
        action: Action::Root,
        organization: policy.organization,
        project: None,
        subject: Some(Identity::Key(key.key)),
    };
    decide(&actor, policy, client, &operation)
}

/// The addresses that can use a key.
enum Reach {
    Nobody,
    Listed(Vec<IpNet>),
    Everybody,
}

impl Reach {
    fn of(key: &KeySnapshot, policy: &OrganizationPolicy) -> Self {
        match (key.access_list.is_empty(), policy.access_list_required) {
            (true, true) => Self::Nobody,
            (true, false) => Self::Everybody,
            (false, _) => {
                // No client is at IPv4 written inside IPv6, so that nobody can lose it: it is in every reach.
                let entries = key.access_list.entries().map(|entry| entry.net());
                Self::Listed(IpNet::aggregate(&entries.chain([mapped_ipv4()]).collect()))
            }
        }
    }

    /// Whether each of these addresses is one of those. The blocks of a union are the largest that fit it, so a block lies
    /// within a union exactly when it lies within one of its blocks.
    fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nobody, _) | (_, Self::Everybody) => true,
            (Self::Listed(these), Self::Listed(those)) => these
                .iter()
                .all(|this| those.iter().any(|that| that.contains(this))),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OrganizationId, OrganizationRole};

    const HERE: OrganizationId = OrganizationId::from_bytes([1; 12]);

    fn key(list: &[&str], seen_at: &[&str]) -> KeySnapshot {
        KeySnapshot {
            key: KeyId::from_bytes([7; 12]),
            roles: vec![Role::Organization(HERE, OrganizationRole::Member)],
            access_list: list.iter().map(|entry| entry.parse().unwrap()).collect(),
            seen_at: seen_at.iter().map(|address| address.parse().unwrap()).collect(),
        }
    }

    fn organization(required: bool, key: KeySnapshot) -> Snapshot {
        let policy = OrganizationPolicy {
            organization: HERE,
            access_list_required: required,
        };
        Snapshot {
            policy,
            keys: vec![key],
        }
    }

    fn certainty(before: &Snapshot, after: &Snapshot) -> Option<Certainty> {
        lockouts(before, after).first().map(|lockout| lockout.certainty)
    }

    #[test]
    fn turning_the_requirement_on_shuts_out_keys_without_a_list_for_certain() {
        let (before, after) = (
            organization(false, key(&[], &[])),
            organization(true, key(&[], &[])),
        );
        assert_eq!(certainty(&before, &after), Some(Certainty::Certain));
        let listed = |required| organization(required, key(&["192.0.2.7"], &["192.0.2.7"]));
        assert_eq!(lockouts(&listed(false), &listed(true)), []);
    }

    #[test]
    fn losing_the_last_address_of_use_is_likely_and_names_the_address_and_the_rule() {
        let before = organization(false, key(&["192.0.2.0/24", "10.0.0.0/8"], &["10.1.2.3"]));
        let after = organization(false, key(&["192.0.2.0/24"], &["10.1.2.3"]));
        let address = "10.1.2.3".parse().unwrap();
        assert_eq!(
            lockouts(&before, &after),
            [Lockout {
                key: KeyId::from_bytes([7; 12]),
                certainty: Certainty::Likely,
                addresses: vec![address],
                denial: Some(Denial::NotOnAccessList { address }),
            }]
        );
    }

    #[test]
    fn a_list_that_shrinks_around_its_known_use_locks_nobody_out() {
        let before = organization(false, key(&["10.0.0.0/8"], &["10.1.2.3"]));
        let after = organization(false, key(&["10.1.2.0/24"], &["10.1.2.3"]));
        assert_eq!(lockouts(&before, &after), []);
    }

    #[test]
    fn without_a_recorded_use_a_smaller_reach_is_unknown() {
        let before = organization(false, key(&["10.0.0.0/8", "192.0.2.7"], &[]));
        let after = organization(false, key(&["10.0.0.0/8"], &[]));
        assert_eq!(certainty(&before, &after), Some(Certainty::Unknown));
        let first_entry = organization(false, key(&["10.0.0.0/8"], &[]));
        assert_eq!(
            certainty(&organization(false, key(&[], &[])), &first_entry),
            Some(Certainty::Unknown)
        );
    }

    #[test]
    fn the_same_reach_in_other_blocks_locks_nobody_out() {
        let before = organization(true, key(&["10.0.0.0/9", "10.128.0.0/9", "10.3.0.0/16"], &[]));
        let after = organization(true, key(&["10.0.0.0/8"], &[]));
        assert_eq!(lockouts(&before, &after), []);
        assert_eq!(lockouts(&after, &before), []);
    }

    #[test]
    fn ipv4_written_inside_ipv6_is_lost_by_nobody() {
        let before = organization(false, key(&["::fffe:0:0/95"], &[]));
        let after = organization(false, key(&["::fffe:0:0/96"], &[]));
        assert_eq!(lockouts(&before, &after), []);
    }

    #[test]
    fn removing_the_last_entry_opens_the_key_unless_a_list_is_required() {
        let listed = |required| organization(required, key(&["192.0.2.7"], &["192.0.2.7"]));
        let bare = |required| organization(required, key(&[], &["192.0.2.7"]));
        assert_eq!(lockouts(&listed(false), &bare(false)), []);
        assert_eq!(certainty(&listed(true), &bare(true)), Some(Certainty::Certain));
    }

    #[test]
    fn a_key_that_could_not_be_used_before_or_is_deleted_is_not_named() {
        let bare = organization(true, key(&[], &[]));
        assert_eq!(lockouts(&bare, &bare), []);
        let mut gone = organization(true, key(&["192.0.2.7"], &[]));
        let before = gone.clone();
        gone.keys.clear();
        assert_eq!(lockouts(&before, &gone), []);
    }
}
