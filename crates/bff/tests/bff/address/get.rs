use contract::{Hop, SeenAddress, paths};
use reqwest::Method;

use crate::app::{App, Start};

const BROWSER: &str = "203.0.113.7";

async fn behind(proxies: &[&str]) -> App {
    App::start(Start {
        operator: true,
        trusted_proxies: proxies.iter().map(|block| block.parse().unwrap()).collect(),
        ..Start::default()
    })
    .await
}

async fn seen(app: &App, headers: &[(&str, &str)]) -> SeenAddress {
    let browser = app.sign_in().await;
    let mut ask = browser.ask(Method::GET, paths::ADDRESS);
    for (name, value) in headers {
        ask = ask.header(name, value);
    }
    let answer = ask.send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn hops(told: &[(&str, bool)]) -> Vec<Hop> {
    let hop = |&(text, believed): &(&str, bool)| Hop {
        text: text.to_owned(),
        believed,
    };
    told.iter().map(hop).collect()
}

#[tokio::test]
async fn what_a_peer_that_is_no_listed_proxy_says_is_told_and_not_believed() {
    for proxies in [&[][..], &["10.0.0.0/8"]] {
        let app = behind(proxies).await;
        for (name, value, told) in [
            ("x-forwarded-for", BROWSER, &[(BROWSER, false)][..]),
            (
                "x-forwarded-for",
                "203.0.113.7, 10.0.0.5",
                &[("10.0.0.5", false), (BROWSER, false)],
            ),
            (
                "forwarded",
                "for=203.0.113.7;proto=https",
                &[("for=203.0.113.7;proto=https", false)],
            ),
            ("x-real-ip", BROWSER, &[]),
        ] {
            let expected = SeenAddress {
                address: "127.0.0.1".into(),
                peer: "127.0.0.1".into(),
                peer_trusted: false,
                hops: hops(told),
                encrypted: false,
            };
            let seen = seen(&app, &[(name, value), ("x-forwarded-proto", "https")]).await;
            assert_eq!(seen, expected, "{name}: {value}");
        }
    }
}

#[tokio::test]
async fn what_stands_left_of_the_first_hop_that_is_no_proxy_is_not_believed() {
    let app = behind(&["127.0.0.1", "10.0.0.0/8"]).await;
    let seen = seen(&app, &[("x-forwarded-for", "192.0.2.99, 203.0.113.7, 10.0.0.5")]).await;
    assert_eq!(seen.address, BROWSER);
    assert_eq!(
        seen.hops,
        hops(&[("10.0.0.5", true), (BROWSER, true), ("192.0.2.99", false)])
    );
    assert!(seen.peer_trusted && !seen.encrypted, "{seen:?}");
}

#[tokio::test]
async fn a_listed_proxy_says_whether_the_way_was_encrypted() {
    let app = behind(&["127.0.0.1"]).await;
    // Over an encrypted way the guarded cookie alone counts.
    let cookie = app
        .sign_in()
        .await
        .cookie
        .replacen("session=", "__Host-session=", 1);
    for (name, value) in [
        ("x-forwarded-proto", "https"),
        ("forwarded", "for=203.0.113.7;proto=https"),
    ] {
        let answer = app
            .ask(Method::GET, paths::ADDRESS)
            .cookie(&cookie)
            .header(name, value)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.json::<SeenAddress>().encrypted, "{name}");
    }
}
