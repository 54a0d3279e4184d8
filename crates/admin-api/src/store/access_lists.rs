//! The entries of access lists, in the order of their addresses.

use std::net::IpAddr;

use access::{AddressBlock, KeyId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::{count, moment, parse, parsed};
use super::{Change, Store, Window};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::model::{Entry, LastUse};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT block, created, count, last_used, last_used_address FROM access_list_entries ",
            $rest
        )
    };
}

fn entry(row: &SqliteRow) -> Result<Entry, Error> {
    let last_used: Option<i64> = row.try_get("last_used")?;
    let address: Option<&str> = row.try_get("last_used_address")?;
    let last_use = match (last_used, address) {
        (Some(at), Some(address)) => Some(LastUse {
            at: Timestamp::from_seconds(at),
            address: parse(address)?,
        }),
        _ => None,
    };
    Ok(Entry {
        block: parsed(row, "block")?,
        created: moment(row, "created")?,
        count: count(row, "count")?,
        last_use,
    })
}

impl Store {
    /// Some of a key's entries, and how many there are.
    pub(crate) async fn access_list(&self, key: KeyId, window: Window) -> Result<(Vec<Entry>, u64), Error> {
        let rows = sqlx::query(select!(
            "WHERE api_key_id = ? ORDER BY family, network, prefix LIMIT ? OFFSET ?"
        ))
        .bind(key.to_string())
        .bind(window.take)
        .bind(window.skip)
        .fetch_all(&self.readers)
        .await?;
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM access_list_entries WHERE api_key_id = ?")
            .bind(key.to_string())
            .fetch_one(&self.readers)
            .await?;
        let entries = rows.iter().map(entry).collect::<Result<_, _>>()?;
        Ok((entries, count.unsigned_abs()))
    }

    pub(crate) async fn entry(&self, key: KeyId, block: AddressBlock) -> Result<Option<Entry>, Error> {
        let row = sqlx::query(select!("WHERE api_key_id = ? AND block = ?"))
            .bind(key.to_string())
            .bind(block.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(entry).transpose()
    }
}

impl Change {
    /// The blocks on a key's list.
    pub(crate) async fn blocks(&mut self, key: KeyId) -> Result<Vec<AddressBlock>, Error> {
        let rows = sqlx::query("SELECT block FROM access_list_entries WHERE api_key_id = ?")
            .bind(key.to_string())
            .fetch_all(&mut *self.transaction)
            .await?;
        rows.iter().map(|row| parsed(row, "block")).collect()
    }

    /// Adds an entry, which must not be on the list yet.
    pub(crate) async fn insert_entry(&mut self, key: KeyId, entry: &Entry) -> Result<(), Error> {
        let (family, network) = match entry.block.first() {
            IpAddr::V4(address) => (4, address.octets().to_vec()),
            IpAddr::V6(address) => (6, address.octets().to_vec()),
        };
        sqlx::query(
            "INSERT INTO access_list_entries
             (api_key_id, block, family, network, prefix, created, count, last_used, last_used_address)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(key.to_string())
        .bind(entry.block.to_string())
        .bind(family)
        .bind(network)
        .bind(entry.block.net().prefix_len())
        .bind(entry.created.seconds())
        .bind(i64::try_from(entry.count).unwrap_or(i64::MAX))
        .bind(entry.last_use.map(|last| last.at.seconds()))
        .bind(entry.last_use.map(|last| last.address.to_string()))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    pub(crate) async fn delete_entry(&mut self, key: KeyId, block: AddressBlock) -> Result<(), Error> {
        sqlx::query("DELETE FROM access_list_entries WHERE api_key_id = ? AND block = ?")
            .bind(key.to_string())
            .bind(block.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}
