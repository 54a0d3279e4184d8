//! The use counters of entries.

use access::{AddressBlock, Identity};
use sqlx::Connection;

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

/// Adds the uses of entries in the lists of one kind of holder, as [`written`] tells them. Another process may have written
/// a later use already.
macro_rules! add {
    ($holder:expr) => {
        on_list!(
            $holder,
            "UPDATE",
            "SET count = count + used.times,
                 last_used_address = CASE WHEN coalesce(last_used, 0) > used.at THEN last_used_address ELSE used.client END,
                 last_used = max(coalesce(last_used, 0), used.at)
             FROM (SELECT value ->> 0 AS holder, value ->> 1 AS entry, value ->> 2 AS times, value ->> 3 AS at,
                          value ->> 4 AS client FROM json_each(?)) AS used
             WHERE",
            "= used.holder AND block = used.entry"
        )
    };
}

/// As JSON: of each the holder, the entry, how many times, when last and from where.
fn written(uses: &[&Uses]) -> Result<String, Error> {
    let rows: Vec<_> = uses
        .iter()
        .map(|uses| {
            (
                id_of(uses.holder),
                uses.block.to_string(),
                i64::try_from(uses.count).unwrap_or(i64::MAX),
                uses.last.at.seconds(),
                uses.last.address,
            )
        })
        .collect();
    serde_json::to_string(&rows).map_err(|cause| Error::corrupt(cause.to_string()))
}

impl Store {
    /// Adds uses to the entries that are still there, all in one transaction.
    pub(crate) async fn add_uses(&self, uses: &[Uses]) -> Result<(), Error> {
        let (of_keys, of_accounts): (Vec<&Uses>, Vec<&Uses>) = uses
            .iter()
            .partition(|uses| matches!(uses.holder, Identity::Key(_)));
        let mut connection = self.versions.connection().await;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        for of_one_kind in [of_keys, of_accounts] {
            if let Some(one) = of_one_kind.first() {
                sqlx::query(add!(one.holder))
                    .bind(written(&of_one_kind)?)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        Ok(transaction.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use access::{AccountId, KeyId};

    use super::*;
    use crate::store::plan;

    #[tokio::test]
    async fn uses_find_their_entries_by_index() {
        let (_directory, store) = plan::store().await;
        for (holder, search) in [
            (
                Identity::Key(KeyId::from_bytes([1; 12])),
                "SEARCH access_list_entries USING PRIMARY KEY (api_key_id=? AND block=?)",
            ),
            (
                Identity::Account(AccountId::from_bytes([1; 12])),
                "SEARCH account_access_list_entries USING PRIMARY KEY (account_id=? AND block=?)",
            ),
        ] {
            plan::assert_indexed(&store, add!(holder), &[search]).await;
        }
    }
}
