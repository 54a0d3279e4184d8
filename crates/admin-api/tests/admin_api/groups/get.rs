use access::OrganizationRole::{Member, Owner};

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Server, assert_ok};

#[tokio::test]
async fn a_key_sees_the_projects_of_its_own_organization_that_its_roles_give_it() {
    let server = Server::start().await;
    for (role, count) in [(Member, 0), (Owner, 3)] {
        let (_, key) = sample_key(&server, role).await;
        let answer = server.client(&key).get("/groups").await;
        assert_ok(&answer);
        assert_eq!(answer.json()["totalCount"], count, "{role}");
    }
    assert_eq!(server.owner().get("/groups").await.json()["totalCount"], 0);
}
