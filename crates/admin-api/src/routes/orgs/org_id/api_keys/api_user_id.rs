//! `/orgs/{orgId}/apiKeys/{apiUserId}`

pub(crate) mod access_list;

use axum::body::Body;

use crate::http::{Answer, Call};
use crate::keys;
use crate::refusal::Refusal;
use crate::wire::{KeyBody, change_of_key, redacted};

/// One key.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let key = call.key().await?;
    call.one(&KeyBody::of(
        &key,
        &redacted(&key.private_key_suffix),
        &call.links,
    ))
}

/// Changes its description, its organization roles, or both.
pub(crate) async fn change(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let wanted = change_of_key(call.json(body).await?, call.version, call.organization())?;
    let key = keys::edit(
        call.shared,
        call.organization(),
        call.key_id()?,
        wanted,
        &call.origin(),
    )
    .await?;
    call.one(&KeyBody::of(
        &key,
        &redacted(&key.private_key_suffix),
        &call.links,
    ))
}

/// Deletes it, from every project too.
pub(crate) async fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    keys::delete(call.shared, call.organization(), call.key_id()?, &call.origin()).await?;
    Ok(Answer::done())
}
