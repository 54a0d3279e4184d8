//! Rate limits, which all endpoints have: by default, and as an operator wants them.

use std::time::Duration;

use access::OrganizationRole::{Member, Owner};
use admin_api::{RateLimits, Serving};
use serde_json::{Value, json};

use crate::support::{Answer, Server, assert_ok};

async fn limited(rate_limits: RateLimits) -> Server {
    Server::start_serving(Serving {
        rate_limits,
        ..Serving::default()
    })
    .await
}

/// The limit and what remains.
fn quota(answer: &Answer) -> (&str, &str) {
    (
        answer.header("ratelimit-limit"),
        answer.header("ratelimit-remaining"),
    )
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    let server = limited(RateLimits::default()).await;
    let (path, client) = (server.org("/settings"), server.owner());
    for remaining in (0..10).rev() {
        let answer = client.get(&path).await;
        assert_ok(&answer);
        assert_eq!(quota(&answer), ("10", remaining.to_string().as_str()));
        assert!(answer.headers.get("retry-after").is_none());
    }
    server.advance(Duration::from_secs(5));
    let refused = client.get(&format!("{path}?pretty=false")).await;
    assert_eq!(refused.status, 429);
    assert_eq!(quota(&refused), ("10", "0"));
    assert_eq!(refused.header("retry-after"), "55");
    assert_eq!(refused.header("x-error-code"), "RATE_LIMITED_TOKEN_BUCKET");
    let path_told = format!("api/atlas/v2{path}");
    assert_eq!(
        refused.json(),
        json!({
            "detail": format!(
                "Rate limit exceeded for {path_told}. Please retry after 55 seconds. Request capacity: 10. Refill \
                 rate: 5 per 60 seconds."
            ),
            "error": 429,
            "errorCode": "RATE_LIMITED_TOKEN_BUCKET",
            "parameters": [path_told, 55, 10, 5, 60],
            "reason": "Too Many Requests",
        })
    );
    server.advance(Duration::from_secs(55));
    assert_eq!(quota(&client.get(&path).await), ("10", "4"));
}

#[tokio::test]
async fn the_limits_are_on_unless_turned_off() {
    for (rate_limits, limit) in [
        (RateLimits::default(), Some("500")),
        (RateLimits::from_json(r#"{"times": 2}"#).unwrap(), Some("1000")),
        (RateLimits::off(), None),
    ] {
        let server = limited(rate_limits).await;
        let answer = server.owner().get(&server.org("/apiKeys")).await;
        assert_ok(&answer);
        let told = answer.headers.get("ratelimit-limit");
        assert_eq!(told.map(|value| value.to_str().unwrap()), limit);
    }
}

#[tokio::test]
async fn refusals_count_too_and_changes_that_were_refused_did_not_happen() {
    let limits =
        r#"{"endpointSets": {"programmaticApiKeys_organization": {"capacity": 2, "refillRate": 1}}}"#;
    let server = limited(RateLimits::from_json(limits).unwrap()).await;
    let keys = server.org("/apiKeys");
    let client = server.owner();
    let not_found = client.get(&format!("{keys}/111111111111111111111111")).await;
    assert_eq!((not_found.status, quota(&not_found)), (404, ("2", "1")));
    let invalid = client.post(&keys, json!({ "desc": "" })).await;
    assert_eq!((invalid.status, quota(&invalid)), (400, ("2", "0")));
    let key = json!({ "desc": "one too many", "roles": ["ORG_MEMBER"] });
    assert_eq!(client.post(&keys, key).await.status, 429);
    assert!(server.events().await.is_empty());
}

#[tokio::test]
async fn all_of_an_organization_share_what_it_has_and_nobody_else_can_take_of_it() {
    let server = limited(RateLimits::default()).await;
    let member = server.key(&[Member], &[]).await;
    let elsewhere = server.key(&[Owner], &["192.0.2.1"]).await;
    let path = server.org("/settings");
    let settings = json!({ "multiFactorAuthRequired": true });
    for _ in 0..12 {
        // One may not change them, the other may not come from here.
        let denied = server.client(&member).patch(&path, settings.clone()).await;
        assert!(matches!(denied.status, 401 | 429), "{}", denied.text);
        let denied = server.client(&elsewhere).get(&path).await;
        assert!(matches!(denied.status, 403 | 429), "{}", denied.text);
    }
    assert_eq!(quota(&server.owner().get(&path).await), ("10", "9"));
    assert_eq!(quota(&server.client(&member).get(&path).await), ("10", "8"));
    // What counts for each key by itself is another matter.
    for key in [&server.owner, &member] {
        assert_eq!(quota(&server.client(key).get("/orgs").await), ("300", "299"));
    }
}

#[tokio::test]
async fn whoever_proves_nothing_is_told_nothing_and_costs_nobody() {
    let server = limited(RateLimits::default()).await;
    let path = server.org("/settings");
    for _ in 0..20 {
        let answer = server
            .owner()
            .once(reqwest::Method::GET, &path, |request| request)
            .await;
        assert_eq!(answer.status, 401);
        assert!(answer.headers.get("ratelimit-limit").is_none());
    }
    assert_eq!(quota(&server.owner().get(&path).await), ("10", "9"));
}

#[tokio::test]
async fn each_router_counts_for_itself() {
    let server = limited(RateLimits::default()).await;
    let path = server.org("/settings");
    for _ in 0..11 {
        server.owner().get(&path).await;
    }
    let unlimited = Serving {
        rate_limits: RateLimits::off(),
        ..Serving::default()
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = server.api.router_with(unlimited);
    let service = routes.into_make_service_with_connect_info::<std::net::SocketAddr>();
    let task = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    let inside = crate::support::Client::new(address, &server.owner, "127.0.0.1");
    for _ in 0..20 {
        assert_ok(&inside.get(&path).await);
    }
    assert_eq!(server.owner().get(&path).await.status, 429);
    task.abort();
}

#[tokio::test]
async fn an_envelope_tells_of_it_too() {
    let limits = r#"{"endpointSets": {"root_user": {"capacity": 1, "refillRate": 1}}}"#;
    let server = limited(RateLimits::from_json(limits).unwrap()).await;
    let client = server.owner();
    assert_ok(&client.get("?envelope=true").await);
    let json: Value = client.get("?envelope=true").await.json();
    assert_eq!(json["status"], 429);
    assert_eq!(
        json["content"]["parameters"],
        json!(["api/atlas/v2", 60, 1, 1, 60])
    );
}
