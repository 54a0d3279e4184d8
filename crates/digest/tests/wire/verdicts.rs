//! What the server makes of an answer: who is refused, who is sent on with a new nonce, who comes in.

use std::time::{Duration, SystemTime};

use crate::answers::{
    Answer, PASSWORD, REALM, TARGET, USERNAME, at, authenticator, ha1, judge, md5, nonce, nonce_of,
};
use digest::server::{Authenticator, AuthenticatorConfig, Authorization, Refusal, Verdict};
use digest::{Algorithm, DigestError, Ha1};

fn config() -> AuthenticatorConfig {
    AuthenticatorConfig::admin_api([7; 32], *b"here")
}

fn verify(authenticator: &Authenticator, header: &str, method: &str, target: &str) -> Verdict {
    let authorization = Authorization::parse(header).unwrap();
    authenticator.verify(&authorization, &ha1(), method, target, at(0))
}

#[test]
fn a_wrong_password_is_refused_and_burns_no_count() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let guess = Answer {
        password: "guess",
        ..Answer::to(&nonce)
    };
    assert_eq!(
        guess.verdict(&server, at(0)),
        Verdict::Refused(Refusal::WrongResponse)
    );
    assert_eq!(Answer::to(&nonce).verdict(&server, at(0)), Verdict::Accepted);
}

#[test]
fn a_wrong_password_does_not_learn_that_its_nonce_is_stale() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let guess = Answer {
        password: "guess",
        ..Answer::to(&nonce)
    };
    assert_eq!(
        guess.verdict(&server, at(1000)),
        Verdict::Refused(Refusal::WrongResponse)
    );
}

#[test]
fn a_replay_is_refused() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let header = Answer::to(&nonce).header();
    assert_eq!(judge(&server, &header, at(0)), Verdict::Accepted);
    assert_eq!(
        judge(&server, &header, at(0)),
        Verdict::Refused(Refusal::Replayed)
    );
    let respelled = Answer {
        nc: "1",
        ..Answer::to(&nonce)
    };
    assert_eq!(
        respelled.verdict(&server, at(0)),
        Verdict::Refused(Refusal::Replayed),
        "the same count unpadded"
    );
}

#[test]
fn a_forged_nonce_is_refused_even_with_the_password() {
    let server = authenticator();
    for forged in ["SlgYP7Tv3FS/BuCj/x4WQRIV1bNKdpJg", "short", ""] {
        let verdict = Answer::to(forged).verdict(&server, at(0));
        assert_eq!(verdict, Verdict::Refused(Refusal::UnknownNonce), "{forged}");
    }
    let stranger = Authenticator::new(AuthenticatorConfig::admin_api([8; 32], *b"here"));
    let verdict = Answer::to(&nonce(&stranger, 1)).verdict(&server, at(0));
    assert_eq!(verdict, Verdict::Refused(Refusal::UnknownNonce));
}

#[test]
fn a_proof_for_another_request_is_refused() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let header = Answer::to(&nonce).header();
    assert_eq!(
        verify(&server, &header, "DELETE", TARGET),
        Verdict::Refused(Refusal::WrongResponse)
    );
    for target in [
        "/",
        &TARGET[..TARGET.len() - 1],
        &TARGET.to_lowercase(),
        &format!("{TARGET}&x=1"),
    ] {
        assert_eq!(
            verify(&server, &header, "GET", target),
            Verdict::Refused(Refusal::WrongTarget),
            "{target}"
        );
    }
    assert_eq!(verify(&server, &header, "GET", TARGET), Verdict::Accepted);
}

#[test]
fn encoded_slashes_are_compared_as_they_were_sent() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let answer = Answer {
        uri: "/accessList/192.0.2.0%2f24",
        ..Answer::to(&nonce)
    };
    let refused = Verdict::Refused(Refusal::WrongTarget);
    assert_eq!(
        verify(&server, &answer.header(), "GET", "/accessList/192.0.2.0%2F24"),
        refused
    );
    assert_eq!(
        verify(&server, &answer.header(), "GET", "/accessList/192.0.2.0/24"),
        refused
    );
    assert_eq!(
        verify(&server, &answer.header(), "GET", "/accessList/192.0.2.0%2f24"),
        Verdict::Accepted
    );
}

#[test]
fn an_absolute_uri_stands_for_its_path_and_query() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    for (nc, uri, target, verdict) in [
        ("1", "http://localhost:8080/a?b=c", "/a?b=c", Verdict::Accepted),
        ("2", "HTTPS://localhost", "/", Verdict::Accepted),
        (
            "3",
            "http://localhost/a?b=c",
            "/a",
            Verdict::Refused(Refusal::WrongTarget),
        ),
        (
            "4",
            "ftp://localhost/a",
            "/a",
            Verdict::Refused(Refusal::WrongTarget),
        ),
        ("5", "//localhost/a", "/a", Verdict::Refused(Refusal::WrongTarget)),
    ] {
        let answer = Answer {
            uri,
            nc,
            ..Answer::to(&nonce)
        };
        assert_eq!(verify(&server, &answer.header(), "GET", target), verdict, "{uri}");
    }
}

#[test]
fn an_answer_for_something_else_is_refused() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let header = Answer::to(&nonce).header();
    for (from, to, refusal) in [
        (REALM, "Elsewhere", Refusal::WrongRealm),
        ("qop=auth", "qop=auth-int", Refusal::UnsupportedQop),
        ("qop=auth, ", "", Refusal::UnsupportedQop),
        (
            "algorithm=MD5",
            "algorithm=SHA-256",
            Refusal::UnsupportedAlgorithm,
        ),
        (
            "algorithm=MD5",
            "algorithm=MD5-sess",
            Refusal::UnsupportedAlgorithm,
        ),
    ] {
        assert_eq!(
            judge(&server, &header.replace(from, to), at(0)),
            Verdict::Refused(refusal),
            "{to}"
        );
    }
    let other = Ha1::compute(Algorithm::Sha256, USERNAME, REALM, PASSWORD);
    let authorization = Authorization::parse(&header).unwrap();
    let verdict = server.verify(&authorization, &other, "GET", TARGET, at(0));
    assert_eq!(verdict, Verdict::Refused(Refusal::UnsupportedAlgorithm));
}

#[test]
fn an_answer_that_cannot_be_understood_is_an_error() {
    let whole = Answer::to("n").header();
    for (header, error) in [
        ("", DigestError::NotDigest),
        ("Basic Z3N3djpjODE1", DigestError::NotDigest),
        ("Digest", DigestError::Missing("username")),
        (&whole.replace("uri=", "path="), DigestError::Missing("uri")),
        (&whole.replace(", nc=00000001", ""), DigestError::Missing("nc")),
        (&whole.replace("cnonce=", "c="), DigestError::Missing("cnonce")),
        (&format!("{whole}, Nonce=n"), DigestError::Repeated("nonce")),
    ] {
        assert_eq!(Authorization::parse(header).unwrap_err(), error, "{header}");
    }
    for nc in ["", "+1", "-1", "000000001", "g", "0x1"] {
        let header = whole.replace("nc=00000001", &format!("nc={nc}"));
        assert!(
            matches!(Authorization::parse(&header), Err(DigestError::Malformed { .. })),
            "{nc}"
        );
    }
}

#[test]
fn debug_of_an_answer_shows_no_proof() {
    let answer = Answer::to("n");
    let printed = format!("{:?}", Authorization::parse(&answer.header()).unwrap());
    assert!(
        printed.contains(USERNAME) && !printed.contains(&answer.response()),
        "{printed}"
    );
}

#[test]
fn counts_may_start_anywhere_and_overtake_each_other() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    for nc in ["00000100", "00000002", "000000ff", "00000001", "0000A000"] {
        assert_eq!(
            Answer {
                nc,
                ..Answer::to(&nonce)
            }
            .verdict(&server, at(0)),
            Verdict::Accepted,
            "{nc}"
        );
    }
    let late = Answer {
        nc: "00000003",
        ..Answer::to(&nonce)
    };
    assert_eq!(
        late.verdict(&server, at(0)),
        Verdict::Stale,
        "too far below the highest to know"
    );
}

#[test]
fn a_nonce_is_stale_after_its_lifetime_or_when_the_clock_was_set_back_by_it() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let later = |seconds: u64| at(0) + Duration::from_secs(seconds);
    let earlier = |seconds: u64| at(0) - Duration::from_secs(seconds);
    let cases: [(&str, SystemTime, Verdict); 4] = [
        ("1", later(300), Verdict::Accepted),
        ("2", later(301), Verdict::Stale),
        ("3", earlier(300), Verdict::Accepted),
        ("4", earlier(301), Verdict::Stale),
    ];
    for (nc, now, verdict) in cases {
        assert_eq!(
            Answer {
                nc,
                ..Answer::to(&nonce)
            }
            .verdict(&server, now),
            verdict,
            "{nc}"
        );
    }
}

#[test]
fn the_nonce_of_another_process_is_stale() {
    let server = authenticator();
    let neighbour = Authenticator::new(AuthenticatorConfig::admin_api([7; 32], *b"else"));
    assert_eq!(
        Answer::to(&nonce(&neighbour, 1)).verdict(&server, at(0)),
        Verdict::Stale
    );
}

#[test]
fn a_nonce_pushed_out_of_memory_is_stale_and_not_new() {
    let server = Authenticator::new(AuthenticatorConfig {
        max_nonces: 2,
        ..config()
    });
    let nonces: Vec<String> = (0..3)
        .map(|second| nonce_of(&server.challenge(at(second), [0; 6], false)))
        .collect();
    for nonce in &nonces {
        assert_eq!(Answer::to(nonce).verdict(&server, at(3)), Verdict::Accepted);
    }
    assert_eq!(Answer::to(&nonces[0]).verdict(&server, at(3)), Verdict::Stale);
    assert_eq!(
        Answer::to(&nonces[2]).verdict(&server, at(3)),
        Verdict::Refused(Refusal::Replayed)
    );
}

#[test]
fn without_qop_a_nonce_serves_once_where_that_is_accepted_at_all() {
    let answer = |nonce: &str| {
        let (ha1, ha2) = (
            md5(&format!("{USERNAME}:{REALM}:{PASSWORD}")),
            md5(&format!("GET:{TARGET}")),
        );
        let response = md5(&format!("{ha1}:{nonce}:{ha2}"));
        format!(
            "Digest username=\"{USERNAME}\", realm=\"{REALM}\", nonce=\"{nonce}\", uri=\"{TARGET}\", \
             response=\"{response}\""
        )
    };
    let strict = authenticator();
    let header = answer(&nonce(&strict, 1));
    assert_eq!(
        judge(&strict, &header, at(0)),
        Verdict::Refused(Refusal::UnsupportedQop)
    );

    let lenient = Authenticator::new(AuthenticatorConfig {
        accept_without_qop: true,
        ..config()
    });
    let header = answer(&nonce(&lenient, 1));
    assert_eq!(judge(&lenient, &header, at(0)), Verdict::Accepted);
    assert_eq!(judge(&lenient, &header, at(0)), Verdict::Stale);
}

#[test]
fn of_many_equal_answers_at_once_exactly_one_comes_in() {
    let server = authenticator();
    let header = Answer::to(&nonce(&server, 1)).header();
    let accepted = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| judge(&server, &header, at(0))))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(
        accepted
            .iter()
            .filter(|verdict| **verdict == Verdict::Accepted)
            .count(),
        1
    );
}
