//! Projects.

use access::{OrganizationId, OrganizationName, ProjectId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::{json, moment, parse, parsed};
use super::{Change, Store};
use crate::error::Error;
use crate::model::{Project, Tag};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, organization_id, name, tags, with_default_alerts_settings, created FROM projects ",
            $rest
        )
    };
}

fn project(row: &SqliteRow) -> Result<Project, Error> {
    Ok(Project {
        id: parsed(row, "id")?,
        organization: parsed(row, "organization_id")?,
        name: parsed(row, "name")?,
        tags: json(row, "tags")?,
        with_default_alerts_settings: row.try_get("with_default_alerts_settings")?,
        created: moment(row, "created")?,
    })
}

impl Store {
    /// The projects of an organization, by name.
    pub(crate) async fn projects(&self, organization: OrganizationId) -> Result<Vec<Project>, Error> {
        let rows = sqlx::query(select!("WHERE organization_id = ? ORDER BY name"))
            .bind(organization.to_string())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(project).collect()
    }

    pub(crate) async fn project(&self, id: ProjectId) -> Result<Option<Project>, Error> {
        let row = sqlx::query(select!("WHERE id = ?"))
            .bind(id.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(project).transpose()
    }
}

impl Change {
    pub(crate) async fn project(&mut self, id: ProjectId) -> Result<Option<Project>, Error> {
        let row = sqlx::query(select!("WHERE id = ?"))
            .bind(id.to_string())
            .fetch_optional(&mut *self.transaction)
            .await?;
        row.as_ref().map(project).transpose()
    }

    pub(crate) async fn project_count(&mut self, organization: OrganizationId) -> Result<usize, Error> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM projects WHERE organization_id = ?")
            .bind(organization.to_string())
            .fetch_one(&mut *self.transaction)
            .await?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// The project of this name in the organization.
    pub(crate) async fn project_named(
        &mut self,
        organization: OrganizationId,
        name: &OrganizationName,
    ) -> Result<Option<ProjectId>, Error> {
        let id: Option<String> =
            sqlx::query_scalar("SELECT id FROM projects WHERE organization_id = ? AND name = ?")
                .bind(organization.to_string())
                .bind(name.as_str())
                .fetch_optional(&mut *self.transaction)
                .await?;
        id.map(|id| parse(&id)).transpose()
    }

    /// Stores a project, whose name must be free in its organization.
    pub(crate) async fn insert_project(&mut self, new: &Project) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO projects (id, organization_id, name, tags, with_default_alerts_settings, created)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id.to_string())
        .bind(new.organization.to_string())
        .bind(new.name.as_str())
        .bind(written(&new.tags)?)
        .bind(new.with_default_alerts_settings)
        .bind(new.created.seconds())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Stores what can change of a project; its name must be free in its organization, or its own.
    pub(crate) async fn set_project(&mut self, project: &Project) -> Result<(), Error> {
        sqlx::query("UPDATE projects SET name = ?, tags = ?, with_default_alerts_settings = ? WHERE id = ?")
            .bind(project.name.as_str())
            .bind(written(&project.tags)?)
            .bind(project.with_default_alerts_settings)
            .bind(project.id.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Deletes a project, and the roles in it. What happened in it passes to the organization's feed: who had access to it
    /// stays on record.
    pub(crate) async fn delete_project(&mut self, id: ProjectId) -> Result<(), Error> {
        sqlx::query(
            "UPDATE events SET about_project_id = project_id, project_id = NULL WHERE project_id = ?",
        )
        .bind(id.to_string())
        .execute(&mut *self.transaction)
        .await?;
        sqlx::query("DELETE FROM projects WHERE id = ?")
            .bind(id.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

fn written(tags: &[Tag]) -> Result<String, Error> {
    serde_json::to_string(tags).map_err(|cause| Error::corrupt(cause.to_string()))
}
