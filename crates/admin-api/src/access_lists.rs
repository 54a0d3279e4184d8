//! Adding entries to and removing them from the access list of a key or an account, each in one transaction. There is no
//! documented event for the list of an account.

use std::collections::HashSet;
use std::net::IpAddr;

use access::{AccountId, AddressBlock, Denial, Identity, KeyId, MAX_ACCESS_LIST_ENTRIES, OrganizationId};

use crate::keys::add_entry;
use crate::model::{Entry, Event, EventKind, Origin};
use crate::refusal::Refusal;
use crate::state::Shared;
use crate::store::Change;
use crate::timestamp::Timestamp;

/// Adds the blocks that are not on the list yet. Adding never removes.
pub(crate) async fn add(
    shared: &Shared,
    organization: OrganizationId,
    key: KeyId,
    blocks: &[AddressBlock],
    origin: &Origin,
) -> Result<(), Refusal> {
    refuse_repeated(blocks)?;
    let mut change = shared.store.change().await?;
    let key = change
        .api_key(organization, key)
        .await?
        .ok_or(Refusal::KeyNotFound(key))?;
    for block in missing(&mut change, Identity::Key(key.id), blocks).await? {
        add_entry(&mut change, &key, block, origin).await?;
    }
    Ok(change.commit().await?)
}

/// The same for the list of an account, which must be asked for from an address on it: the first entries have that of the
/// `client`.
pub(crate) async fn add_to_account(
    shared: &Shared,
    account: AccountId,
    blocks: &[AddressBlock],
    client: IpAddr,
    at: Timestamp,
) -> Result<(), Refusal> {
    refuse_repeated(blocks)?;
    let holder = Identity::Account(account);
    let mut change = shared.store.change().await?;
    let is_first = change.access_list(holder).await?.entries().next().is_none();
    if is_first && !blocks.is_empty() && !blocks.iter().any(|block| block.contains(client)) {
        return Err(Refusal::Denied(Denial::NotOnAccessList { address: client }));
    }
    for block in missing(&mut change, holder, blocks).await? {
        change.insert_entry(holder, &Entry::new(block, at)).await?;
    }
    Ok(change.commit().await?)
}

/// Refuses a block that is there twice, in whatever spelling.
fn refuse_repeated(blocks: &[AddressBlock]) -> Result<(), Refusal> {
    let distinct: HashSet<_> = blocks.iter().collect();
    if distinct.len() < blocks.len() {
        return Err(Refusal::DuplicateAddresses);
    }
    Ok(())
}

/// Those of these blocks that are not on the list, if it has room for them.
async fn missing(
    change: &mut Change,
    holder: Identity,
    blocks: &[AddressBlock],
) -> Result<Vec<AddressBlock>, Refusal> {
    let present = change.access_list(holder).await?;
    let new: Vec<_> = blocks
        .iter()
        .copied()
        .filter(|block| !present.contains(*block))
        .collect();
    if present.entries().count() + new.len() > MAX_ACCESS_LIST_ENTRIES {
        return Err(Refusal::ListFull);
    }
    Ok(new)
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
    if !take_out(&mut change, holder, block, own_address).await? {
        return Err(Refusal::entry_not_found(block, key.public_key));
    }
    let deleted = Event::new(EventKind::EntryDeleted, organization)
        .to(key.public_key)
        .about(block);
    change.record(origin, deleted).await?;
    Ok(change.commit().await?)
}

/// The same for the list of an account, which only the account itself asks for, from `client`.
pub(crate) async fn remove_from_account(
    shared: &Shared,
    account: AccountId,
    block: AddressBlock,
    client: IpAddr,
) -> Result<(), Refusal> {
    let holder = Identity::Account(account);
    let mut change = shared.store.change().await?;
    if !take_out(&mut change, holder, block, Some(client)).await? {
        return Err(Refusal::account_entry_not_found(block, account));
    }
    Ok(change.commit().await?)
}

/// Takes a block off a list; `false` when it is not on it.
async fn take_out(
    change: &mut Change,
    holder: Identity,
    block: AddressBlock,
    own_address: Option<IpAddr>,
) -> Result<bool, Refusal> {
    let present = change.access_list(holder).await?;
    if !present.contains(block) {
        return Ok(false);
    }
    if let Some(address) = own_address.filter(|&address| present.keeps(block, address)) {
        return Err(Refusal::OwnAddress { address });
    }
    change.delete_entry(holder, block).await?;
    Ok(true)
}
