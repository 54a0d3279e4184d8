//! A clock that stands still, an authenticator as the Admin API has one, and answers written by hand the way a client
//! writes them: the hashes are computed here on their own, so that client and server cannot share a mistake.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use digest::server::{Authenticator, AuthenticatorConfig, Authorization, Verdict};
use digest::{Algorithm, Ha1};
use md5::{Digest, Md5};

pub(crate) const USERNAME: &str = "gswvkocq";
pub(crate) const PASSWORD: &str = "c8150efd-c7a0-4afd-8c4f-01bdd56c8977";
pub(crate) const REALM: &str = "MMS Public API";
pub(crate) const TARGET: &str = "/api/atlas/v2/orgs/5f0000000000000000000001/apiKeys?pageNum=1";

pub(crate) fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
}

pub(crate) fn authenticator() -> Authenticator {
    Authenticator::new(AuthenticatorConfig::admin_api([7; 32], *b"here"))
}

pub(crate) fn ha1() -> Ha1 {
    Ha1::compute(Algorithm::Md5, USERNAME, REALM, PASSWORD)
}

/// The nonce of a challenge made at `at(0)`.
pub(crate) fn nonce(authenticator: &Authenticator, random: u8) -> String {
    nonce_of(&authenticator.challenge(at(0), [random; 6], false))
}

pub(crate) fn nonce_of(challenge: &str) -> String {
    challenge.split("nonce=\"").nth(1).unwrap()[..32].to_owned()
}

pub(crate) fn md5(text: &str) -> String {
    Md5::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What a client hashes and how it spells its answer.
pub(crate) struct Answer<'a> {
    pub(crate) password: &'a str,
    pub(crate) method: &'a str,
    pub(crate) uri: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) nc: &'a str,
    pub(crate) cnonce: &'a str,
}

impl<'a> Answer<'a> {
    pub(crate) fn to(nonce: &'a str) -> Self {
        Self {
            password: PASSWORD,
            method: "GET",
            uri: TARGET,
            nonce,
            nc: "00000001",
            cnonce: "0a4f113b",
        }
    }

    pub(crate) fn response(&self) -> String {
        let Self {
            password,
            method,
            uri,
            nonce,
            nc,
            cnonce,
        } = self;
        let ha1 = md5(&format!("{USERNAME}:{REALM}:{password}"));
        let ha2 = md5(&format!("{method}:{uri}"));
        md5(&format!("{ha1}:{nonce}:{nc}:{cnonce}:auth:{ha2}"))
    }

    /// The header as curl spells it.
    pub(crate) fn header(&self) -> String {
        let (
            response,
            Self {
                uri,
                nonce,
                nc,
                cnonce,
                ..
            },
        ) = (self.response(), self);
        format!(
            "Digest username=\"{USERNAME}\", realm=\"{REALM}\", nonce=\"{nonce}\", uri=\"{uri}\", \
             cnonce=\"{cnonce}\", nc={nc}, qop=auth, response=\"{response}\", algorithm=MD5"
        )
    }

    pub(crate) fn verdict(&self, authenticator: &Authenticator, now: SystemTime) -> Verdict {
        judge(authenticator, &self.header(), now)
    }
}

/// Judges a header as the answer to `GET` on [`TARGET`].
pub(crate) fn judge(authenticator: &Authenticator, header: &str, now: SystemTime) -> Verdict {
    let authorization = Authorization::parse(header).unwrap();
    authenticator.verify(&authorization, &ha1(), "GET", TARGET, now)
}
