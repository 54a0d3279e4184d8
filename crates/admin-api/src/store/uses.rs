//! The use counters of entries.

use access::{AddressBlock, Identity};
use sqlx::{Connection, SqliteConnection};

use super::Store;
use super::access_lists::id_of;
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

impl Uses {
    /// One request that this entry let in.
    pub(crate) fn once(holder: Identity, block: AddressBlock, last: LastUse) -> Self {
        Self {
            holder,
            block,
            count: 1,
            last,
        }
    }

    /// Adds more uses of the same entry, which may have been earlier.
    pub(crate) fn add(&mut self, more: Self) {
        self.count += more.count;
        if more.last.at >= self.last.at {
            self.last = more.last;
        }
    }
}

/// Adds the uses of entries in the lists of one kind of holder, as [`written`] tells them, as far as the entries are still
/// there. An entry with uses is: they go with it. So it is looked for only at its first use, among all there are, which are
/// many times those in use. Another process may have written a later use already.
macro_rules! add {
    ($holder:expr) => {
        match $holder {
            Identity::Key(_) => add!("access_list_entries", "access_list_uses", "api_key_id"),
            Identity::Account(_) => {
                add!(
                    "account_access_list_entries",
                    "account_access_list_uses",
                    "account_id"
                )
            }
        }
    };
    ($entries:literal, $uses:literal, $holder:literal) => {
        concat!(
            "INSERT INTO ",
            $uses,
            " SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)
             WHERE EXISTS (SELECT 1 FROM ",
            $uses,
            " WHERE ",
            $holder,
            " = value ->> 0 AND block = value ->> 1)
             OR EXISTS (SELECT 1 FROM ",
            $entries,
            " WHERE ",
            $holder,
            " = value ->> 0 AND block = value ->> 1)
             ON CONFLICT DO UPDATE SET
                 count = count + excluded.count,
                 last_used = max(last_used, excluded.last_used),
                 last_used_address = CASE WHEN last_used > excluded.last_used THEN last_used_address
                                          ELSE excluded.last_used_address END"
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

/// Adds uses to the entries that are still there.
pub(super) async fn add(connection: &mut SqliteConnection, uses: &[Uses]) -> Result<(), Error> {
    let (of_keys, of_accounts): (Vec<&Uses>, Vec<&Uses>) = uses
        .iter()
        .partition(|uses| matches!(uses.holder, Identity::Key(_)));
    for of_one_kind in [of_keys, of_accounts] {
        if let Some(one) = of_one_kind.first() {
            sqlx::query(add!(one.holder))
                .bind(written(&of_one_kind)?)
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}

impl Store {
    /// The same, all in one transaction of its own.
    pub(crate) async fn add_uses(&self, uses: &[Uses]) -> Result<(), Error> {
        let mut connection = self.versions.connection().await;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        add(&mut transaction, uses).await?;
        Ok(transaction.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use access::{AccountId, KeyId};
    use sqlx::ConnectOptions;
    use sqlx::migrate::Migrator;
    use sqlx::sqlite::SqliteConnectOptions;

    use super::*;
    use crate::store::{MIGRATIONS, plan};

    #[tokio::test]
    async fn uses_find_their_entries_by_index() {
        let (_directory, store) = plan::store().await;
        for (holder, searches) in [
            (
                Identity::Key(KeyId::from_bytes([1; 12])),
                [
                    "SEARCH access_list_uses USING PRIMARY KEY (api_key_id=? AND block=?)",
                    "SEARCH access_list_entries USING PRIMARY KEY (api_key_id=? AND block=?)",
                ],
            ),
            (
                Identity::Account(AccountId::from_bytes([1; 12])),
                [
                    "SEARCH account_access_list_uses USING PRIMARY KEY (account_id=? AND block=?)",
                    "SEARCH account_access_list_entries USING PRIMARY KEY (account_id=? AND block=?)",
                ],
            ),
        ] {
            plan::assert_indexed(&store, add!(holder), &searches).await;
        }
    }

    #[tokio::test]
    async fn uses_from_when_they_stood_in_the_entries_are_kept() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("old.db");
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true);
        let mut old = options.connect().await.unwrap();
        let before = MIGRATIONS.iter().filter(|step| step.version < 5);
        let before = Migrator::with_migrations(before.cloned().collect());
        before.run(&mut old).await.unwrap();
        for statement in [
            "INSERT INTO organizations VALUES (printf('%024x', 1), 'Acme', 0, '{}', 0)",
            "INSERT INTO api_keys
             VALUES (printf('%024x', 2), printf('%024x', 1), 'old', 'aaaaaaaa', x'00', '0123456789ab', 0)",
            "INSERT INTO access_list_entries VALUES
             (printf('%024x', 2), '192.0.2.7/32', 4, x'c0000207', 32, 0, 7, 1000, '192.0.2.7'),
             (printf('%024x', 2), '192.0.2.8/32', 4, x'c0000208', 32, 0, 0, NULL, NULL)",
        ] {
            sqlx::query(statement).execute(&mut old).await.unwrap();
        }
        old.close().await.unwrap();
        let store = Store::open(&file).await.unwrap();
        let holder = Identity::Key("000000000000000000000002".parse().unwrap());
        let entry = async |block: &str| {
            store
                .entry(holder, block.parse().unwrap())
                .await
                .unwrap()
                .unwrap()
        };
        let (used, unused) = (entry("192.0.2.7").await, entry("192.0.2.8").await);
        let last = used.last_use.unwrap();
        assert_eq!(
            (used.count, last.at.seconds(), last.address.to_string()),
            (7, 1000, "192.0.2.7".to_owned())
        );
        assert!(unused.count == 0 && unused.last_use.is_none());
    }
}
