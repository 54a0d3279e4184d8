//! What is done to a data directory on the command line beside serving it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn keyhold(data_dir: &Path, arguments: &[&str]) -> Output {
    with_input(data_dir, arguments, "")
}

fn with_input(data_dir: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_keyhold"))
        .args(arguments)
        .arg("--data-dir")
        .arg(data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn data_is_checked_backed_up_restored_and_accounts_are_imported() {
    let home = TempDir::new().unwrap();
    let path = &home.path().join("data");
    let add = [
        "operator",
        "add",
        "ada",
        "--role",
        "organization-owner",
        "--password-stdin",
    ];
    assert_eq!(
        with_input(path, &add, "correct horse battery").status.code(),
        Some(0)
    );
    let create = [
        "admin-api",
        "key",
        "create",
        "--organization",
        "Acme",
        "--role",
        "ORG_OWNER",
        "--json",
    ];
    assert_eq!(keyhold(path, &create).status.code(), Some(0));

    let checked = keyhold(path, &["admin-api", "check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
    assert!(
        text(&checked.stdout)
            .lines()
            .all(|line| line.starts_with("ok    ")),
        "{}",
        text(&checked.stdout)
    );

    let file = home.path().join("accounts.json");
    fs::write(&file, "{ \"accounts\": [\n{ \"userName\": \"a:b\" } ] }").unwrap();
    let import = ["admin-api", "account", "import", file.to_str().unwrap()];
    let refused = keyhold(path, &import);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("line 2: accounts[0].userName"),
        "{}",
        text(&refused.stderr)
    );
    let account = serde_json::json!({ "accounts": [{
        "userName": "ada@example.com",
        "organization": "Acme",
        "roles": ["ORG_OWNER"],
        "keys": [{ "description": "laptop", "key": "5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2c" }],
    }] });
    fs::write(&file, account.to_string()).unwrap();
    for told in ["imported: 1, there already: 0", "imported: 0, there already: 1"] {
        let imported = keyhold(path, &import);
        assert_eq!(imported.status.code(), Some(0), "{}", text(&imported.stderr));
        assert!(
            text(&imported.stderr).contains(told),
            "{}",
            text(&imported.stderr)
        );
    }

    let backup = home.path().join("backup.tar");
    let backup = backup.to_str().unwrap();
    assert_eq!(keyhold(path, &["backup", backup]).status.code(), Some(0));
    assert_eq!(keyhold(path, &["backup", backup]).status.code(), Some(1));
    assert_eq!(keyhold(path, &["restore", backup]).status.code(), Some(1));
    assert_eq!(
        keyhold(path, &["restore", backup, "--force"]).status.code(),
        Some(0)
    );
    let target = home.path().join("target");
    assert_eq!(keyhold(&target, &["restore", backup]).status.code(), Some(0));
    fs::write(target.join("admin-api.key"), [7; 32]).unwrap();
    let checked = keyhold(&target, &["admin-api", "check"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(text(&checked.stdout).contains("FAIL  every credential opens under the key"));
    assert!(
        text(&checked.stdout).contains("personal key"),
        "{}",
        text(&checked.stdout)
    );
    assert!(
        text(&checked.stderr).contains("2 things are wrong"),
        "{}",
        text(&checked.stderr)
    );
}

#[test]
fn what_is_no_backend_is_refused() {
    let home = TempDir::new().unwrap();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--backend", "ftp://backend"];
    let refused = keyhold(home.path(), &arguments);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("must begin with http"),
        "{}",
        text(&refused.stderr)
    );
}
