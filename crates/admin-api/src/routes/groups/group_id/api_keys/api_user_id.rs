//! `/groups/{groupId}/apiKeys/{apiUserId}`

use access::{Action, ProjectRole};
use axum::body::Body;

use crate::http::{Answer, Call};
use crate::keys::KeyChange;
use crate::model::{ApiKey, Project};
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
    edit(call, project, wanted).await?;
    Ok(Answer::done())
}

/// Changes its description, or its roles in the project, assigning it where it is not assigned and the caller may assign.
pub(crate) async fn change(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let project = call.project()?;
    let wanted = change_of_key_in_project(call.json(body).await?, call.version, project.id)?;
    let key = edit(call, project, wanted).await?;
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

async fn edit(call: &Call<'_>, project: &Project, wanted: KeyChange<ProjectRole>) -> Result<ApiKey, Refusal> {
    let may_assign = call.may(Action::AssignProjectKey).await;
    project_keys::edit(
        call.shared,
        project,
        call.key_id()?,
        wanted,
        may_assign,
        &call.origin(),
    )
    .await
}
