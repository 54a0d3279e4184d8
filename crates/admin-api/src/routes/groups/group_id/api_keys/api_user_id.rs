//! `/groups/{groupId}/apiKeys/{apiUserId}`

use axum::body::Body;

use crate::http::{Answer, Call};
use crate::keys::KeyChange;
use crate::project_keys;
use crate::refusal::Refusal;
use crate::wire::{KeyBody, assignment, change_of_key_in_project, redacted};

/// Gives a key these roles in the project, and no others.
pub(crate) async fn assign(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let project = call.project()?;
    let wanted = KeyChange {
        description: None,
        roles: Some(assignment(call.json(body).await?, call.version, project.id)?),
    };
    project_keys::edit(call.shared, project, call.key_id()?, wanted, &call.origin()).await?;
    Ok(Answer::done())
}

/// Changes its roles in the project, assigning it where it is not assigned, or its description.
pub(crate) async fn change(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let project = call.project()?;
    let wanted = change_of_key_in_project(call.json(body).await?, call.version, project.id)?;
    let key = project_keys::edit(call.shared, project, call.key_id()?, wanted, &call.origin()).await?;
    call.one(&KeyBody::of(
        &key,
        &redacted(&key.private_key_suffix),
        &call.links,
    ))
}

/// Takes it out of the project. It stays in the organization.
pub(crate) async fn unassign(call: &Call<'_>) -> Result<Answer, Refusal> {
    project_keys::unassign(call.shared, call.project()?, call.key_id()?, &call.origin()).await?;
    Ok(Answer::done())
}
