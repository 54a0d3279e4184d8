use access::OperatorRole;
use contract::{Key, ProblemCode, ProjectKey, ProjectKeys, ProjectRoles, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser, OUR_PROJECT};

/// A key on two projects of the sample.
const ON_TWO: &str = "64bc3b80ca472e6c8e52666a";

async fn change(browser: &Browser<'_>, key: &str, roles: &[&str]) -> Answer {
    let roles = roles.iter().map(|&role| role.to_owned()).collect();
    let ask = browser.ask(Method::PATCH, &paths::project_key(OUR_PROJECT, key));
    ask.json(&ProjectRoles { roles }).send().await
}

#[tokio::test]
async fn a_key_that_is_not_on_the_project_is_not_put_there() {
    let app = App::with_sample().await;
    let owner = app.sign_in().await;
    let key = owner.create_key("ci").await.key.id;
    change(&owner, &key, &["GROUP_READ_ONLY"])
        .await
        .assert_refused(404, ProblemCode::NotFound);
    let listed: ProjectKeys = owner.get(&paths::project_keys(OUR_PROJECT)).await.json();
    assert!(listed.keys.iter().all(|on_it| on_it.id != key));
}

#[tokio::test]
async fn only_project_roles_can_be_given_and_at_least_one() {
    let app = App::with_sample().await;
    let owner = app.sign_in().await;
    for roles in [&[][..], &["ORG_OWNER"]] {
        let problem = change(&owner, ON_TWO, roles)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!(problem.field.as_deref(), Some("roles"));
    }
}

#[tokio::test]
async fn the_roles_in_the_project_are_replaced_and_all_others_stay() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectOwner).await;
    let answer = change(&browser, ON_TWO, &["GROUP_READ_ONLY"]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let changed: ProjectKey = answer.json();
    assert_eq!(
        (&changed.roles[..], changed.other_projects),
        (&["GROUP_READ_ONLY".to_owned()][..], 1)
    );
    let key: Key = browser.get(&paths::key(ON_TWO)).await.json();
    assert_eq!(key.roles, ["ORG_MEMBER"]);
    let elsewhere = key
        .projects
        .iter()
        .find(|project| project.id != OUR_PROJECT)
        .unwrap();
    assert_eq!(elsewhere.roles, ["GROUP_CLUSTER_MANAGER"]);
}
