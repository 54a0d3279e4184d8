//! API keys with their roles, and the caller's whole standing by public key in one indexed read.

use access::{KeyId, OrganizationId, OrganizationRole, ProjectId, ProjectRole, PublicKey, Role};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::{access_list, moment, parsed, roles};
use super::{Change, Store, Window};
use crate::error::Error;
use crate::model::{ApiKey, Caller, Principal};

/// A key to be stored, with its sealed credential.
pub(crate) struct NewApiKey {
    pub(crate) key: ApiKey,
    /// H(A1), sealed for the public key.
    pub(crate) sealed_ha1: Vec<u8>,
}

macro_rules! select {
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT k.id, k.organization_id, k.description, k.public_key, k.private_key_suffix, k.created, ",
            "(SELECT json_group_array(role) FROM organization_roles WHERE api_key_id = k.id) AS organization_roles, ",
            "(SELECT json_group_array(json_array(project_id, role)) FROM project_roles WHERE api_key_id = k.id) ",
            "AS project_roles ",
            $more,
            " FROM api_keys AS k ",
            $rest
        )
    };
}

const CALLER: &str = select!(
    ", k.sealed_ha1, o.access_list_required,
     (SELECT json_group_array(block) FROM access_list_entries WHERE api_key_id = k.id) AS access_list",
    "JOIN organizations AS o ON o.id = k.organization_id WHERE k.public_key = ?"
);
const OF_ORGANIZATION: &str = select!("", "WHERE k.organization_id = ? ORDER BY k.id LIMIT ? OFFSET ?");
const OF_PROJECT: &str = select!(
    "",
    "WHERE k.id IN (SELECT api_key_id FROM project_roles WHERE project_id = ?) ORDER BY k.id LIMIT ? OFFSET ?"
);
const ONE: &str = select!("", "WHERE k.id = ? AND k.organization_id = ?");

fn api_key(row: &SqliteRow) -> Result<ApiKey, Error> {
    let organization = parsed(row, "organization_id")?;
    Ok(ApiKey {
        id: parsed(row, "id")?,
        organization,
        description: parsed(row, "description")?,
        public_key: parsed(row, "public_key")?,
        private_key_suffix: parsed(row, "private_key_suffix")?,
        roles: roles(row, organization)?,
        created: moment(row, "created")?,
    })
}

impl Store {
    /// The key with this public key, its list and its organization's requirement as they are at one moment, and its
    /// sealed H(A1).
    pub(crate) async fn caller(&self, public_key: PublicKey) -> Result<Option<(Caller, Vec<u8>)>, Error> {
        let row = sqlx::query(CALLER)
            .bind(public_key.as_str())
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let caller = Caller {
            principal: Principal::Key(api_key(&row)?),
            access_list: access_list(&row, "access_list")?,
            access_list_required: row.try_get("access_list_required")?,
        };
        Ok(Some((caller, row.try_get("sealed_ha1")?)))
    }

    pub(crate) async fn api_key(
        &self,
        organization: OrganizationId,
        id: KeyId,
    ) -> Result<Option<ApiKey>, Error> {
        let row = sqlx::query(ONE)
            .bind(id.to_string())
            .bind(organization.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(api_key).transpose()
    }

    /// Some of an organization's keys, the oldest first, and how many there are.
    pub(crate) async fn api_keys(
        &self,
        organization: OrganizationId,
        window: Window,
    ) -> Result<(Vec<ApiKey>, u64), Error> {
        let rows = sqlx::query(OF_ORGANIZATION)
            .bind(organization.to_string())
            .bind(window.take)
            .bind(window.skip)
            .fetch_all(&self.readers)
            .await?;
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM api_keys WHERE organization_id = ?")
            .bind(organization.to_string())
            .fetch_one(&self.readers)
            .await?;
        let keys = rows.iter().map(api_key).collect::<Result<_, _>>()?;
        Ok((keys, count.unsigned_abs()))
    }

    /// Some of the keys that are assigned to a project, the oldest first, and how many there are.
    pub(crate) async fn api_keys_of_project(
        &self,
        project: ProjectId,
        window: Window,
    ) -> Result<(Vec<ApiKey>, u64), Error> {
        let rows = sqlx::query(OF_PROJECT)
            .bind(project.to_string())
            .bind(window.take)
            .bind(window.skip)
            .fetch_all(&self.readers)
            .await?;
        let count: i64 =
            sqlx::query_scalar("SELECT count(DISTINCT api_key_id) FROM project_roles WHERE project_id = ?")
                .bind(project.to_string())
                .fetch_one(&self.readers)
                .await?;
        let keys = rows.iter().map(api_key).collect::<Result<_, _>>()?;
        Ok((keys, count.unsigned_abs()))
    }
}

impl Change {
    pub(crate) async fn api_key(
        &mut self,
        organization: OrganizationId,
        id: KeyId,
    ) -> Result<Option<ApiKey>, Error> {
        let row = sqlx::query(ONE)
            .bind(id.to_string())
            .bind(organization.to_string())
            .fetch_optional(&mut *self.transaction)
            .await?;
        row.as_ref().map(api_key).transpose()
    }

    pub(crate) async fn api_key_count(&mut self, organization: OrganizationId) -> Result<usize, Error> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM api_keys WHERE organization_id = ?")
            .bind(organization.to_string())
            .fetch_one(&mut *self.transaction)
            .await?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// How many keys of the organization are Organization Owner.
    pub(crate) async fn owner_count(&mut self, organization: OrganizationId) -> Result<i64, Error> {
        let count = sqlx::query_scalar(
            "SELECT count(*) FROM api_keys AS k JOIN organization_roles AS r ON r.api_key_id = k.id
             WHERE k.organization_id = ? AND r.role = ?",
        )
        .bind(organization.to_string())
        .bind(OrganizationRole::Owner.wire())
        .fetch_one(&mut *self.transaction)
        .await?;
        Ok(count)
    }

    /// Whether some key has this public key, or an account is named so: both are user names of digest.
    pub(crate) async fn public_key_is_taken(&mut self, public_key: PublicKey) -> Result<bool, Error> {
        const TAKEN: &str = "SELECT EXISTS (SELECT 1 FROM api_keys WHERE public_key = ?1)
                                 OR EXISTS (SELECT 1 FROM accounts WHERE name = ?1)";
        let taken = sqlx::query_scalar(TAKEN)
            .bind(public_key.as_str())
            .fetch_one(&mut *self.transaction)
            .await?;
        Ok(taken)
    }

    pub(crate) async fn insert_api_key(&mut self, new: &NewApiKey) -> Result<(), Error> {
        let key = &new.key;
        sqlx::query(
            "INSERT INTO api_keys
             (id, organization_id, description, public_key, sealed_ha1, private_key_suffix, created)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(key.id.to_string())
        .bind(key.organization.to_string())
        .bind(key.description.as_str())
        .bind(key.public_key.as_str())
        .bind(&new.sealed_ha1[..])
        .bind(key.private_key_suffix.as_str())
        .bind(key.created.seconds())
        .execute(&mut *self.transaction)
        .await?;
        for &role in &key.roles {
            self.insert_role(key.id, role).await?;
        }
        Ok(())
    }

    async fn insert_role(&mut self, key: KeyId, role: Role) -> Result<(), Error> {
        let insert = match role {
            Role::Organization(_, role) => {
                sqlx::query("INSERT INTO organization_roles (api_key_id, role) VALUES (?, ?)")
                    .bind(key.to_string())
                    .bind(role.wire())
            }
            Role::Project(project, role) => {
                sqlx::query("INSERT INTO project_roles (api_key_id, project_id, role) VALUES (?, ?, ?)")
                    .bind(key.to_string())
                    .bind(project.to_string())
                    .bind(role.wire())
            }
        };
        insert.execute(&mut *self.transaction).await?;
        Ok(())
    }

    pub(crate) async fn set_description(
        &mut self,
        key: KeyId,
        description: &access::Description,
    ) -> Result<(), Error> {
        sqlx::query("UPDATE api_keys SET description = ? WHERE id = ?")
            .bind(description.as_str())
            .bind(key.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Replaces the organization roles of a key; its project roles stay.
    pub(crate) async fn set_organization_roles(
        &mut self,
        key: &ApiKey,
        roles: &[OrganizationRole],
    ) -> Result<(), Error> {
        sqlx::query("DELETE FROM organization_roles WHERE api_key_id = ?")
            .bind(key.id.to_string())
            .execute(&mut *self.transaction)
            .await?;
        for &role in roles {
            self.insert_role(key.id, Role::Organization(key.organization, role))
                .await?;
        }
        Ok(())
    }

    /// Replaces the roles of a key in a project; all its other roles stay.
    pub(crate) async fn set_project_roles(
        &mut self,
        key: KeyId,
        project: ProjectId,
        roles: &[ProjectRole],
    ) -> Result<(), Error> {
        sqlx::query("DELETE FROM project_roles WHERE api_key_id = ? AND project_id = ?")
            .bind(key.to_string())
            .bind(project.to_string())
            .execute(&mut *self.transaction)
            .await?;
        for &role in roles {
            self.insert_role(key, Role::Project(project, role)).await?;
        }
        Ok(())
    }

    /// Deletes a key with its roles and its list.
    pub(crate) async fn delete_api_key(&mut self, key: KeyId) -> Result<(), Error> {
        sqlx::query("DELETE FROM api_keys WHERE id = ?")
            .bind(key.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::plan;

    /// This many keys in one organization, every second one in a project too, made past all limits.
    const KEYS: &str = "
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?1)
        INSERT INTO api_keys SELECT printf('%024x', n), printf('%024x', 1), 'key ' || n,
            'k' || printf('%07d', n), x'00', '0123456789ab', 0 FROM numbers";
    const ROLES: &str = "INSERT INTO organization_roles SELECT id, 'ORG_MEMBER' FROM api_keys";
    const ASSIGNMENTS: &str = "
        INSERT INTO project_roles SELECT id, printf('%024x', 2), 'GROUP_READ_ONLY' FROM api_keys
        WHERE substr(public_key, 8) IN ('0', '2', '4', '6', '8')";

    async fn with_keys(count: u32) -> (tempfile::TempDir, Store) {
        let (directory, store) = plan::store().await;
        for statement in [
            "INSERT INTO organizations SELECT printf('%024x', 1), 'Acme', 0, '{}', 0",
            "INSERT INTO projects (id, organization_id, name, created)
             SELECT printf('%024x', 2), printf('%024x', 1), 'Payments', 0",
            KEYS,
            ROLES,
            ASSIGNMENTS,
        ] {
            sqlx::query(statement)
                .bind(count)
                .execute(&store.writer)
                .await
                .unwrap();
        }
        (directory, store)
    }

    #[tokio::test]
    async fn however_many_keys_there_are_they_are_found_by_index() {
        let (_directory, store) = plan::store().await;
        let roles = "SEARCH organization_roles USING PRIMARY KEY (api_key_id=?)";
        let by_public_key = "SEARCH k USING INDEX sqlite_autoindex_api_keys_2 (public_key=?)";
        plan::assert_indexed(&store, CALLER, &[by_public_key, roles]).await;
        plan::assert_indexed(&store, ONE, &["SEARCH k USING PRIMARY KEY (id=?)", roles]).await;
        let of_organization = "SEARCH k USING INDEX api_keys_of_organization (organization_id=?)";
        plan::assert_indexed(&store, OF_ORGANIZATION, &[of_organization, roles]).await;
        let of_project = "SEARCH project_roles USING COVERING INDEX project_roles_of_project (project_id=?)";
        plan::assert_indexed(&store, OF_PROJECT, &[of_project, roles]).await;
    }

    #[tokio::test]
    async fn pages_of_five_thousand_keys_are_whole() {
        let (_directory, store) = with_keys(5000).await;
        let mut seen = 0;
        loop {
            let window = Window {
                skip: seen,
                take: 500,
            };
            let (keys, total) = store
                .api_keys(OrganizationId::from_bytes(id_of(1)), window)
                .await
                .unwrap();
            assert_eq!(total, 5000);
            for key in &keys {
                seen += 1;
                assert_eq!(key.id, KeyId::from_bytes(id_of(seen)));
                assert_eq!(key.roles.len(), 1 + usize::from(seen % 2 == 0));
            }
            if keys.is_empty() {
                break;
            }
        }
        assert_eq!(seen, 5000);
        let window = Window { skip: 2499, take: 2 };
        let (keys, total) = store
            .api_keys_of_project(ProjectId::from_bytes(id_of(2)), window)
            .await
            .unwrap();
        assert_eq!((keys.len(), total), (1, 2500));
    }

    fn id_of(number: u32) -> [u8; 12] {
        let mut id = [0; 12];
        id[8..].copy_from_slice(&number.to_be_bytes());
        id
    }
}
