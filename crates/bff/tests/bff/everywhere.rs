//! What holds for every endpoint.

use contract::{ProblemCode, paths};
use reqwest::Method;

use super::app::{App, OPERATOR, PASSWORD, Start, credentials};

const ID: &str = "65f0c0ffee65f0c0ffee65f0";

/// Every endpoint and its methods. One that is missing here is found by `a_method_not_listed_is_refused`.
fn endpoints() -> Vec<(String, &'static [Method])> {
    vec![
        (
            paths::SESSION.into(),
            &[Method::GET, Method::POST, Method::DELETE],
        ),
        (paths::SET_UP.into(), &[Method::POST]),
        (paths::KEYS.into(), &[Method::GET, Method::POST]),
        (paths::key(ID), &[Method::GET, Method::PATCH, Method::DELETE]),
        (paths::access_list(ID), &[Method::POST]),
        (paths::access_list_entry(ID, "192.0.2.0/24"), &[Method::DELETE]),
        (paths::ADDRESS.into(), &[Method::GET]),
    ]
}

#[tokio::test]
async fn a_change_for_another_origin_is_refused_before_anything_else() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let other_port = format!("http://127.0.0.1:{}", app.server.address().port() ^ 1);
    let localhost = format!("http://localhost:{}", app.server.address().port());
    for (path, methods) in endpoints() {
        for method in methods.iter().filter(|&method| method != Method::GET) {
            for origin in [
                None,
                Some(""),
                Some("null"),
                Some("https://evil.example"),
                Some(&*other_port),
                Some(&*localhost),
            ] {
                let answer = browser
                    .ask(method.clone(), &path)
                    .origin(origin)
                    .text("not even JSON")
                    .send()
                    .await;
                answer.assert_refused(403, ProblemCode::ForeignOrigin);
            }
        }
    }
    assert_eq!(
        browser.get(paths::KEYS).await.status,
        200,
        "the session has not suffered"
    );
}

#[tokio::test]
async fn a_foreign_host_is_refused() {
    let app = App::new().await;
    for host in [
        "evil.example",
        "127.0.0.1",
        "localhost:1",
        "127.0.0.1.nip.example:80",
    ] {
        for path in [paths::SESSION, "/", "/mark.svg"] {
            let answer = app.ask(Method::GET, path).header("host", host).send().await;
            answer.assert_refused(421, ProblemCode::ForeignOrigin);
        }
    }
    let localhost = format!("localhost:{}", app.server.address().port());
    assert_eq!(
        app.ask(Method::GET, "/")
            .header("host", &localhost)
            .send()
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn an_allowed_origin_is_taken_and_its_cookie_wants_encryption() {
    let allowed = vec!["https://keyhold.example".parse().unwrap()];
    let app = App::start(Start {
        operator: true,
        allowed_origins: allowed,
        ..Start::default()
    })
    .await;
    // A proxy may hand on the name it was asked for, or put the address it asks in its place.
    for host in ["keyhold.example", &app.server.address().to_string()] {
        let answer = app
            .ask(Method::POST, paths::SESSION)
            .header("host", host)
            .origin(Some("https://keyhold.example"))
            .json(&credentials(OPERATOR, PASSWORD))
            .send()
            .await;
        assert_eq!(answer.status, 200);
        let cookie = answer.header("set-cookie");
        assert!(
            cookie.starts_with("__Host-session=") && cookie.contains("; Secure"),
            "{cookie}"
        );
        let keys = app
            .ask(Method::GET, paths::KEYS)
            .header("host", host)
            .cookie(&answer.cookie())
            .send()
            .await;
        assert_eq!(keys.status, 200);
    }
}

#[tokio::test]
async fn without_a_session_nothing_is_told() {
    let app = App::new().await;
    for (path, methods) in endpoints() {
        if path == paths::SESSION || path == paths::SET_UP {
            continue;
        }
        for method in methods {
            for cookie in ["", "session=", "session=AAAA", "other=1"] {
                let answer = app
                    .ask(method.clone(), &path)
                    .cookie(cookie)
                    .text("{}")
                    .send()
                    .await;
                answer.assert_refused(401, ProblemCode::SignedOut);
            }
        }
    }
}

#[tokio::test]
async fn a_method_not_listed_is_refused() {
    let app = App::new().await;
    for (path, methods) in endpoints() {
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ] {
            if !methods.contains(&method) {
                let answer = app.ask(method.clone(), &path).send().await;
                assert_eq!(answer.status, 405, "{method} {path}");
                assert!(!answer.header("allow").is_empty(), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_path_below_bff_is_refused_as_json() {
    let app = App::new().await;
    for path in [
        "/bff",
        "/bff/",
        "/bff/nothing",
        "/bff/session/x",
        "/bff/keys/a/b",
        "/bff/app.js",
    ] {
        app.get(path).await.assert_refused(404, ProblemCode::NotFound);
    }
}

#[tokio::test]
async fn a_key_id_that_is_none_is_not_found() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    for id in ["x", "abcdefgh", "65F0C0FFEE65F0C0FFEE65F0", "%00", "%ff"] {
        browser
            .get(&paths::key(id))
            .await
            .assert_refused(404, ProblemCode::NotFound);
    }
}

#[tokio::test]
async fn every_answer_has_the_same_headers() {
    let app = App::new().await;
    let ok = app.get(paths::SESSION).await;
    let refused = app.get("/bff/nothing").await;
    for answer in [ok, refused] {
        let mut headers: Vec<_> = answer
            .headers
            .iter()
            .filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        assert_eq!(
            headers,
            [
                "cache-control: no-store",
                "content-security-policy: default-src 'none'; frame-ancestors 'none'",
                "content-type: application/json",
                "cross-origin-opener-policy: same-origin",
                "cross-origin-resource-policy: same-origin",
                "permissions-policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
                "referrer-policy: no-referrer",
                "x-content-type-options: nosniff",
                "x-frame-options: DENY",
            ]
        );
    }
}

#[tokio::test]
async fn what_is_no_json_is_refused_without_being_repeated() {
    let app = App::new().await;
    let ask = || app.ask(Method::POST, paths::SESSION);
    ask().send().await.assert_refused(400, ProblemCode::Invalid);
    for body in [
        "",
        "{",
        "[]",
        r#"{"name":"ada"}"#,
        r#"{"name":"ada","password":"hunter-two","more":1}"#,
    ] {
        let problem = ask()
            .text(body)
            .send()
            .await
            .assert_refused(400, ProblemCode::Invalid);
        assert!(
            !problem.message.contains("hunter") && !problem.message.contains("ada"),
            "{problem}"
        );
    }
    let long = format!(r#"{{"name":"{}","password":""}}"#, "x".repeat(300 * 1024));
    ask()
        .text(&long)
        .send()
        .await
        .assert_refused(400, ProblemCode::Invalid);
}

#[tokio::test]
async fn the_admin_api_stands_beside_and_knows_no_session() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let answer = browser.get("/api/atlas/v2/orgs").await;
    assert_eq!(answer.status, 401);
    assert!(
        answer
            .header("www-authenticate")
            .starts_with("Digest realm=\"MMS Public API\"")
    );
    let (upstream, organization) = app.somebody_else().await;
    assert_eq!(upstream.organizations().await.unwrap()[0].id, organization);
}
