//! `/users/{userId}/accessList`: the list that all personal API keys of the account share.

pub(crate) mod ip_address;

use access::Identity;
use axum::body::Body;

use crate::access_lists;
use crate::http::{Answer, Call, Page};
use crate::refusal::Refusal;
use crate::wire::{EntryBody, new_account_entries};

/// The entries, in the order of their addresses.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    answer(call, call.page()?).await
}

/// Adds the entries that are not there yet, and answers with the whole list.
pub(crate) async fn add(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let blocks = new_account_entries(call.json(body).await?)?;
    let (account, now) = (call.account_id()?, call.shared.now());
    access_lists::add_to_account(call.shared, account, &blocks, call.client, now).await?;
    answer(call, page).await
}

async fn answer(call: &Call<'_>, page: Page) -> Result<Answer, Refusal> {
    let account = call.account_id()?;
    let holder = Identity::Account(account);
    let (entries, total) = call.shared.store.access_list(holder, page.window()).await?;
    let href = call.links.account_list(account);
    let bodies: Vec<_> = entries
        .iter()
        .map(|entry| EntryBody::in_list(entry, &href))
        .collect();
    call.list(page, &href, None, &bodies, total)
}
