use contract::{PersonalKeys, ProblemCode, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser};

async fn delete(browser: &Browser<'_>, id: &str) -> Answer {
    browser.ask(Method::DELETE, &paths::personal_key(id)).send().await
}

#[tokio::test]
async fn a_key_there_is_not_is_not_found() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let account = browser.with_account(&["127.0.0.1"]).await;
    delete(&browser, "65f0c0ffee65f0c0ffee65f0")
        .await
        .assert_refused(404, ProblemCode::NotFound);
    let now = browser.personal_keys().await;
    assert_eq!(now, PersonalKeys::Linked(account));
}

#[tokio::test]
async fn a_deleted_key_is_gone_and_with_the_one_it_is_linked_by_the_link() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let account = browser.with_account(&["127.0.0.1"]).await;
    let (linking, others): (Vec<_>, Vec<_>) = account.keys.into_iter().partition(|key| key.linking);
    let after = delete(&browser, &others[0].id).await.linked();
    assert_eq!(after.keys, linking);
    let after: PersonalKeys = delete(&browser, &linking[0].id).await.json();
    assert_eq!(after, PersonalKeys::Unlinked);
    assert_eq!(browser.personal_keys().await, PersonalKeys::Unlinked);
}
