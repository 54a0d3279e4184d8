//! How often the Admin API is asked, and with which nonce.

use futures::future::join_all;

use super::{Script, challenge, client, empty_list, signed};
use upstream::{Error, UpstreamConfig};

#[tokio::test]
async fn a_credential_refused_twice_is_refused_and_not_tried_a_third_time() {
    let script = Script::new(|_, number| challenge(&format!("n{number}"), false)).await;
    assert!(matches!(
        script.upstream.organizations().await,
        Err(Error::CredentialRefused)
    ));
    assert_eq!(script.asked().len(), 2);
}

#[tokio::test]
async fn a_nonce_that_stays_stale_is_not_chased_for_ever() {
    let script = Script::new(|_, number| challenge(&format!("n{number}"), true)).await;
    assert!(matches!(
        script.upstream.organizations().await,
        Err(Error::CredentialRefused)
    ));
    assert_eq!(script.asked().len(), 2);
}

#[tokio::test]
async fn once_warm_a_call_is_one_request() {
    let script = Script::new(|asked, _| signed(asked, empty_list())).await;
    for _ in 0..5 {
        script.upstream.organizations().await.unwrap();
    }
    let asked = script.asked();
    assert_eq!(asked.len(), 6, "one challenge and five calls");
    assert!(asked[1..].iter().all(|asked| asked.nonce() == Some("n1")));
    let counts: Vec<_> = asked[1..].iter().filter_map(|asked| asked.count()).collect();
    assert_eq!(
        counts,
        ["00000001", "00000002", "00000003", "00000004", "00000005"]
    );
}

#[tokio::test]
async fn a_stale_nonce_is_renewed_within_the_call() {
    let script = Script::new(|asked, number| match asked.nonce() {
        None => challenge("n1", false),
        Some("n1") if number > 3 => challenge("n2", true),
        Some(_) => empty_list(),
    })
    .await;
    for _ in 0..4 {
        script.upstream.organizations().await.unwrap();
    }
    let nonces: Vec<_> = script
        .asked()
        .iter()
        .map(|asked| asked.nonce().map(str::to_owned))
        .collect();
    let nonces: Vec<_> = nonces.iter().map(Option::as_deref).collect();
    assert_eq!(
        nonces,
        [None, Some("n1"), Some("n1"), Some("n1"), Some("n2"), Some("n2")]
    );
}

#[tokio::test]
async fn calls_side_by_side_never_use_a_count_twice() {
    let script = Script::new(|asked, _| signed(asked, empty_list())).await;
    script.upstream.organizations().await.unwrap();
    let results = join_all((0..50).map(|_| script.upstream.organizations())).await;
    assert!(results.iter().all(Result::is_ok));
    let mut counts: Vec<_> = script
        .asked()
        .iter()
        .filter_map(|asked| asked.count().map(str::to_owned))
        .collect();
    assert_eq!(counts.len(), 51);
    counts.sort();
    counts.dedup();
    assert_eq!(counts.len(), 51);
}

#[tokio::test]
async fn a_closed_port_is_unreachable_and_the_error_names_no_url() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let upstream = client(&format!("http://{address}"), UpstreamConfig::TIMEOUT);
    let error = upstream.organizations().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable(_)), "{error:?}");
    assert!(!error.to_string().contains(&address.to_string()), "{error}");
}
