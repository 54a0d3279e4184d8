//! Judging answers. The order is the rule: only a proof that holds may learn that its nonce is stale or use up a count,
//! so that nobody without the password can disturb somebody who has it.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use zeroize::Zeroize;

use super::authorization::Authorization;
use super::nonce::{MAKER_LENGTH, Mint, NonceId, RANDOM_LENGTH};
use super::uses::{Use, Uses};
use crate::algorithm::Algorithm;
use crate::response::{Counted, Ha1, Proof};
use crate::syntax::push_quoted;

/// The realm of the Admin API, recorded from the real server.
pub const ADMIN_API_REALM: &str = "MMS Public API";

/// How a server authenticates.
#[derive(Clone)]
pub struct AuthenticatorConfig {
    /// The realm of all its credentials.
    pub realm: String,
    /// The one algorithm it offers.
    pub algorithm: Algorithm,
    /// The secret behind its nonces, shared by all processes that answer for one address.
    pub secret: [u8; 32],
    /// The id of this process, different in every process and after every start: a process that has forgotten which
    /// counts were used must not take its old nonces for its own.
    pub maker: [u8; MAKER_LENGTH],
    /// How long a nonce may be used.
    pub nonce_lifetime: Duration,
    /// Of how many nonces the uses are kept in memory, at some 200 bytes each.
    pub max_nonces: usize,
    /// Whether answers without `qop` are accepted (RFC 2069). Each uses up its nonce, because nothing counts its uses.
    pub accept_without_qop: bool,
}

impl AuthenticatorConfig {
    /// As the Admin API does: its realm, MD5, a nonce of five minutes, `qop=auth` only.
    #[must_use]
    pub fn admin_api(secret: [u8; 32], maker: [u8; MAKER_LENGTH]) -> Self {
        Self {
            realm: ADMIN_API_REALM.to_owned(),
            algorithm: Algorithm::Md5,
            secret,
            maker,
            nonce_lifetime: Duration::from_secs(5 * 60),
            max_nonces: 65_536,
            accept_without_qop: false,
        }
    }
}

impl fmt::Debug for AuthenticatorConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthenticatorConfig")
            .field("realm", &self.realm)
            .finish_non_exhaustive()
    }
}

/// What an answer is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The client knows the password, and has not asked this before.
    Accepted,
    /// The client knows the password, but its nonce is of no use any more: challenge it with `stale=true`, and it goes
    /// on without asking anyone.
    Stale,
    /// Nothing is proved: challenge it as if it had sent nothing.
    Refused(Refusal),
}

/// Why an answer proves nothing. For logs; the client is told none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The proof does not hold: most likely the password is wrong.
    WrongResponse,
    /// No process with the secret made the nonce.
    UnknownNonce,
    /// The nonce count was used before.
    Replayed,
    /// The proof is for another request target.
    WrongTarget,
    /// The answer is for another realm.
    WrongRealm,
    /// The quality of protection is not `auth`.
    UnsupportedQop,
    /// The algorithm is not the one that was offered, or not the one the credential was kept for.
    UnsupportedAlgorithm,
}

/// Challenges clients and judges their answers. One per process, used by all its requests at once.
pub struct Authenticator {
    realm: String,
    algorithm: Algorithm,
    nonce_lifetime: Duration,
    accept_without_qop: bool,
    mint: Mint,
    uses: Mutex<Uses>,
}

impl Authenticator {
    /// An authenticator that has seen nothing yet.
    #[must_use]
    pub fn new(mut config: AuthenticatorConfig) -> Self {
        let mint = Mint::new(config.maker, &config.secret);
        config.secret.zeroize();
        Self {
            realm: config.realm,
            algorithm: config.algorithm,
            nonce_lifetime: config.nonce_lifetime,
            accept_without_qop: config.accept_without_qop,
            mint,
            uses: Mutex::new(Uses::new(config.nonce_lifetime, config.max_nonces)),
        }
    }

    /// The realm credentials must be made for.
    #[must_use]
    pub fn realm(&self) -> &str {
        &self.realm
    }

    /// The algorithm credentials must be made with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The value of a `WWW-Authenticate` header with a new nonce, in the exact form recorded from the real Admin API:
    /// there are clients that refuse any other order, spacing or directive.
    #[must_use]
    pub fn challenge(&self, now: SystemTime, random: [u8; RANDOM_LENGTH], stale: bool) -> String {
        let nonce = self.mint.make(NonceId::new(now, random));
        let algorithm = self.algorithm.wire_name();
        let mut header = String::with_capacity(160);
        push_quoted(&mut header, "Digest realm", &self.realm);
        header.extend([
            ", domain=\"\", nonce=\"",
            &nonce,
            "\", algorithm=",
            algorithm,
            ", qop=\"auth\", stale=",
            if stale { "true" } else { "false" },
        ]);
        header
    }

    /// Judges an answer to a request.
    ///
    /// `ha1` is that of the user the answer names. `request_target` is path and query as they stand in the request
    /// line, nothing decoded: `%2F` and `%2f` are different targets.
    pub fn verify(
        &self,
        authorization: &Authorization,
        ha1: &Ha1,
        method: &str,
        request_target: &str,
        now: SystemTime,
    ) -> Verdict {
        if let Some(refusal) = self.misfit(authorization, ha1, request_target) {
            return Verdict::Refused(refusal);
        }
        let counted = authorization.qop().map(|qop| Counted {
            nc: authorization.nc_as_sent().unwrap_or_default(),
            cnonce: authorization.cnonce().unwrap_or_default(),
            qop,
        });
        let proof = Proof {
            method,
            uri: authorization.uri(),
            nonce: authorization.nonce(),
            counted,
        };
        if !proof.response(ha1).equals(authorization.response()) {
            return Verdict::Refused(Refusal::WrongResponse);
        }
        let Some(nonce) = self.mint.recognise(authorization.nonce()) else {
            return Verdict::Refused(Refusal::UnknownNonce);
        };
        if !nonce.own || nonce.id.distance(now) > self.nonce_lifetime {
            return Verdict::Stale;
        }
        let mut uses = self.uses.lock().unwrap_or_else(PoisonError::into_inner);
        match uses.record(nonce.id, authorization.count(), now) {
            Use::First => Verdict::Accepted,
            Use::Again if authorization.qop().is_some() => Verdict::Refused(Refusal::Replayed),
            // Without counts an honest second use looks like a replay: a new nonce serves the one and not the other.
            Use::Again | Use::Forgotten => Verdict::Stale,
        }
    }

    /// Why an answer need not be checked at all: it says itself that it is for something else.
    fn misfit(&self, authorization: &Authorization, ha1: &Ha1, request_target: &str) -> Option<Refusal> {
        // Clients that leave the algorithm out mean MD5 (RFC 7616, section 3.3).
        let algorithm = authorization
            .algorithm()
            .map_or(Some(Algorithm::Md5), Algorithm::from_wire);
        let qop_fits = match authorization.qop() {
            Some(qop) => qop.eq_ignore_ascii_case("auth"),
            None => self.accept_without_qop,
        };
        if algorithm != Some(self.algorithm) || ha1.algorithm() != self.algorithm {
            Some(Refusal::UnsupportedAlgorithm)
        } else if !qop_fits {
            Some(Refusal::UnsupportedQop)
        } else if authorization.realm() != self.realm {
            Some(Refusal::WrongRealm)
        } else if !names_target(authorization.uri(), request_target) {
            Some(Refusal::WrongTarget)
        } else {
            None
        }
    }
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticator")
            .field("realm", &self.realm)
            .finish_non_exhaustive()
    }
}

/// Whether the `uri` of an answer is the request target, or an absolute URI of it as RFC 7616, section 3.4.6 allows.
fn names_target(uri: &str, request_target: &str) -> bool {
    uri == request_target || origin_form(uri) == Some(request_target)
}

fn origin_form(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_http.then(|| rest.find('/').map_or("/", |path| &rest[path..]))
}
