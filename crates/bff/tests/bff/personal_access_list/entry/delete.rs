use contract::{PersonalKeys, ProblemCode, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser};

async fn remove(browser: &Browser<'_>, block: &str) -> Answer {
    let path = paths::personal_access_list_entry(block);
    browser.ask(Method::DELETE, &path).send().await
}

#[tokio::test]
async fn what_is_no_block_or_not_on_the_list_is_refused() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&["127.0.0.1", "10.0.0.0/8"]).await;
    remove(&browser, "nonsense")
        .await
        .assert_refused(400, ProblemCode::Invalid);
    remove(&browser, "10.0.0.0/9")
        .await
        .assert_refused(404, ProblemCode::NotFound);
}

#[tokio::test]
async fn the_entry_through_which_keyhold_asks_stays_and_the_way_out_is_told() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let account = browser.with_account(&["127.0.0.1", "10.0.0.0/8"]).await;
    let problem = remove(&browser, "127.0.0.1/32")
        .await
        .assert_refused(409, ProblemCode::WouldLockOut);
    assert!(
        problem.message.contains("127.0.0.1") && problem.message.contains("Add another entry"),
        "{problem}"
    );
    assert_eq!(
        problem.upstream_code.as_deref(),
        Some("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")
    );
    assert_eq!(browser.personal_keys().await, PersonalKeys::Linked(account));
}

#[tokio::test]
async fn an_entry_is_removed() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser
        .with_account(&["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"])
        .await;
    remove(&browser, "2001:db8::/32").await.linked();
    let after = remove(&browser, "10.0.0.0/8").await.linked();
    let blocks: Vec<_> = after.entries.iter().map(|entry| entry.block.as_str()).collect();
    assert_eq!(blocks, ["127.0.0.1/32"]);
}
