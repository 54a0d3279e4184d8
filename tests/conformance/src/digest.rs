//! Digest authentication by hand (RFC 7616, and `nc` as the client writes it), with MD5 and `qop=auth`.

use std::fmt::Write;

use md5::{Digest, Md5};
use support::Error;

use crate::{
    answer::{Answer, unexpected},
    request::Credential,
};

/// The realm of the Admin API, recorded from the real server.
pub const REALM: &str = "MMS Public API";

/// The parts of a challenge that change from one to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The nonce.
    pub nonce: String,
    /// Whether only the nonce was too old.
    pub stale: bool,
}

impl Challenge {
    /// The challenge of a 401.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(answer: &Answer) -> Result<Self, Error> {
        let header = answer.header("WWW-Authenticate").unwrap_or_default();
        let nonce = header
            .split_once("nonce=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .filter(|_| answer.status == 401);
        let Some((nonce, _)) = nonce else {
            return Err(unexpected(
                format!("a challenge was expected, not {}", answer.status),
                header,
            ));
        };
        Ok(Self {
            nonce: nonce.to_owned(),
            stale: header.contains("stale=true"),
        })
    }
}

/// What a client proves its password over.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// Whose password.
    pub credential: &'a Credential,
    /// The method of the request.
    pub method: &'a str,
    /// Path and query of the request, nothing decoded.
    pub uri: &'a str,
    /// The server's nonce.
    pub nonce: &'a str,
    /// How often the nonce was used, as the client writes it.
    pub nc: &'a str,
    /// The client's nonce.
    pub cnonce: &'a str,
}

impl Proof<'_> {
    /// The `response` directive.
    #[must_use]
    pub fn response(&self) -> String {
        let Self {
            credential,
            method,
            uri,
            nonce,
            nc,
            cnonce,
        } = self;
        let a1 = md5(&format!(
            "{}:{REALM}:{}",
            credential.public_key, credential.private_key
        ));
        let a2 = md5(&format!("{method}:{uri}"));
        md5(&format!("{a1}:{nonce}:{nc}:{cnonce}:auth:{a2}"))
    }

    /// The directives that every client writes in the same way and order.
    #[must_use]
    pub fn common(&self) -> String {
        format!(
            "Digest username=\"{}\", realm=\"{REALM}\", nonce=\"{}\", uri=\"{}\"",
            self.credential.public_key, self.nonce, self.uri
        )
    }

    /// An `Authorization` header in the form of RFC 7616, section 3.9.1.
    #[must_use]
    pub fn header(&self) -> String {
        let (common, response) = (self.common(), self.response());
        let Self { nc, cnonce, .. } = self;
        format!("{common}, algorithm=MD5, nc={nc}, cnonce=\"{cnonce}\", qop=auth, response=\"{response}\"")
    }
}

fn md5(text: &str) -> String {
    Md5::digest(text).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 1321, section A.5.
    #[test]
    fn md5_is_the_one_of_the_standard() {
        assert_eq!(md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
    }

    #[test]
    fn what_is_no_challenge_is_told_so() {
        assert!(Challenge::of(&Answer::new("HTTP/1.1 401 Unauthorized", "").unwrap()).is_err());
        let head = "HTTP/1.1 200 OK\r\nWWW-Authenticate: Digest nonce=\"a\"";
        assert!(Challenge::of(&Answer::new(head, "").unwrap()).is_err());
    }
}
