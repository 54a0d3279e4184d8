use access::OrganizationRole::{Member, Owner};

use crate::support::{Server, assert_ok, assert_refused};

#[tokio::test]
async fn a_key_without_a_list_cannot_change_one() {
    let server = Server::start().await;
    let key = server.key(&[Owner], &[]).await;
    let answer = server
        .client(&key)
        .delete(&server.of_key(&server.owner, "/accessList/127.0.0.1"))
        .await;
    assert_refused(&answer, 403, "RESOURCE_REQUIRES_ACCESS_LIST", &["127.0.0.1"]);
}

#[tokio::test]
async fn only_an_owner_may_even_for_its_own_list() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["127.0.0.0/8", "192.0.2.1"]).await;
    let answer = server
        .client(&key)
        .delete(&server.of_key(&key, "/accessList/192.0.2.1"))
        .await;
    assert_refused(&answer, 401, "USER_UNAUTHORIZED", &[]);
}

#[tokio::test]
async fn what_is_not_on_the_list_is_not_found() {
    let server = Server::start().await;
    let public_key = server.owner.public_key.to_string();
    let answer = server
        .owner()
        .delete(&server.of_key(&server.owner, "/accessList/192.0.2.1"))
        .await;
    assert_refused(
        &answer,
        404,
        "API_KEY_ACCESS_LIST_NOT_FOUND",
        &["192.0.2.1", &public_key],
    );
}

#[tokio::test]
async fn the_callers_own_address_stays_on_its_own_list() {
    let server = Server::start().await;
    for (list, removed) in [
        (&["127.0.0.1"][..], "127.0.0.1"),
        (&["127.0.0.1", "192.0.2.1"], "127.0.0.1"),
        (&["127.0.0.1", "127.0.0.0/8"], "127.0.0.1%2F32"),
        (&["127.0.0.0/8", "192.0.2.1"], "127.0.0.0%2F8"),
    ] {
        let key = server.key(&[Owner], list).await;
        let answer = server
            .client(&key)
            .delete(&server.of_key(&key, &format!("/accessList/{removed}")))
            .await;
        assert_refused(
            &answer,
            400,
            "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
            &["127.0.0.1"],
        );
        let listed = server
            .client(&key)
            .get(&server.of_key(&key, "/accessList"))
            .await
            .json();
        assert_eq!(listed["totalCount"], list.len());
    }
}

#[tokio::test]
async fn a_block_that_does_not_carry_the_caller_alone_goes() {
    let server = Server::start().await;
    let key = server
        .key(&[Owner], &["127.0.0.1", "127.0.0.0/8", "192.0.2.0/24"])
        .await;
    for removed in ["127.0.0.0%2F8", "192.0.2.0%2f24/"] {
        let answer = server
            .client(&key)
            .delete(&server.of_key(&key, &format!("/accesslist/{removed}")))
            .await;
        assert_eq!((answer.status, answer.text.as_str()), (204, ""), "{removed}");
    }
}

#[tokio::test]
async fn the_callers_address_goes_from_another_keys_list() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["127.0.0.1", "127.0.0.2"]).await;
    let before = server.events().await.len();
    let client = server.client(&key);
    assert_ok(&client.get("/orgs").await);
    let answer = server
        .owner()
        .delete(&server.of_key(&key, "/accessList/127.0.0.1"))
        .await;
    assert_eq!(answer.status, 204);
    assert_refused(
        &client.get("/orgs").await,
        403,
        "IP_ADDRESS_NOT_ON_ACCESS_LIST",
        &["127.0.0.1"],
    );
    assert_ok(&server.client_at(&key, "127.0.0.2").get("/orgs").await);
    let public_key = key.public_key.to_string();
    let deleted = server.event(
        "API_KEY_ACCESS_LIST_ENTRY_DELETED",
        Some(&public_key),
        Some("127.0.0.1/32"),
    );
    assert_eq!(server.events().await[before..], [deleted]);
}
