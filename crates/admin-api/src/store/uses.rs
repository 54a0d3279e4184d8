//! The use counters of entries.

use access::{AddressBlock, Identity};

use super::Store;
use super::access_lists::{id_of, on_list};
use crate::error::Error;
use crate::model::LastUse;

/// The uses of one entry since they were last written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uses {
    pub(crate) holder: Identity,
    pub(crate) block: AddressBlock,
    pub(crate) count: u64,
    pub(crate) last: LastUse,
}

impl Store {
    /// Adds uses to the entries that are still there, all in one transaction.
    pub(crate) async fn add_uses(&self, uses: &[Uses]) -> Result<(), Error> {
        let mut change = self.change().await?;
        for entry in uses {
            // Another process may have written a later use already.
            sqlx::query(on_list!(
                entry.holder,
                "UPDATE",
                "SET count = count + ?1,
                     last_used_address = CASE WHEN coalesce(last_used, 0) > ?2 THEN last_used_address ELSE ?3 END,
                     last_used = max(coalesce(last_used, 0), ?2)
                 WHERE",
                "= ?4 AND block = ?5"
            ))
            .bind(i64::try_from(entry.count).unwrap_or(i64::MAX))
            .bind(entry.last.at.seconds())
            .bind(entry.last.address.to_string())
            .bind(id_of(entry.holder))
            .bind(entry.block.to_string())
            .execute(&mut *change.transaction)
            .await?;
        }
        change.commit().await
    }
}
