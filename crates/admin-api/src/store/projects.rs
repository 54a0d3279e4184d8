//! Projects.

use access::{OrganizationId, ProjectId};
use sqlx::sqlite::SqliteRow;

use super::rows::{moment, parsed};
use super::{Change, Store};
use crate::error::Error;
use crate::model::Project;

fn project(row: &SqliteRow) -> Result<Project, Error> {
    Ok(Project {
        id: parsed(row, "id")?,
        organization: parsed(row, "organization_id")?,
        name: parsed(row, "name")?,
        created: moment(row, "created")?,
    })
}

impl Store {
    /// The projects of an organization, by name.
    pub(crate) async fn projects(&self, organization: OrganizationId) -> Result<Vec<Project>, Error> {
        let rows = sqlx::query(
            "SELECT id, organization_id, name, created FROM projects WHERE organization_id = ? ORDER BY name",
        )
        .bind(organization.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(project).collect()
    }

    pub(crate) async fn project(&self, id: ProjectId) -> Result<Option<Project>, Error> {
        let row = sqlx::query("SELECT id, organization_id, name, created FROM projects WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(project).transpose()
    }
}

impl Change {
    pub(crate) async fn insert_project(&mut self, new: &Project) -> Result<(), Error> {
        sqlx::query("INSERT INTO projects (id, organization_id, name, created) VALUES (?, ?, ?, ?)")
            .bind(new.id.to_string())
            .bind(new.organization.to_string())
            .bind(new.name.as_str())
            .bind(new.created.seconds())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}
