//! `/orgs/{orgId}/apiKeys/{apiUserId}/accessList`

pub(crate) mod ip_address;

use access::Identity;
use axum::body::Body;

use crate::access_lists;
use crate::http::{Answer, Call, Page};
use crate::refusal::Refusal;
use crate::wire::{EntryBody, new_entries};

/// The entries of a key's list, in the order of their addresses.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    answer(call, call.page()?).await
}

/// Adds the entries that are not there yet, and answers with the whole list.
pub(crate) async fn add(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let blocks = new_entries(call.json(body).await?)?;
    access_lists::add(
        call.shared,
        call.organization(),
        call.key_id()?,
        &blocks,
        &call.origin(),
    )
    .await?;
    answer(call, page).await
}

async fn answer(call: &Call<'_>, page: Page) -> Result<Answer, Refusal> {
    let key = call.key().await?;
    let holder = Identity::Key(key.id);
    let (entries, total) = call.shared.store.access_list(holder, page.window()).await?;
    let bodies: Vec<_> = entries
        .iter()
        .map(|entry| EntryBody::of(entry, &key, &call.links))
        .collect();
    call.list(
        page,
        &call.links.access_list(key.organization, key.id),
        None,
        &bodies,
        total,
    )
}
