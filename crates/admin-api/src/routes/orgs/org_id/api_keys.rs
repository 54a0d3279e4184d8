//! `/orgs/{orgId}/apiKeys`

pub(crate) mod api_user_id;

use access::Role;
use axum::body::Body;

use crate::http::{Answer, Call, Page};
use crate::keys::{self, Wanted};
use crate::model::ApiKey;
use crate::refusal::Refusal;
use crate::wire::{KeyBody, new_key, redacted};

/// The keys of the organization, the oldest first.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let id = call.organization();
    let (keys, total) = call.shared.store.api_keys(id, page.window()).await?;
    answer(call, page, &call.links.keys(id), &keys, total)
}

/// A page of the list of keys at `href`.
pub(crate) fn answer(
    call: &Call<'_>,
    page: Page,
    href: &str,
    keys: &[ApiKey],
    total: u64,
) -> Result<Answer, Refusal> {
    let private_keys: Vec<_> = keys.iter().map(|key| redacted(&key.private_key_suffix)).collect();
    let bodies: Vec<_> = keys
        .iter()
        .zip(&private_keys)
        .map(|(key, private_key)| KeyBody::of(key, private_key, &call.links))
        .collect();
    call.list(page, href, None, &bodies, total)
}

/// Creates a key. This answer is the only one with its private key.
pub(crate) async fn create(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let (description, roles) = new_key(call.json(body).await?, call.version, call.organization())?;
    let organization = call.organization();
    let wanted = Wanted {
        organization,
        description,
        roles: roles
            .into_iter()
            .map(|role| Role::Organization(organization, role))
            .collect(),
        access_list: vec![],
    };
    let (key, private_key) = keys::create(call.shared, wanted, &call.origin()).await?;
    call.one(&KeyBody::of(&key, &private_key, &call.links))
}
