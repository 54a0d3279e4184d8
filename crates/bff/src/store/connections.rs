//! The Admin APIs that were added, one of them active. Their private keys are sealed, each for its own row.

use access::{KeyId, OrganizationId};
use sqlx::FromRow;
use upstream::Flavor;
use url::Url;
use zeroize::Zeroizing;

use super::Store;
use crate::error::Error;

/// A connection as stored, its private key opened.
#[derive(Clone)]
pub struct StoredConnection {
    /// The name it was given.
    pub name: String,
    /// Where it is; `None` is the embedded Admin API, whose address changes with every start.
    pub base_url: Option<Url>,
    /// Which version it speaks.
    pub flavor: Flavor,
    /// The user name of digest.
    pub public_key: String,
    /// The password of digest.
    pub private_key: Zeroizing<String>,
    /// The key both belong to.
    pub key: KeyId,
    /// The organization that is managed.
    pub organization: OrganizationId,
    /// Its name as last seen.
    pub organization_name: String,
    /// Its setting as last seen.
    pub access_list_required: bool,
}

/// A row's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ConnectionId(pub(super) i64);

#[derive(FromRow)]
struct Row {
    id: i64,
    name: String,
    base_url: Option<String>,
    flavor: String,
    public_key: String,
    sealed_private_key: Vec<u8>,
    key_id: String,
    organization_id: String,
    organization_name: String,
    access_list_required: bool,
}

impl Store {
    /// Saves a connection and makes it the active one. One of the same name is replaced.
    ///
    /// # Errors
    /// When the credential cannot be sealed, or the database fails.
    pub async fn activate_connection(&self, connection: &StoredConnection, now: i64) -> Result<(), Error> {
        let sealed = self
            .sealer
            .seal(connection.private_key.as_bytes(), &context(&connection.name))?;
        let mut transaction = self.pool.begin().await?;
        sqlx::query("UPDATE connections SET active = 0 WHERE active = 1")
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT OR REPLACE INTO connections (name, base_url, flavor, public_key, sealed_private_key, key_id,
                 organization_id, organization_name, access_list_required, active, created)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
        )
        .bind(&connection.name)
        .bind(connection.base_url.as_ref().map(Url::as_str))
        .bind(connection.flavor.name())
        .bind(&connection.public_key)
        .bind(sealed)
        .bind(connection.key.to_string())
        .bind(connection.organization.to_string())
        .bind(&connection.organization_name)
        .bind(connection.access_list_required)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Which connection is active: enough to see that it is still the same.
    pub(crate) async fn active_connection_id(&self) -> Result<Option<ConnectionId>, Error> {
        let id = sqlx::query_scalar("SELECT id FROM connections WHERE active = 1")
            .fetch_optional(&self.pool)
            .await?;
        Ok(id.map(ConnectionId))
    }

    /// The active connection.
    pub(crate) async fn active_connection(&self) -> Result<Option<(ConnectionId, StoredConnection)>, Error> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, name, base_url, flavor, public_key, sealed_private_key, key_id, organization_id,
                 organization_name, access_list_required FROM connections WHERE active = 1",
        )
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| Ok((ConnectionId(row.id), self.opened(row)?)))
            .transpose()
    }

    /// Remembers what was seen of the organization.
    pub(crate) async fn remember_organization(
        &self,
        connection: ConnectionId,
        organization_name: &str,
        access_list_required: bool,
    ) -> Result<(), Error> {
        sqlx::query("UPDATE connections SET organization_name = ?, access_list_required = ? WHERE id = ?")
            .bind(organization_name)
            .bind(access_list_required)
            .bind(connection.0)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    fn opened(&self, row: Row) -> Result<StoredConnection, Error> {
        let corrupt = |what: &str| Error::Corrupt(format!("the connection {} with {what}", row.name));
        let private_key = self.sealer.unseal(&row.sealed_private_key, &context(&row.name))?;
        let private_key =
            String::from_utf8(private_key.to_vec()).map_err(|_| corrupt("an unreadable credential"))?;
        Ok(StoredConnection {
            base_url: row
                .base_url
                .as_deref()
                .map(Url::parse)
                .transpose()
                .map_err(|_| corrupt("a broken URL"))?,
            flavor: row.flavor.parse().map_err(|_| corrupt("an unknown flavor"))?,
            private_key: Zeroizing::new(private_key),
            key: row.key_id.parse().map_err(|_| corrupt("a broken key id"))?,
            organization: row
                .organization_id
                .parse()
                .map_err(|_| corrupt("a broken organization id"))?,
            name: row.name,
            public_key: row.public_key,
            organization_name: row.organization_name,
            access_list_required: row.access_list_required,
        })
    }
}

fn context(name: &str) -> String {
    format!("connection {name}")
}
