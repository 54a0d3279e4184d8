//! What SQLite does for a statement, for the tests that hold it to its indexes.
//!
//! SQLite plans by a table's indexes and by the statistics of ANALYZE, never by its rows. Nothing in the product gathers
//! statistics, so a statement's plan on an empty store is its plan for five thousand keys.

use sqlx::{Executor, Row};

use super::Store;

/// A new store, in a directory of its own.
pub(super) async fn store() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("plan.db");
    std::fs::write(&file, []).unwrap();
    let store = Store::open(&file).await.unwrap();
    (directory, store)
}

/// Asserts that a statement finds its rows as told, sorts nothing and walks through no table of its own.
pub(super) async fn assert_indexed(store: &Store, statement: &'static str, searches: &[&str]) {
    let explained = format!("EXPLAIN QUERY PLAN {statement}");
    let rows = (&store.readers)
        .fetch_all(sqlx::AssertSqlSafe(explained))
        .await
        .unwrap();
    let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
    for search in searches {
        assert!(
            plan.iter().any(|step| step.starts_with(search)),
            "{search} is not in {plan:#?}"
        );
    }
    for step in &plan {
        // A list in a parameter is walked through, and what was found already.
        let is_table = !step.starts_with("SCAN json_each") && !step.starts_with("SCAN (subquery");
        assert!(!(is_table && step.starts_with("SCAN")), "{plan:#?}");
        assert!(!step.contains("TEMP B-TREE"), "{plan:#?}");
    }
}
