//! The console's files.

use std::fs;

use contract::ProblemCode;
use reqwest::Method;
use tempfile::TempDir;

use super::app::{App, Start};

const SCRIPT: &str = "/keyhold-console-1f0a9c3d5e7b2846.js";

async fn app() -> (App, TempDir) {
    let dist = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| fs::write(dist.path().join(name), content).unwrap();
    write(
        "index.html",
        "<script type=\"module\" nonce=\"{{__TRUNK NONCE__}}\">1</script><p nonce=\"{{__TRUNK NONCE__}}\">",
    );
    write("index.html.br", "never sent");
    write(&SCRIPT[1..], "plain");
    write(&format!("{}.br", &SCRIPT[1..]), "brotli");
    write(&format!("{}.gz", &SCRIPT[1..]), "gzip");
    write("mark.svg", "<svg/>");
    write("notes.md", "not of a kind that is served");
    let console = Some(dist.path().to_path_buf());
    (
        App::start(Start {
            operator: true,
            console,
            ..Start::default()
        })
        .await,
        dist,
    )
}

#[tokio::test]
async fn a_file_there_is_not_is_not_found() {
    let (app, _dist) = app().await;
    for path in [
        "/missing.js",
        "/notes.md",
        "/mark.svg.br",
        "/..%2f..%2fetc%2fpasswd.txt",
        "/a/../mark.svg.txt",
        "/.svg",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_page_is_not_for_other_methods() {
    let (app, _dist) = app().await;
    let answer = app.ask(Method::POST, "/organization/api-keys").send().await;
    answer.assert_refused(405, ProblemCode::Invalid);
    assert_eq!(answer.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn every_page_is_the_index_with_a_nonce_of_its_own() {
    let (app, _dist) = app().await;
    let mut nonces = Vec::new();
    for path in [
        "/",
        "/set-up",
        "/organization/api-keys/65f0c0ffee65f0c0ffee65f0",
        "/index.html",
    ] {
        let answer = app
            .ask(Method::GET, path)
            .header("accept-encoding", "br, gzip")
            .send()
            .await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-encoding"), "");
        let text = answer.text();
        let nonce = text
            .split("nonce=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        assert_eq!(text.matches(&nonce).count(), 2, "{text}");
        assert_eq!(
            answer.header("content-security-policy"),
            format!(
                "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
                 connect-src 'self'; img-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
            )
        );
        nonces.push(nonce);
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 4);
}

#[tokio::test]
async fn a_file_comes_in_the_form_the_browser_takes() {
    let (app, _dist) = app().await;
    for (accepted, encoding, body) in [
        ("br, gzip", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("identity", "", "plain"),
        ("br;q=0", "", "plain"),
    ] {
        let answer = app
            .ask(Method::GET, SCRIPT)
            .header("accept-encoding", accepted)
            .send()
            .await;
        assert_eq!((answer.status, answer.text().as_str()), (200, body), "{accepted}");
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn a_file_without_a_hash_is_asked_for_again() {
    let (app, _dist) = app().await;
    let answer = app.get("/mark.svg").await;
    assert_eq!(
        (answer.header("content-type"), answer.header("cache-control")),
        ("image/svg+xml", "no-cache")
    );
}

#[tokio::test]
async fn head_has_the_headers_alone() {
    let (app, _dist) = app().await;
    for path in ["/", SCRIPT] {
        let answer = app.ask(Method::HEAD, path).send().await;
        assert_eq!((answer.status, answer.body.len()), (200, 0), "{path}");
        assert_ne!(answer.header("content-type"), "");
    }
}

#[tokio::test]
async fn without_a_console_a_page_says_how_to_build_one() {
    let app = App::new().await;
    let answer = app.get("/").await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("cargo xtask build"));
}
