use contract::{ProblemCode, Session, SessionState, paths};
use reqwest::Method;

use crate::app::{Answer, App, OPERATOR, PASSWORD, credentials};

async fn sign_in(app: &App, name: &str, password: &str) -> Answer {
    app.ask(Method::POST, paths::SESSION)
        .json(&credentials(name, password))
        .send()
        .await
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let app = App::new().await;
    let mut told = Vec::new();
    for (name, password) in [
        (OPERATOR, "wrong"),
        ("nobody", PASSWORD),
        (OPERATOR, ""),
        ("", ""),
    ] {
        let answer = sign_in(&app, name, password).await;
        let problem = answer.assert_refused(401, ProblemCode::WrongCredentials);
        assert!(answer.headers.get("set-cookie").is_none());
        told.push((problem.message, problem.field));
    }
    told.dedup();
    assert_eq!(told.len(), 1);
}

#[tokio::test]
async fn after_five_tries_even_the_right_password_must_wait() {
    let app = App::new().await;
    for _ in 0..5 {
        sign_in(&app, OPERATOR, "wrong")
            .await
            .assert_refused(401, ProblemCode::WrongCredentials);
    }
    let answer = sign_in(&app, &OPERATOR.to_uppercase(), PASSWORD).await;
    answer.assert_refused(429, ProblemCode::TooMany);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
    app.wait(2);
    assert_eq!(sign_in(&app, OPERATOR, PASSWORD).await.status, 200);
    assert_eq!(
        sign_in(&app, OPERATOR, "wrong").await.status,
        401,
        "success has forgiven the tries"
    );
}

#[tokio::test]
async fn a_new_session_ends_the_one_the_browser_had() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let again = browser
        .ask(Method::POST, paths::SESSION)
        .json(&credentials(OPERATOR, PASSWORD))
        .send()
        .await;
    assert_ne!(again.cookie(), browser.cookie);
    browser
        .get(paths::KEYS)
        .await
        .assert_refused(401, ProblemCode::SignedOut);
}

#[tokio::test]
async fn the_right_password_signs_in_whatever_the_case_of_the_name() {
    let app = App::new().await;
    let answer = sign_in(&app, " aDA ", PASSWORD).await;
    assert!(
        matches!(answer.json::<Session>().state, SessionState::SignedIn { operator, .. } if operator.name == OPERATOR)
    );
    let cookie = answer.header("set-cookie");
    let (value, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "HttpOnly; SameSite=Strict; Path=/; Max-Age=43200");
    assert_eq!(value.strip_prefix("session=").unwrap().len(), 43);
}
