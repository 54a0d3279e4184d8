//! `/users/{userId}/keys`

pub(crate) mod key_id;

use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::wire::PersonalKeyBody;

/// The account's keys, the oldest first.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let account = call.account_id()?;
    let (keys, total) = page.of_all(call.shared.store.personal_keys(account).await?);
    let bodies: Vec<_> = keys
        .iter()
        .map(|key| PersonalKeyBody::of(key, account, &call.links))
        .collect();
    call.list(page, &call.links.personal_keys(account), None, &bodies, total)
}

/// Personal API keys are deprecated, and nobody can create one.
pub(crate) fn create() -> Result<Answer, Refusal> {
    Err(Refusal::PersonalKeysDeprecated)
}
