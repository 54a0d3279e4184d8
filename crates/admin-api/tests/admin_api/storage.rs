//! The data directory.

use admin_api::{AdminApi, Clock, Error};

use crate::support::Server;

#[tokio::test]
async fn a_newer_database_is_refused_and_left_alone() {
    let server = Server::start().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'from the future', 1, x'00', 0)",
    )
    .execute(&mut server.database().await)
    .await
    .unwrap();
    let error = AdminApi::open(server.directory.path(), Clock::system())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::NewerDatabase { step: 9999, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("newer version of Keyhold"), "{error}");
}

#[tokio::test]
async fn every_directory_has_a_key_of_its_own() {
    let mut keys = vec![];
    for _ in 0..2 {
        let directory = tempfile::tempdir().unwrap();
        AdminApi::open(directory.path(), Clock::system()).await.unwrap();
        keys.push(std::fs::read(directory.path().join("admin-api.key")).unwrap());
    }
    assert_ne!(keys[0], keys[1]);
}

#[cfg(unix)]
#[tokio::test]
async fn all_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let directory = parent.path().join("data");
    let api = AdminApi::open(&directory, Clock::system()).await.unwrap();
    api.create_organization(&"Acme".parse().unwrap()).await.unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&directory), 0o700);
    let files: Vec<_> = std::fs::read_dir(&directory)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert!(files.len() >= 2);
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn no_private_key_is_in_any_file() {
    let server = Server::start().await;
    let secret = server.owner.private_key.as_bytes();
    for file in std::fs::read_dir(server.directory.path()).unwrap() {
        let content = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!content.windows(secret.len()).any(|window| window == secret));
    }
}

#[tokio::test]
async fn what_was_made_is_there_when_it_is_opened_again() {
    let server = Server::start().await;
    let again = AdminApi::open(server.directory.path(), Clock::system())
        .await
        .unwrap();
    assert_eq!(again.organizations().await.unwrap()[0].id, server.organization);
}
