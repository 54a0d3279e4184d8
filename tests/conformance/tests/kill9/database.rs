//! What the files say of themselves: that they are whole, and that no change is there without its events, nor an event
//! without its change.

use std::{collections::BTreeMap, fs, path::Path};

use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::key::Key;

/// Rows that must not be there, by what they would mean.
const HALF_DONE: [(&str, &str); 6] = [
    (
        "a key without a role",
        "SELECT public_key FROM api_keys WHERE id NOT IN (SELECT api_key_id FROM organization_roles)",
    ),
    (
        "a key that nobody created",
        "SELECT public_key FROM api_keys
         LEFT JOIN events ON target_public_key = public_key AND type = 'API_KEY_CREATED'
         GROUP BY public_key HAVING count(type) <> 1",
    ),
    (
        "a key that was deleted and is there",
        "SELECT public_key FROM api_keys JOIN events ON target_public_key = public_key AND type = 'API_KEY_DELETED'",
    ),
    (
        "a key that is not there and was not both created and deleted",
        "SELECT target_public_key FROM events WHERE target_public_key NOT IN (SELECT public_key FROM api_keys)
         GROUP BY target_public_key
         HAVING sum(type = 'API_KEY_CREATED') <> 1 OR sum(type = 'API_KEY_DELETED') <> 1",
    ),
    (
        "an entry that nobody added",
        "SELECT public_key || ' ' || block FROM access_list_entries JOIN api_keys AS k ON k.id = api_key_id
         LEFT JOIN events ON target_public_key = public_key AND access_list_entry = block
         GROUP BY public_key, block HAVING total(iif(type = 'API_KEY_ACCESS_LIST_ENTRY_ADDED', 1, -1)) <> 1",
    ),
    (
        "an entry that was added, not removed, and is not there",
        "SELECT public_key || ' ' || access_list_entry FROM events JOIN api_keys AS k ON public_key = target_public_key
         LEFT JOIN access_list_entries AS e ON e.api_key_id = k.id AND block = access_list_entry
         WHERE access_list_entry NOT NULL AND block IS NULL
         GROUP BY public_key, access_list_entry
         HAVING sum(iif(type = 'API_KEY_ACCESS_LIST_ENTRY_ADDED', 1, -1)) <> 0",
    ),
];

/// Every database of a data directory, opened beside the server that works on it.
pub(crate) struct Databases {
    admin_api: SqliteConnection,
    backend: SqliteConnection,
}

impl Databases {
    pub(crate) async fn of(data_dir: &Path) -> Self {
        let files = fs::read_dir(data_dir).unwrap().map(|file| file.unwrap().path());
        let databases = files.filter(|path| path.extension().is_some_and(|extension| extension == "db"));
        assert_eq!(databases.count(), 2, "every database is looked at");
        Self {
            admin_api: open(&data_dir.join("admin-api.db")).await,
            backend: open(&data_dir.join("keyhold.db")).await,
        }
    }

    /// Fails when a file is damaged or something in it half done. `keys` are all that the writers have.
    pub(crate) async fn check(mut self, keys: impl Iterator<Item = &Key>) {
        for database in [&mut self.admin_api, &mut self.backend] {
            assert_eq!(texts(database, "PRAGMA integrity_check").await, ["ok"]);
            assert!(texts(database, "PRAGMA foreign_key_check").await.is_empty());
        }
        for (what, query) in HALF_DONE {
            assert_eq!(texts(&mut self.admin_api, query).await, [""; 0], "{what}");
        }
        let mut events = self.events().await;
        for key in keys {
            let told = events.remove(&key.shown.public_key).unwrap_or_default();
            let expected = key
                .events
                .iter()
                .map(|(kind, count)| ((*kind).to_owned(), *count));
            assert_eq!(told, expected.collect(), "the events of {key:?}");
        }
    }

    /// How many events of each type there are for each key.
    async fn events(&mut self) -> BTreeMap<String, BTreeMap<String, i64>> {
        let query = "SELECT target_public_key, type, count(*) FROM events WHERE target_public_key NOT NULL GROUP BY 1, 2";
        let rows = sqlx::query(query).fetch_all(&mut self.admin_api).await.unwrap();
        let mut events: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for row in rows {
            events
                .entry(row.get(0))
                .or_default()
                .insert(row.get(1), row.get(2));
        }
        events
    }
}

async fn open(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// The first column of every row.
async fn texts(database: &mut SqliteConnection, query: &'static str) -> Vec<String> {
    sqlx::query_scalar(AssertSqlSafe(query))
        .fetch_all(database)
        .await
        .unwrap()
}
