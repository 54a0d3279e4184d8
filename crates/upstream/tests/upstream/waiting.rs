//! Rate limits and time.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::response::Response;

use super::{KEY, ORGANIZATION, Script, empty_list, signed};
use upstream::Error;

fn limited(seconds: &str) -> Response {
    Response::builder()
        .status(429)
        .header("Retry-After", seconds)
        .body(Body::from("{}"))
        .unwrap()
}

#[tokio::test]
async fn a_get_is_repeated_after_the_wait_but_not_without_end() {
    let script = Script::new(|asked, _| signed(asked, limited("0"))).await;
    let error = script.upstream.organizations().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::RateLimited {
                retry_after: Some(Duration::ZERO)
            }
        ),
        "{error:?}"
    );
    assert_eq!(script.asked().len(), 4, "a challenge, the call and two repeats");
}

#[tokio::test]
async fn a_get_succeeds_after_the_wait() {
    let script =
        Script::new(|asked, number| signed(asked, if number < 3 { limited("0") } else { empty_list() }))
            .await;
    assert_eq!(script.upstream.organizations().await.unwrap(), []);
}

#[tokio::test]
async fn a_wait_longer_than_the_call_is_told_at_once() {
    let script = Script::new(|asked, _| signed(asked, limited("3600"))).await;
    let started = Instant::now();
    let error = script.upstream.organizations().await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { retry_after: Some(wait) } if wait.as_secs() == 3600));
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_wait_without_end_is_an_hour() {
    let script = Script::new(|asked, _| signed(asked, limited("18446744073709551615"))).await;
    let error = script.upstream.organizations().await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { retry_after: Some(wait) } if wait.as_secs() == 3600));
}

#[tokio::test]
async fn a_write_is_never_repeated() {
    let script = Script::new(|asked, _| signed(asked, limited("0"))).await;
    let (organization, key) = (ORGANIZATION.parse().unwrap(), KEY.parse().unwrap());
    let error = script.upstream.delete_key(organization, key).await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { .. }));
    assert_eq!(script.asked().len(), 2);
}

#[tokio::test]
async fn a_server_that_accepts_and_says_nothing_times_out() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let upstream = super::client(&format!("http://{address}"), Duration::from_millis(100));
    assert!(matches!(upstream.organizations().await, Err(Error::TimedOut)));
}

#[tokio::test]
async fn what_is_left_of_the_budget_is_told() {
    for (headers, told) in [
        (
            &[("RateLimit-Limit", "500"), ("RateLimit-Remaining", "273")][..],
            Some((500, 273)),
        ),
        (&[("RateLimit-Remaining", "273")], None),
        (
            &[("RateLimit-Limit", "many"), ("RateLimit-Remaining", "273")],
            None,
        ),
        (&[], None),
    ] {
        let script = Script::new(move |asked, _| {
            let mut answer = empty_list();
            for (name, value) in headers {
                answer.headers_mut().insert(*name, value.parse().unwrap());
            }
            signed(asked, answer)
        })
        .await;
        let (organization, key) = (ORGANIZATION.parse().unwrap(), KEY.parse().unwrap());
        let (_, left) = script
            .upstream
            .access_list_allowed(organization, key)
            .await
            .unwrap();
        assert_eq!(left.map(|left| (left.limit, left.remaining)), told, "{headers:?}");
    }
}
