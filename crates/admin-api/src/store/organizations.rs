//! Organizations and their settings.

use access::{OrganizationId, OrganizationName};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::{json, moment, parsed};
use super::{Change, Store};
use crate::error::Error;
use crate::model::{Organization, Preferences};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, access_list_required, preferences, created FROM organizations ",
            $rest
        )
    };
}

fn organization(row: &SqliteRow) -> Result<Organization, Error> {
    Ok(Organization {
        id: parsed(row, "id")?,
        name: parsed(row, "name")?,
        access_list_required: row.try_get("access_list_required")?,
        created: moment(row, "created")?,
    })
}

fn with_preferences(row: &SqliteRow) -> Result<(Organization, Preferences), Error> {
    Ok((organization(row)?, json(row, "preferences")?))
}

impl Store {
    /// Every organization, by name.
    pub(crate) async fn organizations(&self) -> Result<Vec<Organization>, Error> {
        let rows = sqlx::query(select!("ORDER BY name"))
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(organization).collect()
    }

    pub(crate) async fn organization(&self, id: OrganizationId) -> Result<Option<Organization>, Error> {
        let row = sqlx::query(select!("WHERE id = ?"))
            .bind(id.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(organization).transpose()
    }

    pub(crate) async fn organization_by_name(
        &self,
        name: &OrganizationName,
    ) -> Result<Option<Organization>, Error> {
        let row = sqlx::query(select!("WHERE name = ?"))
            .bind(name.as_str())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(organization).transpose()
    }

    /// An organization with all its settings.
    pub(crate) async fn settings(
        &self,
        id: OrganizationId,
    ) -> Result<Option<(Organization, Preferences)>, Error> {
        let row = sqlx::query(select!("WHERE id = ?"))
            .bind(id.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(with_preferences).transpose()
    }
}

impl Change {
    /// Fails with [`Error::OrganizationNameTaken`] when there is one of this name.
    pub(crate) async fn insert_organization(&mut self, new: &Organization) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO organizations (id, name, access_list_required, preferences, created) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(new.id.to_string())
        .bind(new.name.as_str())
        .bind(new.access_list_required)
        .bind(written(&Preferences::default())?)
        .bind(new.created.seconds())
        .execute(&mut *self.transaction)
        .await
        .map_err(|error| match error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => {
                Error::OrganizationNameTaken(new.name.clone())
            }
            error => error.into(),
        })?;
        Ok(())
    }

    pub(crate) async fn settings(
        &mut self,
        id: OrganizationId,
    ) -> Result<Option<(Organization, Preferences)>, Error> {
        let row = sqlx::query(select!("WHERE id = ?"))
            .bind(id.to_string())
            .fetch_optional(&mut *self.transaction)
            .await?;
        row.as_ref().map(with_preferences).transpose()
    }

    pub(crate) async fn set_settings(
        &mut self,
        id: OrganizationId,
        access_list_required: bool,
        preferences: &Preferences,
    ) -> Result<(), Error> {
        sqlx::query("UPDATE organizations SET access_list_required = ?, preferences = ? WHERE id = ?")
            .bind(access_list_required)
            .bind(written(preferences)?)
            .bind(id.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

fn written(preferences: &Preferences) -> Result<String, Error> {
    serde_json::to_string(preferences).map_err(|cause| Error::corrupt(cause.to_string()))
}
