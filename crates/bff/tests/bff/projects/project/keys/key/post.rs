use access::OperatorRole;
use contract::{ProblemCode, ProjectKey, ProjectRoles, paths};
use reqwest::Method;

use crate::app::{Answer, App, Browser, OUR_PROJECT};

async fn invite(browser: &Browser<'_>, project: &str, key: &str, roles: &[&str]) -> Answer {
    let roles = roles.iter().map(|&role| role.to_owned()).collect();
    let ask = browser.ask(Method::POST, &paths::project_key(project, key));
    ask.json(&ProjectRoles { roles }).send().await
}

#[tokio::test]
async fn only_project_roles_can_be_given_and_at_least_one() {
    let app = App::with_sample().await;
    let owner = app.sign_in().await;
    let key = owner.create_key("ci").await.key.id;
    for (roles, index) in [(&[][..], None), (&["GROUP_OWNER", "ORG_MEMBER"], Some(1))] {
        let problem = invite(&owner, OUR_PROJECT, &key, roles)
            .await
            .assert_refused(422, ProblemCode::Invalid);
        assert_eq!((problem.field.as_deref(), problem.index), (Some("roles"), index));
    }
}

#[tokio::test]
async fn a_key_or_a_project_there_is_not_is_not_found() {
    let app = App::with_sample().await;
    let owner = app.sign_in().await;
    let key = owner.create_key("ci").await.key.id;
    let nothing = "65f0c0ffee65f0c0ffee65f0";
    for (project, key) in [(OUR_PROJECT, nothing), (nothing, key.as_str())] {
        invite(&owner, project, key, &["GROUP_OWNER"])
            .await
            .assert_refused(404, ProblemCode::NotFound);
    }
}

#[tokio::test]
async fn a_key_that_is_on_the_project_is_not_invited_again() {
    let app = App::with_sample().await;
    let owner = app.sign_in().await;
    let key = owner.create_key("ci").await.key.id;
    let (one, other) = tokio::join!(
        invite(&owner, OUR_PROJECT, &key, &["GROUP_READ_ONLY"]),
        invite(&owner, OUR_PROJECT, &key, &["GROUP_READ_ONLY"])
    );
    let (invited, refused) = if one.status == 200 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!(invited.status, 200, "{}", invited.text());
    refused.assert_refused(409, ProblemCode::Conflict);
}

#[tokio::test]
async fn a_project_owner_invites_a_key_of_the_organization() {
    let app = App::with_sample().await;
    let key = app.sign_in().await.create_key("ci").await.key.id;
    let browser = app.sign_in_with(OperatorRole::ProjectOwner).await;
    let answer = invite(
        &browser,
        OUR_PROJECT,
        &key,
        &["GROUP_READ_ONLY", "GROUP_BACKUP_CREATOR"],
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut invited: ProjectKey = answer.json();
    invited.roles.sort();
    assert_eq!(invited.roles, ["GROUP_BACKUP_CREATOR", "GROUP_READ_ONLY"]);
    assert_eq!(
        (&invited.organization_roles[..], invited.other_projects),
        (&["ORG_MEMBER".to_owned()][..], 0)
    );
}
