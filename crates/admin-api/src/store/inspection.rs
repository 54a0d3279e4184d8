//! Reading a database to judge it: as it is, nothing brought up to date and nothing changed, all at one moment.

use std::path::Path;

use access::OrganizationRole;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{Connection, Row, SqliteConnection};

use super::{BUSY_TIMEOUT, MIGRATIONS};
use crate::error::Error;

/// A database that is looked at.
pub(crate) struct Inspection {
    connection: SqliteConnection,
}

/// A sealed credential.
pub(crate) struct Sealed {
    /// Whose it is, for people.
    pub(crate) whose: String,
    /// What it is sealed for.
    pub(crate) context: String,
    pub(crate) ha1: Vec<u8>,
}

/// An entry of an access list, as it stands in its row.
pub(crate) struct StoredEntry {
    /// On whose list it is, for people.
    pub(crate) whose: String,
    pub(crate) block: String,
    pub(crate) family: i64,
    pub(crate) network: Vec<u8>,
    pub(crate) prefix: i64,
}

impl Inspection {
    /// Opens a database that is there. Nothing can be changed through it.
    pub(crate) async fn open(path: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("query_only", "ON");
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("BEGIN").execute(&mut connection).await?;
        Ok(Self { connection })
    }

    pub(crate) async fn close(self) -> Result<(), Error> {
        Ok(self.connection.close().await?)
    }

    /// What of the schema is not this version's.
    pub(crate) async fn schema(&mut self) -> Result<Vec<String>, Error> {
        let has_steps: bool = self
            .one("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')")
            .await?;
        if !has_steps {
            return Ok(vec!["it has no schema: keyhold never opened it".to_owned()]);
        }
        let rows = sqlx::query("SELECT version, success, checksum FROM _sqlx_migrations ORDER BY version")
            .fetch_all(&mut self.connection)
            .await?;
        let mut problems = vec![];
        let mut done = vec![];
        for row in &rows {
            let step: i64 = row.try_get("version")?;
            let checksum: Vec<u8> = row.try_get("checksum")?;
            done.push(step);
            match MIGRATIONS.iter().find(|known| known.version == step) {
                None => problems.push(format!("step {step} is of a newer version of keyhold")),
                Some(known) if *known.checksum != *checksum => {
                    problems.push(format!("step {step} is not the one this version knows"));
                }
                Some(_) if !row.try_get::<bool, _>("success")? => {
                    problems.push(format!("step {step} was not done to its end"));
                }
                Some(_) => {}
            }
        }
        for missing in MIGRATIONS.iter().filter(|known| !done.contains(&known.version)) {
            let step = missing.version;
            problems.push(format!(
                "step {step} is missing: start this version of keyhold once to do it"
            ));
        }
        Ok(problems)
    }

    /// What SQLite finds damaged.
    pub(crate) async fn integrity(&mut self) -> Result<Vec<String>, Error> {
        match self.texts("PRAGMA integrity_check").await {
            Ok(found) => Ok(found.into_iter().filter(|verdict| verdict != "ok").collect()),
            // Damage can be such that SQLite cannot even look for it.
            Err(Error::Database(cause)) => Ok(vec![cause.to_string()]),
            Err(error) => Err(error),
        }
    }

    /// The rows that refer to what is not there.
    pub(crate) async fn references(&mut self) -> Result<Vec<String>, Error> {
        let rows = sqlx::query("PRAGMA foreign_key_check")
            .fetch_all(&mut self.connection)
            .await?;
        let problem = |row: &SqliteRow| {
            let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
            Ok(format!(
                "a row of {table} refers to one of {parent} that is not there"
            ))
        };
        rows.iter().map(problem).collect()
    }

    /// Every credential, of keys and of accounts.
    pub(crate) async fn credentials(&mut self) -> Result<Vec<Sealed>, Error> {
        let rows = sqlx::query(
            "SELECT 'the API key ' || public_key AS whose, public_key AS context, sealed_ha1 FROM api_keys
             UNION ALL
             SELECT 'the personal key ' || p.id || ' of ' || a.name, p.id, p.sealed_ha1
             FROM personal_keys AS p JOIN accounts AS a ON a.id = p.account_id",
        )
        .fetch_all(&mut self.connection)
        .await?;
        let sealed = |row: &SqliteRow| {
            Ok(Sealed {
                whose: row.try_get("whose")?,
                context: row.try_get("context")?,
                ha1: row.try_get("sealed_ha1")?,
            })
        };
        rows.iter().map(sealed).collect()
    }

    /// Every entry, of keys and of accounts.
    pub(crate) async fn entries(&mut self) -> Result<Vec<StoredEntry>, Error> {
        let rows = sqlx::query(
            "SELECT 'the API key ' || k.public_key AS whose, block, family, network, prefix
             FROM access_list_entries AS e JOIN api_keys AS k ON k.id = e.api_key_id
             UNION ALL
             SELECT 'the account ' || a.name, block, family, network, prefix
             FROM account_access_list_entries AS e JOIN accounts AS a ON a.id = e.account_id",
        )
        .fetch_all(&mut self.connection)
        .await?;
        let entry = |row: &SqliteRow| {
            Ok(StoredEntry {
                whose: row.try_get("whose")?,
                block: row.try_get("block")?,
                family: row.try_get("family")?,
                network: row.try_get("network")?,
                prefix: row.try_get("prefix")?,
            })
        };
        rows.iter().map(entry).collect()
    }

    /// Every role that stands in a row: in organizations, and in projects.
    pub(crate) async fn roles(&mut self) -> Result<(Vec<String>, Vec<String>), Error> {
        let of_organizations =
            "SELECT role FROM organization_roles UNION SELECT role FROM account_organization_roles";
        let of_projects = "SELECT role FROM project_roles UNION SELECT role FROM account_project_roles";
        Ok((
            self.texts(of_organizations).await?,
            self.texts(of_projects).await?,
        ))
    }

    /// The keys and accounts without a role in their organization.
    pub(crate) async fn without_role(&mut self) -> Result<Vec<String>, Error> {
        self.texts(
            "SELECT 'the API key ' || public_key FROM api_keys
             WHERE NOT EXISTS (SELECT 1 FROM organization_roles WHERE api_key_id = id)
             UNION ALL
             SELECT 'the account ' || name FROM accounts
             WHERE NOT EXISTS (SELECT 1 FROM account_organization_roles WHERE account_id = id)",
        )
        .await
    }

    /// The organizations without an owner key.
    pub(crate) async fn without_owner(&mut self) -> Result<Vec<String>, Error> {
        let rows = sqlx::query_scalar(
            "SELECT name FROM organizations AS o
             WHERE NOT EXISTS (SELECT 1 FROM api_keys AS k JOIN organization_roles AS r ON r.api_key_id = k.id
                               WHERE k.organization_id = o.id AND r.role = ?)",
        )
        .bind(OrganizationRole::Owner.wire())
        .fetch_all(&mut self.connection)
        .await?;
        Ok(rows)
    }

    async fn one<T>(&mut self, sql: &'static str) -> Result<T, Error>
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite> + Send + Unpin,
    {
        Ok(sqlx::query_scalar(sql).fetch_one(&mut self.connection).await?)
    }

    async fn texts(&mut self, sql: &'static str) -> Result<Vec<String>, Error> {
        Ok(sqlx::query_scalar(sql).fetch_all(&mut self.connection).await?)
    }
}
