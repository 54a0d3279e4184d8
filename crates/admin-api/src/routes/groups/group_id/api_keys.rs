//! `/groups/{groupId}/apiKeys`

pub(crate) mod api_user_id;

use access::{OrganizationRole, Role};
use axum::body::Body;

use crate::http::{Answer, Call};
use crate::keys::{self, Wanted};
use crate::refusal::Refusal;
use crate::routes::orgs::org_id::api_keys::answer;
use crate::wire::{KeyBody, new_key_of_project};

/// The keys that are assigned to the project, the oldest first, with all their roles.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let id = call.project()?.id;
    let (keys, total) = call.shared.store.api_keys_of_project(id, page.window()).await?;
    answer(call, page, &call.links.keys_of_project(id), &keys, total)
}

/// Creates a key in the project's organization, as a member, and assigns it. This answer is the only one with its
/// private key.
pub(crate) async fn create(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let project = call.project()?;
    let (description, roles) = new_key_of_project(call.json(body).await?, call.version, project.id)?;
    let member = Role::Organization(project.organization, OrganizationRole::Member);
    let in_project = roles.into_iter().map(|role| Role::Project(project.id, role));
    let wanted = Wanted {
        organization: project.organization,
        description,
        roles: std::iter::once(member).chain(in_project).collect(),
        access_list: vec![],
    };
    let (key, private_key) = keys::create(call.shared, wanted, &call.origin()).await?;
    call.one(&KeyBody::of(&key, &private_key, &call.links))
}
