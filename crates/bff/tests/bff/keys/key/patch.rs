use contract::{ChangeKey, Key, ProblemCode, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser};

async fn change(
    browser: &Browser<'_>,
    id: &str,
    description: Option<&str>,
    roles: Option<&[&str]>,
) -> Answer {
    let change = ChangeKey {
        description: description.map(str::to_owned),
        roles: roles.map(|roles| roles.iter().map(|&role| role.to_owned()).collect()),
    };
    browser
        .ask(Method::PATCH, &paths::key(id))
        .json(&change)
        .send()
        .await
}

#[tokio::test]
async fn what_cannot_be_taken_changes_nothing() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let before = browser.create_key("ci").await.key;
    change(&browser, &before.id, None, None)
        .await
        .assert_refused(400, ProblemCode::Invalid);
    for (description, roles, field) in [
        (Some(""), None, "description"),
        (None, Some(&[][..]), "roles"),
        (Some("cd"), Some(&["NO_ROLE"][..]), "roles"),
    ] {
        let problem = change(&browser, &before.id, description, roles)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field));
    }
    assert_eq!(browser.get(&paths::key(&before.id)).await.json::<Key>(), before);
}

#[tokio::test]
async fn a_key_there_is_not_is_not_found() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    change(&browser, "65f0c0ffee65f0c0ffee65f0", Some("ci"), None)
        .await
        .assert_refused(404, ProblemCode::NotFound);
}

#[tokio::test]
async fn the_key_keyhold_uses_stays_an_owner_but_may_be_renamed() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let own = browser.own_key().await;
    let answer = change(&browser, &own.id, Some("renamed"), Some(&["ORG_MEMBER"])).await;
    let problem = answer.assert_refused(409, ProblemCode::WouldLockOut);
    assert!(problem.message.contains("keyhold connection add"), "{problem}");
    assert_eq!(browser.own_key().await.description, "Keyhold console");
    assert_eq!(
        change(
            &browser,
            &own.id,
            Some("renamed"),
            Some(&["ORG_OWNER", "ORG_MEMBER"])
        )
        .await
        .status,
        200
    );
    assert_eq!(browser.own_key().await.description, "renamed");
}

#[tokio::test]
async fn each_part_changes_alone() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let id = browser.create_key("ci").await.key.id;
    let key: Key = change(&browser, &id, Some("cd"), None).await.json();
    assert_eq!(
        (key.description.as_str(), &key.roles[..]),
        ("cd", &["ORG_MEMBER".to_owned()][..])
    );
    let key: Key = change(&browser, &id, None, Some(&["ORG_READ_ONLY"])).await.json();
    assert_eq!(
        (key.description.as_str(), &key.roles[..]),
        ("cd", &["ORG_READ_ONLY".to_owned()][..])
    );
}
