//! Proving who asks, by digest. Whatever is wrong with a proof, the answer is the same challenge.

use access::PublicKey;
use axum::body::Body;
use axum::response::Response;
use digest::Ha1;
use digest::server::{Authorization, Verdict};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};

use crate::error::Error;
use crate::model::Caller;
use crate::random;
use crate::refusal::Refusal;
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
    Proven(Caller),
    /// Not proven; `stale` when only the nonce is too old.
    Challenge {
        stale: bool,
    },
}

/// Judges the `Authorization` of a request.
pub(super) async fn authenticate(shared: &Shared, parts: &Parts) -> Result<Authentication, Refusal> {
    const UNPROVEN: Authentication = Authentication::Challenge { stale: false };
    let header = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let Some(authorization) = header.and_then(|header| Authorization::parse(header).ok()) else {
        return Ok(UNPROVEN);
    };
    let found = match authorization.username().parse::<PublicKey>() {
        Ok(public_key) => shared.store.caller(public_key).await?,
        Err(_) => None,
    };
    let Some((caller, sealed_ha1)) = found else {
        return Ok(UNPROVEN);
    };
    let ha1 = unseal(shared, &sealed_ha1, caller.key.public_key)?;
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let method = parts.method.as_str();
    Ok(
        match shared
            .authenticator
            .verify(&authorization, &ha1, method, target, shared.clock.now())
        {
            Verdict::Accepted => Authentication::Proven(caller),
            Verdict::Stale => Authentication::Challenge { stale: true },
            Verdict::Refused(reason) => {
                tracing::debug!(public_key = %caller.key.public_key, ?reason, "digest refused");
                UNPROVEN
            }
        },
    )
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

fn unseal(shared: &Shared, sealed: &[u8], public_key: PublicKey) -> Result<Ha1, Error> {
    let ha1 = shared.sealer.unseal(sealed, public_key.as_str())?;
    Ha1::from_bytes(&ha1).map_err(|_| Error::corrupt(format!("no credential for {public_key}")))
}
