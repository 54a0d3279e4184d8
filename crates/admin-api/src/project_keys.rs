//! Assigning API keys to projects: a key is assigned to the projects it has a role in. What it is in its organization
//! stays as it is.

use access::{KeyId, ProjectId, ProjectRole, Role};

use crate::keys::{self, KeyChange};
use crate::model::{ApiKey, Event, EventKind, Origin, Project, Roles};
use crate::refusal::Refusal;
use crate::state::Shared;
use crate::store::Change;

/// Changes the description of a key that is assigned, or gives it these roles in the project and no others, which assigns
/// it where it is not assigned yet, if `may_assign` does not refuse that.
pub(crate) async fn edit(
    shared: &Shared,
    project: &Project,
    id: KeyId,
    wanted: KeyChange<ProjectRole>,
    may_assign: Result<(), Refusal>,
    origin: &Origin,
) -> Result<ApiKey, Refusal> {
    let mut change = shared.store.change().await?;
    let mut key = key_for(&mut change, project, id).await?;
    if !key.is_in(project.id) {
        if wanted.roles.is_none() {
            return Err(Refusal::KeyNotFound(id));
        }
        may_assign?;
    }
    keys::describe(&mut change, &mut key, wanted.description, origin).await?;
    if let Some(roles) = wanted.roles {
        set_roles(&mut change, &mut key, project.id, &roles, origin).await?;
    }
    change.commit().await?;
    Ok(key)
}

/// Takes every role in the project from a key. The key stays in its organization.
pub(crate) async fn unassign(
    shared: &Shared,
    project: &Project,
    id: KeyId,
    origin: &Origin,
) -> Result<(), Refusal> {
    let mut change = shared.store.change().await?;
    let key = key_for(&mut change, project, id).await?;
    if !key.is_in(project.id) {
        return Err(Refusal::KeyNotFound(id));
    }
    change.set_project_roles(id, project.id, &[]).await?;
    let removed = Event::new(EventKind::KeyRemovedFromProject, key.organization).to(key.public_key);
    change.record(origin, removed.in_project(project.id)).await?;
    Ok(change.commit().await?)
}

/// The key, if it and the project are still there.
async fn key_for(change: &mut Change, project: &Project, id: KeyId) -> Result<ApiKey, Refusal> {
    if change.project(project.id).await?.is_none() {
        return Err(Refusal::ProjectNotFound(project.id));
    }
    let key = change.api_key(project.organization, id).await?;
    key.ok_or(Refusal::KeyNotFound(id))
}

async fn set_roles(
    change: &mut Change,
    key: &mut ApiKey,
    project: ProjectId,
    wanted: &[ProjectRole],
    origin: &Origin,
) -> Result<(), Refusal> {
    if wanted.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    let elsewhere = key
        .roles
        .iter()
        .copied()
        .filter(|role| !matches!(role, Role::Project(id, _) if *id == project));
    let here = wanted.iter().map(|&role| Role::Project(project, role));
    let mut roles: Roles = elsewhere.chain(here).collect();
    roles.sort_unstable();
    if roles != key.roles {
        let kind = if key.is_in(project) {
            EventKind::KeyRolesChanged
        } else {
            EventKind::KeyAddedToProject
        };
        change.set_project_roles(key.id, project, wanted).await?;
        let event = Event::new(kind, key.organization).to(key.public_key);
        change.record(origin, event.in_project(project)).await?;
        key.roles = roles;
    }
    Ok(())
}
