//! Digest: whatever is wrong, the answer is a challenge in the recorded form.

use std::net::IpAddr;
use std::time::Duration;

use access::OrganizationRole;
use reqwest::Method;
use reqwest::header::AUTHORIZATION;

use crate::support::{Answer, InProcess, Server, assert_ok, assert_refused};

const BODY: &str = "{\n  \"error\" : 401,\n  \"reason\" : \"Unauthorized\",\n  \
    \"detail\" : \"You are not authorized for this resource.\",\n  \"errorCode\" : \"UNEXPECTED_ERROR\"\n}";

#[track_caller]
fn assert_challenged(answer: &Answer, stale: bool) {
    assert_eq!(answer.status, 401, "{}", answer.text);
    assert_eq!(answer.text, BODY);
    assert_eq!(answer.header("content-type"), "application/json");
    let challenge = answer.header("www-authenticate");
    let rest = challenge
        .strip_prefix("Digest realm=\"MMS Public API\", domain=\"\", nonce=\"")
        .unwrap();
    let (nonce, rest) = rest.split_once('"').unwrap();
    assert_eq!(nonce.len(), 32);
    assert_eq!(rest, format!(", algorithm=MD5, qop=\"auth\", stale={stale}"));
}

#[tokio::test]
async fn without_a_proof_there_is_a_challenge_before_anything_else() {
    let server = Server::start().await;
    let client = server.owner();
    for (method, path) in [
        (Method::GET, "/api/atlas/v2"),
        (Method::GET, "/api/atlas/v1.0/orgs"),
        (Method::HEAD, "/api/atlas/v2/orgs/not-an-id"),
        (
            Method::POST,
            "/api/atlas/v2/orgs/0123456789abcdef01234567/apiKeys",
        ),
        (Method::GET, "/api/private/ipinfo"),
    ] {
        let mut answer = client.once(method.clone(), path, |request| request).await;
        if method == Method::HEAD {
            assert_eq!(answer.text, "");
            answer.text = BODY.to_owned();
        }
        assert_challenged(&answer, false);
    }
}

#[tokio::test]
async fn a_proof_that_is_too_long_to_be_read_is_told_so() {
    let server = Server::start().await;
    let path = format!("/api/atlas/v2/orgs?name={}", "a".repeat(4096));
    let answer = server.owner().get(&path).await;
    assert_refused(&answer, 431, "REQUEST_HEADER_TOO_LARGE", &["4096"]);
}

#[tokio::test]
async fn another_scheme_or_a_broken_header_is_challenged() {
    let server = Server::start().await;
    for authorization in [
        "Bearer abc",
        "Basic dTpw",
        "Digest",
        "Digest username=\"x\"",
        "Digest \u{e9}",
    ] {
        let answer = server
            .owner()
            .once(Method::GET, "/orgs", |request| {
                request.header(AUTHORIZATION, authorization.as_bytes())
            })
            .await;
        assert_challenged(&answer, false);
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_look_the_same() {
    let server = Server::start().await;
    let mut wrong = server.owner.clone();
    wrong.private_key.replace_range(0..1, "z");
    let mut unknown = server.owner.clone();
    unknown.public_key = "zzzzzzzz".parse().unwrap();
    for key in [wrong, unknown] {
        assert_challenged(&server.client(&key).get("/orgs").await, false);
    }
}

#[tokio::test]
async fn a_proof_for_another_request_is_challenged() {
    let server = Server::start().await;
    let client = server.owner();
    assert_ok(&client.get("/orgs").await);
    for proof in [
        client.authorization("GET", "/groups"),
        client.authorization("GET", "/orgs/"),
        client.authorization("GET", "/orgs?pageNum=2"),
        client.authorization("POST", "/orgs"),
    ] {
        let proof = proof.unwrap();
        let stranger = server.owner();
        let answer = stranger
            .once(Method::GET, "/orgs", |request| {
                request.header(AUTHORIZATION, &proof)
            })
            .await;
        assert_challenged(&answer, false);
    }
}

#[tokio::test]
async fn a_replay_is_challenged() {
    let server = Server::start().await;
    let client = server.owner();
    assert_ok(&client.get("/orgs").await);
    let proof = client.authorization("GET", "/orgs").unwrap();
    let replay = || async {
        let stranger = server.owner();
        let accept = "application/vnd.atlas.2023-01-01+json";
        stranger
            .once(Method::GET, "/orgs", |request| {
                request.header("accept", accept).header(AUTHORIZATION, &proof)
            })
            .await
    };
    assert_ok(&replay().await);
    assert_challenged(&replay().await, false);
}

#[tokio::test]
async fn a_nonce_is_stale_after_five_minutes() {
    let server = Server::start().await;
    let client = server.owner();
    let with_accept =
        |request: reqwest::RequestBuilder| request.header("accept", "application/vnd.atlas.2023-01-01+json");
    assert_ok(&client.get("/orgs").await);
    server.advance(Duration::from_secs(300));
    assert_ok(&client.once(Method::GET, "/orgs", with_accept).await);
    server.advance(Duration::from_secs(1));
    let answer = client.once(Method::GET, "/orgs", with_accept).await;
    assert_challenged(&answer, true);
    client.learn(&answer);
    assert_ok(&client.once(Method::GET, "/orgs", with_accept).await);
}

#[tokio::test]
async fn one_nonce_serves_many_requests() {
    let server = Server::start().await;
    let client = server.owner();
    assert_ok(&client.get("/orgs").await);
    for _ in 0..5 {
        let accept = "application/vnd.atlas.2023-01-01+json";
        let answer = client
            .once(Method::GET, "/orgs", |request| request.header("accept", accept))
            .await;
        assert_ok(&answer);
    }
}

/// As curl sends what was typed.
#[tokio::test]
async fn a_target_with_other_letters_than_ascii_is_proven_as_it_stands() {
    let world = InProcess::open().await;
    let (organization, here) = (world.organization().await, IpAddr::from([127, 0, 0, 1]));
    let key = world.key(organization, OrganizationRole::Member, []).await;
    assert_ok(&key.ask(here, Method::GET, "/orgs?name=Zürich", None).await);
}

#[tokio::test]
async fn a_credential_moved_to_another_key_is_no_credential() {
    let server = Server::start().await;
    let key = server.key(&[OrganizationRole::Member], &[]).await;
    sqlx::query(
        "UPDATE api_keys SET sealed_ha1 = (SELECT sealed_ha1 FROM api_keys WHERE id = ?) WHERE id = ?",
    )
    .bind(key.id.to_string())
    .bind(server.owner.id.to_string())
    .execute(&mut server.database().await)
    .await
    .unwrap();
    let mut thief = server.owner.clone();
    thief.private_key.clone_from(&key.private_key);
    let answer = server.client(&thief).get("/orgs").await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.json()["errorCode"], "UNEXPECTED_ERROR");
    assert_eq!(answer.json()["parameters"], serde_json::Value::Null);
}
