//! `/orgs/{orgId}`

pub(crate) mod api_keys;
pub(crate) mod events;
pub(crate) mod groups;
pub(crate) mod settings;

use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::wire::OrganizationBody;

/// One organization.
pub(crate) async fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.organization();
    let organization = call.shared.store.organization(id).await?;
    let organization = organization.ok_or(Refusal::OrganizationNotFound(id))?;
    call.one(&OrganizationBody::alone(&organization, &call.links))
}
