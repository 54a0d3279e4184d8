use contract::{ProblemCode, paths};
use reqwest::Method;

use crate::app::App;

#[tokio::test]
async fn signing_out_answers_the_same_with_and_without_a_session() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    for _ in 0..2 {
        let answer = browser.ask(Method::DELETE, paths::SESSION).send().await;
        assert_eq!((answer.status, answer.body.len()), (204, 0));
        assert_eq!(
            answer.header("set-cookie"),
            "session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0"
        );
    }
    assert_eq!(app.ask(Method::DELETE, paths::SESSION).send().await.status, 204);
    browser
        .get(paths::KEYS)
        .await
        .assert_refused(401, ProblemCode::SignedOut);
}

#[tokio::test]
async fn only_the_own_session_ends() {
    let app = App::new().await;
    let (one, other) = (app.sign_in().await, app.sign_in().await);
    one.ask(Method::DELETE, paths::SESSION).send().await;
    assert_eq!(other.get(paths::KEYS).await.status, 200);
}
