//! The console's files. A name with an extension is a file or nothing; any other name is a page of the console, which
//! all are `index.html`. That file is made anew for each answer, with a nonce for its scripts.

mod kind;
mod source;

use std::path::PathBuf;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use source::Source;

const INDEX: &str = "index.html";

/// What Trunk writes where a nonce belongs.
const NONCE_PLACEHOLDER: &str = "{{__TRUNK NONCE__}}";

const HTML: &str = "text/html; charset=utf-8";

/// A page for when there is no console to serve.
const NO_CONSOLE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Keyhold</title>\
    <h1>The console is not built</h1><p>This Keyhold was built without its console. Build both with \
    <code>cargo xtask build</code>, or point to a built console with <code>keyhold serve --console-dir dist</code>. \
    The Admin API under <code>/api/atlas/v2</code> works as it is.</p></html>";

/// The encodings a file may lie in beside itself, the smaller first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Where the console's files come from.
#[derive(Clone, Debug)]
pub struct Console(Source);

impl Console {
    /// The files in this directory, or without one those inside the binary, if it was built with them.
    #[must_use]
    pub fn find(directory: Option<PathBuf>) -> Self {
        Self(directory.map_or_else(Source::inside, Source::Directory))
    }

    pub(crate) async fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        let name = path.trim_start_matches('/');
        let last = name.rsplit('/').next().unwrap_or_default();
        if name == INDEX || !last.contains('.') {
            return self.index().await;
        }
        self.file(name, headers)
            .await
            .unwrap_or_else(|| (StatusCode::NOT_FOUND, "not found\n").into_response())
    }

    async fn index(&self) -> Response {
        let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
        let html = match self.0.read(INDEX).await {
            Some(bytes) => String::from_utf8_lossy(&bytes).replace(NONCE_PLACEHOLDER, &nonce),
            None => NO_CONSOLE.to_owned(),
        };
        let mut response = html.into_response();
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(HTML));
        if let Ok(policy) = HeaderValue::try_from(page_policy(&nonce)) {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    async fn file(&self, name: &str, headers: &HeaderMap) -> Option<Response> {
        let content_type = kind::content_type(name)?;
        let plain = self.0.read(name).await?;
        let mut response = Response::new(Body::empty());
        let mut body = plain;
        for (encoding, extension) in ENCODINGS {
            if !accepts(headers, encoding) {
                continue;
            }
            if let Some(smaller) = self.0.read(&format!("{name}.{extension}")).await {
                response
                    .headers_mut()
                    .insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
                body = smaller;
                break;
            }
        }
        let caching = if kind::is_hashed(name) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        response
            .headers_mut()
            .insert(VARY, HeaderValue::from_static("accept-encoding"));
        *response.body_mut() = Body::from(body.into_owned());
        Some(response)
    }
}

/// Scripts of our own and the one that carries the nonce, no `eval` but WebAssembly's; everything else from here only.
fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Whether the client takes this encoding: named, or by `*`, and not with a weight of nothing (RFC 9110, section
/// 12.5.3).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let texts = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut by_star = false;
    for item in texts.flat_map(|text| text.split(',')) {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let wanted = weight
            .trim()
            .strip_prefix("q=")
            .and_then(|q| q.parse().ok())
            .unwrap_or(1.0)
            > 0.0;
        match name.trim() {
            name if name.eq_ignore_ascii_case(encoding) => return wanted,
            "*" => by_star = wanted,
            _ => {}
        }
    }
    by_star
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_taken_only_when_the_client_wants_it() {
        for (text, br, gzip) in [
            ("", false, false),
            ("br", true, false),
            ("gzip, deflate, br", true, true),
            ("br;q=0, gzip;q=0.5", false, true),
            ("*", true, true),
            ("br;q=0, *", false, true),
            ("identity", false, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
            assert_eq!(
                (accepts(&headers, "br"), accepts(&headers, "gzip")),
                (br, gzip),
                "{text}"
            );
        }
    }
}
