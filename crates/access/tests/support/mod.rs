//! A question to ask and change, and blocks and clients that often meet.
#![allow(dead_code, reason = "each test takes what it needs")]

use access::*;
use proptest::prelude::*;
use std::net::IpAddr;

pub(crate) const HERE: OrganizationId = OrganizationId::from_bytes([1; 12]);
pub(crate) const THERE: OrganizationId = OrganizationId::from_bytes([2; 12]);
pub(crate) const KEY: Identity = Identity::Key(KeyId::from_bytes([3; 12]));
pub(crate) const PROJECT: ProjectId = ProjectId::from_bytes([4; 12]);

/// May a key with these roles and this list do this, from 192.0.2.7, in its own organization, which requires no list?
pub(crate) fn question(action: Action, roles: &[Role], list: &[&str]) -> Question {
    Question {
        identity: KEY,
        roles: roles.to_vec(),
        access_list: list.iter().map(|entry| entry.parse().unwrap()).collect(),
        policy: OrganizationPolicy {
            organization: HERE,
            access_list_required: false,
        },
        client: "192.0.2.7".parse().unwrap(),
        operation: Operation {
            action,
            organization: HERE,
            project: None,
            subject: None,
        },
    }
}

/// The same about a project.
pub(crate) fn project_question(action: Action, roles: &[Role], list: &[&str]) -> Question {
    let mut question = question(action, roles, list);
    question.operation.project = Some(PROJECT);
    question
}

pub(crate) fn is_allowed(question: &Question) -> bool {
    matches!(question.answer(), Decision::Allowed { .. })
}

/// Addresses that differ in few bits, of both families.
pub(crate) fn near_address() -> impl Strategy<Value = IpAddr> {
    let bits = || prop::collection::vec(0_u32..128, 0..3);
    prop_oneof![
        bits().prop_map(|bits| {
            let flipped = bits.iter().map(|bit| 1_u32 << (bit % 32));
            IpAddr::from(
                flipped
                    .fold(0xc000_0207_u32, |address, bit| address ^ bit)
                    .to_be_bytes(),
            )
        }),
        bits().prop_map(|bits| {
            let flipped = bits.iter().map(|bit| 1_u128 << bit);
            IpAddr::from(
                flipped
                    .fold(0x2001_0db8_u128 << 96, |address, bit| address ^ bit)
                    .to_be_bytes(),
            )
        }),
    ]
}

/// A block around such an address.
pub(crate) fn near_block() -> impl Strategy<Value = AddressBlock> {
    block_around(near_address())
}

/// Any block around any of these addresses.
pub(crate) fn block_around(address: impl Strategy<Value = IpAddr>) -> impl Strategy<Value = AddressBlock> {
    (address, any::<u8>()).prop_filter_map("no entry", |(address, prefix)| {
        let prefix = prefix % if address.is_ipv4() { 33 } else { 129 };
        format!("{address}/{prefix}").parse().ok()
    })
}

/// Membership by comparing bits, without the network library.
pub(crate) fn naive_contains(block: AddressBlock, address: IpAddr) -> bool {
    let prefix = u32::from(block.net().prefix_len());
    match (block.first(), canonical_address(address)) {
        (IpAddr::V4(first), IpAddr::V4(address)) => {
            (first.to_bits() ^ address.to_bits()).leading_zeros() >= prefix
        }
        (IpAddr::V6(first), IpAddr::V6(address)) => {
            (first.to_bits() ^ address.to_bits()).leading_zeros() >= prefix
        }
        _ => false,
    }
}
