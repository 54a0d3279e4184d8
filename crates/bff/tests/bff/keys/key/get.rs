use access::OperatorRole;
use contract::{ExposureClass, Key, LastUse, ProblemCode, ProjectRoles, paths};
use reqwest::Method;

use crate::app::{App, OUR_PROJECT, THEIR_PROJECT};

#[tokio::test]
async fn a_key_there_is_not_is_not_found() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let problem = browser
        .get(&paths::key("65f0c0ffee65f0c0ffee65f0"))
        .await
        .assert_refused(404, ProblemCode::NotFound);
    assert!(problem.upstream_code.is_some(), "{problem:?}");
}

#[tokio::test]
async fn the_own_key_is_an_owner_for_this_machine_alone() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let key = browser.own_key().await;
    assert_eq!(key.entries.len(), 1);
    assert_eq!(key.entries[0].block, "127.0.0.1/32");
    assert_eq!(key.exposure, ExposureClass::Narrow);
    assert_eq!(key.roles, ["ORG_OWNER"]);
}

#[tokio::test]
async fn a_key_without_a_list_says_so() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let made = browser.create_key("ci").await.key;
    let key: Key = browser.get(&paths::key(&made.id)).await.json();
    assert_eq!(key, made);
    assert_eq!(
        (key.exposure, key.last_use),
        (ExposureClass::NoList, LastUse::Unknown)
    );
}

#[tokio::test]
async fn a_project_has_a_name_for_whoever_may_see_it_alone() {
    let app = App::with_sample().await;
    let owner = app.sign_in().await;
    let id = owner.create_key("ci").await.key.id;
    let roles = ProjectRoles {
        roles: vec!["GROUP_READ_ONLY".into()],
    };
    for project in [OUR_PROJECT, THEIR_PROJECT] {
        let ask = owner.ask(Method::POST, &paths::project_key(project, &id));
        assert_eq!(ask.json(&roles).send().await.status, 200);
    }
    for (role, names) in [
        (
            OperatorRole::ProjectReadOnly,
            [Some("parcel-tracking-prod"), None],
        ),
        (
            OperatorRole::OrganizationReadOnly,
            [Some("parcel-tracking-prod"), Some("data-platform")],
        ),
    ] {
        let browser = app.sign_in_with(role).await;
        let key: Key = browser.get(&paths::key(&id)).await.json();
        let told: Vec<_> = key
            .projects
            .iter()
            .map(|project| project.name.as_deref())
            .collect();
        assert_eq!(told, names, "{role}");
    }
}
