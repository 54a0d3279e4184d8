//! What holds for every credential, every request and every header.

use crate::answers::{Answer, at, authenticator, judge, nonce};
use digest::client::{Challenge, Session};
use digest::server::{Authenticator, AuthenticatorConfig, Authorization, Refusal, Verdict};
use digest::{Algorithm, Ha1};
use proptest::prelude::*;

/// Any text a header can carry: quotes, backslashes, commas and other scripts included.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,40}", "[a-z\"\\\\, =]{0,12}", "\\PC{0,24}"]
}

fn algorithm() -> impl Strategy<Value = Algorithm> {
    prop_oneof![Just(Algorithm::Md5), Just(Algorithm::Sha256)]
}

/// Pieces of real headers in any order: closer to the grammar's corners than random text is.
fn broken_header() -> impl Strategy<Value = String> {
    let pieces = [
        "Digest ", "Basic ", "realm", "nonce", "username", "uri", "response", "qop", "nc", "cnonce", "stale",
        "=", "\"", "\\", ",", " ", "auth", "MD5", "00000001", "é", "==",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_client_convinces_the_server(
        (username, password, realm) in (text(), text(), text()),
        (method, target) in ("[A-Z]{3,7}", text()),
        algorithm in algorithm(),
        cnonce: [u8; 16],
        random: [u8; 6],
    ) {
        let config = AuthenticatorConfig { realm, algorithm, ..AuthenticatorConfig::admin_api([7; 32], *b"here") };
        let server = Authenticator::new(config);
        let ha1 = Ha1::compute(algorithm, &username, server.realm(), &password);
        let session = Session::new(username.clone(), password);
        let challenge = server.challenge(at(0), random, false);
        session.learn(Challenge::parse_best([challenge.as_str()]).unwrap());
        for _ in 0..3 {
            let header = session.authorize(&method, &target, cnonce).unwrap();
            let authorization = Authorization::parse(&header).unwrap();
            prop_assert_eq!(authorization.username(), &username);
            prop_assert_eq!(authorization.uri(), &target);
            prop_assert_eq!(server.verify(&authorization, &ha1, &method, &target, at(1)), Verdict::Accepted);
        }
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), broken in broken_header()) {
        let bytes = String::from_utf8_lossy(&bytes);
        for header in [bytes.as_ref(), &format!("Digest {bytes}"), &broken, &format!("Digest {broken}")] {
            let _ = Authorization::parse(header);
            let _ = Challenge::parse_best([header]);
            let session = Session::new("user", String::from("password"));
            session.learn(Challenge::parse_best(["Digest realm=a, nonce=b"]).unwrap());
            session.learn_next_nonce(header);
        }
    }

    #[test]
    fn a_response_with_any_character_changed_is_refused(place in 0..32usize, replacement in "[0-9a-zA-Z]") {
        let server = authenticator();
        let nonce = nonce(&server, 1);
        let answer = Answer::to(&nonce);
        let response = answer.response();
        let mut changed = response.clone();
        changed.replace_range(place..=place, &replacement);
        prop_assume!(changed != response);
        let header = answer.header().replace(&response, &changed);
        prop_assert_eq!(judge(&server, &header, at(0)), Verdict::Refused(Refusal::WrongResponse));
    }

    #[test]
    fn a_response_of_another_length_is_refused(length in 0..32usize, tail in "[0-9a-f]{1,8}") {
        let server = authenticator();
        let nonce = nonce(&server, 1);
        let answer = Answer::to(&nonce);
        let response = answer.response();
        for changed in [response[..length].to_owned(), format!("{response}{tail}")] {
            let header = answer.header().replace(&response, &changed);
            prop_assert_eq!(judge(&server, &header, at(0)), Verdict::Refused(Refusal::WrongResponse));
        }
    }
}
