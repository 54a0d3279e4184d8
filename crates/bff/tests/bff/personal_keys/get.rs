use std::net::Ipv4Addr;

use axum::Router;
use bff::{Store, StoredConnection};
use contract::{PersonalKeys, paths};
use upstream::Flavor;
use zeroize::Zeroizing;

use crate::app::{ACCOUNT, App, BEGINNING, OTHER_KEY, PERSONAL_KEY};

/// A server that knows no Admin API of the version that has accounts.
async fn without_accounts() -> StoredConnection {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new()).await.unwrap() });
    StoredConnection {
        name: "elsewhere".into(),
        base_url: Some(base_url),
        flavor: Flavor::AtlasV2,
        public_key: "abcdefgh".into(),
        private_key: Zeroizing::new("secret".into()),
        key: "65f0c0ffee65f0c0ffee65f0".parse().unwrap(),
        organization: "65f0c0ffee65f0c0ffee65f1".parse().unwrap(),
        organization_name: "Elsewhere".into(),
        access_list_required: false,
    }
}

#[tokio::test]
async fn an_admin_api_without_accounts_is_told() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let store = Store::open(&app.data_dir()).await.unwrap();
    let connection = without_accounts().await;
    store.activate_connection(&connection, BEGINNING).await.unwrap();
    assert_eq!(browser.personal_keys().await, PersonalKeys::Unavailable);
}

#[tokio::test]
async fn nobody_is_linked_at_first_and_an_account_is_seen_by_its_operator_alone() {
    let app = App::new().await;
    let (ours, theirs) = (
        app.sign_in().await,
        app.sign_in_with(access::OperatorRole::OrganizationOwner).await,
    );
    assert_eq!(ours.personal_keys().await, PersonalKeys::Unlinked);
    let linked = ours.with_account(&["127.0.0.1", "10.0.0.0/8"]).await;
    assert_eq!(ours.personal_keys().await, PersonalKeys::Linked(linked));
    assert_eq!(theirs.personal_keys().await, PersonalKeys::Unlinked);
}

#[tokio::test]
async fn an_account_is_shown_with_its_keys_and_its_list_and_no_secret() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&["127.0.0.1", "10.0.0.0/8"]).await;
    let answer = browser.get(paths::PERSONAL_KEYS).await;
    let account = answer.linked();
    assert_eq!(account.name, ACCOUNT);
    let mut keys: Vec<_> = account
        .keys
        .iter()
        .map(|key| {
            (
                key.description.as_str(),
                key.masked_key.as_str(),
                key.enabled,
                key.linking,
            )
        })
        .collect();
    // Those of one second are in no order.
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            ("crontab", "********-****-****-fedcba987654", true, false),
            ("laptop", "********-****-****-0e6d4f8a1b2c", true, true)
        ]
    );
    let blocks: Vec<_> = account.entries.iter().map(|entry| entry.block.as_str()).collect();
    assert_eq!(blocks, ["10.0.0.0/8", "127.0.0.1/32"]);
    assert!(!answer.text().contains(&PERSONAL_KEY[..23]) && !answer.text().contains(&OTHER_KEY[..23]));
}
