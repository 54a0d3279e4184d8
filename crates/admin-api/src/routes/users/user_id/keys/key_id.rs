//! `/users/{userId}/keys/{keyId}`

use access::{AccountId, PersonalKeyId};
use axum::body::Body;

use crate::http::{Answer, Call};
use crate::personal_keys;
use crate::refusal::Refusal;
use crate::wire::{PersonalKeyBody, change_of_personal_key};

/// One key.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let (account, key) = (call.account_id()?, key_id(call)?);
    answer(call, account, key).await
}

/// Enables or disables it.
pub(crate) async fn change(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let (account, key) = (call.account_id()?, key_id(call)?);
    let enabled = change_of_personal_key(call.json(body).await?)?;
    personal_keys::enable(call.shared, account, key, enabled).await?;
    answer(call, account, key).await
}

/// Deletes it.
pub(crate) async fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    personal_keys::delete(call.shared, call.account_id()?, key_id(call)?).await?;
    Ok(Answer::done())
}

async fn answer(call: &Call<'_>, account: AccountId, id: PersonalKeyId) -> Result<Answer, Refusal> {
    let key = call.shared.store.personal_key(account, id).await?;
    let key = key.ok_or_else(|| Refusal::no_personal_key(id))?;
    call.one(&PersonalKeyBody::of(&key, account, &call.links))
}

/// What is no id is no key's id.
fn key_id(call: &Call<'_>) -> Result<PersonalKeyId, Refusal> {
    let text = call.parameters.personal_key();
    text.parse().map_err(|_| Refusal::PersonalKeyNotFound {
        text: text.to_owned(),
    })
}
