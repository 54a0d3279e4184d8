//! Making, changing and deleting projects: the rules that need to see what is stored, each in one transaction.

use access::{Identity, MAX_PROJECTS_PER_ORGANIZATION, ProjectId, ProjectRole, Role};

use crate::model::{Event, EventKind, NewProject, Origin, Project, ProjectChange};
use crate::random;
use crate::refusal::Refusal;
use crate::state::Shared;
use crate::store::Change;

/// Creates a project, and gives it to who shall own it.
pub(crate) async fn create(
    shared: &Shared,
    wanted: NewProject,
    owner: Option<Identity>,
    origin: &Origin,
) -> Result<Project, Refusal> {
    let organization = wanted.organization;
    let mut change = shared.store.change().await?;
    if change.settings(organization).await?.is_none() {
        return Err(Refusal::OrganizationNotFound(organization));
    }
    if change.project_count(organization).await? >= MAX_PROJECTS_PER_ORGANIZATION {
        return Err(Refusal::TooManyProjects { organization });
    }
    let project = Project {
        id: ProjectId::from_bytes(random::id(origin.at)?),
        organization,
        name: wanted.name,
        tags: wanted.tags,
        with_default_alerts_settings: wanted.with_default_alerts_settings,
        created: origin.at,
    };
    require_free_name(&mut change, &project).await?;
    change.insert_project(&project).await?;
    let created = Event::new(EventKind::ProjectCreated, organization).about_project(project.id);
    change.record(origin, created).await?;
    if let Some(owner) = owner {
        give(&mut change, &project, owner, origin).await?;
    }
    change.commit().await?;
    Ok(project)
}

async fn give(change: &mut Change, project: &Project, to: Identity, origin: &Origin) -> Result<(), Refusal> {
    let organization = project.organization;
    let event = match to {
        Identity::Key(id) => {
            let key = change.api_key(organization, id).await?;
            let key = key.ok_or(Refusal::KeyNotFound(id))?;
            change
                .set_project_roles(id, project.id, &[ProjectRole::Owner])
                .await?;
            Event::new(EventKind::KeyAddedToProject, organization).to(key.public_key)
        }
        Identity::Account(id) => {
            change
                .insert_account_role(id, Role::Project(project.id, ProjectRole::Owner))
                .await?;
            Event::new(EventKind::AccountJoinedProject, organization)
        }
    };
    Ok(change.record(origin, event.in_project(project.id)).await?)
}

/// Changes what is named of a project.
pub(crate) async fn edit(
    shared: &Shared,
    id: ProjectId,
    wanted: ProjectChange,
    origin: &Origin,
) -> Result<Project, Refusal> {
    let mut change = shared.store.change().await?;
    let old = change.project(id).await?.ok_or(Refusal::ProjectNotFound(id))?;
    let new = Project {
        name: wanted.name.unwrap_or_else(|| old.name.clone()),
        tags: wanted.tags.unwrap_or_else(|| old.tags.clone()),
        with_default_alerts_settings: wanted
            .with_default_alerts_settings
            .unwrap_or(old.with_default_alerts_settings),
        ..old
    };
    require_free_name(&mut change, &new).await?;
    change.set_project(&new).await?;
    for (kind, changed) in [
        (EventKind::ProjectRenamed, new.name != old.name),
        (EventKind::ProjectTagsChanged, new.tags != old.tags),
        (
            EventKind::DefaultAlertsChanged,
            new.with_default_alerts_settings != old.with_default_alerts_settings,
        ),
    ] {
        if changed {
            let event = Event::new(kind, new.organization).in_project(id);
            change.record(origin, event).await?;
        }
    }
    change.commit().await?;
    Ok(new)
}

/// Deletes a project. The keys that were assigned to it stay in the organization.
pub(crate) async fn delete(shared: &Shared, id: ProjectId, origin: &Origin) -> Result<(), Refusal> {
    let mut change = shared.store.change().await?;
    let project = change.project(id).await?.ok_or(Refusal::ProjectNotFound(id))?;
    change.delete_project(id).await?;
    let deleted = Event::new(EventKind::ProjectDeleted, project.organization).about_project(id);
    change.record(origin, deleted).await?;
    Ok(change.commit().await?)
}

async fn require_free_name(change: &mut Change, project: &Project) -> Result<(), Refusal> {
    let named_so = change.project_named(project.organization, &project.name).await?;
    if named_so.is_some_and(|id| id != project.id) {
        return Err(Refusal::ProjectNameTaken {
            name: project.name.clone(),
        });
    }
    Ok(())
}
