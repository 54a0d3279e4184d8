use contract::{ExposureClass, Key, LastUse, ProblemCode, paths};

use crate::app::App;

#[tokio::test]
async fn a_key_there_is_not_is_not_found() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let problem = browser
        .get(&paths::key("65f0c0ffee65f0c0ffee65f0"))
        .await
        .assert_refused(404, ProblemCode::NotFound);
    assert!(problem.upstream_code.is_some(), "{problem:?}");
}

#[tokio::test]
async fn the_own_key_is_an_owner_for_this_machine_alone() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let key = browser.own_key().await;
    assert_eq!(key.entries.len(), 1);
    assert_eq!(key.entries[0].block, "127.0.0.1/32");
    assert_eq!(key.exposure, ExposureClass::Narrow);
    assert_eq!(key.roles, ["ORG_OWNER"]);
}

#[tokio::test]
async fn a_key_without_a_list_says_so() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let made = browser.create_key("ci").await.key;
    let key: Key = browser.get(&paths::key(&made.id)).await.json();
    assert_eq!(key, made);
    assert_eq!(
        (key.exposure, key.last_use),
        (ExposureClass::NoList, LastUse::Unknown)
    );
}
