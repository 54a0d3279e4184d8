use access::OrganizationRole::{Member, Owner};

use crate::orgs::org_id::groups::get::sample_key;
use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn a_key_that_is_off_its_list_sees_no_project() {
    let server = Server::start().await;
    let key = server.key(&[Owner], &["192.0.2.7"]).await;
    let answer = server.client(&key).get("/groups").await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.1"]);
}

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
