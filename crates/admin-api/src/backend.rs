//! The backend: it does the operations that are only decided on here. It is told who asks, and nothing a client says can be
//! taken for that; a client learns what the backend answers, and nothing that would touch its own standing here.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use access::{Operation, Role};
use axum::body::{Body, Bytes};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::{LengthLimitError, Limited};
use reqwest::redirect;

use crate::error::Error;
use crate::http::LIMIT;
use crate::model::{Caller, Principal};
use crate::refusal::Refusal;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// What begins the headers that tell the backend who asks.
const OURS: &str = "x-keyhold-";

/// Headers of one connection and not of the message (RFC 9110, section 7.6.1), beside those that `Connection` names.
const OF_THE_CONNECTION: &[&str] = &[
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// What of a request is not the backend's: the proof, the console's session, and what the new request has of its own.
const NOT_PASSED_ON: &[&str] = &[
    "authorization",
    "content-length",
    "cookie",
    "expect",
    "forwarded",
    "host",
    "x-real-ip",
];

/// What of an answer is not the client's: challenges and cookies here are Keyhold's alone.
const NOT_PASSED_BACK: &[&str] = &["set-cookie", "www-authenticate"];

/// The server that does what Keyhold only decides on.
#[derive(Clone, Debug)]
pub struct Backend {
    /// Without a slash at its end.
    base: String,
    client: reqwest::Client,
    timeout: Duration,
}

impl Backend {
    /// A backend at this URL, in front of whose path nothing is taken away. It has so long to begin its answer, and as long
    /// again for each piece of it.
    ///
    /// # Errors
    /// [`Error::Backend`] when the URL is not that of an HTTP server.
    pub fn new(url: &str, timeout: Duration) -> Result<Self, Error> {
        let parsed = reqwest::Url::parse(url).map_err(|error| refused("", error.to_string()))?;
        let refuse = |reason: &str| {
            let mut told = parsed.clone();
            let _ = told.set_password(None);
            Err(refused(told.as_str(), reason.to_owned()))
        };
        if !matches!(parsed.scheme(), "http" | "https") {
            return refuse("it must begin with http:// or https://");
        }
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return refuse("it must hold no user name and no password");
        }
        if parsed.query().is_some() || parsed.fragment().is_some() {
            return refuse("it must end with its path");
        }
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Fails only when another thread was quicker, which is as good.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let mut client = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(timeout);
        if parsed.scheme() == "http" {
            // A machine without any certificates must still reach a backend beside it.
            client = client.tls_certs_only([]);
        }
        let client = client.build();
        Ok(Self {
            base: parsed.as_str().trim_end_matches('/').to_owned(),
            client: client.map_err(|error| refused(parsed.as_str(), error.without_url().to_string()))?,
            timeout,
        })
    }
}

fn refused(url: &str, reason: String) -> Error {
    Error::Backend {
        url: url.to_owned(),
        reason,
    }
}

/// Passes an allowed request on, and the answer back.
pub(crate) async fn pass_on(
    backend: &Backend,
    caller: &Caller,
    operation: &Operation,
    client: IpAddr,
    parts: &Parts,
    body: &mut Body,
) -> Result<Response, Refusal> {
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let mut headers = without(&parts.headers, NOT_PASSED_ON);
    for (name, value) in identity(caller, operation, client) {
        let value = HeaderValue::try_from(value)
            .map_err(|_| Error::corrupt(format!("a {name} that no header can carry")))?;
        headers.insert(HeaderName::from_static(name), value);
    }
    let mut request = backend
        .client
        .request(parts.method.clone(), format!("{}{target}", backend.base))
        .headers(headers);
    if !body.is_end_stream() {
        request = request.body(reqwest::Body::wrap(Streamed::of(std::mem::take(body))));
    }
    match tokio::time::timeout(backend.timeout, request.send()).await {
        Ok(Ok(answer)) => {
            let (mut parts, body) = http::Response::from(answer).into_parts();
            parts.headers = without(&parts.headers, NOT_PASSED_BACK);
            // What the backend speaks is between it and this server.
            parts.version = http::Version::default();
            Ok(Response::from_parts(parts, Body::new(body)))
        }
        Ok(Err(error)) => Err(failed(&error)),
        Err(_) => Err(Refusal::BackendTimedOut),
    }
}

fn failed(error: &reqwest::Error) -> Refusal {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return Refusal::BodyTooLarge;
        }
        cause = error.source();
    }
    tracing::error!(%error, "the backend failed");
    if error.is_timeout() {
        Refusal::BackendTimedOut
    } else {
        Refusal::BackendFailed
    }
}

/// Who asks, as the backend is told it. Roles are those in the organization and in the project the request is about.
fn identity(caller: &Caller, operation: &Operation, client: IpAddr) -> Vec<(&'static str, String)> {
    let roles = caller.roles().iter().filter_map(|role| match role {
        Role::Organization(_, role) => Some(role.wire()),
        Role::Project(project, role) => (Some(*project) == operation.project).then(|| role.wire()),
    });
    let mut told = vec![
        ("x-keyhold-organization-id", caller.organization().to_string()),
        ("x-keyhold-roles", roles.collect::<Vec<_>>().join(",")),
        ("x-keyhold-client-address", client.to_string()),
    ];
    match &caller.principal {
        Principal::Key(key) => told.extend([
            ("x-keyhold-key-id", key.id.to_string()),
            ("x-keyhold-public-key", key.public_key.to_string()),
        ]),
        Principal::Account { account, key } => told.extend([
            ("x-keyhold-key-id", key.to_string()),
            ("x-keyhold-account-id", account.id.to_string()),
            ("x-keyhold-user-name", account.name.to_string()),
        ]),
    }
    told
}

/// The headers of a message that go on, without these.
fn without(headers: &HeaderMap, stripped: &[&str]) -> HeaderMap {
    let named: Vec<_> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    let goes_on = |name: &HeaderName| {
        // There are servers that see no difference between the two marks.
        let plain = name.as_str().replace('_', "-");
        !OF_THE_CONNECTION.contains(&name.as_str())
            && !stripped.contains(&name.as_str())
            && !named.iter().any(|named| named == name.as_str())
            && !plain.starts_with(OURS)
            && !plain.starts_with("x-forwarded-")
    };
    headers
        .iter()
        .filter(|(name, _)| goes_on(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// A body on its way to the backend, which may not grow without end. The lock, which nobody ever waits for, is there because
/// the client wants to share what it sends between threads.
struct Streamed(Mutex<Limited<Body>>);

impl Streamed {
    fn of(body: Body) -> Self {
        Self(Mutex::new(Limited::new(body, LIMIT)))
    }
}

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let body = self.get_mut().0.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_backend_is_refused_and_no_password_told() {
        for url in [
            "backend:8080",
            "ftp://backend",
            "http://ada:secret@backend",
            "http://backend/?a=b",
            "http://backend/#a",
        ] {
            let error = Backend::new(url, CONNECT_TIMEOUT).unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn nothing_a_client_says_of_itself_goes_on() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("accept", "application/json"),
            ("authorization", "Digest x"),
            ("connection", "close, X-Secret"),
            ("cookie", "session=1"),
            ("forwarded", "for=192.0.2.1"),
            ("x-forwarded-for", "192.0.2.1"),
            ("x-keyhold-roles", "ORG_OWNER"),
            ("x_keyhold_roles", "ORG_OWNER"),
            ("x-keyhold_key-id", "1"),
            ("x-secret", "1"),
            ("x-request-id", "7"),
        ] {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let passed = without(&headers, NOT_PASSED_ON);
        let mut names: Vec<_> = passed.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "x-request-id"]);
    }
}
