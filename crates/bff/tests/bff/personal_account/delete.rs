use bff::{Store, StoredConnection};
use contract::{PersonalKeys, paths};
use reqwest::Method;

use crate::app::{App, BEGINNING, Start, elsewhere};

#[tokio::test]
async fn an_account_is_forgotten_however_often_one_asks() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&["127.0.0.1"]).await;
    for _ in 0..2 {
        let answer = browser.ask(Method::DELETE, paths::PERSONAL_ACCOUNT).send().await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        assert_eq!(browser.personal_keys().await, PersonalKeys::Unlinked);
    }
}

#[tokio::test]
async fn an_account_is_forgotten_with_its_operator() {
    let app = App::new().await;
    let role = access::OperatorRole::OrganizationReadOnly;
    let browser = app.sign_in_with(role).await;
    browser.with_account(&["127.0.0.1"]).await;
    let store = Store::open(&app.data_dir()).await.unwrap();
    store
        .remove_operator(&role.wire().parse().unwrap())
        .await
        .unwrap();
    let again = app.sign_in_with(role).await;
    assert_eq!(again.personal_keys().await, PersonalKeys::Unlinked);
}

#[tokio::test]
async fn an_account_belongs_to_one_connection_and_is_forgotten_with_it() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&["127.0.0.1"]).await;
    let (other, new) = elsewhere(Start::default(), &[access::OrganizationRole::Owner]).await;
    let there: StoredConnection = bff::connection::try_out(new).await.unwrap();
    let store = Store::open(&app.data_dir()).await.unwrap();
    store.activate_connection(&there, BEGINNING).await.unwrap();
    assert_eq!(browser.personal_keys().await, PersonalKeys::Unlinked);

    let account = other.import_account(&["127.0.0.1"]).await;
    browser.link(&account).await.linked();
    // One of the same name takes the place of the one before.
    store.activate_connection(&there, BEGINNING).await.unwrap();
    assert_eq!(browser.personal_keys().await, PersonalKeys::Unlinked);
}
