//! `/users/{userId}/accessList/{ipAddress}`: an entry is found by any spelling of its block, and by nothing else.

use access::{AccountId, AddressBlock, Identity};

use crate::access_lists;
use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::wire::EntryBody;

/// One entry.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let account = call.account_id()?;
    let block = block(call, account)?;
    let entry = call.shared.store.entry(Identity::Account(account), block).await?;
    let entry = entry.ok_or_else(|| Refusal::account_entry_not_found(block, account))?;
    call.one(&EntryBody::in_list(&entry, &call.links.account_list(account)))
}

/// Removes one entry.
pub(crate) async fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    let account = call.account_id()?;
    let block = block(call, account)?;
    access_lists::remove_from_account(call.shared, account, block, call.client).await?;
    Ok(Answer::done())
}

fn block(call: &Call<'_>, account: AccountId) -> Result<AddressBlock, Refusal> {
    call.block(|address| Refusal::AccountEntryNotFound { address, account })
}
