//! Proving who asks, by digest. Whatever is wrong with a proof, the answer is the same challenge.

use access::{AccountName, PublicKey};
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
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let method = parts.method.as_str();
    // A proof that holds for one of several keys holds for no other, and only one that holds uses up a nonce count.
    for (caller, sealed_ha1) in claimed(shared, authorization.username()).await? {
        let ha1 = unseal(shared, &sealed_ha1, &caller)?;
        match shared
            .authenticator
            .verify(&authorization, &ha1, method, target, shared.clock.now())
        {
            Verdict::Accepted => return Ok(Authentication::Proven(caller)),
            Verdict::Stale => return Ok(Authentication::Challenge { stale: true }),
            Verdict::Refused(reason) => {
                tracing::debug!(identity = ?caller.identity(), ?reason, "digest refused");
            }
        }
    }
    Ok(UNPROVEN)
}

/// Who may be asking under this user name: the key with this public key, or the account of this name once for each of its
/// enabled keys; each with its sealed H(A1).
async fn claimed(shared: &Shared, username: &str) -> Result<Vec<(Caller, Vec<u8>)>, Error> {
    if let Ok(public_key) = username.parse::<PublicKey>()
        && let Some(found) = shared.store.caller(public_key).await?
    {
        return Ok(vec![found]);
    }
    match username.parse::<AccountName>() {
        Ok(name) => shared.store.callers_by_account(&name).await,
        Err(_) => Ok(vec![]),
    }
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

fn unseal(shared: &Shared, sealed: &[u8], caller: &Caller) -> Result<Ha1, Error> {
    let ha1 = shared.sealer.unseal(sealed, &caller.seal_context())?;
    Ha1::from_bytes(&ha1).map_err(|_| Error::corrupt(format!("no credential for {:?}", caller.identity())))
}
