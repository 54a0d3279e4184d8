//! `/groups/{groupId}`

pub(crate) mod api_keys;
pub(crate) mod events;

use axum::body::Body;

use crate::http::{Answer, Call};
use crate::projects;
use crate::refusal::Refusal;
use crate::wire::{ProjectBody, change_of_project};

/// One project.
pub(crate) fn get(call: &Call<'_>) -> Result<Answer, Refusal> {
    call.one(&ProjectBody::alone(call.project()?, &call.links))
}

/// Changes its name, its tags, or both.
pub(crate) async fn change(call: &Call<'_>, body: &mut Body) -> Result<Answer, Refusal> {
    let wanted = change_of_project(call.json(body).await?)?;
    let project = projects::edit(call.shared, call.project()?.id, wanted, &call.origin()).await?;
    call.one(&ProjectBody::alone(&project, &call.links))
}

/// Deletes it. The real server answers 202, as it still has to take the project down; here it is gone already.
pub(crate) async fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    projects::delete(call.shared, call.project()?.id, &call.origin()).await?;
    call.accepted()
}
