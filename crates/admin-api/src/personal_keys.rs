//! Enabling, disabling and deleting the personal API keys of an account. None is created: they are deprecated.

use access::{AccountId, PersonalKeyId};

use crate::refusal::Refusal;
use crate::state::Shared;

/// Enables or disables a key.
pub(crate) async fn enable(
    shared: &Shared,
    account: AccountId,
    key: PersonalKeyId,
    enabled: bool,
) -> Result<(), Refusal> {
    let mut change = shared.store.change().await?;
    if !change.set_personal_key(account, key, enabled).await? {
        return Err(Refusal::no_personal_key(key));
    }
    Ok(change.commit().await?)
}

/// Deletes a key.
pub(crate) async fn delete(shared: &Shared, account: AccountId, key: PersonalKeyId) -> Result<(), Refusal> {
    let mut change = shared.store.change().await?;
    if !change.delete_personal_key(account, key).await? {
        return Err(Refusal::no_personal_key(key));
    }
    Ok(change.commit().await?)
}
