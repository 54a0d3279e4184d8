//! Importing accounts from a file.

use admin_api::{Error, ImportedAccounts};

use crate::support::{Server, assert_ok};

const KEY: &str = "5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2c";

/// A file of one account with one thing replaced. Each value stands on a line of its own.
fn file(from: &str, to: &str) -> String {
    let good = format!(
        r#"{{ "accounts": [
{{ "userName": "ada@example.com",
  "organization": "Acme",
  "roles": ["ORG_OWNER",
    "ORG_MEMBER"],
  "projects": [],
  "keys": [{{
    "description": "laptop",
    "key": "{KEY}" }}],
  "accessList": ["127.0.0.1",
    "10.0.0.0/8"] }}
] }}"#
    );
    assert!(good.contains(from), "{from}");
    good.replacen(from, to, 1)
}

#[tokio::test]
async fn what_is_wrong_is_told_by_line_and_field_and_nothing_is_imported() {
    let server = Server::start().await;
    let many = format!("{}\"10.0.0.0/8\"", "\"192.0.2.1\",".repeat(200));
    for (from, to, line, field, reason) in [
        (
            "ada@example.com",
            "ada:lovelace",
            2,
            "accounts[0].userName",
            "':' cannot stand",
        ),
        (
            "\"ada@example.com\"",
            "7",
            2,
            "accounts[0].userName",
            "must be a text",
        ),
        (
            "Acme",
            "Nobody",
            3,
            "accounts[0].organization",
            "there is no organization named “Nobody”",
        ),
        (
            "ORG_MEMBER",
            "GROUP_OWNER",
            5,
            "accounts[0].roles[1]",
            "“GROUP_OWNER” is no organization role",
        ),
        (
            "[\"ORG_OWNER\",\n    \"ORG_MEMBER\"]",
            "[]",
            2,
            "accounts[0].roles",
            "at least one role",
        ),
        (
            "\"projects\": []",
            "\"projects\": [{ \"name\": \"payments\", \"roles\": [\"GROUP_OWNER\"] }]",
            6,
            "accounts[0].projects[0].name",
            "no project named “payments”",
        ),
        (
            "laptop",
            " ",
            8,
            "accounts[0].keys[0].description",
            "Enter a description",
        ),
        (
            KEY,
            "short",
            9,
            "accounts[0].keys[0].key",
            "24 to 128 visible ASCII characters",
        ),
        (
            "\"key\"",
            "\"password\"",
            9,
            "accounts[0].keys[0].password",
            "unknown field `password`",
        ),
        ("10.0.0.0/8", "10.0.0.0/99", 11, "accounts[0].accessList[1]", "99"),
        (
            "10.0.0.0/8",
            "127.0.0.1/32",
            11,
            "accounts[0].accessList[1]",
            "on the list already",
        ),
        (
            "\"10.0.0.0/8\"",
            &many,
            2,
            "accounts[0].accessList",
            "at most 200",
        ),
        ("] }\n] }", "] }\n", 12, "accounts", "EOF"),
    ] {
        let error = server.api.import_accounts(&file(from, to)).await.unwrap_err();
        let Error::Import {
            line: told,
            field: named,
            reason: because,
        } = &error
        else {
            panic!("{error}")
        };
        assert_eq!((*told, named.as_str()), (line, field), "{error}");
        assert!(because.contains(reason), "{error}");
        assert!(!error.to_string().contains(KEY), "{error}");
    }
    assert_eq!(count(&server).await, 0);
}

#[tokio::test]
async fn one_bad_account_keeps_all_out() {
    let server = Server::start().await;
    let good = file("ada@", "ada@");
    let twice = good.replacen(
        "\n] }",
        &format!(",\n{}", &good["{ \"accounts\": [\n".len()..]),
        1,
    );
    let error = server.api.import_accounts(&twice).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 12: accounts[1].userName: this account stands in the file twice"
    );
    assert_eq!(count(&server).await, 0);
}

#[tokio::test]
async fn an_account_has_ten_keys_at_most_each_once() {
    let server = Server::start().await;
    let keys = |numbers: &[usize]| -> String {
        let key = |number| format!(r#"{{"description": "x", "key": "a-personal-key-of-letters-{number}"}}"#);
        numbers.iter().map(key).collect::<Vec<_>>().join(",")
    };
    let one = format!("{{\n    \"description\": \"laptop\",\n    \"key\": \"{KEY}\" }}");
    let numbers: Vec<usize> = (0..11).collect();
    let error = server
        .api
        .import_accounts(&file(&one, &keys(&numbers)))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("at most 10 keys"), "{error}");
    let error = server
        .api
        .import_accounts(&file(&one, &keys(&[1, 2, 1])))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("accounts[0].keys[2].key"), "{error}");
    server
        .api
        .import_accounts(&file(&one, &keys(&numbers[..10])))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_public_key_is_no_accounts_name() {
    let server = Server::start().await;
    let name = server.owner.public_key.to_string();
    let error = server
        .api
        .import_accounts(&file("ada@example.com", &name))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("public key of an API key"), "{error}");
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let server = Server::start().await;
    let first = server
        .api
        .import_accounts(&file("laptop", "laptop"))
        .await
        .unwrap();
    assert_eq!(
        first,
        ImportedAccounts {
            imported: 1,
            present: 0
        }
    );
    let again = server
        .api
        .import_accounts(&file("127.0.0.1", "192.0.2.1"))
        .await
        .unwrap();
    assert_eq!(
        again,
        ImportedAccounts {
            imported: 0,
            present: 1
        }
    );
    let client = crate::support::Client::with(server.address, "ada@example.com", KEY, "127.0.0.1");
    assert_ok(&client.get("/api/atlas/v1.0").await);
}

async fn count(server: &Server) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM accounts")
        .fetch_one(&mut server.database().await)
        .await
        .unwrap()
}
