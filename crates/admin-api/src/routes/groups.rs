//! `/groups`: the projects a key can see.

pub(crate) mod group_id;

use access::{Action, Decision, Operation};

use crate::http::{Answer, Call};
use crate::model::Project;
use crate::refusal::Refusal;
use crate::wire::ProjectBody;

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
