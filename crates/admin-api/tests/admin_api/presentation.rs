//! Envelopes, pretty printing and the order of members.

use serde_json::{Value, json};

use crate::support::Server;

#[tokio::test]
async fn a_refusal_has_an_envelope_too() {
    let server = Server::start().await;
    let missing = "0123456789abcdef01234567";
    let path = server.org(&format!("/apiKeys/{missing}?envelope=true"));
    let answer = server.owner().get(&path).await;
    assert_eq!(answer.status, 404);
    let json = answer.json();
    assert_eq!(json["status"], 404);
    assert_eq!(json["content"]["errorCode"], "API_KEY_NOT_FOUND");
}

#[tokio::test]
async fn one_thing_stands_in_an_envelope_and_a_list_is_one() {
    let server = Server::start().await;
    let one = server.owner().get(&server.org("")).await.json();
    let enveloped = server.owner().get(&server.org("?envelope=true")).await.json();
    assert_eq!(enveloped, json!({ "content": one, "status": 200 }));
    let list = server.owner().get("/orgs?envelope=true").await.json();
    assert_eq!(list["status"], 200);
    assert_eq!(list["results"][0]["name"], "Acme");
    assert!(server.owner().get("/orgs").await.json().get("status").is_none());
}

#[tokio::test]
async fn pretty_is_the_same_on_several_lines() {
    let server = Server::start().await;
    for path in [server.org(""), "/orgs".to_owned()] {
        let plain = server.owner().get(&path).await;
        let pretty = server.owner().get(&format!("{path}?pretty=true")).await;
        assert!(!plain.text.contains('\n') && pretty.text.lines().count() > 5);
        assert_eq!(pretty.json(), plain.json());
    }
}

#[tokio::test]
async fn members_are_in_alphabetical_order() {
    let server = Server::start().await;
    for path in [
        String::new(),
        "/orgs".to_owned(),
        server.org(""),
        server.org("?envelope=true"),
        server.org("/settings"),
        server.org("/apiKeys"),
        server.of_key(&server.owner, ""),
        server.of_key(&server.owner, "/accessList"),
        server.of_key(&server.owner, "/accessList/127.0.0.1"),
        server.of_key(&server.owner, "/accessList/192.0.2.1"),
        "/nothing".to_owned(),
    ] {
        let answer = server.owner().get(&path).await;
        assert_eq!(answer.text, sorted(&answer.json()), "{path}");
    }
}

fn sorted(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            let members: Vec<_> = members
                .into_iter()
                .map(|(name, value)| format!("{}:{}", json!(name), sorted(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(sorted).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}
