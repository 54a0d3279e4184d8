//! What holds for every endpoint.

use std::collections::{BTreeMap, BTreeSet};

use access::OperatorRole;
use contract::{ProblemCode, paths};
use reqwest::Method;

use super::app::{App, OPERATOR, OUR_PROJECT, PASSWORD, Start, THEIR_PROJECT, credentials};

const ID: &str = "65f0c0ffee65f0c0ffee65f0";

const EVERYBODY: &[OperatorRole] = OperatorRole::ALL;
const OWNERS: &[OperatorRole] = &[OperatorRole::OrganizationOwner];
const PROJECT_OWNERS: &[OperatorRole] = &[OperatorRole::OrganizationOwner, OperatorRole::ProjectOwner];

/// One endpoint.
struct Endpoint {
    method: Method,
    path: String,
    /// Which operators may use it. None where nobody need be signed in.
    operators: Option<&'static [OperatorRole]>,
}

/// Every endpoint. A path that is missing here is found by `no_endpoint_is_forgotten`, a method by
/// `a_method_not_listed_is_refused`.
fn endpoints() -> Vec<Endpoint> {
    endpoints_of(ID, OUR_PROJECT, "192.0.2.0/24")
}

fn endpoints_of(key: &str, project: &str, block: &str) -> Vec<Endpoint> {
    let open = |method, path: &str| (method, path.to_owned(), None);
    let by = |operators, method, path: &str| (method, path.to_owned(), Some(operators));
    let endpoints = [
        open(Method::GET, paths::SESSION),
        open(Method::POST, paths::SESSION),
        open(Method::DELETE, paths::SESSION),
        open(Method::POST, paths::SET_UP),
        by(EVERYBODY, Method::GET, paths::KEYS),
        by(OWNERS, Method::POST, paths::KEYS),
        by(EVERYBODY, Method::GET, &paths::key(key)),
        by(OWNERS, Method::PATCH, &paths::key(key)),
        by(OWNERS, Method::DELETE, &paths::key(key)),
        by(OWNERS, Method::POST, &paths::access_list(key)),
        by(OWNERS, Method::PATCH, &paths::access_list(key)),
        by(OWNERS, Method::POST, paths::PREFLIGHT),
        by(OWNERS, Method::PATCH, paths::SETTINGS),
        by(EVERYBODY, Method::GET, paths::PROJECTS),
        by(EVERYBODY, Method::GET, &paths::project_keys(project)),
        by(PROJECT_OWNERS, Method::POST, &paths::project_keys(project)),
        by(PROJECT_OWNERS, Method::POST, &paths::project_key(project, key)),
        by(PROJECT_OWNERS, Method::PATCH, &paths::project_key(project, key)),
        by(PROJECT_OWNERS, Method::DELETE, &paths::project_key(project, key)),
        by(EVERYBODY, Method::GET, paths::ADDRESS),
        by(EVERYBODY, Method::GET, paths::EVENTS),
        by(EVERYBODY, Method::GET, paths::PERSONAL_KEYS),
        by(EVERYBODY, Method::PUT, paths::PERSONAL_ACCOUNT),
        by(EVERYBODY, Method::DELETE, paths::PERSONAL_ACCOUNT),
        by(EVERYBODY, Method::PATCH, &paths::personal_key(key)),
        by(EVERYBODY, Method::DELETE, &paths::personal_key(key)),
        by(EVERYBODY, Method::POST, paths::PERSONAL_ACCESS_LIST),
        by(
            EVERYBODY,
            Method::DELETE,
            &paths::personal_access_list_entry(block),
        ),
    ];
    let endpoint = |(method, path, operators)| Endpoint {
        method,
        path,
        operators,
    };
    endpoints.into_iter().map(endpoint).collect()
}

/// The same by path, with all methods of each.
fn methods_by_path() -> BTreeMap<String, Vec<Method>> {
    let mut paths: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for endpoint in endpoints() {
        paths.entry(endpoint.path).or_default().push(endpoint.method);
    }
    paths
}

#[test]
fn no_endpoint_is_forgotten() {
    let listed: BTreeSet<String> = endpoints_of("{key}", "{project}", "{block}")
        .into_iter()
        .map(|endpoint| endpoint.path)
        .collect();
    assert_eq!(listed, bff::endpoint_paths());
}

#[tokio::test]
async fn what_a_role_does_not_allow_is_refused_and_says_whom_to_ask() {
    let app = App::with_sample().await;
    for &role in OperatorRole::ALL {
        let browser = app.sign_in_with(role).await;
        for Endpoint {
            method,
            path,
            operators,
        } in endpoints()
        {
            let Some(operators) = operators else { continue };
            let answer = browser.ask(method.clone(), &path).text("{}").send().await;
            if operators.contains(&role) {
                assert!(
                    ![401, 403].contains(&answer.status),
                    "{role} {method} {path}: {}",
                    answer.text()
                );
                continue;
            }
            let problem = answer.assert_refused(403, ProblemCode::Forbidden);
            assert!(
                problem.message.starts_with("This needs ") && problem.message.contains(" Ask Ada or "),
                "{problem}"
            );
        }
    }
}

#[tokio::test]
async fn a_role_in_a_project_opens_no_other_project() {
    let app = App::with_sample().await;
    let of_project: Vec<_> = endpoints_of(ID, THEIR_PROJECT, "")
        .into_iter()
        .filter(|endpoint| endpoint.path.contains(THEIR_PROJECT))
        .collect();
    assert!(!of_project.is_empty());
    for role in [OperatorRole::ProjectOwner, OperatorRole::ProjectReadOnly] {
        let browser = app.sign_in_with(role).await;
        for endpoint in &of_project {
            let answer = browser.ask(endpoint.method.clone(), &endpoint.path);
            answer
                .text("{}")
                .send()
                .await
                .assert_refused(403, ProblemCode::Forbidden);
        }
    }
}

#[tokio::test]
async fn a_change_for_another_origin_is_refused_before_anything_else() {
    let app = App::new().await;
    let browser = app.sign_in().await;
    let other_port = format!("http://127.0.0.1:{}", app.server.address().port() ^ 1);
    let localhost = format!("http://localhost:{}", app.server.address().port());
    for (path, methods) in methods_by_path() {
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
    for endpoint in endpoints().iter().filter(|endpoint| endpoint.operators.is_some()) {
        for cookie in ["", "session=", "session=AAAA", "other=1"] {
            let answer = app.ask(endpoint.method.clone(), &endpoint.path).cookie(cookie);
            answer
                .text("{}")
                .send()
                .await
                .assert_refused(401, ProblemCode::SignedOut);
        }
    }
}

#[tokio::test]
async fn a_method_not_listed_is_refused() {
    let app = App::new().await;
    for (path, methods) in methods_by_path() {
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

#[tokio::test]
async fn a_refusal_of_what_would_come_compressed_is_read_as_it_stands() {
    let app = App::with_sample().await;
    let browser = app.sign_in().await;
    let bad_filter = format!("{}?kind=X", paths::EVENTS);
    for (path, status, code) in [
        (&paths::project_keys(ID), 404, ProblemCode::NotFound),
        (&bad_filter, 422, ProblemCode::Invalid),
    ] {
        let ask = browser.ask(Method::GET, path).header("accept-encoding", "gzip");
        let answer = ask.send().await;
        assert_eq!(answer.header("content-encoding"), "", "{path}");
        answer.assert_refused(status, code);
    }
}
