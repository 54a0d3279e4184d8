//! `/orgs/{orgId}/apiKeys/{apiUserId}/accessList/{ipAddress}`: an entry is found by any spelling of its block, and by
//! nothing else; an address does not find the block it is in.

use access::{AddressBlock, Identity, PublicKey};

use crate::access_lists;
use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::wire::EntryBody;

/// One entry.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let key = call.key().await?;
    let block = block(call, key.public_key)?;
    let entry = call.shared.store.entry(Identity::Key(key.id), block).await?;
    let entry = entry.ok_or_else(|| Refusal::entry_not_found(block, key.public_key))?;
    call.one(&EntryBody::alone(&entry, &key, &call.links))
}

/// Removes one entry.
pub(crate) async fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    let key = call.key().await?;
    let block = block(call, key.public_key)?;
    let own_address = (Identity::Key(key.id) == call.caller.identity()).then_some(call.client);
    access_lists::remove(
        call.shared,
        key.organization,
        key.id,
        block,
        own_address,
        &call.origin(),
    )
    .await?;
    Ok(Answer::done())
}

fn block(call: &Call<'_>, key: PublicKey) -> Result<AddressBlock, Refusal> {
    call.block(|address| Refusal::EntryNotFound { address, key })
}
