//! Writing answers: content, pages, refusals, and the headers they all carry. Members of JSON objects are in
//! alphabetical order, as the real server sends them.

use std::net::IpAddr;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::Value;

use super::accept::{JSON, V2_CONTENT_TYPE};
use super::query::Presentation;
use super::route::Version;
use crate::error::Error;
use crate::refusal::Refusal;
use crate::wire::Link;

const X_ERROR_CODE: HeaderName = HeaderName::from_static("x-error-code");

/// What a handler answers. `None` is the 204 of a deletion.
#[derive(Debug)]
pub(crate) struct Answer(Option<String>);

#[derive(Serialize)]
struct Envelope<'a, T> {
    content: &'a T,
    status: u16,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct List<'a, T> {
    links: &'a [Link],
    results: &'a [T],
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    total_count: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorBody<'a> {
    detail: &'a str,
    error: u16,
    error_code: &'a str,
    parameters: Option<&'a [Value]>,
    reason: Option<&'static str>,
}

impl Answer {
    pub(crate) fn deleted() -> Self {
        Self(None)
    }

    pub(super) fn one(content: &impl Serialize, presentation: Presentation) -> Result<Self, Refusal> {
        Ok(Self(Some(enveloped(content, StatusCode::OK, presentation)?)))
    }

    pub(super) fn list(
        links: &[Link],
        results: &[impl Serialize],
        total_count: u64,
        presentation: Presentation,
    ) -> Result<Self, Refusal> {
        let list = List {
            links,
            results,
            status: presentation.envelope.then_some(StatusCode::OK.as_u16()),
            total_count,
        };
        Ok(Self(Some(written(&list, presentation.pretty)?)))
    }
}

/// A handler's answer in this version. The content type names the version even where there is no content.
pub(super) fn answer(answer: Answer, version: Version) -> Response {
    let content_type = match version {
        Version::V1 => JSON,
        Version::V2 => V2_CONTENT_TYPE,
    };
    match answer.0 {
        Some(json) => response(StatusCode::OK, content_type, Body::from(json)),
        None => response(StatusCode::NO_CONTENT, content_type, Body::empty()),
    }
}

/// A refusal, whatever the version.
pub(super) fn refusal(refusal: &Refusal, presentation: Presentation) -> Response {
    if let Refusal::Unexpected(error) = refusal {
        tracing::error!(%error, "a request failed");
    }
    let wording = refusal.wording();
    let body = ErrorBody {
        detail: &wording.detail,
        error: wording.status.as_u16(),
        error_code: wording.code,
        parameters: wording.parameters.as_deref(),
        reason: wording.status.canonical_reason(),
    };
    let json = enveloped(&body, wording.status, presentation).unwrap_or_default();
    let mut response = response(wording.status, JSON, Body::from(json));
    let headers = response.headers_mut();
    headers.insert(X_ERROR_CODE, HeaderValue::from_static(wording.code));
    if let Refusal::MethodNotAllowed { allowed } = refusal {
        allow(&mut response, allowed);
    }
    response
}

/// The answer to `OPTIONS`: the methods of the path.
pub(super) fn options(allowed: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    allow(&mut response, allowed);
    response
}

/// The address a client is seen from, in the recorded form.
pub(super) fn client_address(client: IpAddr) -> Response {
    let json = format!(r#"{{"currentIpv4Address":"{client}"}}"#);
    response(StatusCode::OK, JSON, Body::from(json))
}

/// The headers of every answer: as recorded, and nothing may be cached, because answers are one caller's and can hold a
/// private key. There is no HSTS, which plain HTTP must not send (RFC 6797, section 7.2).
pub(super) fn with_common_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("x-permitted-cross-domain-policies"),
            "none",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn response(status: StatusCode, content_type: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn allow(response: &mut Response, allowed: &str) {
    if let Ok(allowed) = HeaderValue::from_str(allowed) {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
}

fn enveloped(
    content: &impl Serialize,
    status: StatusCode,
    presentation: Presentation,
) -> Result<String, Refusal> {
    if !presentation.envelope {
        return written(content, presentation.pretty);
    }
    let envelope = Envelope {
        content,
        status: status.as_u16(),
    };
    written(&envelope, presentation.pretty)
}

fn written(content: &impl Serialize, pretty: bool) -> Result<String, Refusal> {
    let written = if pretty {
        serde_json::to_string_pretty(content)
    } else {
        serde_json::to_string(content)
    };
    Ok(written.map_err(|cause| Error::corrupt(cause.to_string()))?)
}
