//! Behind a proxy, and behind one that nobody told the server of. The peer is always 127.0.0.1.

use access::{AddressBlock, OrganizationRole::Owner};
use admin_api::{RateLimits, Serving};
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Client, Server, V2, assert_ok, assert_refused};

const CLIENT: &str = "203.0.113.7";
/// Where somebody is who wants to be taken for the client.
const ELSEWHERE: &str = "198.51.100.66";

async fn behind(proxies: &[&str], public_url: Option<&str>) -> Server {
    Server::start_serving(Serving {
        backend: None,
        rate_limits: RateLimits::off(),
        trusted_proxies: proxies
            .iter()
            .map(|block| block.parse::<AddressBlock>().unwrap())
            .collect(),
        public_url: public_url.map(str::to_owned),
    })
    .await
}

async fn get(client: &Client, path: &str, headers: &[(&str, &str)]) -> Answer {
    client
        .proven(Method::GET, path, |mut request| {
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            request.header("accept", V2)
        })
        .await
}

#[tokio::test]
async fn a_peer_that_is_no_listed_proxy_is_the_client_whatever_it_says() {
    for proxies in [&[][..], &["10.0.0.0/8"], &["127.0.0.2"]] {
        let server = behind(proxies, None).await;
        let key = server.key(&[Owner], &[CLIENT]).await;
        let client = server.client(&key);
        for headers in [
            &[("x-forwarded-for", CLIENT)][..],
            &[("forwarded", "for=203.0.113.7")],
            &[("x-forwarded-for", "203.0.113.7, 127.0.0.1")],
            &[("x-real-ip", CLIENT)],
        ] {
            let answer = get(&client, "/orgs", headers).await;
            assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &["127.0.0.1"]);
        }
        let answer = get(&server.owner(), "", &[("x-forwarded-proto", "https")]).await;
        assert!(answer.headers.get("strict-transport-security").is_none());
        assert!(answer.text.contains("http://127.0.0.1"), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_client_of_ipv6_is_told_in_all_eight_groups() {
    const FULL: &str = "2001:db8:0:0:0:0:0:7";
    let server = behind(&["127.0.0.1"], None).await;
    let forwarded = [("x-forwarded-for", "2001:db8::7")];
    let listed = server.client(&server.key(&[Owner], &[CLIENT]).await);
    let answer = get(&listed, "/orgs", &forwarded).await;
    assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &[FULL]);
    assert!(
        answer.json()["detail"].as_str().unwrap().contains(FULL),
        "{}",
        answer.text
    );
    let answer = get(&listed, "/api/private/ipinfo", &forwarded).await;
    assert_eq!(answer.json()["currentIpv4Address"], FULL);
    let missing = format!("{}/accessList/2001:db8::7", server.of_key(&server.owner, ""));
    let answer = get(&server.owner(), &missing, &[("x-forwarded-for", "127.0.0.1")]).await;
    assert_refused(
        &answer,
        404,
        "API_KEY_ACCESS_LIST_NOT_FOUND",
        &[FULL, server.owner.public_key.as_str()],
    );
}

#[tokio::test]
async fn behind_a_listed_proxy_no_invention_gets_past_it() {
    let server = behind(&["127.0.0.1"], None).await;
    let key = server.key(&[Owner], &[CLIENT, "127.0.0.1"]).await;
    let client = server.client(&key);
    for headers in [
        &[("x-forwarded-for", "203.0.113.7, 198.51.100.66")][..],
        &[("x-forwarded-for", ELSEWHERE)],
        &[("x-forwarded-for", CLIENT), ("x-forwarded-for", ELSEWHERE)],
        &[("x-forwarded-for", "203.0.113.7, 198.51.100.66:80")],
        &[("x-forwarded-for", "203.0.113.7, ::ffff:198.51.100.66")],
        &[("x-forwarded-for", "203.0.113.7, 198.51.100.66, 127.0.0.1")],
        &[("forwarded", "for=203.0.113.7, for=198.51.100.66")],
        &[
            ("forwarded", "for=203.0.113.7"),
            ("forwarded", "for=198.51.100.66"),
        ],
    ] {
        let answer = get(&client, "/orgs", headers).await;
        assert_refused(&answer, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", &[ELSEWHERE]);
    }
    for headers in [
        &[("forwarded", "for=203.0.113.7"), ("x-forwarded-for", ELSEWHERE)][..],
        &[("forwarded", "for=\"203.0.113.7, for=198.51.100.66")],
        &[("x-forwarded-for", "203.0.113.7, unknown")],
        &[("x-forwarded-for", "")],
    ] {
        let answer = get(&client, "/orgs", headers).await;
        assert_refused(&answer, 400, "INVALID_FORWARDING", &[]);
    }
}

#[tokio::test]
async fn behind_a_listed_proxy_the_client_is_whom_it_names() {
    let server = behind(&["127.0.0.0/8"], None).await;
    let key = server.key(&[Owner], &[CLIENT, "127.0.0.1"]).await;
    let client = server.client(&key);
    for headers in [
        &[("x-forwarded-for", CLIENT)][..],
        &[("x-forwarded-for", "198.51.100.66, 203.0.113.7, 127.9.9.9")],
        &[(
            "forwarded",
            "for=198.51.100.66, for=\"203.0.113.7:4711\";proto=http;by=_hidden",
        )],
    ] {
        assert_ok(&get(&client, "/orgs", headers).await);
        let told = get(&client, "/api/private/ipinfo", headers).await;
        assert_eq!(told.json(), json!({ "currentIpv4Address": CLIENT }));
    }
    let entry = json!([{ "ipAddress": "192.0.2.1" }]);
    let added = client
        .proven(Method::POST, &server.of_key(&key, "/accessList"), |request| {
            request
                .header("accept", V2)
                .header("content-type", "application/json")
                .header("x-forwarded-for", CLIENT)
                .body(entry.to_string())
        })
        .await;
    assert_ok(&added);
    let newest = server.events().await.pop().unwrap();
    assert_eq!(newest.remote_address.as_deref(), Some(CLIENT));
    // The proxy itself, asking for itself.
    assert_ok(&get(&client, "/orgs", &[]).await);
}

#[tokio::test]
async fn https_at_the_proxy_is_in_the_links_and_asked_for_again() {
    let server = behind(&["127.0.0.1"], None).await;
    let client = server.owner();
    for (headers, https) in [
        (&[][..], false),
        (&[("x-forwarded-proto", "http")], false),
        (&[("x-forwarded-proto", "https, http")], false),
        (&[("x-forwarded-proto", "http, https")], true),
        (&[("x-forwarded-proto", "HTTPS")], true),
        (&[("forwarded", "for=127.0.0.1;proto=https")], true),
    ] {
        let answer = get(&client, "", headers).await;
        assert_ok(&answer);
        let scheme = if https { "https" } else { "http" };
        let link = format!("{scheme}://{}/api/atlas/v2", server.address);
        assert_eq!(answer.json()["links"][0]["href"], link, "{headers:?}");
        let asked = answer.headers.get("strict-transport-security");
        assert_eq!(
            asked.map(|value| value.to_str().unwrap()),
            https.then_some("max-age=31536000"),
            "{headers:?}"
        );
    }
    let refused = client
        .once(Method::GET, "/none", |request| {
            request.header("x-forwarded-proto", "https")
        })
        .await;
    assert!(refused.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn links_begin_as_the_operator_says() {
    let server = behind(&[], Some("https://keys.example")).await;
    let answer = server.owner().get("").await;
    assert_eq!(
        answer.json()["links"][0]["href"],
        "https://keys.example/api/atlas/v2"
    );
    assert!(answer.headers.get("strict-transport-security").is_none());
}
