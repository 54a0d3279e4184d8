//! When clients send bodies, and how. Nothing of a body may be looked at before the proof.

use conformance::{Challenge, Error, V1, V2, request};
use serde_json::json;

use crate::Hand;

/// A key to be created with this description.
fn wanted(description: &str) -> String {
    json!({ "desc": description, "roles": ["ORG_MEMBER"] }).to_string()
}

#[tokio::test]
async fn curl_first_sends_a_post_without_its_body_and_means_none() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.site.keys(V2, "");
    let empty = [
        ("Accept", V2.accept),
        ("Content-Type", "application/json"),
        ("Content-Length", "0"),
    ];
    let challenge = Challenge::of(&hand.ask("POST", &target, &empty, "").await?)?;
    let header = hand.proof("POST", &target, &challenge.nonce).header();
    let body = wanted("from curl");
    let length = body.len().to_string();
    let full = [
        ("Accept", V2.accept),
        ("Content-Type", "application/json"),
        ("Content-Length", length.as_str()),
        ("Authorization", header.as_str()),
    ];
    let created = hand.ask("POST", &target, &full, &body).await?;
    assert_eq!(created.status, 200, "{created:?}");
    assert_eq!(hand.keys_called("from curl").await?, 1);
    Ok(())
}

#[tokio::test]
async fn requests_sends_the_whole_body_with_both() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.site.keys(V2, "");
    let body = wanted("from requests");
    let length = body.len().to_string();
    let mut headers = vec![
        ("Accept", V2.accept),
        ("Content-Type", "application/json"),
        ("Content-Length", length.as_str()),
    ];
    let challenge = Challenge::of(&hand.ask("POST", &target, &headers, &body).await?)?;
    let header = hand.proof("POST", &target, &challenge.nonce).header();
    headers.push(("Authorization", &header));
    let created = hand.ask("POST", &target, &headers, &body).await?;
    assert_eq!(created.status, 200, "over the same connection: {created:?}");
    assert_eq!(hand.keys_called("from requests").await?, 1);
    Ok(())
}

/// It asks for a nonce with neither type nor body, accepts nothing in particular, and names a character set.
#[tokio::test]
async fn the_kubernetes_operator_names_a_character_set_and_accepts_anything() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.site.keys(V1, "");
    let bare = [("Content-Length", "0")];
    let challenge = Challenge::of(&hand.ask("POST", &target, &bare, "").await?)?;
    let header = hand.proof("POST", &target, &challenge.nonce).header();
    let body = wanted("from Kubernetes");
    let length = body.len().to_string();
    let headers = [
        ("Content-Type", "application/json; charset=UTF-8"),
        ("Provider", "KUBERNETES"),
        ("Content-Length", length.as_str()),
        ("Authorization", header.as_str()),
    ];
    let created = hand.ask("POST", &target, &headers, &body).await?;
    assert_eq!(created.status, 200, "{created:?}");
    Ok(())
}

/// The SDKs of v2 name the version in the type of what they send, too, and some a date newer than the resource's.
#[tokio::test]
async fn the_sdk_sends_the_version_as_the_type_of_the_body() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.site.keys(V2, "");
    for date in ["2023-01-01", "2025-03-12"] {
        let nonce = hand.nonce().await?;
        let header = hand.proof("POST", &target, &nonce).header();
        let version = format!("application/vnd.atlas.{date}+json");
        let body = wanted(date);
        let length = body.len().to_string();
        let headers = [
            ("Accept", version.as_str()),
            ("Content-Type", version.as_str()),
            ("Content-Length", length.as_str()),
            ("Authorization", header.as_str()),
        ];
        let created = hand.ask("POST", &target, &headers, &body).await?;
        assert_eq!(created.status, 200, "{created:?}");
        assert_eq!(created.header("Content-Type"), Some(V2.content_type));
    }
    Ok(())
}

#[tokio::test]
async fn a_body_that_means_nothing_is_first_asked_for_a_proof() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.site.keys(V2, "");
    let (type_json, type_text) = (
        ("Content-Type", "application/json"),
        ("Content-Type", "text/plain"),
    );
    for (content_type, body) in [(type_json, "{"), (type_json, "[]"), (type_text, "hello")] {
        let length = body.len().to_string();
        let headers = [
            ("Accept", V2.accept),
            content_type,
            ("Content-Length", length.as_str()),
        ];
        let answer = hand.ask("POST", &target, &headers, body).await?;
        assert_eq!(answer.status, 401, "{body}");
    }
    assert_eq!(
        hand.prove("GET", &target).await?.status,
        200,
        "the connection is still good"
    );
    Ok(())
}

/// Go does so with a body whose length it does not know beforehand.
#[tokio::test]
async fn a_body_may_come_in_chunks() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.site.keys(V2, "");
    let nonce = hand.nonce().await?;
    let header = hand.proof("POST", &target, &nonce).header();
    let headers = [
        ("Accept", V2.accept),
        ("Content-Type", "application/json"),
        ("Transfer-Encoding", "chunked"),
        ("Authorization", &header),
    ];
    let body = wanted("in chunks");
    let (first, rest) = body.split_at(10);
    let chunk = |part: &str| format!("{:x}\r\n{part}\r\n", part.len());
    let chunks = chunk(first) + &chunk(rest) + &chunk("");
    let created = hand.ask("POST", &target, &headers, &chunks).await?;
    assert_eq!(created.status, 200, "{created:?}");
    assert_eq!(hand.keys_called("in chunks").await?, 1);
    Ok(())
}

/// curl does so with large bodies: it sends the body only when it is asked for.
#[tokio::test]
async fn a_body_that_is_held_back_is_asked_for_after_the_proof_only() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.site.keys(V2, "");
    let nonce = hand.nonce().await?;
    let header = hand.proof("POST", &target, &nonce).header();
    let body = wanted("held back");
    let length = body.len().to_string();
    let mut headers = vec![
        ("Accept", V2.accept),
        ("Content-Type", "application/json"),
        ("Content-Length", length.as_str()),
        ("Expect", "100-continue"),
    ];
    let unproven = hand.ask("POST", &target, &headers, "").await?;
    assert_eq!(unproven.status, 401, "it was not asked for");

    let mut connection = conformance::Connection::open(hand.site.server.url()).await?;
    headers.push(("Authorization", &header));
    let asked = connection.ask(&request("POST", &target, &headers, "")).await?;
    assert_eq!(asked.status, 100);
    connection.send(&body).await?;
    assert_eq!(connection.receive(true).await?.status, 200);
    Ok(())
}
