//! The `WWW-Authenticate` header (RFC 7616, section 3.3; RFC 9110, section 11.6.1). A response may carry several, each
//! with several challenges of several schemes: what cannot be used is passed over, and the strongest of the rest taken.

use crate::algorithm::Algorithm;
use crate::error::DigestError;
use crate::syntax::Cursor;

/// A challenge that can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    pub(super) realm: String,
    pub(super) nonce: String,
    pub(super) opaque: Option<String>,
    pub(super) algorithm: Algorithm,
    /// Whether `qop=auth` is offered; otherwise the answer has the form of RFC 2069.
    pub(super) counted: bool,
    pub(super) stale: bool,
}

impl Challenge {
    /// Takes the strongest challenge that can be answered out of the values of all `WWW-Authenticate` headers of a
    /// response, the first of equally strong ones.
    ///
    /// # Errors
    /// [`DigestError::NoUsableChallenge`] when there is none.
    pub fn parse_best<'a>(headers: impl IntoIterator<Item = &'a str>) -> Result<Self, DigestError> {
        let mut best: Option<Self> = None;
        for offered in headers.into_iter().flat_map(offers) {
            if let Some(challenge) = offered.usable()
                && best
                    .as_ref()
                    .is_none_or(|best| challenge.algorithm > best.algorithm)
            {
                best = Some(challenge);
            }
        }
        best.ok_or(DigestError::NoUsableChallenge)
    }

    /// The realm the credential must be for.
    #[must_use]
    pub fn realm(&self) -> &str {
        &self.realm
    }

    /// The nonce to answer with.
    #[must_use]
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// Whether the server says that the answer before was right but for its nonce. If it does not, and the answer was
    /// made with a nonce it knows, the credential is wrong.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.stale
    }
}

/// A digest challenge as it stands in a header.
#[derive(Default)]
struct Offer {
    realm: Option<String>,
    nonce: Option<String>,
    opaque: Option<String>,
    algorithm: Option<String>,
    qop: Option<String>,
    stale: Option<String>,
    /// A directive stood there twice: two readers could answer differently, so nobody should.
    ambiguous: bool,
}

impl Offer {
    fn set(&mut self, name: &str, value: &str) {
        let slots = [
            ("realm", &mut self.realm),
            ("nonce", &mut self.nonce),
            ("opaque", &mut self.opaque),
            ("algorithm", &mut self.algorithm),
            ("qop", &mut self.qop),
            ("stale", &mut self.stale),
        ];
        for (known, slot) in slots {
            if known.eq_ignore_ascii_case(name) {
                self.ambiguous |= slot.replace(value.to_owned()).is_some();
            }
        }
    }

    fn usable(self) -> Option<Challenge> {
        let algorithm = self
            .algorithm
            .as_deref()
            .map_or(Some(Algorithm::Md5), Algorithm::from_wire)?;
        let counted = self.qop.is_some();
        let offers_auth = |qop: String| {
            qop.split(',')
                .any(|quality| quality.trim().eq_ignore_ascii_case("auth"))
        };
        if self.ambiguous || !self.qop.is_none_or(offers_auth) {
            return None;
        }
        Some(Challenge {
            realm: self.realm?,
            nonce: self.nonce?,
            opaque: self.opaque,
            algorithm,
            counted,
            stale: self.stale.is_some_and(|stale| stale.eq_ignore_ascii_case("true")),
        })
    }
}

/// The digest challenges of one header, up to the first place that cannot be understood.
fn offers(header: &str) -> Vec<Offer> {
    let mut offers = Vec::new();
    let Ok(mut cursor) = Cursor::new(header) else {
        return offers;
    };
    // Of other schemes the directives are read over.
    let mut in_digest = false;
    loop {
        cursor.skip_to_element();
        if cursor.at_end() {
            return offers;
        }
        if cursor.at_parameter() {
            let Ok((name, value)) = cursor.parameter() else {
                // What follows may belong to the challenge that is being read.
                if in_digest {
                    offers.pop();
                }
                return offers;
            };
            if let (true, Some(offer)) = (in_digest, offers.last_mut()) {
                offer.set(name, &value);
            }
        } else {
            let Ok(scheme) = cursor.token() else {
                return offers;
            };
            in_digest = scheme.eq_ignore_ascii_case("Digest");
            if in_digest {
                offers.push(Offer::default());
            } else {
                cursor.skip_space();
                cursor.skip_token68();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDED: &str = "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"SlgYP7Tv3FS/BuCj/x4WQRIV1bNKdpJg\", \
                            algorithm=MD5, qop=\"auth\", stale=false";

    fn best(headers: &[&str]) -> Result<Challenge, DigestError> {
        Challenge::parse_best(headers.iter().copied())
    }

    #[test]
    fn what_cannot_be_answered_is_refused() {
        for header in [
            "",
            "Basic realm=\"a\"",
            "Digest",
            "Digest realm=\"a\"",
            "Digest nonce=\"b\"",
            "Digest realm=\"a\", nonce=\"b\", qop=\"auth-int\"",
            "Digest realm=\"a\", nonce=\"b\", algorithm=MD5-sess",
            "Digest realm=\"a\", nonce=\"b\", algorithm=SHA-512-256",
            "Digest realm=\"a\", nonce=\"b\", nonce=\"c\"",
            "Digest realm=\"a\", nonce=\"b",
            "realm=\"a\", nonce=\"b\"",
        ] {
            assert_eq!(best(&[header]), Err(DigestError::NoUsableChallenge), "{header}");
        }
    }

    #[test]
    fn the_recorded_challenge_is_understood() {
        let challenge = best(&[RECORDED]).unwrap();
        assert_eq!(challenge.realm(), "MMS Public API");
        assert_eq!(challenge.nonce(), "SlgYP7Tv3FS/BuCj/x4WQRIV1bNKdpJg");
        assert_eq!(challenge.algorithm, Algorithm::Md5);
        assert!(challenge.counted);
        assert!(!challenge.is_stale());
        assert!(
            best(&[&RECORDED.replace("stale=false", "stale=TRUE")])
                .unwrap()
                .is_stale()
        );
    }

    #[test]
    fn the_strongest_of_several_is_taken() {
        let sha = "Digest realm=\"b\", nonce=\"2\", algorithm=SHA-256, qop=\"auth, auth-int\", opaque=\"o\"";
        let together = format!("Negotiate YII=, Basic realm=\"x, y\", {RECORDED}, {sha}, Newer a=1");
        for headers in [vec![RECORDED, sha], vec![sha, RECORDED], vec![together.as_str()]] {
            let challenge = best(&headers).unwrap();
            assert_eq!((challenge.algorithm, challenge.nonce()), (Algorithm::Sha256, "2"));
            assert_eq!(challenge.opaque.as_deref(), Some("o"));
        }
        let first = best(&["Digest realm=a, nonce=1", RECORDED]).unwrap();
        assert_eq!((first.nonce(), first.counted), ("1", false));
    }

    #[test]
    fn a_broken_header_does_not_hide_a_good_one() {
        assert!(best(&["Digest realm=\"", RECORDED]).is_ok());
        assert!(best(&[&format!("{RECORDED}, Digest realm=\"")]).is_ok());
        assert!(best(&[&format!("Bearer, {RECORDED}")]).is_ok());
    }
}
