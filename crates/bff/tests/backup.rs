//! Backups and restores. No process is started here: it would hold a lock for a moment longer than its owner.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    missing_docs
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::{Description, OrganizationId, OrganizationRole};
use admin_api::{AdminApi, Author, Clock};
use bff::{DataDir, Error, Store, backup};
use tempfile::TempDir;
use time::OffsetDateTime;

const FILES: [&str; 4] = ["admin-api.db", "admin-api.key", "keyhold.db", "keyhold.key"];

/// A data directory as a server leaves it.
struct Data {
    _home: TempDir,
    directory: DataDir,
    api: AdminApi,
    organization: OrganizationId,
}

async fn data() -> Data {
    let home = TempDir::new().unwrap();
    let directory = DataDir::open(Some(home.path().join("data"))).unwrap();
    let api = open(&directory).await;
    let organization = api
        .create_organization(&"Acme".parse().unwrap())
        .await
        .unwrap()
        .id;
    create(&api, organization, "first").await;
    Data {
        _home: home,
        directory,
        api,
        organization,
    }
}

async fn open(directory: &DataDir) -> AdminApi {
    Store::open(directory).await.unwrap().close().await;
    AdminApi::open(directory.path(), Clock::system()).await.unwrap()
}

async fn create(api: &AdminApi, organization: OrganizationId, description: &str) {
    let description = Description::parse(description).unwrap();
    let author = Author::User("test".to_owned());
    let roles = [OrganizationRole::Owner];
    api.create_key(organization, &description, &roles, &[], author)
        .await
        .unwrap();
}

async fn back_up(data: &Data, file: &Path) -> Result<(), Error> {
    backup::back_up(&data.directory, file, OffsetDateTime::now_utc()).await
}

fn contents(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[tokio::test]
async fn what_is_not_there_is_not_backed_up_and_no_file_is_overwritten() {
    let home = TempDir::new().unwrap();
    let empty = DataDir::open(Some(home.path().join("empty"))).unwrap();
    let file = home.path().join("backup.tar");
    let refused = backup::back_up(&empty, &file, OffsetDateTime::now_utc())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("keyhold serve once"), "{refused}");
    assert!(!file.exists());

    let data = data().await;
    fs::write(&file, "mine").unwrap();
    let refused = back_up(&data, &file).await.unwrap_err();
    assert!(refused.to_string().contains("is there already"), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(
        fs::read_dir(home.path()).unwrap().count(),
        2,
        "nothing is left beside it"
    );
}

#[tokio::test]
async fn a_restore_is_refused_while_a_server_runs_and_over_data() {
    let data = data().await;
    let home = TempDir::new().unwrap();
    let file = home.path().join("backup.tar");
    back_up(&data, &file).await.unwrap();
    let before = contents(data.directory.path());

    let lock = data.directory.lock().unwrap();
    for force in [false, true] {
        let refused = backup::restore(&data.directory, &file, force).await.unwrap_err();
        assert!(
            refused.to_string().contains("another keyhold server is running"),
            "{refused}"
        );
    }
    drop(lock);
    let refused = backup::restore(&data.directory, &file, false).await.unwrap_err();
    assert!(refused.to_string().contains("--force"), "{refused}");
    let after: Vec<_> = contents(data.directory.path())
        .into_iter()
        .filter(|(name, _)| name != "keyhold.lock")
        .collect();
    assert_eq!(after, before);
}

#[tokio::test]
async fn what_is_no_whole_backup_changes_nothing() {
    let data = data().await;
    let home = TempDir::new().unwrap();
    let good = home.path().join("backup.tar");
    back_up(&data, &good).await.unwrap();
    let bytes = fs::read(&good).unwrap();
    let archive = |files: &[(&str, &[u8])]| {
        let mut archive = tar::Builder::new(vec![]);
        for (name, content) in files {
            let mut header = tar::Header::new_gnu();
            // Written by hand: the library refuses to write what it would refuse to read.
            header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
            header.set_size(content.len() as u64);
            header.set_entry_type(tar::EntryType::Regular);
            header.set_cksum();
            archive.append(&header, *content).unwrap();
        }
        archive.into_inner().unwrap()
    };
    let mut damaged = bytes.clone();
    let middle = 512 + 4096 * 3;
    damaged[middle..middle + 512].fill(0xee);
    for (what, bytes) in [
        ("nothing", vec![]),
        ("no archive", b"not an archive at all".repeat(100)),
        ("half of one", bytes[..bytes.len() / 2].to_vec()),
        ("a damaged database", damaged),
        ("one file only", archive(&[("keyhold.key", &[1; 32])])),
        ("a foreign file", archive(&[("keyhold.conf", b"x")])),
        ("a file elsewhere", archive(&[("../keyhold.key", &[1; 32])])),
        (
            "a file twice",
            archive(&[("keyhold.key", &[1; 32]), ("keyhold.key", &[2; 32])]),
        ),
        (
            "no databases",
            archive(&[
                ("admin-api.db", b"x"),
                ("admin-api.key", &[1; 32]),
                ("keyhold.db", b"x"),
                ("keyhold.key", &[1; 32]),
            ]),
        ),
    ] {
        let file = home.path().join("bad.tar");
        fs::write(&file, bytes).unwrap();
        let target = DataDir::open(Some(home.path().join("target"))).unwrap();
        let refused = backup::restore(&target, &file, false).await.expect_err(what);
        assert!(
            refused.to_string().contains("is no backup of keyhold"),
            "{what}: {refused}"
        );
        let left: Vec<_> = fs::read_dir(target.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["keyhold.lock"], "{what}");
    }
    assert!(!home.path().join("keyhold.key").exists());
}

#[tokio::test]
async fn all_of_it_comes_back_for_its_owner_only() {
    let data = data().await;
    let home = TempDir::new().unwrap();
    let file = home.path().join("backup.tar");
    back_up(&data, &file).await.unwrap();
    let target = DataDir::open(Some(home.path().join("target"))).unwrap();
    backup::restore(&target, &file, false).await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        for name in FILES {
            assert_eq!(mode(&target.path().join(name)), 0o600, "{name}");
        }
    }
    for checked in admin_api::check(target.path()).await.unwrap() {
        assert_eq!(checked.problems, Vec::<String>::new(), "{}", checked.what);
    }
    let restored = open(&target).await;
    assert_eq!(restored.organizations().await.unwrap()[0].id, data.organization);
}

#[tokio::test]
async fn with_force_later_data_is_replaced_and_an_old_log_with_it() {
    let data = data().await;
    let home = TempDir::new().unwrap();
    let file = home.path().join("backup.tar");
    back_up(&data, &file).await.unwrap();
    // What is written now stands in the log beside the database, which stays open here as after a crash.
    data.api
        .create_organization(&"Later".parse().unwrap())
        .await
        .unwrap();
    assert!(data.directory.path().join("admin-api.db-wal").exists());
    backup::restore(&data.directory, &file, true).await.unwrap();
    let restored = open(&data.directory).await;
    let names: Vec<_> = restored
        .organizations()
        .await
        .unwrap()
        .into_iter()
        .map(|organization| organization.name.to_string())
        .collect();
    assert_eq!(names, ["Acme"]);
}

#[tokio::test]
async fn a_restore_that_was_interrupted_once_it_counts_is_ended_by_the_next_command() {
    let data = data().await;
    let home = TempDir::new().unwrap();
    let file = home.path().join("backup.tar");
    back_up(&data, &file).await.unwrap();
    let whole = DataDir::open(Some(home.path().join("whole"))).unwrap();
    backup::restore(&whole, &file, false).await.unwrap();
    let expected: Vec<_> = FILES
        .map(|name| fs::read(whole.path().join(name)).unwrap())
        .to_vec();

    // Interrupted before each of the four files was put in place.
    for done in 0..=FILES.len() {
        let path = home.path().join(format!("interrupted-{done}"));
        let pending = path.join("restoring");
        fs::create_dir_all(&pending).unwrap();
        for (number, name) in FILES.iter().enumerate() {
            let content = &expected[number];
            if number < done {
                fs::write(path.join(name), content).unwrap();
            } else {
                fs::write(path.join(name), "of before").unwrap();
                fs::write(path.join(format!("{name}-wal")), "of before").unwrap();
                fs::write(pending.join(name), content).unwrap();
            }
        }
        let directory = DataDir::open(Some(path)).unwrap();
        for (number, name) in FILES.iter().enumerate() {
            assert!(
                fs::read(directory.path().join(name)).unwrap() == expected[number],
                "{done} {name}"
            );
            assert!(!directory.path().join(format!("{name}-wal")).exists());
        }
        assert!(!directory.path().join("restoring").exists());
    }
}

/// Each backup holds the keys from the first to some last one: everything that was acknowledged before it began, and
/// nothing torn.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_during_writing_is_of_one_moment() {
    let data = Arc::new(data().await);
    let over = Arc::new(AtomicBool::new(false));
    let writer = {
        let (data, over) = (Arc::clone(&data), Arc::clone(&over));
        tokio::spawn(async move {
            let mut written = 0;
            while !over.load(Ordering::SeqCst) && written < 400 {
                create(&data.api, data.organization, &format!("key {written}")).await;
                written += 1;
            }
        })
    };
    let home = TempDir::new().unwrap();
    for round in 0..5 {
        let before = keys(data.directory.path()).await.len();
        let file = home.path().join(format!("{round}.tar"));
        back_up(&data, &file).await.unwrap();
        let target = DataDir::open(Some(home.path().join(format!("{round}")))).unwrap();
        backup::restore(&target, &file, false).await.unwrap();
        for checked in admin_api::check(target.path()).await.unwrap() {
            assert_eq!(checked.problems, Vec::<String>::new(), "{}", checked.what);
        }
        let restored = keys(target.path()).await;
        assert!(restored.len() >= before, "{} of {before}", restored.len());
        let expected: Vec<_> = (0..restored.len() - 1)
            .map(|number| format!("key {number}"))
            .collect();
        assert_eq!(restored[1..], expected);
    }
    over.store(true, Ordering::SeqCst);
    writer.await.unwrap();
}

/// The descriptions of the keys, in the order of their events.
async fn keys(directory: &Path) -> Vec<String> {
    use sqlx::Connection;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(directory.join("admin-api.db"));
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    let sql = "SELECT description FROM events JOIN api_keys ON public_key = target_public_key
               WHERE type = 'API_KEY_CREATED' ORDER BY sequence";
    let keys = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    keys
}
