//! `/orgs/{orgId}/groups`

use crate::http::{Answer, Call};
use crate::refusal::Refusal;
use crate::routes::groups::visible;
use crate::routes::orgs::begins_with;
use crate::wire::ProjectBody;

/// The projects of the organization the key can see, by name, whose name begins as the filter does.
pub(crate) async fn list(call: &Call<'_>) -> Result<Answer, Refusal> {
    let page = call.page()?;
    let name = call.query.get("name").unwrap_or_default();
    let mut projects = visible(call).await?;
    projects.retain(|project| begins_with(project.name.as_str(), name));
    let (projects, total) = page.of_all(projects);
    let bodies: Vec<_> = projects
        .iter()
        .map(|project| ProjectBody::of(project, &call.links))
        .collect();
    let href = format!("{}/groups", call.links.organization(call.organization()));
    call.list(page, &href, Some(name), &bodies, total)
}
