use access::OperatorRole;
use contract::{Key, ProblemCode, ProjectKeys, paths};
use reqwest::Method;

use crate::app::{App, OUR_PROJECT};

/// A key on two projects of the sample.
const ON_TWO: &str = "64bc3b80ca472e6c8e52666a";

#[tokio::test]
async fn a_key_that_is_not_on_the_project_is_not_found() {
    let app = App::with_sample().await;
    let owner = app.sign_in().await;
    let key = owner.create_key("ci").await.key.id;
    for key in [key.as_str(), "65f0c0ffee65f0c0ffee65f0"] {
        let ask = owner.ask(Method::DELETE, &paths::project_key(OUR_PROJECT, key));
        ask.send().await.assert_refused(404, ProblemCode::NotFound);
    }
}

#[tokio::test]
async fn a_removed_key_stays_in_the_organization_and_in_other_projects() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectOwner).await;
    let path = paths::project_key(OUR_PROJECT, ON_TWO);
    assert_eq!(browser.ask(Method::DELETE, &path).send().await.status, 204);
    let listed: ProjectKeys = browser.get(&paths::project_keys(OUR_PROJECT)).await.json();
    assert!(listed.keys.iter().all(|key| key.id != ON_TWO));
    let key: Key = browser.get(&paths::key(ON_TWO)).await.json();
    assert_eq!(
        (&key.roles[..], key.projects.len()),
        (&["ORG_MEMBER".to_owned()][..], 1)
    );
    let again = browser.ask(Method::DELETE, &path).send().await;
    again.assert_refused(404, ProblemCode::NotFound);
}
