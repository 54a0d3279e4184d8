use contract::{CreateKey, ExposureClass, KeyList, LastUse, paths};
use reqwest::Method;

use crate::app::{App, Browser, console_of_another, until};

async fn listed(browser: &Browser<'_>) -> KeyList {
    let answer = browser.get(paths::KEYS).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

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
    browser.ask(Method::DELETE, &paths::key(&made.id)).send().await;
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

#[tokio::test]
async fn another_admin_api_keeps_half_of_its_budget_for_others() {
    let (app, other) = console_of_another(40, 60).await;
    let browser = app.sign_in().await;
    let first = listed(&browser).await;
    assert_eq!(first.keys.len(), 40, "the keys are there at once");
    assert!(first.lists_read < 40, "{}", first.lists_read);
    let unread = first.keys.iter().find(|row| !row.list_read).unwrap();
    assert_eq!((unread.entries.len(), &unread.last_use), (0, &LastUse::Unknown));

    let (upstream, organization) = other.somebody_else().await;
    let some = until(async || listed(&browser).await, |list| list.lists_read > 20).await;
    let key = some.keys[0].id.parse().unwrap();
    let (_, left) = upstream.access_list_allowed(organization, key).await.unwrap();
    assert!(left.unwrap().remaining >= 25, "{left:?}");

    other.wait(60);
    let all = until(
        async || listed(&browser).await,
        |list| list.lists_read == list.keys.len(),
    )
    .await;
    assert!(
        all.keys.iter().all(|row| row.list_read && row.entries.len() == 1),
        "{all:?}"
    );
}

#[tokio::test]
async fn another_admin_api_is_not_asked_again_for_minutes_but_for_what_was_changed_here() {
    let (app, other) = console_of_another(3, 500).await;
    let browser = app.sign_in().await;
    let list = listed(&browser).await;
    assert_eq!(list.lists_read, 3, "a handful is waited for");
    let entries = async |id: &str| {
        let list = listed(&browser).await;
        list.keys.into_iter().find(|row| row.id == id).unwrap().entries
    };
    let mut ids = list.keys.iter().filter(|row| row.description != "for Keyhold");
    let (here, elsewhere) = (&ids.next().unwrap().id, &ids.next().unwrap().id);
    let (upstream, organization) = other.somebody_else().await;
    let more = ["198.51.100.7".parse().unwrap()];
    let key = elsewhere.parse().unwrap();
    upstream.add_entries(organization, key, &more).await.unwrap();
    assert_eq!(browser.add(here, &["198.51.100.7"]).await.status, 200);
    app.wait(4 * 60);
    assert_eq!(entries(here).await, ["192.0.2.0/24", "198.51.100.7/32"]);
    assert_eq!(entries(elsewhere).await, ["192.0.2.0/24"]);
    app.wait(60);
    until(async || entries(elsewhere).await, |entries| entries.len() == 2).await;
}

#[tokio::test]
async fn a_long_list_comes_compressed_and_a_secret_never_does() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let key = CreateKey {
        description: "ci".into(),
        roles: vec!["ORG_MEMBER".into()],
    };
    let ask = |method| browser.ask(method, paths::KEYS);
    let created = ask(Method::POST)
        .header("accept-encoding", "gzip")
        .json(&key)
        .send()
        .await;
    assert_eq!((created.status, created.header("content-encoding")), (201, ""));
    let listed = ask(Method::GET).header("accept-encoding", "gzip").send().await;
    assert_eq!((listed.status, listed.header("content-encoding")), (200, "gzip"));
    let plain = ask(Method::GET).send().await;
    assert_eq!((plain.status, plain.header("content-encoding")), (200, ""));
}
