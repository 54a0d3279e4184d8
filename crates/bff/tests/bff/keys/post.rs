use contract::{CreateKey, CreatedKey, ExposureClass, KeyList, LastUse, ProblemCode, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser};

async fn create(browser: &Browser<'_>, description: &str, roles: &[&str]) -> Answer {
    let roles = roles.iter().map(|&role| role.to_owned()).collect();
    let wanted = CreateKey {
        description: description.into(),
        roles,
    };
    browser.ask(Method::POST, paths::KEYS).json(&wanted).send().await
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_at_its_field_and_makes_no_key() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    for (description, roles, field, index) in [
        ("", &["ORG_MEMBER"][..], "description", None),
        ("   ", &["ORG_MEMBER"], "description", None),
        (&"x".repeat(251), &["ORG_MEMBER"], "description", None),
        ("ci", &[], "roles", None),
        ("ci", &["ORG_MEMBER", "GROUP_OWNER"], "roles", Some(1)),
        ("ci", &["org_owner"], "roles", Some(0)),
    ] {
        let problem = create(&browser, description, roles)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!(
            (problem.field.as_deref(), problem.index),
            (Some(field), index),
            "{problem:?}"
        );
    }
    assert_eq!(browser.get(paths::KEYS).await.json::<KeyList>().keys.len(), 1);
}

#[tokio::test]
async fn the_private_key_is_told_once_and_kept_nowhere() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let answer = create(&browser, " ci ", &["ORG_READ_ONLY", "ORG_MEMBER"]).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("cache-control"), "no-store");
    let CreatedKey { key, private_key } = answer.json();
    assert_eq!(private_key.len(), 36);
    assert_eq!(key.description, "ci");
    assert_eq!(key.roles, ["ORG_MEMBER", "ORG_READ_ONLY"]);
    assert_eq!(
        key.masked_private_key,
        format!("********-****-****-{}", &private_key[24..])
    );
    assert_eq!(
        (key.exposure, key.last_use),
        (ExposureClass::NoList, LastUse::Unknown)
    );
    let again = browser.get(&paths::key(&key.id)).await;
    assert!(again.text().contains(&key.masked_private_key) && !again.text().contains(&private_key));
}
