//! `/groups`: projects.

pub(crate) mod group_id;

use access::{Action, Decision, Operation, OrganizationRole, Role};
use axum::body::Body;

use crate::http::{Answer, Call};
use crate::model::Project;
use crate::projects;
use crate::refusal::Refusal;
use crate::wire::{ProjectBody, new_project};

/// The projects the key can see, by name.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let (projects, total) = page.of_all(visible(call).await?);
    let bodies: Vec<_> = projects
        .iter()
        .map(|project| ProjectBody::of(project, &call.links))
        .collect();
    call.list(page, &call.links.projects(), None, &bodies, total)
}

/// Creates a project in the organization that is named, which can only be the caller's own. Who creates a project owns
/// it; an Organization Owner does so anyway.
pub(crate) async fn create(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    call.query.user_id("projectOwnerId")?;
    let wanted = new_project(call.json(body).await?)?;
    call.require_own(wanted.organization).await?;
    let owner = Role::Organization(wanted.organization, OrganizationRole::Owner);
    let owner = (!call.caller.roles().contains(&owner)).then(|| call.caller.identity());
    let project = projects::create(call.shared, wanted, owner, &call.origin()).await?;
    call.created(
        &ProjectBody::alone(&project, &call.links),
        call.links.project(project.id),
    )
}

/// A key sees a project in a list when it may get it alone.
pub(crate) async fn visible(call: &Call<'_>) -> Result<Vec<Project>, Refusal> {
    let mut projects = call.shared.store.projects(call.organization()).await?;
    projects.retain(|project| {
        let get = Operation {
            action: Action::GetProject,
            organization: project.organization,
            project: Some(project.id),
            subject: None,
        };
        matches!(call.caller.decide(call.client, &get), Decision::Allowed { .. })
    });
    Ok(projects)
}
