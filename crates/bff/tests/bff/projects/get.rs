use access::OperatorRole;
use contract::{ProjectList, paths};

use crate::app::{App, OUR_PROJECT};

#[tokio::test]
async fn whoever_works_in_a_project_sees_that_one_only() {
    let app = App::with_sample().await;
    for role in [OperatorRole::ProjectOwner, OperatorRole::ProjectReadOnly] {
        let browser = app.sign_in_with(role).await;
        let list: ProjectList = browser.get(paths::PROJECTS).await.json();
        let [project] = &list.projects[..] else {
            panic!("{list:?}")
        };
        assert_eq!(
            (project.id.as_str(), project.name.as_str()),
            (OUR_PROJECT, "parcel-tracking-prod")
        );
    }
}

#[tokio::test]
async fn whoever_sees_the_organization_sees_every_project() {
    let app = App::with_sample().await;
    for role in [
        OperatorRole::OrganizationOwner,
        OperatorRole::OrganizationReadOnly,
    ] {
        let browser = app.sign_in_with(role).await;
        let list: ProjectList = browser.get(paths::PROJECTS).await.json();
        assert_eq!(list.projects.len(), 3, "{role}");
    }
}
