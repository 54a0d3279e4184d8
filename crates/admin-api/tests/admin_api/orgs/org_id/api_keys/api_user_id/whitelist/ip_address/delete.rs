use access::OrganizationRole::{Member, Owner};

use super::super::{assert_deprecated, assert_refused_formerly, path};
use crate::support::Server;

#[tokio::test]
async fn a_key_without_a_list_and_the_caller_s_own_address_are_refused() {
    let server = Server::start().await;
    let entry = path(&server, &server.owner, "/127.0.0.1");
    let without = server.key(&[Owner], &[]).await;
    let answer = server.client(&without).delete(&entry).await;
    assert_refused_formerly(&answer, 403, "RESOURCE_REQUIRES_WHITELIST", &["127.0.0.1"]);
    let answer = server.owner().delete(&entry).await;
    assert_refused_formerly(
        &answer,
        400,
        "CANNOT_REMOVE_CALLER_FROM_WHITELIST",
        &["127.0.0.1"],
    );
}

#[tokio::test]
async fn what_is_removed_is_gone_from_the_list() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["192.0.2.7"]).await;
    let answer = server.owner().delete(&path(&server, &key, "/192.0.2.7")).await;
    assert_eq!(answer.status, 204);
    assert_deprecated(&answer);
    let list = server.owner().get(&server.of_key(&key, "/accessList")).await;
    assert_eq!(list.json()["totalCount"], 0);
}
