use access::OrganizationRole::Member;

use super::super::{assert_deprecated, assert_refused_formerly, path};
use crate::support::{Server, assert_ok};

#[tokio::test]
async fn an_entry_that_is_not_there_is_not_found() {
    let server = Server::start().await;
    let answer = server
        .owner()
        .get(&path(&server, &server.owner, "/192.0.2.7"))
        .await;
    let public_key = server.owner.public_key.to_string();
    let parameters = ["192.0.2.7", public_key.as_str()];
    assert_refused_formerly(&answer, 404, "API_KEY_WHITELIST_NOT_FOUND", &parameters);
}

#[tokio::test]
async fn an_entry_is_that_of_the_list() {
    let server = Server::start().await;
    let key = server.key(&[Member], &["192.0.2.7"]).await;
    let answer = server.owner().get(&path(&server, &key, "/192.0.2.7")).await;
    assert_ok(&answer);
    assert_deprecated(&answer);
    let newer = server
        .owner()
        .get(&server.of_key(&key, "/accessList/192.0.2.7"))
        .await;
    assert_eq!(answer.json()["cidrBlock"], newer.json()["cidrBlock"]);
}
