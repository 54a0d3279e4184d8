use access::OrganizationRole::Member;

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn another_organization_and_one_that_is_not_there_are_refused() {
    let server = Server::start().await;
    let other = server
        .api
        .create_organization(&"Another".parse().unwrap())
        .await
        .unwrap();
    let answer = server.owner().get(&format!("/orgs/{}", other.id)).await;
    assert_refused(&answer, 401, "USER_CANNOT_ACCESS_ORG", &[]);
    let missing = "0123456789abcdef01234567";
    let answer = server.owner().get(&format!("/orgs/{missing}")).await;
    assert_refused(&answer, 404, "ORG_NOT_FOUND", &[missing]);
}

#[tokio::test]
async fn off_the_list_nothing_is_told_of_any_organization() {
    let server = Server::start().await;
    let client = server.client_at(&server.owner, "127.0.0.2");
    for path in ["/orgs/0123456789abcdef01234567".to_owned(), server.org("")] {
        assert_refused(
            &client.get(&path).await,
            403,
            "IP_ADDRESS_NOT_ON_ACCESS_LIST",
            &["127.0.0.2"],
        );
    }
}

#[tokio::test]
async fn an_id_in_a_wrong_form_is_a_malformed_path() {
    let server = Server::start().await;
    let path = "/api/atlas/v2/orgs/acme";
    assert_refused(
        &server.owner().get(path).await,
        400,
        "PATH_PARAM_PARSE_ERROR",
        &[path],
    );
}

#[tokio::test]
async fn any_member_sees_it_with_the_recorded_links() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let answer = server.client(&key).get(&server.org("")).await;
    assert_ok(&answer);
    let own = server.url(&server.org(""));
    let id = server.organization;
    assert_eq!(
        answer.text,
        format!(
            r#"{{"id":"{id}","isDeleted":false,"links":[{{"href":"{own}","rel":"self"}},{{"href":"{own}/groups","rel":"https://cloud.mongodb.com/groups"}},{{"href":"{own}/teams","rel":"https://cloud.mongodb.com/teams"}},{{"href":"{own}/users","rel":"https://cloud.mongodb.com/users"}}],"name":"Acme","skipDefaultAlertsSettings":false}}"#
        )
    );
}
