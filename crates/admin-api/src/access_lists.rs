//! Adding entries to and removing them from the access list of a key, each in one transaction.

use std::collections::HashSet;
use std::net::IpAddr;

use access::{AddressBlock, Identity, KeyId, MAX_ACCESS_LIST_ENTRIES, OrganizationId};

use crate::keys::add_entry;
use crate::model::{Event, EventKind, Origin};
use crate::refusal::Refusal;
use crate::state::Shared;

/// Adds the blocks that are not on the list yet. Adding never removes.
pub(crate) async fn add(
    shared: &Shared,
    organization: OrganizationId,
    key: KeyId,
    blocks: &[AddressBlock],
    origin: &Origin,
) -> Result<(), Refusal> {
    let distinct: HashSet<_> = blocks.iter().collect();
    if distinct.len() < blocks.len() {
        return Err(Refusal::DuplicateAddresses);
    }
    let mut change = shared.store.change().await?;
    let key = change
        .api_key(organization, key)
        .await?
        .ok_or(Refusal::KeyNotFound(key))?;
    let holder = Identity::Key(key.id);
    let present = change.blocks(holder).await?;
    let new: Vec<_> = blocks
        .iter()
        .copied()
        .filter(|block| !present.contains(block))
        .collect();
    if present.len() + new.len() > MAX_ACCESS_LIST_ENTRIES {
        return Err(Refusal::ListFull);
    }
    for block in new {
        add_entry(&mut change, &key, block, origin).await?;
    }
    Ok(change.commit().await?)
}

/// Removes a block. `own_address` is the address of the caller when the list is the caller's own: nobody can take the
/// entry away through which they are asking.
pub(crate) async fn remove(
    shared: &Shared,
    organization: OrganizationId,
    key: KeyId,
    block: AddressBlock,
    own_address: Option<IpAddr>,
    origin: &Origin,
) -> Result<(), Refusal> {
    let mut change = shared.store.change().await?;
    let key = change
        .api_key(organization, key)
        .await?
        .ok_or(Refusal::KeyNotFound(key))?;
    let holder = Identity::Key(key.id);
    let present = change.blocks(holder).await?;
    if !present.contains(&block) {
        return Err(Refusal::entry_not_found(block, key.public_key));
    }
    if let Some(address) = own_address.filter(|&address| shuts_out(&present, block, address)) {
        return Err(Refusal::OwnAddress { address });
    }
    change.delete_entry(holder, block).await?;
    let deleted = Event::new(EventKind::EntryDeleted, organization)
        .to(key.public_key)
        .about(block);
    change.record(origin, deleted).await?;
    Ok(change.commit().await?)
}

/// Whether removing this block takes the address itself off the list, or all that covers it.
fn shuts_out(present: &[AddressBlock], removed: AddressBlock, address: IpAddr) -> bool {
    let covered_otherwise = present
        .iter()
        .any(|block| *block != removed && block.contains(address));
    removed.single() == Some(address) || (removed.contains(address) && !covered_otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_covers_the_caller_last_cannot_be_removed() {
        let address = "192.0.2.7".parse().unwrap();
        for (present, removed, refused) in [
            (&["192.0.2.7/32"][..], "192.0.2.7/32", true),
            (&["192.0.2.7/32", "192.0.2.0/24"], "192.0.2.7/32", true),
            (&["192.0.2.7/32", "192.0.2.0/24"], "192.0.2.0/24", false),
            (&["192.0.2.0/24", "10.0.0.0/8"], "192.0.2.0/24", true),
            (&["192.0.2.0/24", "10.0.0.0/8"], "10.0.0.0/8", false),
        ] {
            let present: Vec<AddressBlock> = present.iter().map(|block| block.parse().unwrap()).collect();
            assert_eq!(
                shuts_out(&present, removed.parse().unwrap(), address),
                refused,
                "{removed}"
            );
        }
    }
}
