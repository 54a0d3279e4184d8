use access::OrganizationRole::{Member, ReadOnly};
use admin_api::{Author, sample};

use crate::support::{Key, Server, assert_ok, assert_refused};

/// A key of the sample organization.
pub async fn sample_key(server: &Server, role: access::OrganizationRole) -> (access::OrganizationId, Key) {
    let organization = sample::load(&server.api).await.unwrap().id;
    let description = "of a test".parse().unwrap();
    let author = Author::User("test".to_owned());
    let made = server
        .api
        .create_key(organization, &description, &[role], &[], author)
        .await
        .unwrap();
    let key = Key {
        id: made.id,
        public_key: made.public_key,
        private_key: made.private_key.to_string(),
    };
    (organization, key)
}

#[tokio::test]
async fn another_organization_is_refused() {
    let server = Server::start().await;
    let (organization, _) = sample_key(&server, ReadOnly).await;
    let answer = server.owner().get(&format!("/orgs/{organization}/groups")).await;
    assert_refused(&answer, 401, "USER_CANNOT_ACCESS_ORG", &[]);
}

#[tokio::test]
async fn a_key_sees_the_projects_its_roles_give_it() {
    let server = Server::start().await;
    for (role, query, names) in [
        (Member, "", &[][..]),
        (
            ReadOnly,
            "",
            &["data-platform", "parcel-tracking-prod", "parcel-tracking-staging"],
        ),
        (
            ReadOnly,
            "?name=PARCEL",
            &["parcel-tracking-prod", "parcel-tracking-staging"],
        ),
        (
            ReadOnly,
            "?pageNum=2&itemsPerPage=2",
            &["parcel-tracking-staging"],
        ),
    ] {
        let (organization, key) = sample_key(&server, role).await;
        let answer = server
            .client(&key)
            .get(&format!("/orgs/{organization}/groups{query}"))
            .await;
        assert_ok(&answer);
        let results = answer.json()["results"].as_array().unwrap().clone();
        let found: Vec<_> = results
            .iter()
            .map(|project| project["name"].as_str().unwrap())
            .collect();
        assert_eq!(found, names, "{role} {query}");
    }
}
