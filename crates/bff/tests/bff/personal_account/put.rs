use access::OperatorRole;
use contract::{LinkAccount, PersonalKeys, ProblemCode};

use crate::app::{ACCOUNT, App, OTHER_KEY, PERSONAL_KEY};

fn account(name: &str, key: &str) -> LinkAccount {
    LinkAccount {
        account_name: name.into(),
        personal_key: key.into(),
    }
}

#[tokio::test]
async fn what_the_admin_api_does_not_take_is_not_kept() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    app.import_account(&["127.0.0.1"]).await;
    let made = browser.create_key("no account").await;
    for (name, key, field) in [
        ("", PERSONAL_KEY, "accountName"),
        ("ada:example", PERSONAL_KEY, "accountName"),
        (ACCOUNT, " ", "personalKey"),
        (ACCOUNT, "5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2d", "personalKey"),
        ("eve@example.com", PERSONAL_KEY, "personalKey"),
        (&made.key.public_key, &made.private_key, "accountName"),
    ] {
        let answer = browser.link(&account(name, key)).await;
        let problem = answer.assert_refused(422, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field), "{name}: {problem}");
        assert!(
            key.trim().is_empty() || !problem.message.contains(key),
            "{problem}"
        );
        assert_eq!(browser.personal_keys().await, PersonalKeys::Unlinked);
    }
}

#[tokio::test]
async fn an_account_whose_list_does_not_let_keyhold_in_is_not_linked_and_why() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let account = app.import_account(&["192.0.2.7"]).await;
    let problem = browser
        .link(&account)
        .await
        .assert_refused(409, ProblemCode::Conflict);
    assert!(problem.message.contains("127.0.0.1"), "{problem}");
    assert_eq!(
        problem.upstream_code.as_deref(),
        Some("IP_ADDRESS_NOT_ON_ACCESS_LIST")
    );
}

#[tokio::test]
async fn whatever_their_role_an_operator_may_link_their_account() {
    let app = App::with_sample().await;
    let account = app.import_account(&["127.0.0.1"]).await;
    for &role in OperatorRole::ALL {
        let browser = app.sign_in_with(role).await;
        assert_eq!(browser.link(&account).await.linked().name, ACCOUNT);
    }
}

#[tokio::test]
async fn another_key_takes_the_place_of_the_one_before() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&["127.0.0.1"]).await;
    let after = browser
        .link(&account(&format!(" {ACCOUNT} "), OTHER_KEY))
        .await
        .linked();
    for key in &after.keys {
        assert_eq!(key.linking, key.description == "crontab", "{key:?}");
    }
}

#[tokio::test]
async fn the_key_stands_in_no_file_as_it_is() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&["127.0.0.1"]).await;
    let files = std::fs::read_dir(app.directory.path()).unwrap();
    let mut looked = 0;
    for file in files {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let found = bytes
            .windows(PERSONAL_KEY.len())
            .any(|part| part == PERSONAL_KEY.as_bytes());
        assert!(!found);
        looked += 1;
    }
    assert!(looked >= 4, "{looked}");
}
