//! Answering for one credential at one server. A nonce is reused until the server objects, so that a request costs one
//! round trip and not two; every answer takes a nonce count of its own, whichever thread it is made on.

use std::fmt::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::challenge::Challenge;
use crate::response::{Counted, Ha1, Proof};
use crate::syntax::{Cursor, has_control, push_quoted};

/// Length of the randomness an answer takes, in bytes.
pub const CNONCE_LENGTH: usize = 16;

/// One credential at one server, and the nonce in use there.
pub struct Session {
    username: String,
    password: Zeroizing<String>,
    current: Mutex<Option<Arc<Current>>>,
}

/// A challenge in use.
struct Current {
    challenge: Challenge,
    ha1: Ha1,
    /// How many answers were given. Wider than a nonce count, so that it cannot wrap round into a replay.
    answers: AtomicU64,
}

impl Session {
    /// A session that has not met its server yet.
    #[must_use]
    pub fn new(username: impl Into<String>, password: impl Into<Zeroizing<String>>) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
            current: Mutex::new(None),
        }
    }

    /// The value of the `Authorization` header for a request. `request_target` is path and query exactly as the request
    /// line will carry them; `cnonce` is random.
    ///
    /// `None` when no nonce is known, so that the server has to be asked for a challenge; and when the user name or the
    /// target holds a control character, which no header may carry.
    #[must_use]
    pub fn authorize(
        &self,
        method: &str,
        request_target: &str,
        cnonce: [u8; CNONCE_LENGTH],
    ) -> Option<String> {
        if has_control(&self.username) || has_control(request_target) {
            return None;
        }
        let current = self.current().clone()?;
        let answer = current.answers.fetch_add(1, Ordering::Relaxed) + 1;
        let nc = format!("{:08x}", u32::try_from(answer).ok()?);
        let cnonce = format!("{:032x}", u128::from_be_bytes(cnonce));
        Some(current.answer(&self.username, method, request_target, &nc, &cnonce))
    }

    /// Goes on with a challenge the server sent. One that is in use already keeps its count.
    pub fn learn(&self, challenge: Challenge) {
        let mut current = self.current();
        if current
            .as_ref()
            .is_none_or(|current| current.challenge.nonce != challenge.nonce)
        {
            let ha1 = Ha1::compute(
                challenge.algorithm,
                &self.username,
                &challenge.realm,
                &self.password,
            );
            *current = Some(Arc::new(Current {
                challenge,
                ha1,
                answers: AtomicU64::new(0),
            }));
        }
    }

    /// Goes on with the nonce that the value of an `Authentication-Info` header announces, if it does (RFC 7616,
    /// section 3.5).
    pub fn learn_next_nonce(&self, authentication_info: &str) {
        let announced = next_nonce(authentication_info);
        let in_use = self.current().as_ref().map(|current| current.challenge.clone());
        if let (Some(nonce), Some(challenge)) = (announced, in_use) {
            self.learn(Challenge { nonce, ..challenge });
        }
    }

    /// Makes the next request ask for a challenge.
    pub fn forget_nonce(&self) {
        *self.current() = None;
    }

    fn current(&self) -> MutexGuard<'_, Option<Arc<Current>>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

impl Current {
    /// Writes an answer. What is quoted and what is not follows RFC 7616, section 3.4: strict servers insist on it.
    fn answer(&self, username: &str, method: &str, uri: &str, nc: &str, cnonce: &str) -> String {
        let Challenge {
            realm,
            nonce,
            opaque,
            algorithm,
            counted,
            ..
        } = &self.challenge;
        let proof = Proof {
            method,
            uri,
            nonce,
            counted: counted.then_some(Counted {
                nc,
                cnonce,
                qop: "auth",
            }),
        };
        let response = proof.response(&self.ha1);
        let mut header = String::with_capacity(320);
        push_quoted(&mut header, "Digest username", username);
        push_quoted(&mut header, ", realm", realm);
        push_quoted(&mut header, ", nonce", nonce);
        push_quoted(&mut header, ", uri", uri);
        // Writing to a String cannot fail.
        let _ = write!(
            header,
            ", algorithm={}, response=\"{response}\"",
            algorithm.wire_name()
        );
        if *counted {
            header.extend([", qop=auth, nc=", nc, ", cnonce=\"", cnonce, "\""]);
        }
        if let Some(opaque) = opaque {
            push_quoted(&mut header, ", opaque", opaque);
        }
        header
    }
}

fn next_nonce(authentication_info: &str) -> Option<String> {
    let mut cursor = Cursor::new(authentication_info).ok()?;
    loop {
        cursor.skip_to_element();
        let (name, value) = cursor.parameter().ok()?;
        if name.eq_ignore_ascii_case("nextnonce") {
            return Some(value.into_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const RECORDED: &str = "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"SlgYP7Tv3FS/BuCj/x4WQRIV1bNKdpJg\", \
                            algorithm=MD5, qop=\"auth\", stale=false";

    fn challenge(header: &str) -> Challenge {
        Challenge::parse_best([header]).unwrap()
    }

    fn session() -> Session {
        Session::new("gswvkocq", String::from("c8150efd-c7a0-4afd-8c4f-01bdd56c8977"))
    }

    fn nc(session: &Session) -> String {
        let header = session.authorize("GET", "/", [0; CNONCE_LENGTH]).unwrap();
        header.split_once("nc=").unwrap().1[..8].to_owned()
    }

    #[test]
    fn nothing_is_answered_before_a_challenge_or_after_forgetting_it() {
        let session = session();
        assert_eq!(session.authorize("GET", "/", [0; CNONCE_LENGTH]), None);
        session.learn(challenge(RECORDED));
        assert!(session.authorize("GET", "/", [0; CNONCE_LENGTH]).is_some());
        session.forget_nonce();
        assert_eq!(session.authorize("GET", "/", [0; CNONCE_LENGTH]), None);
    }

    #[test]
    fn nothing_can_be_smuggled_into_the_request() {
        let session = session();
        session.learn(challenge(RECORDED));
        assert_eq!(
            session.authorize("GET", "/\r\nHost: elsewhere", [0; CNONCE_LENGTH]),
            None
        );
        let session = Session::new("a\nb", String::new());
        session.learn(challenge(RECORDED));
        assert_eq!(session.authorize("GET", "/", [0; CNONCE_LENGTH]), None);
    }

    #[test]
    fn the_answer_has_the_form_servers_expect() {
        let session = session();
        session.learn(challenge(&format!("{RECORDED}, opaque=\"a\\\"b\"")));
        let header = session
            .authorize("GET", "/api/atlas/v2?pretty=true", [0xab; CNONCE_LENGTH])
            .unwrap();
        let (before, rest) = header.split_once("response=\"").unwrap();
        assert_eq!(
            before,
            "Digest username=\"gswvkocq\", realm=\"MMS Public API\", nonce=\"SlgYP7Tv3FS/BuCj/x4WQRIV1bNKdpJg\", \
             uri=\"/api/atlas/v2?pretty=true\", algorithm=MD5, "
        );
        assert_eq!(
            &rest[32..],
            "\", qop=auth, nc=00000001, cnonce=\"abababababababababababababababab\", opaque=\"a\\\"b\""
        );
    }

    #[test]
    fn an_answer_without_qop_counts_nothing() {
        let session = session();
        session.learn(challenge("Digest realm=\"a\", nonce=\"b\""));
        let header = session.authorize("GET", "/", [0; CNONCE_LENGTH]).unwrap();
        assert!(
            !header.contains("qop") && !header.contains("nc=") && !header.contains("cnonce"),
            "{header}"
        );
    }

    #[test]
    fn the_same_nonce_keeps_its_count_and_another_starts_over() {
        let session = session();
        session.learn(challenge(RECORDED));
        assert_eq!(nc(&session), "00000001");
        session.learn(challenge(RECORDED));
        assert_eq!(nc(&session), "00000002");
        session.learn(challenge(&RECORDED.replace("SlgY", "AAAA")));
        assert_eq!(nc(&session), "00000001");
    }

    #[test]
    fn an_announced_nonce_is_the_next() {
        let session = session();
        session.learn_next_nonce("nextnonce=\"early\"");
        session.learn(challenge(RECORDED));
        for info in ["", "qop=auth", "nextnonce", "rspauth=\"00\", nc=00000001"] {
            session.learn_next_nonce(info);
        }
        assert_eq!(nc(&session), "00000001");
        session.learn_next_nonce("qop=auth, NextNonce=\"later\"");
        let header = session.authorize("GET", "/", [0; CNONCE_LENGTH]).unwrap();
        assert!(
            header.contains("nonce=\"later\"") && header.contains("nc=00000001"),
            "{header}"
        );
    }

    #[test]
    fn no_two_threads_take_the_same_count() {
        let session = session();
        session.learn(challenge(RECORDED));
        let counts: Vec<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..100).map(|_| nc(&session)).collect::<Vec<_>>()))
                .collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().unwrap())
                .collect()
        });
        assert_eq!(counts.iter().collect::<HashSet<_>>().len(), 400);
        assert!(counts.contains(&"00000190".to_owned()));
    }

    #[test]
    fn debug_shows_no_password() {
        assert!(!format!("{:?}", session()).contains("c8150efd"));
    }
}
