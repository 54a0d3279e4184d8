//! Accounts as callers: proven by any of their enabled keys, judged by their own list, with the access their roles give.

use access::OrganizationRole::{Member, Owner};
use serde_json::json;

use crate::support::{DISABLED_KEY, FIRST_KEY, SECOND_KEY, Server, assert_ok, assert_refused};

const ROOT: &str = "/api/atlas/v1.0";

#[tokio::test]
async fn a_disabled_a_foreign_and_a_wrong_key_are_challenged() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_OWNER"], &[]).await;
    let nobody = crate::support::Account {
        name: "nobody@example.com".to_owned(),
        id: ada.id.clone(),
    };
    for client in [
        server.with_key(&ada, DISABLED_KEY),
        server.with_key(&ada, "not the key of anybody at all"),
        server.with_key(&ada, &server.owner.private_key),
        server.with_key(&nobody, FIRST_KEY),
    ] {
        let answer = client.get(ROOT).await;
        assert_eq!(answer.status, 401);
        assert!(answer.headers.contains_key("www-authenticate"));
    }
}

#[tokio::test]
async fn each_enabled_key_proves_the_account_and_a_count_is_good_once() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_OWNER"], &[]).await;
    for key in [FIRST_KEY, SECOND_KEY] {
        let client = server.with_key(&ada, key);
        assert_ok(&client.get(ROOT).await);
        let proof = client.authorization("GET", ROOT).unwrap();
        let replay = || async {
            let http = reqwest::Client::new();
            let url = format!("http://{}{ROOT}", server.address);
            http.get(url)
                .header("authorization", &proof)
                .send()
                .await
                .unwrap()
                .status()
        };
        assert_eq!(replay().await, 200);
        assert_eq!(replay().await, 401);
    }
}

#[tokio::test]
async fn the_root_leads_an_account_to_itself() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_MEMBER"], &[]).await;
    let json = server.as_account(&ada).get(ROOT).await.json();
    assert!(json.get("apiKey").is_none());
    assert_eq!(json["links"][1]["rel"], "https://cloud.mongodb.com/user");
    assert!(
        json["links"][1]["href"]
            .as_str()
            .unwrap()
            .ends_with(&ada.path(""))
    );
}

/// A list that is not empty binds all access; an empty one gives all but the protected operations; the organization's
/// requirement with an empty one gives nothing.
#[tokio::test]
async fn the_three_meanings_of_a_list() {
    let server = Server::start().await;
    let target = server.key(&[Member], &[]).await;
    let open = format!("{ROOT}/orgs/{}/apiKeys", server.organization);
    let protected = format!("{ROOT}{}", server.of_key(&target, "/accessList"));
    let off = Some("IP_ADDRESS_NOT_ON_ACCESS_LIST");
    for (number, (required, list, reading, writing)) in [
        (false, &["127.0.0.0/8"][..], None, None),
        (true, &["127.0.0.0/8"], None, None),
        (false, &["192.0.2.0/24"], off, off),
        (true, &["192.0.2.0/24"], off, off),
        (false, &[], None, Some("RESOURCE_REQUIRES_ACCESS_LIST")),
        (
            true,
            &[],
            Some("ORG_REQUIRES_ACCESS_LIST"),
            Some("ORG_REQUIRES_ACCESS_LIST"),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let settings = json!({ "apiAccessListRequired": required });
        assert_ok(&server.owner().patch(&server.org("/settings"), settings).await);
        let account = server
            .account(&format!("ada{number}@example.com"), &["ORG_OWNER"], list)
            .await;
        let client = server.as_account(&account);
        let body = json!([{ "ipAddress": "198.51.100.1" }]);
        for (answer, refusal) in [
            (client.get(&open).await, reading),
            (client.post(&protected, body).await, writing),
        ] {
            match refusal {
                None => assert_ok(&answer),
                Some(code) => assert_refused(&answer, 403, code, &["127.0.0.1"]),
            }
        }
    }
}

#[tokio::test]
async fn one_accounts_list_is_of_no_use_to_another() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_OWNER"], &["127.0.0.1"])
        .await;
    let eve = server
        .account("eve@example.com", &["ORG_OWNER"], &["127.0.0.2"])
        .await;
    assert_ok(&server.as_account(&ada).get(ROOT).await);
    let answer = server.as_account(&eve).get(ROOT).await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.1"]);
    assert_ok(&server.as_account_at(&eve, "127.0.0.2").get(ROOT).await);
}

#[tokio::test]
async fn roles_give_an_account_what_they_give_a_key() {
    let server = Server::start().await;
    let body = || json!({ "desc": "made by a person", "roles": ["ORG_MEMBER"] });
    for (name, wire, role) in [
        ("a@example.com", "ORG_MEMBER", Member),
        ("b@example.com", "ORG_OWNER", Owner),
    ] {
        let account = server.account(name, &[wire], &["127.0.0.1"]).await;
        let key = server.key(&[role], &["127.0.0.1"]).await;
        for (method, below) in [
            ("GET", "/settings"),
            ("GET", "/apiKeys"),
            ("GET", "/groups"),
            ("POST", "/apiKeys"),
        ] {
            let path = server.org(below);
            let method: reqwest::Method = method.parse().unwrap();
            let body = (method == reqwest::Method::POST).then(body);
            let by_account = server
                .as_account(&account)
                .send(method.clone(), &path, body.clone())
                .await;
            let by_key = server.client(&key).send(method, &path, body).await;
            assert_eq!(by_account.status, by_key.status, "{wire} {below}");
        }
    }
}

#[tokio::test]
async fn an_event_names_the_account_that_caused_it() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_OWNER"], &["127.0.0.1"])
        .await;
    let body = json!({ "desc": "x", "roles": ["ORG_MEMBER"] });
    assert_ok(&server.as_account(&ada).post(&server.org("/apiKeys"), body).await);
    let actor: (Option<String>, Option<String>, Option<String>) = sqlx::query_as(
        "SELECT actor_user, actor_user_id, actor_key_id FROM events ORDER BY sequence DESC LIMIT 1",
    )
    .fetch_one(&mut server.database().await)
    .await
    .unwrap();
    assert_eq!(actor, (Some(ada.name.clone()), Some(ada.id.clone()), None));
}

#[tokio::test]
async fn requiring_lists_is_refused_to_an_account_it_would_shut_out() {
    let server = Server::start().await;
    let ada = server.account("ada@example.com", &["ORG_OWNER"], &[]).await;
    let settings = json!({ "apiAccessListRequired": true });
    let answer = server
        .as_account(&ada)
        .patch(&server.org("/settings"), settings)
        .await;
    assert_eq!(answer.status, 400, "{}", answer.text);
}

#[tokio::test]
async fn only_uses_that_need_a_list_are_counted() {
    let server = Server::start().await;
    let ada = server
        .account("ada@example.com", &["ORG_OWNER"], &["127.0.0.1"])
        .await;
    let target = server.key(&[Member], &[]).await;
    let client = server.as_account(&ada);
    assert_ok(&client.get(ROOT).await);
    let body = json!([{ "ipAddress": "198.51.100.1" }]);
    assert_ok(&client.post(&server.of_key(&target, "/accessList"), body).await);
    server.api.flush().await.unwrap();
    let entry = client.get(&ada.path("/accessList/127.0.0.1")).await.json();
    assert_eq!(entry["count"], 1);
    assert_eq!(entry["lastUsedAddress"], "127.0.0.1");
}
