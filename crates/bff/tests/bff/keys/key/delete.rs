use contract::{ProblemCode, paths};
use reqwest::Method;

use crate::app::App;

#[tokio::test]
async fn the_key_keyhold_uses_is_not_deleted() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let own = browser.own_key().await;
    let answer = browser.ask(Method::DELETE, &paths::key(&own.id)).send().await;
    let problem = answer.assert_refused(409, ProblemCode::WouldLockOut);
    assert!(problem.message.contains("keyhold connection add"), "{problem}");
    assert_eq!(browser.get(paths::KEYS).await.status, 200);
}

#[tokio::test]
async fn a_deleted_key_is_gone() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    let answer = browser.ask(Method::DELETE, &paths::key(&id)).send().await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    browser
        .get(&paths::key(&id))
        .await
        .assert_refused(404, ProblemCode::NotFound);
    browser
        .ask(Method::DELETE, &paths::key(&id))
        .send()
        .await
        .assert_refused(404, ProblemCode::NotFound);
}
