use contract::{ChangePersonalKey, PersonalKeys, ProblemCode, paths};
use reqwest::Method;

use crate::app::{ACCOUNT, Answer, App, Browser};

async fn enable(browser: &Browser<'_>, id: &str, enabled: bool) -> Answer {
    let ask = browser.ask(Method::PATCH, &paths::personal_key(id));
    ask.json(&ChangePersonalKey { enabled }).send().await
}

#[tokio::test]
async fn without_an_account_and_without_a_key_nothing_is_changed() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = "65f0c0ffee65f0c0ffee65f0";
    let problem = enable(&browser, id, false)
        .await
        .assert_refused(409, ProblemCode::Conflict);
    assert!(problem.message.contains("linked no account"), "{problem}");
    browser.with_account(&["127.0.0.1"]).await;
    for id in [id, "x", "%ff"] {
        enable(&browser, id, false)
            .await
            .assert_refused(404, ProblemCode::NotFound);
    }
}

#[tokio::test]
async fn a_key_is_disabled_and_enabled_again() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let account = browser.with_account(&["127.0.0.1"]).await;
    let other = account.keys.iter().find(|key| !key.linking).unwrap();
    for enabled in [false, true] {
        let after = enable(&browser, &other.id, enabled).await.linked();
        for key in &after.keys {
            assert_eq!(key.enabled, key.linking || enabled, "{key:?}");
        }
    }
}

#[tokio::test]
async fn without_the_key_it_is_linked_by_an_account_is_refused_in_words_and_still_linked() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let account = browser.with_account(&["127.0.0.1"]).await;
    let linking = account.keys.iter().find(|key| key.linking).unwrap();
    let after: PersonalKeys = enable(&browser, &linking.id, false).await.json();
    let PersonalKeys::Refused { account_name, reason } = &after else {
        panic!("{after:?}")
    };
    assert_eq!(account_name, ACCOUNT);
    assert!(
        reason.contains("disabled or deleted") && reason.contains("another"),
        "{reason}"
    );
    assert_eq!(browser.personal_keys().await, after);
    let problem = enable(&browser, &linking.id, true)
        .await
        .assert_refused(409, ProblemCode::Conflict);
    assert_eq!(&problem.message, reason);
}
