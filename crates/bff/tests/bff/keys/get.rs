use contract::{ExposureClass, KeyList, LastUse, paths};

use crate::app::App;

#[tokio::test]
async fn a_row_carries_what_the_table_shows() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let made = browser.create_key("ci").await.key;
    browser.add(&made.id, &["0.0.0.0/1", "128.0.0.0/1"]).await;
    let list: KeyList = browser.get(paths::KEYS).await.json();
    assert_eq!(list.keys.len(), 2);
    let row = list.keys.iter().find(|row| row.id == made.id).unwrap();
    assert_eq!(
        (row.description.as_str(), &row.public_key, row.projects),
        ("ci", &made.public_key, 0)
    );
    assert_eq!(row.roles, ["ORG_MEMBER"]);
    assert_eq!(row.entries, ["0.0.0.0/1", "128.0.0.0/1"]);
    assert_eq!(
        (row.exposure, &row.last_use),
        (ExposureClass::Internet, &LastUse::Never)
    );
}

#[tokio::test]
async fn what_is_changed_here_is_seen_at_once() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let descriptions = async || {
        let list: KeyList = browser.get(paths::KEYS).await.json();
        let mut all: Vec<_> = list.keys.into_iter().map(|row| row.description).collect();
        all.sort();
        all
    };
    assert_eq!(descriptions().await, ["Keyhold console"]);
    let made = browser.create_key("ci").await.key;
    assert_eq!(descriptions().await, ["Keyhold console", "ci"]);
    browser
        .ask(reqwest::Method::DELETE, &paths::key(&made.id))
        .send()
        .await;
    assert_eq!(descriptions().await, ["Keyhold console"]);
}

#[tokio::test]
async fn what_is_changed_elsewhere_is_seen_after_a_few_seconds() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let count = async || browser.get(paths::KEYS).await.json::<KeyList>().keys.len();
    assert_eq!(count().await, 1);
    app.somebody_else().await;
    assert_eq!(count().await, 1);
    app.wait(15);
    assert_eq!(count().await, 2);
}

#[tokio::test]
async fn no_private_key_is_in_the_table() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let made = browser.create_key("ci").await;
    let text = browser.get(paths::KEYS).await.text();
    assert!(!text.contains(&made.private_key) && !text.to_lowercase().contains("private"));
}
