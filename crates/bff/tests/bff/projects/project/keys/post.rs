use access::OperatorRole;
use contract::{CreateKey, CreatedKey, ProblemCode, ProjectKeys, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser, OUR_PROJECT};

async fn create(browser: &Browser<'_>, project: &str, description: &str, roles: &[&str]) -> Answer {
    let wanted = CreateKey {
        description: description.into(),
        roles: roles.iter().map(|&role| role.to_owned()).collect(),
    };
    let ask = browser.ask(Method::POST, &paths::project_keys(project));
    ask.json(&wanted).send().await
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_at_its_field() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectOwner).await;
    for (description, roles, field, index) in [
        ("", &["GROUP_OWNER"][..], "description", None),
        ("ci", &[], "roles", None),
        ("ci", &["GROUP_OWNER", "ORG_OWNER"], "roles", Some(1)),
        ("ci", &["GROUP_UNHEARD_OF"], "roles", Some(0)),
    ] {
        let problem = create(&browser, OUR_PROJECT, description, roles)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!(
            (problem.field.as_deref(), problem.index),
            (Some(field), index),
            "{problem:?}"
        );
    }
}

#[tokio::test]
async fn in_a_project_there_is_not_no_key_is_made() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    create(&browser, "65f0c0ffee65f0c0ffee65f0", "ci", &["GROUP_OWNER"])
        .await
        .assert_refused(404, ProblemCode::NotFound);
}

#[tokio::test]
async fn a_project_owner_makes_a_key_that_is_a_member_of_the_organization() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectOwner).await;
    browser.get(paths::KEYS).await;
    let answer = create(&browser, OUR_PROJECT, "ci", &["GROUP_CLUSTER_MANAGER"]).await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (201, "no-store"),
        "{}",
        answer.text()
    );
    let made: CreatedKey = answer.json();
    assert_eq!(made.private_key.len(), 36);
    assert_eq!(made.key.roles, ["ORG_MEMBER"]);
    let [project] = &made.key.projects[..] else {
        panic!("{made:?}")
    };
    assert_eq!(
        (project.id.as_str(), &project.roles[..]),
        (OUR_PROJECT, &["GROUP_CLUSTER_MANAGER".to_owned()][..])
    );
    let listed: ProjectKeys = browser.get(&paths::project_keys(OUR_PROJECT)).await.json();
    assert!(listed.keys.iter().any(|key| key.id == made.key.id));
    let all: contract::KeyList = browser.get(paths::KEYS).await.json();
    assert!(
        all.keys.iter().any(|key| key.id == made.key.id),
        "the table knows it too"
    );
}
