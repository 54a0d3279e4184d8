use contract::{AddEntries, PersonalKeys, ProblemCode, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser};

async fn add(browser: &Browser<'_>, entries: &[&str]) -> Answer {
    let entries = entries.iter().map(|&entry| entry.to_owned()).collect();
    let ask = browser.ask(Method::POST, paths::PERSONAL_ACCESS_LIST);
    ask.json(&AddEntries { entries }).send().await
}

#[tokio::test]
async fn what_is_no_entry_is_refused_by_its_place() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    add(&browser, &["192.0.2.7"])
        .await
        .assert_refused(409, ProblemCode::Conflict);
    let account = browser.with_account(&["127.0.0.1"]).await;
    for (entries, index) in [
        (&[][..], None),
        (&["192.0.2.7", "nonsense"], Some(1)),
        (&["0.0.0.0/0"], Some(0)),
        (&["192.0.2.7", "192.0.2.7/32"], Some(1)),
    ] {
        let problem = add(&browser, entries)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!(
            (problem.field.as_deref(), problem.index),
            (Some("entries"), index),
            "{problem}"
        );
    }
    assert_eq!(browser.personal_keys().await, PersonalKeys::Linked(account));
}

#[tokio::test]
async fn the_first_entries_must_let_keyhold_in() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&[]).await;
    let problem = add(&browser, &["192.0.2.7"])
        .await
        .assert_refused(409, ProblemCode::WouldLockOut);
    assert!(problem.message.contains("127.0.0.1"), "{problem}");
    let after = add(&browser, &["192.0.2.7", "127.0.0.0/8"]).await.linked();
    let blocks: Vec<_> = after.entries.iter().map(|entry| entry.block.as_str()).collect();
    assert_eq!(blocks, ["127.0.0.0/8", "192.0.2.7/32"]);
}

#[tokio::test]
async fn entries_are_added_and_what_is_there_already_is_no_error() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    browser.with_account(&["127.0.0.1"]).await;
    let after = add(&browser, &["2001:db8::7", "10.0.0.0/8", "127.0.0.1"])
        .await
        .linked();
    let blocks: Vec<_> = after.entries.iter().map(|entry| entry.block.as_str()).collect();
    assert_eq!(blocks, ["10.0.0.0/8", "127.0.0.1/32", "2001:db8::7/128"]);
}
