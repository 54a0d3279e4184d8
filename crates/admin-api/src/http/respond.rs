//! Writing answers: content, pages, refusals, and the headers they all carry. Members of JSON objects are in
//! alphabetical order, as the real server sends them.

use std::net::IpAddr;

use access::address_in_full;
use axum::body::Body;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::Value;

use super::accept::JSON;
use super::query::Presentation;
use crate::error::Error;
use crate::rate_limits::Quota;
use crate::refusal::{Dialect, Refusal};
use crate::wire::Link;

const RATE_LIMIT_LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const RATE_LIMIT_REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const X_ERROR_CODE: HeaderName = HeaderName::from_static("x-error-code");

/// When the deprecated endpoints were deprecated, and when they will be gone: the dates and the form recorded from the
/// real server's deprecated resources.
const DEPRECATED: [(HeaderName, &str); 2] = [
    (
        HeaderName::from_static("deprecation"),
        "Mon, 5 Aug 2024 00:00:00 GMT",
    ),
    (HeaderName::from_static("sunset"), "Thu, 1 Jul 2027 00:00:00 GMT"),
];

/// What a handler answers.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    /// Nothing where there is no content.
    json: Option<String>,
    /// The URL of what was created.
    location: Option<String>,
}

/// What stands where nothing is told.
#[derive(Serialize)]
struct Nothing {}

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
    /// It is done, and there is nothing to tell.
    pub(crate) fn done() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            json: None,
            location: None,
        }
    }

    pub(super) fn one(content: &impl Serialize, presentation: Presentation) -> Result<Self, Refusal> {
        Self::with(StatusCode::OK, content, presentation)
    }

    pub(super) fn created(
        content: &impl Serialize,
        location: String,
        presentation: Presentation,
    ) -> Result<Self, Refusal> {
        let answer = Self::with(StatusCode::CREATED, content, presentation)?;
        Ok(Self {
            location: Some(location),
            ..answer
        })
    }

    pub(super) fn accepted(presentation: Presentation) -> Result<Self, Refusal> {
        Self::with(StatusCode::ACCEPTED, &Nothing {}, presentation)
    }

    fn with(
        status: StatusCode,
        content: &impl Serialize,
        presentation: Presentation,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            status,
            json: Some(enveloped(content, status, presentation)?),
            location: None,
        })
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
        Ok(Self {
            status: StatusCode::OK,
            json: Some(written(&list, presentation.pretty)?),
            location: None,
        })
    }
}

/// A handler's answer. The content type names its version even where there is no content.
pub(super) fn answer(answer: Answer, content_type: &'static str) -> Response {
    let body = answer.json.map_or_else(Body::empty, Body::from);
    let mut response = response(answer.status, content_type, body);
    let location = answer.location.map(HeaderValue::try_from);
    if let Some(Ok(location)) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// A refusal, in the words of the API that was asked.
pub(super) fn refusal(refusal: &Refusal, dialect: Dialect, presentation: Presentation) -> Response {
    if let Refusal::Unexpected(error) = refusal {
        tracing::error!(%error, "a request failed");
    }
    let wording = refusal.wording().told_in(dialect);
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
    match refusal {
        Refusal::MethodNotAllowed { allowed } => allow(&mut response, allowed),
        Refusal::RateLimited { wait, .. } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*wait));
        }
        _ => {}
    }
    response
}

/// What is left to the caller, in the headers of any answer.
pub(super) fn tell_quota(response: &mut Response, quota: Quota) {
    let headers = response.headers_mut();
    headers.insert(RATE_LIMIT_LIMIT, HeaderValue::from(quota.limit));
    headers.insert(RATE_LIMIT_REMAINING, HeaderValue::from(quota.remaining));
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
    let json = format!(r#"{{"currentIpv4Address":"{}"}}"#, address_in_full(client));
    response(StatusCode::OK, JSON, Body::from(json))
}

/// Says that the endpoint is deprecated, whatever it answered.
pub(super) fn with_deprecation(mut response: Response) -> Response {
    for (name, value) in DEPRECATED {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The headers of every answer: as recorded, and nothing may be cached, because answers are one caller's and can hold a
/// private key. HSTS goes with what came by HTTPS, and must not go with anything else (RFC 6797, section 7.2). Unlike the
/// real server's it speaks for this host alone and not for all below its name, which may be others'.
pub(super) fn with_common_headers(mut response: Response, https: bool) -> Response {
    let headers = response.headers_mut();
    if https {
        let a_year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
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
