//! Behind a proxy that was named, and behind one that was not. The peer is always 127.0.0.1.

use access::AddressBlock;
use contract::{ProblemCode, Session, paths};
use reqwest::Method;

use crate::app::{App, OPERATOR, PASSWORD, Start, credentials};

async fn behind(proxies: &[&str]) -> App {
    App::start(Start {
        operator: true,
        trusted_proxies: proxies
            .iter()
            .map(|block| block.parse::<AddressBlock>().unwrap())
            .collect(),
        ..Start::default()
    })
    .await
}

/// The address a request with this header is seen from.
async fn seen(app: &App, name: &str, value: &str) -> String {
    let answer = app
        .ask(Method::GET, paths::SESSION)
        .header(name, value)
        .send()
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json::<Session>().client_address
}

#[tokio::test]
async fn a_peer_that_is_no_listed_proxy_is_believed_nothing() {
    for proxies in [&[][..], &["10.0.0.0/8"]] {
        let app = behind(proxies).await;
        for (name, value) in [
            ("x-forwarded-for", "203.0.113.7"),
            ("forwarded", "for=203.0.113.7"),
            ("x-real-ip", "203.0.113.7"),
        ] {
            assert_eq!(seen(&app, name, value).await, "127.0.0.1", "{name}");
        }
        let answer = app
            .ask(Method::GET, "/")
            .header("x-forwarded-proto", "https")
            .send()
            .await;
        assert_eq!(answer.header("strict-transport-security"), "");
    }
}

#[tokio::test]
async fn a_listed_proxy_is_read_from_the_right_or_refused() {
    let app = behind(&["127.0.0.1"]).await;
    for (name, value) in [
        ("x-forwarded-for", "203.0.113.7"),
        ("x-forwarded-for", "10.0.0.5, 203.0.113.7:4711"),
        ("forwarded", "for=10.0.0.5, for=\"[::ffff:203.0.113.7]\""),
    ] {
        assert_eq!(seen(&app, name, value).await, "203.0.113.7", "{value}");
    }
    for value in ["", "unknown", "10.0.0.5, somewhere"] {
        let answer = app
            .ask(Method::GET, paths::SESSION)
            .header("x-forwarded-for", value)
            .send()
            .await;
        let problem = answer.assert_refused(400, ProblemCode::Invalid);
        assert!(problem.message.contains("X-Forwarded-For"), "{problem:?}");
    }
}

#[tokio::test]
async fn wrong_passwords_count_against_the_client_and_not_the_proxy() {
    let app = behind(&["127.0.0.1"]).await;
    let sign_in = async |address: &str, password: &str| {
        app.ask(Method::POST, paths::SESSION)
            .header("x-forwarded-for", address)
            .json(&credentials(OPERATOR, password))
            .send()
            .await
            .status
    };
    while sign_in("203.0.113.7", "wrong").await != 429 {}
    assert_eq!(sign_in("203.0.113.8", PASSWORD).await, 200);
}

#[tokio::test]
async fn what_came_encrypted_gets_a_cookie_for_encrypted_ways_only() {
    let app = behind(&["127.0.0.1"]).await;
    for (proto, cookie, lasting) in [
        ("https", "__Host-session=", "max-age=31536000"),
        ("http", "session=", ""),
    ] {
        let answer = app
            .ask(Method::POST, paths::SESSION)
            .header("x-forwarded-proto", proto)
            .json(&credentials(OPERATOR, PASSWORD))
            .send()
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.cookie().starts_with(cookie), "{}", answer.cookie());
        assert_eq!(answer.header("strict-transport-security"), lasting);
    }
}

#[tokio::test]
async fn the_console_is_not_held_up_by_limits_for_guests() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    // The settings alone may be read ten times a minute by a guest.
    for _ in 0..15 {
        let answer = browser.get(paths::KEYS).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        app.wait(1);
    }
}
