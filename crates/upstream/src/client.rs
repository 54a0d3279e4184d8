//! One authenticated call: digest with a remembered nonce, one renewal of it, bounded waiting.

use std::fmt;
use std::time::Duration;

use digest::client::Session;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Method, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep, timeout_at};
use url::{Host, Url};

use crate::answer::{Allowance, Answer, Success};
use crate::config::{Flavor, UpstreamConfig};
use crate::error::Error;

/// How long a connection may take to open.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How often a GET is repeated after it was told to wait.
const MOST_WAITS: u32 = 2;

/// A client for one Admin API with one key. Calls may run side by side; they share the nonce.
pub struct Upstream {
    http: Client,
    base: Url,
    flavor: Flavor,
    public_key: String,
    session: Session,
    timeout: Duration,
}

/// One request, kept so that it can be sent again.
struct Call {
    method: Method,
    url: Url,
    body: Option<Vec<u8>>,
}

impl Call {
    fn with_body<B: Serialize + ?Sized>(method: Method, url: Url, body: &B) -> Result<Self, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::Unreadable(error.to_string()))?;
        Ok(Self {
            method,
            url,
            body: Some(body),
        })
    }
}

impl Upstream {
    /// A client; nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Configuration`] when the base URL is not plain `http` or `https` without a user and a query, or the
    /// system's certificates cannot be loaded.
    pub fn new(config: UpstreamConfig) -> Result<Self, Error> {
        let base = base(&config)?;
        Ok(Self {
            http: http_client(&base)?,
            base,
            flavor: config.flavor,
            session: Session::new(config.public_key.clone(), config.private_key),
            public_key: config.public_key,
            timeout: config.timeout,
        })
    }

    /// The public key the calls are signed with.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.public_key
    }

    /// Whether this version of the Admin API is there at all, whatever it may think of the credential.
    ///
    /// # Errors
    /// [`Error::Unreachable`] or [`Error::TimedOut`] when nothing answers.
    pub async fn is_there(&self) -> Result<bool, Error> {
        let call = Call {
            method: Method::GET,
            url: self.url(&[]),
            body: None,
        };
        let answer = timeout_at(Instant::now() + self.timeout, self.send(&call)).await;
        Ok(answer.map_err(|_| Error::TimedOut)??.is_of_an_admin_api())
    }

    /// Which version of the Admin API the calls are made to.
    pub(crate) fn flavor(&self) -> Flavor {
        self.flavor
    }

    /// A URL below the base. Each segment is encoded, its `/` as `%2F`.
    pub(crate) fn url(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        url
    }

    pub(crate) async fn read<T: DeserializeOwned>(&self, url: Url) -> Result<T, Error> {
        Ok(self.read_allowed(url).await?.0)
    }

    /// Reads, and tells how much more may be.
    pub(crate) async fn read_allowed<T: DeserializeOwned>(
        &self,
        url: Url,
    ) -> Result<(T, Option<Allowance>), Error> {
        let call = Call {
            method: Method::GET,
            url,
            body: None,
        };
        let Success { body, allowance } = self.run(call).await?;
        Ok((parse(&body)?, allowance))
    }

    pub(crate) async fn write<T, B>(&self, method: Method, url: Url, body: &B) -> Result<T, Error>
    where
        T: DeserializeOwned,
        B: Serialize + ?Sized,
    {
        parse(&self.run(Call::with_body(method, url, body)?).await?.body)
    }

    /// Like [`write`](Self::write), where a success says nothing.
    pub(crate) async fn order<B>(&self, method: Method, url: Url, body: &B) -> Result<(), Error>
    where
        B: Serialize + ?Sized,
    {
        self.run(Call::with_body(method, url, body)?).await.map(drop)
    }

    pub(crate) async fn remove(&self, url: Url) -> Result<(), Error> {
        self.run(Call {
            method: Method::DELETE,
            url,
            body: None,
        })
        .await
        .map(drop)
    }

    /// Runs a call within its time. A GET that is told to wait waits, when the time allows it.
    async fn run(&self, call: Call) -> Result<Success, Error> {
        let deadline = Instant::now() + self.timeout;
        let mut waits = 0;
        loop {
            let error = match timeout_at(deadline, self.authenticated(&call)).await {
                Err(_) => return Err(Error::TimedOut),
                Ok(Ok(success)) => return Ok(success),
                Ok(Err(error)) => error,
            };
            match error {
                Error::RateLimited {
                    retry_after: Some(wait),
                } if call.method == Method::GET && waits < MOST_WAITS && Instant::now() + wait < deadline => {
                    waits += 1;
                    tracing::debug!(?wait, "the Admin API asked to wait");
                    sleep(wait).await;
                }
                error => return Err(error),
            }
        }
    }

    /// Sends with the nonce at hand; with the one of a challenge if there is none yet or it has grown stale. A second
    /// challenge is a refusal of the credential.
    async fn authenticated(&self, call: &Call) -> Result<Success, Error> {
        let mut first = self.send(call).await?;
        match first.take_challenge() {
            None => first.outcome(),
            Some(challenge) => {
                self.session.learn(challenge);
                self.send(call).await?.outcome()
            }
        }
    }

    async fn send(&self, call: &Call) -> Result<Answer, Error> {
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .header(ACCEPT, self.flavor.accept());
        if let Some(credential) = self.authorization(call) {
            request = request.header(AUTHORIZATION, credential);
        }
        if let Some(body) = &call.body {
            request = request
                .header(CONTENT_TYPE, self.flavor.accept())
                .body(body.clone());
        }
        Answer::read(request.send().await.map_err(Error::transport)?).await
    }

    fn authorization(&self, call: &Call) -> Option<HeaderValue> {
        let target = match call.url.query() {
            Some(query) => format!("{}?{query}", call.url.path()),
            None => call.url.path().to_owned(),
        };
        let text = self
            .session
            .authorize(call.method.as_str(), &target, rand::random())?;
        let mut value = HeaderValue::try_from(text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upstream")
            .field("base", &self.base.as_str())
            .field("flavor", &self.flavor)
            .field("public_key", &self.public_key)
            .finish_non_exhaustive()
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|error| Error::Unreadable(error.to_string()))
}

/// The base URL with the flavor's path behind it, whether it was given with that path or without.
fn base(config: &UpstreamConfig) -> Result<Url, Error> {
    let base = &config.base_url;
    let refuse = |what: &str| Err(Error::Configuration(what.to_owned()));
    if !matches!(base.scheme(), "http" | "https") {
        return refuse("the base URL must begin with http:// or https://");
    }
    if !base.username().is_empty() || base.password().is_some() {
        return refuse("the base URL must carry no user name and no password");
    }
    if base.query().is_some() || base.fragment().is_some() {
        return refuse("the base URL must end with its path");
    }
    Ok(config.flavor.below(base))
}

/// Redirects are not followed: the credential was given for one host only, and a digest holds for one path only.
fn http_client(base: &Url) -> Result<Client, Error> {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Fails only when another thread was quicker, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let mut builder = Client::builder()
        .user_agent(concat!("keyhold/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT);
    if base.scheme() == "http" {
        // A machine without any certificates must still reach its own embedded Admin API.
        builder = builder.tls_certs_only([]);
    }
    if is_loopback(base) {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| Error::Configuration(error.without_url().to_string()))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    fn config(base_url: &str) -> UpstreamConfig {
        UpstreamConfig {
            base_url: base_url.parse().unwrap(),
            flavor: Flavor::AtlasV2,
            public_key: "abcdefgh".into(),
            private_key: Zeroizing::new("private-part".into()),
            timeout: UpstreamConfig::TIMEOUT,
        }
    }

    #[test]
    fn a_base_url_that_would_carry_more_than_a_place_is_refused() {
        for wrong in [
            "ftp://a.example",
            "https://u@a.example",
            "https://a.example/?x=1",
            "https://a.example/#x",
        ] {
            assert!(
                matches!(Upstream::new(config(wrong)), Err(Error::Configuration(_))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_path_of_the_flavor_is_added_once() {
        for given in [
            "http://a.example",
            "http://a.example/api/atlas/v2",
            "http://a.example/api/atlas/v2/",
            "http://a.example/api/public/v1.0",
        ] {
            let upstream = Upstream::new(config(given)).unwrap();
            assert_eq!(
                upstream.url(&["orgs"]).as_str(),
                "http://a.example/api/atlas/v2/orgs",
                "{given}"
            );
        }
        let upstream = Upstream::new(config("http://a.example/proxy")).unwrap();
        assert_eq!(upstream.url(&[]).as_str(), "http://a.example/proxy/api/atlas/v2");
    }

    #[test]
    fn a_block_is_one_segment() {
        let upstream = Upstream::new(config("http://a.example")).unwrap();
        assert!(
            upstream
                .url(&["accessList", "192.0.2.0/24"])
                .path()
                .ends_with("/accessList/192.0.2.0%2F24")
        );
        assert!(
            upstream
                .url(&["accessList", "2001:db8::/32"])
                .path()
                .ends_with("/accessList/2001:db8::%2F32")
        );
    }

    #[test]
    fn debug_shows_no_private_key() {
        let config = config("http://a.example");
        let shown = format!("{config:?}{:?}", Upstream::new(config.clone()).unwrap());
        assert!(
            shown.contains("abcdefgh") && !shown.contains("private-part"),
            "{shown}"
        );
    }
}
