use access::OrganizationRole::{Member, ReadOnly};
use access::ProjectRole::{ClusterManager, Owner};
use serde_json::json;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn who_does_not_see_the_project_sees_none() {
    let server = Server::start().await;
    let path = format!("/groups/{}/apiKeys", server.project("Payments").await);
    let member = server.key(&[Member], &[]).await;
    let stranger = server.stranger().await;
    for key in [member, stranger] {
        assert_refused(&server.client(&key).get(&path).await, 401, "NOT_IN_GROUP", &[]);
    }
    let missing = "111111111111111111111111";
    let answer = server.owner().get(&format!("/groups/{missing}/apiKeys")).await;
    assert_refused(&answer, 404, "GROUP_NOT_FOUND", &[missing]);
    let answer = server.owner().get("/groups/payments/apiKeys").await;
    let uri = "/api/atlas/v2/groups/payments/apiKeys";
    assert_refused(&answer, 400, "PATH_PARAM_PARSE_ERROR", &[uri]);
}

#[tokio::test]
async fn the_keys_of_the_project_are_told_with_all_their_roles() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    let other = server.project("Billing").await;
    let path = format!("/groups/{project}/apiKeys");
    let reader = server.key(&[ReadOnly], &[]).await;
    let empty = server.client(&reader).get(&path).await;
    assert_ok(&empty);
    assert_eq!(
        (&empty.json()["results"], &empty.json()["totalCount"]),
        (&json!([]), &json!(0))
    );

    let key = server.key_in(&project, &[Owner, ClusterManager]).await;
    server.key_in(&other, &[Owner]).await;
    let answer = server.client(&key).get(&path).await;
    assert_ok(&answer);
    let json = answer.json();
    let own = server.url(&server.of_key(&key, ""));
    let organization = server.organization.to_string();
    assert_eq!(
        json,
        json!({
            "links": [{
                "href": format!("{}?includeCount=true&pageNum=1&itemsPerPage=100", server.url(&path)),
                "rel": "self",
            }],
            "results": [{
                "desc": "made for a test",
                "id": key.id.to_string(),
                "links": [{ "href": own, "rel": "self" }],
                "privateKey": format!("********-****-****-{}", &key.private_key[24..]),
                "publicKey": key.public_key.to_string(),
                "roles": [
                    { "orgId": organization, "roleName": "ORG_MEMBER" },
                    { "groupId": project, "roleName": "GROUP_OWNER" },
                    { "groupId": project, "roleName": "GROUP_CLUSTER_MANAGER" },
                ],
            }],
            "totalCount": 1,
        })
    );
}

#[tokio::test]
async fn the_list_has_pages() {
    let server = Server::start().await;
    let project = server.project("Payments").await;
    for _ in 0..3 {
        server.key_in(&project, &[Owner, ClusterManager]).await;
    }
    let path = format!("/groups/{project}/apiKeys");
    let answer = server.owner().get(&format!("{path}?pageNum=0")).await;
    assert_refused(&answer, 400, "INVALID_QUERY_PARAMETER", &["pageNum"]);
    let page = server
        .owner()
        .get(&format!("{path}?itemsPerPage=2&pageNum=2&envelope=true"))
        .await
        .json();
    assert_eq!((&page["status"], &page["totalCount"]), (&json!(200), &json!(3)));
    assert_eq!(page["results"].as_array().unwrap().len(), 1);
    let links: Vec<_> = page["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| &link["rel"])
        .collect();
    assert_eq!(links, ["previous", "self"]);
}
