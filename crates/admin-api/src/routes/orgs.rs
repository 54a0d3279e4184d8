//! `/orgs`: a key sees the one organization it belongs to.

pub(crate) mod org_id;

use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::wire::OrganizationBody;

/// The organizations whose name begins as the filter does, in any case of letters.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let name = call.query.get("name").unwrap_or_default();
    let own = call.shared.store.organization(call.organization()).await?;
    let found = own
        .into_iter()
        .filter(|organization| begins_with(organization.name.as_str(), name))
        .collect();
    let (organizations, total) = page.of_all(found);
    let bodies: Vec<_> = organizations
        .iter()
        .map(|one| OrganizationBody::of(one, &call.links))
        .collect();
    call.list(page, &call.links.organizations(), Some(name), &bodies, total)
}

pub(crate) fn begins_with(name: &str, filter: &str) -> bool {
    name.to_lowercase().starts_with(&filter.to_lowercase())
}
