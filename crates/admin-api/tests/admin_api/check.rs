//! Checking a data directory, each thing that can be wrong with it made wrong.

use access::OrganizationRole::Member;
use admin_api::{AdminApi, Clock, check, sample};

use crate::support::Server;

/// What is wrong, with what was checked.
async fn problems(server: &Server) -> Vec<(&'static str, String)> {
    let report = check(server.directory.path()).await.unwrap();
    report
        .into_iter()
        .flat_map(|checked| {
            let what = checked.what;
            checked.problems.into_iter().map(move |problem| (what, problem))
        })
        .collect()
}

async fn execute(server: &Server, sql: &'static str) {
    let mut connection = server.database().await;
    sqlx::query("PRAGMA foreign_keys = OFF")
        .execute(&mut connection)
        .await
        .unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
}

#[tokio::test]
async fn where_nothing_is_the_database_is_missing_and_nothing_is_made() {
    let directory = tempfile::tempdir().unwrap();
    let report = check(directory.path()).await.unwrap();
    assert_eq!(report.len(), 1);
    assert_eq!(report[0].problems.len(), 2);
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    for (sql, what, problem) in [
        (
            "UPDATE api_keys SET sealed_ha1 = CAST(x'00' || substr(sealed_ha1, 2) AS BLOB)
             WHERE id = (SELECT min(id) FROM api_keys)",
            "every credential opens under the key",
            "cannot be opened",
        ),
        (
            "UPDATE personal_keys SET sealed_ha1 = (SELECT sealed_ha1 FROM personal_keys LIMIT 1 OFFSET 1)
             WHERE id = (SELECT id FROM personal_keys LIMIT 1)",
            "every credential opens under the key",
            "of ada@example.com",
        ),
        (
            "UPDATE access_list_entries SET block = '127.0.0.1/8'",
            "every access list entry is in canonical form",
            "should be 127.0.0.0/8",
        ),
        (
            "UPDATE account_access_list_entries SET block = 'home'",
            "every access list entry is in canonical form",
            "home on the list of the account ada@example.com is none",
        ),
        (
            "UPDATE access_list_entries SET network = x'00000000'",
            "every access list entry is in canonical form",
            "has another form to sort by",
        ),
        (
            "UPDATE organization_roles SET role = 'ORG_KING' WHERE role = 'ORG_MEMBER'",
            "every role is a known one",
            "ORG_KING",
        ),
        (
            "DELETE FROM organization_roles WHERE role = 'ORG_MEMBER'",
            "every key and account has a role in its organization",
            "the API key",
        ),
        (
            "DELETE FROM account_organization_roles",
            "every key and account has a role in its organization",
            "the account ada@example.com",
        ),
        (
            "UPDATE organization_roles SET role = 'ORG_READ_ONLY' WHERE role = 'ORG_OWNER'",
            "every organization has an owner key",
            "“Acme” has none",
        ),
        (
            "INSERT INTO organization_roles (api_key_id, role) VALUES ('nobody', 'ORG_MEMBER')",
            "every row refers to rows that are there",
            "a row of organization_roles refers to one of api_keys",
        ),
        (
            "DELETE FROM _sqlx_migrations WHERE version = 4",
            "the schema is that of this version",
            "step 4 is missing",
        ),
        (
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'from the future', 1, x'00', 0)",
            "the schema is that of this version",
            "step 9999 is of a newer version",
        ),
    ] {
        let server = Server::start().await;
        server.key(&[Member], &[]).await;
        server
            .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
            .await;
        execute(&server, sql).await;
        let found = problems(&server).await;
        assert_eq!(found.len(), 1, "{sql}: {found:?}");
        assert_eq!(found[0].0, what, "{sql}");
        assert!(found[0].1.contains(problem), "{sql}: {found:?}");
    }
}

#[tokio::test]
async fn a_damaged_database_is_told_as_such() {
    let server = Server::start().await;
    let directory = tempfile::tempdir().unwrap();
    drop(AdminApi::open(directory.path(), Clock::system()).await.unwrap());
    let mut connection = server.database().await;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut connection)
        .await
        .unwrap();
    let mut copy = std::fs::read(server.directory.path().join("admin-api.db")).unwrap();
    // A page in the middle, without the header that says what it is.
    let page = 4096 * 5;
    copy[page..page + 64].fill(0xee);
    let path = directory.path().join("admin-api.db");
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(directory.path().join(format!("admin-api.db{suffix}")));
    }
    std::fs::write(&path, copy).unwrap();
    let report = check(directory.path()).await.unwrap();
    let last = report.last().unwrap();
    assert_eq!(last.what, "the database is not damaged");
    assert!(!last.problems.is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_others_may_use_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::start().await;
    let key = server.directory.path().join("admin-api.key");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
    let found = problems(&server).await;
    assert!(
        found
            .iter()
            .any(|(_, problem)| problem.contains("admin-api.key has mode 644: chmod 600")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_sound_directory_passes_every_check_while_it_is_served() {
    let server = Server::start().await;
    sample::load(&server.api).await.unwrap();
    server
        .account("ada@example.com", &["ORG_MEMBER"], &["127.0.0.1"])
        .await;
    let report = check(server.directory.path()).await.unwrap();
    assert_eq!(report.len(), 10);
    assert_eq!(problems(&server).await, []);
}
