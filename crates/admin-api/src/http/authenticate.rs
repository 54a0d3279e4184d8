//! Proving who asks, by digest. Whatever is wrong with a proof, the answer is the same challenge; only one that is too
//! long to be read is told so.

use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use digest::DigestError;
use digest::server::{Authorization, Verdict};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};

use crate::error::Error;
use crate::random;
use crate::refusal::Refusal;
use crate::standings::Standing;
use crate::state::Shared;

/// The body of a challenge, byte for byte as recorded from the real server.
const CHALLENGE_BODY: &str = r#"{
  "error" : 401,
  "reason" : "Unauthorized",
  "detail" : "You are not authorized for this resource.",
  "errorCode" : "UNEXPECTED_ERROR"
}"#;

/// What the proof of a request is worth.
pub(super) enum Authentication {
    Proven(Arc<Standing>),
    /// Not proven; `stale` when only the nonce is too old.
    Challenge {
        stale: bool,
    },
}

/// Judges the `Authorization` of a request.
pub(super) async fn authenticate(shared: &Shared, parts: &Parts) -> Result<Authentication, Refusal> {
    const UNPROVEN: Authentication = Authentication::Challenge { stale: false };
    // As text and not as ASCII: it repeats the request target, which may hold other letters.
    let header = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| str::from_utf8(value.as_bytes()).ok());
    let authorization = match header.map(Authorization::parse) {
        Some(Ok(authorization)) => authorization,
        // A challenge would be answered in the same way again.
        Some(Err(DigestError::TooLong { limit })) => return Err(Refusal::HeaderTooLarge { limit }),
        Some(Err(_)) | None => return Ok(UNPROVEN),
    };
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let method = parts.method.as_str();
    // A proof that holds for one of several keys holds for no other, and only one that holds uses up a nonce count.
    for standing in shared.claimed(authorization.username()).await? {
        let Standing { caller, ha1, .. } = &*standing;
        match shared
            .authenticator
            .verify(&authorization, ha1, method, target, shared.clock.now())
        {
            Verdict::Accepted => return Ok(Authentication::Proven(standing)),
            Verdict::Stale => return Ok(Authentication::Challenge { stale: true }),
            Verdict::Refused(reason) => {
                tracing::debug!(identity = ?caller.identity(), ?reason, "digest refused");
            }
        }
    }
    Ok(UNPROVEN)
}

/// A 401 with a fresh nonce.
pub(super) fn challenge(shared: &Shared, stale: bool) -> Result<Response, Refusal> {
    let challenge = shared
        .authenticator
        .challenge(shared.clock.now(), random::bytes()?, stale);
    let challenge =
        HeaderValue::try_from(challenge).map_err(|_| Error::corrupt("a realm no header can carry"))?;
    let mut response = Response::new(Body::from(CHALLENGE_BODY));
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    headers.insert(header::WWW_AUTHENTICATE, challenge);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
