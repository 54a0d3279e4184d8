use access::OperatorRole;
use contract::{ExposureClass, LastUse, ProblemCode, ProjectKeys, paths};

use crate::app::{App, OUR_PROJECT};

#[tokio::test]
async fn a_project_there_is_not_is_not_found() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    for id in ["65f0c0ffee65f0c0ffee65f0", "x", "%ff"] {
        browser
            .get(&paths::project_keys(id))
            .await
            .assert_refused(404, ProblemCode::NotFound);
    }
}

#[tokio::test]
async fn a_key_is_shown_with_what_it_is_here_and_what_it_keeps_elsewhere() {
    let app = App::with_sample().await;
    let browser = app.sign_in_with(OperatorRole::ProjectReadOnly).await;
    let found: ProjectKeys = browser.get(&paths::project_keys(OUR_PROJECT)).await.json();
    assert_eq!(
        (found.project.id.as_str(), found.project.name.as_str()),
        (OUR_PROJECT, "parcel-tracking-prod")
    );
    let named = |description: &str| {
        let key = found
            .keys
            .iter()
            .find(|key| key.description.starts_with(description));
        key.unwrap_or_else(|| panic!("{description}"))
    };
    let deployer = named("GitHub Actions deployer");
    assert_eq!(deployer.roles, ["GROUP_CLUSTER_MANAGER"]);
    assert_eq!(
        (&deployer.organization_roles[..], deployer.other_projects),
        (&["ORG_MEMBER".to_owned()][..], 1)
    );
    assert_eq!(
        (deployer.entries.len(), deployer.exposure),
        (2, ExposureClass::Internet)
    );
    assert!(
        matches!(&deployer.last_use, LastUse::At { address: Some(address), .. } if address == "172.183.40.9")
    );
    assert_eq!(named("Jenkins deployer").other_projects, 0);
    assert!(
        !found
            .keys
            .iter()
            .any(|key| key.description.starts_with("Grafana")),
        "a key of no project is on none"
    );
}
