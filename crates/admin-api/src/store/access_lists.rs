//! The entries of access lists, in the order of their addresses. Those of keys and those of accounts stand in two tables of
//! one shape, and so do their uses.

use std::net::IpAddr;

use access::{AccessList, AddressBlock, Identity};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::{count, moment, parse, parsed};
use super::uses::{self, Uses};
use super::{Change, Store, Window};
use crate::error::Error;
use crate::model::{Entry, LastUse};
use crate::timestamp::Timestamp;

/// SQL on the list of a holder: what stands before the table, between it and the column of the holder's id, and after.
macro_rules! on_list {
    ($holder:expr, $before:literal, $between:literal, $after:literal) => {
        match $holder {
            Identity::Key(_) => {
                concat!($before, " access_list_entries ", $between, " api_key_id ", $after)
            }
            Identity::Account(_) => {
                concat!(
                    $before,
                    " account_access_list_entries ",
                    $between,
                    " account_id ",
                    $after
                )
            }
        }
    };
}

macro_rules! select {
    ($holder:expr, $rest:literal) => {
        match $holder {
            Identity::Key(_) => select!("access_list_entries", "access_list_uses", "api_key_id", $rest),
            Identity::Account(_) => select!(
                "account_access_list_entries",
                "account_access_list_uses",
                "account_id",
                $rest
            ),
        }
    };
    ($entries:literal, $uses:literal, $holder:literal, $rest:literal) => {
        concat!(
            "SELECT block, created, coalesce(count, 0) AS count, last_used, last_used_address FROM ",
            $entries,
            " LEFT JOIN ",
            $uses,
            " USING (",
            $holder,
            ", block) WHERE ",
            $holder,
            $rest
        )
    };
}

/// The id of who holds a list, as it stands in the column.
pub(super) fn id_of(holder: Identity) -> String {
    match holder {
        Identity::Key(id) => id.to_string(),
        Identity::Account(id) => id.to_string(),
    }
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
    /// Some of the entries of a list, and how many there are.
    pub(crate) async fn access_list(
        &self,
        holder: Identity,
        window: Window,
    ) -> Result<(Vec<Entry>, u64), Error> {
        let rows = sqlx::query(select!(
            holder,
            " = ? ORDER BY family, network, prefix LIMIT ? OFFSET ?"
        ))
        .bind(id_of(holder))
        .bind(window.take)
        .bind(window.skip)
        .fetch_all(&self.readers)
        .await?;
        let count: i64 = sqlx::query_scalar(on_list!(holder, "SELECT count(*) FROM", "WHERE", "= ?"))
            .bind(id_of(holder))
            .fetch_one(&self.readers)
            .await?;
        let entries = rows.iter().map(entry).collect::<Result<_, _>>()?;
        Ok((entries, count.unsigned_abs()))
    }

    pub(crate) async fn entry(&self, holder: Identity, block: AddressBlock) -> Result<Option<Entry>, Error> {
        let row = sqlx::query(select!(holder, " = ? AND block = ?"))
            .bind(id_of(holder))
            .bind(block.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(entry).transpose()
    }
}

impl Change {
    /// The list of a key or an account.
    pub(crate) async fn access_list(&mut self, holder: Identity) -> Result<AccessList, Error> {
        let rows = sqlx::query(on_list!(holder, "SELECT block FROM", "WHERE", "= ?"))
            .bind(id_of(holder))
            .fetch_all(&mut *self.transaction)
            .await?;
        rows.iter().map(|row| parsed(row, "block")).collect()
    }

    /// Adds an entry, which must not be on the list yet.
    pub(crate) async fn insert_entry(&mut self, holder: Identity, entry: &Entry) -> Result<(), Error> {
        let (family, network) = match entry.block.first() {
            IpAddr::V4(address) => (4, address.octets().to_vec()),
            IpAddr::V6(address) => (6, address.octets().to_vec()),
        };
        sqlx::query(on_list!(
            holder,
            "INSERT INTO",
            "(",
            ", block, family, network, prefix, created) VALUES (?, ?, ?, ?, ?, ?)"
        ))
        .bind(id_of(holder))
        .bind(entry.block.to_string())
        .bind(family)
        .bind(network)
        .bind(entry.block.net().prefix_len())
        .bind(entry.created.seconds())
        .execute(&mut *self.transaction)
        .await?;
        match entry.last_use {
            None => Ok(()),
            Some(last) => {
                let uses = Uses {
                    holder,
                    block: entry.block,
                    count: entry.count,
                    last,
                };
                uses::add(&mut self.transaction, &[uses]).await
            }
        }
    }

    pub(crate) async fn delete_entry(&mut self, holder: Identity, block: AddressBlock) -> Result<(), Error> {
        sqlx::query(on_list!(holder, "DELETE FROM", "WHERE", "= ? AND block = ?"))
            .bind(id_of(holder))
            .bind(block.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}
