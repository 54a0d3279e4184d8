//! The proof itself: H(A1) and the response over it (RFC 7616, section 3.4). Both ends compute it here.

use std::fmt;

use crate::algorithm::{Algorithm, Hash, Hex};
use crate::error::DigestError;

/// H(A1), the hash of user name, realm and password. It proves as much as the password does, within one realm, and is
/// therefore wiped from memory on drop and never printed.
#[derive(Clone)]
pub struct Ha1 {
    algorithm: Algorithm,
    hash: Hash,
}

impl Ha1 {
    /// Computes H(A1) of a credential (RFC 7616, section 3.4.2, without `-sess`).
    #[must_use]
    pub fn compute(algorithm: Algorithm, username: &str, realm: &str, password: &str) -> Self {
        let hash = algorithm.hash(&[username.as_bytes(), realm.as_bytes(), password.as_bytes()]);
        Self { algorithm, hash }
    }

    /// Takes up what [`as_bytes`](Self::as_bytes) gave. The length tells the algorithm.
    ///
    /// # Errors
    /// [`DigestError::Ha1Length`] when the length is that of no algorithm.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DigestError> {
        [Algorithm::Md5, Algorithm::Sha256]
            .into_iter()
            .find_map(|algorithm| {
                Some(Self {
                    algorithm,
                    hash: Hash::from_bytes(algorithm, bytes)?,
                })
            })
            .ok_or(DigestError::Ha1Length(bytes.len()))
    }

    /// The bytes to keep: 16 for MD5, 32 for SHA-256. As good as the password, so to be sealed before storing.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.hash.as_bytes()
    }

    /// The algorithm it was computed with, and the only one it can prove anything for.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

impl fmt::Debug for Ha1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ha1")
    }
}

/// What a response is computed over, each part as it stands on the wire without its quotes.
pub(crate) struct Proof<'a> {
    pub(crate) method: &'a str,
    pub(crate) uri: &'a str,
    pub(crate) nonce: &'a str,
    /// `None` in the form of RFC 2069, which knows no `qop`.
    pub(crate) counted: Option<Counted<'a>>,
}

/// What `qop=auth` adds to a proof.
pub(crate) struct Counted<'a> {
    /// The nonce count as sent: clients differ in padding, and each hashes what it sends.
    pub(crate) nc: &'a str,
    pub(crate) cnonce: &'a str,
    pub(crate) qop: &'a str,
}

impl Proof<'_> {
    /// The response of whoever knows `ha1` (RFC 7616, section 3.4.1; RFC 2617, section 3.2.2.1 without `qop`).
    pub(crate) fn response(&self, ha1: &Ha1) -> Hex {
        let algorithm = ha1.algorithm;
        let secret = ha1.hash.hex();
        let request = algorithm
            .hash(&[self.method.as_bytes(), self.uri.as_bytes()])
            .hex();
        let (secret, request, nonce) = (secret.as_bytes(), request.as_bytes(), self.nonce.as_bytes());
        let response = match &self.counted {
            Some(Counted { nc, cnonce, qop }) => algorithm.hash(&[
                secret,
                nonce,
                nc.as_bytes(),
                cnonce.as_bytes(),
                qop.as_bytes(),
                request,
            ]),
            None => algorithm.hash(&[secret, nonce, request]),
        };
        response.hex()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7616, section 3.9.1.
    fn rfc_7616(algorithm: Algorithm) -> String {
        let ha1 = Ha1::compute(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life");
        let proof = Proof {
            method: "GET",
            uri: "/dir/index.html",
            nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            counted: Some(Counted {
                nc: "00000001",
                cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                qop: "auth",
            }),
        };
        proof.response(&ha1).to_string()
    }

    #[test]
    fn rfc_7616_md5() {
        assert_eq!(rfc_7616(Algorithm::Md5), "8ca523f5e9506fed4657c9700eebdbec");
    }

    #[test]
    fn rfc_7616_sha_256() {
        let expected = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
        assert_eq!(rfc_7616(Algorithm::Sha256), expected);
    }

    /// RFC 2617, section 3.5.
    #[test]
    fn rfc_2617() {
        let ha1 = Ha1::compute(Algorithm::Md5, "Mufasa", "testrealm@host.com", "Circle Of Life");
        let proof = Proof {
            method: "GET",
            uri: "/dir/index.html",
            nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
            counted: Some(Counted {
                nc: "00000001",
                cnonce: "0a4f113b",
                qop: "auth",
            }),
        };
        assert_eq!(
            proof.response(&ha1).to_string(),
            "6629fae49393a05397450978507c4ef1"
        );
    }

    /// RFC 2069, section 2.4, with the response its erratum 749 corrects.
    #[test]
    fn rfc_2069() {
        let ha1 = Ha1::compute(Algorithm::Md5, "Mufasa", "testrealm@host.com", "CircleOfLife");
        let proof = Proof {
            method: "GET",
            uri: "/dir/index.html",
            nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
            counted: None,
        };
        assert_eq!(
            proof.response(&ha1).to_string(),
            "1949323746fe6a43ef61f9606e7febea"
        );
    }

    #[test]
    fn bytes_of_another_length_are_no_ha1() {
        for length in [0, 15, 17, 31, 33] {
            assert_eq!(
                Ha1::from_bytes(&vec![0; length]).unwrap_err(),
                DigestError::Ha1Length(length)
            );
        }
    }

    #[test]
    fn kept_bytes_are_taken_up_again() {
        for algorithm in [Algorithm::Md5, Algorithm::Sha256] {
            let ha1 = Ha1::compute(algorithm, "user", "realm", "password");
            let again = Ha1::from_bytes(ha1.as_bytes()).unwrap();
            assert_eq!((again.algorithm(), again.as_bytes()), (algorithm, ha1.as_bytes()));
        }
    }

    #[test]
    fn debug_shows_no_hash() {
        assert_eq!(
            format!("{:?}", Ha1::compute(Algorithm::Md5, "user", "realm", "password")),
            "Ha1"
        );
    }
}
