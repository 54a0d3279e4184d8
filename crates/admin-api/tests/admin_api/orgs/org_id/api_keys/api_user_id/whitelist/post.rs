use access::OrganizationRole::Member;
use serde_json::json;

use super::{assert_deprecated, assert_refused_formerly, path};
use crate::support::{Server, assert_ok};

#[tokio::test]
async fn entries_that_are_none_are_refused_in_the_words_of_that_time() {
    let server = Server::start().await;
    let list = path(&server, &server.owner, "");
    for (entry, code, parameters) in [
        (
            json!({ "ipAddress": "192.0.2.7", "cidrBlock": "192.0.2.7/32" }),
            "BAD_WHITELIST_ADD_REQUEST",
            &[][..],
        ),
        (
            json!({ "cidrBlock": "0.0.0.0/0" }),
            "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
            &["0.0.0.0/0"],
        ),
    ] {
        let answer = server.owner().post(&list, json!([entry])).await;
        assert_refused_formerly(&answer, 400, code, parameters);
    }
}

#[tokio::test]
async fn what_is_added_is_on_the_list_by_its_newer_name() {
    let server = Server::start().await;
    let key = server.key(&[Member], &[]).await;
    let body = json!([{ "ipAddress": "192.0.2.7" }]);
    let added = server.owner().post(&path(&server, &key, ""), body).await;
    assert_ok(&added);
    assert_deprecated(&added);
    let newer = server.owner().get(&server.of_key(&key, "/accessList")).await;
    assert_eq!(newer.json()["results"][0]["cidrBlock"], "192.0.2.7/32");
}
