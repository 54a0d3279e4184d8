//! A proof counts once, for one method and one target. Otherwise whoever sees a request could make it again.

use conformance::{Challenge, Connection, Error, Proof, V2, request};
use serde_json::json;

use crate::Hand;

#[tokio::test]
async fn the_same_proof_is_refused_the_second_time() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.organization(), hand.nonce().await?);
    let header = hand.proof("GET", &target, &nonce).header();
    assert_eq!(hand.ask_with(&header, "GET", &target).await?.status, 200);
    let again = hand.ask_with(&header, "GET", &target).await?;
    assert!(!Challenge::of(&again)?.stale, "a replay is not told to try again");
    let mut elsewhere = Connection::open(hand.site.server.url()).await?;
    let headers = [("Accept", V2.accept), ("Authorization", header.as_str())];
    let answer = elsewhere.ask(&request("GET", &target, &headers, "")).await?;
    assert_eq!(answer.status, 401, "over another connection it is still a replay");
    Ok(())
}

#[tokio::test]
async fn a_replayed_creation_creates_nothing() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.site.keys(V2, ""), hand.nonce().await?);
    let header = hand.proof("POST", &target, &nonce).header();
    let body = json!({ "desc": "replayed", "roles": ["ORG_MEMBER"] }).to_string();
    let length = body.len().to_string();
    let headers = [
        ("Accept", V2.accept),
        ("Content-Type", "application/json"),
        ("Content-Length", &length),
        ("Authorization", &header),
    ];
    for status in [200, 401, 401] {
        assert_eq!(hand.ask("POST", &target, &headers, &body).await?.status, status);
    }
    assert_eq!(hand.keys_called("replayed").await?, 1);
    Ok(())
}

#[tokio::test]
async fn of_the_same_proof_sent_many_times_at_once_one_counts() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.organization(), hand.nonce().await?);
    let header = hand.proof("GET", &target, &nonce).header();
    let headers = [("Accept", V2.accept), ("Authorization", header.as_str())];
    let text = request("GET", &target, &headers, "");
    let mut connections = vec![];
    for _ in 0..16 {
        connections.push(Connection::open(hand.site.server.url()).await?);
    }
    for connection in &mut connections {
        connection.send(&text).await?;
    }
    let mut statuses = vec![];
    for connection in &mut connections {
        statuses.push(connection.receive(true).await?.status);
    }
    statuses.sort_unstable();
    assert_eq!((statuses[0], statuses[1]), (200, 401), "{statuses:?}");
    Ok(())
}

#[tokio::test]
async fn requests_may_overtake_each_other_but_not_come_twice() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.organization(), hand.nonce().await?);
    for (nc, status) in [
        ("00000003", 200),
        ("00000001", 200),
        ("00000002", 200),
        ("00000002", 401),
        ("2", 401),
        ("00000004", 200),
    ] {
        let proof = Proof {
            nc,
            ..hand.proof("GET", &target, &nonce)
        };
        let header = proof.header();
        assert_eq!(
            hand.ask_with(&header, "GET", &target).await?.status,
            status,
            "{nc}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_proof_serves_no_other_method_and_no_other_target() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.organization(), hand.nonce().await?);
    let header = hand.proof("GET", &target, &nonce).header();
    let settings = format!("{target}/settings");
    let query = format!("{target}?pretty=true");
    for (method, other) in [
        ("DELETE", &target),
        ("HEAD", &target),
        ("GET", &settings),
        ("GET", &query),
    ] {
        let answer = hand.ask_with(&header, method, other).await?;
        assert_ne!(answer.status, 200, "{method} {other}");
        assert!(matches!(answer.status, 401 | 405), "{method} {other}: {answer:?}");
    }
    assert_eq!(
        hand.ask_with(&header, "GET", &target).await?.status,
        200,
        "a proof that was refused was not used up"
    );
    Ok(())
}

#[tokio::test]
async fn a_nonce_that_the_server_did_not_make_is_worth_nothing() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.organization(), hand.nonce().await?);
    let swapped: String = nonce.chars().rev().collect();
    for invented in [swapped.as_str(), "", "a", "SlgYP7Tv3FS/BuCj/x4WQRIV1bNKdpJg"] {
        let header = hand.proof("GET", &target, invented).header();
        let answer = hand.ask_with(&header, "GET", &target).await?;
        assert!(!Challenge::of(&answer)?.stale, "{invented}");
    }
    Ok(())
}

/// A server that has forgotten which counts were used takes its old nonces for nobody's; who knows the password is told
/// that only the nonce is at fault, and goes on without asking anyone.
#[tokio::test]
async fn a_nonce_from_before_a_restart_is_stale() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let (target, nonce) = (hand.organization(), hand.nonce().await?);
    let used = hand.proof("GET", &target, &nonce).header();
    assert_eq!(hand.ask_with(&used, "GET", &target).await?.status, 200);
    hand.site.server.restart().await?;
    hand.connection = Connection::open(hand.site.server.url()).await?;
    let challenge = Challenge::of(&hand.ask_with(&used, "GET", &target).await?)?;
    assert!(challenge.stale);
    let wrong = used.replace("response=\"", "response=\"0");
    let refused = Challenge::of(&hand.ask_with(&wrong, "GET", &target).await?)?;
    assert!(!refused.stale, "who does not know the password is told nothing");
    let fresh = hand.proof("GET", &target, &challenge.nonce).header();
    assert_eq!(hand.ask_with(&fresh, "GET", &target).await?.status, 200);
    Ok(())
}
