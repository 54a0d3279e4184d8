//! What real clients of the Admin API are known to do. A server that is stricter than this breaks them.

use crate::answers::{Answer, REALM, TARGET, USERNAME, at, authenticator, judge, nonce, nonce_of};
use digest::server::Verdict;

/// The challenge parser of mongodb-forks/digest, which the Atlas CLI, SDK and Terraform provider use: it splits at
/// comma and space, and calls a challenge bad for any directive it does not know.
fn strict_challenge_parser(header: &str) -> Result<Vec<(String, String)>, String> {
    let directives = header.strip_prefix("Digest ").ok_or("not a digest challenge")?;
    directives
        .split(", ")
        .map(|directive| {
            let (name, value) = directive.split_once('=').ok_or("no value")?;
            if !["realm", "domain", "nonce", "opaque", "stale", "algorithm", "qop"].contains(&name) {
                return Err(format!("unknown directive {name}"));
            }
            Ok((name.to_owned(), value.trim_matches('"').to_owned()))
        })
        .collect()
}

#[test]
fn the_challenge_is_the_recorded_one_but_for_its_nonce() {
    let server = authenticator();
    for (stale, word) in [(false, "false"), (true, "true")] {
        let challenge = server.challenge(at(0), [1; 6], stale);
        let nonce = nonce_of(&challenge);
        assert_eq!(
            challenge,
            format!(
                "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"{nonce}\", algorithm=MD5, qop=\"auth\", \
                 stale={word}"
            )
        );
        assert!(
            nonce
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte)),
            "{nonce}"
        );
    }
}

#[test]
fn mongodb_forks_digest_understands_the_challenge() {
    let directives = strict_challenge_parser(&authenticator().challenge(at(0), [1; 6], false)).unwrap();
    let value = |name: &str| {
        directives
            .iter()
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .as_str()
    };
    assert_eq!(
        (value("realm"), value("algorithm"), value("qop")),
        (REALM, "MD5", "auth")
    );
    assert!(
        strict_challenge_parser("Digest realm=\"a\", charset=UTF-8").is_err(),
        "the parser is as strict"
    );
}

#[test]
fn mongodb_forks_digest_quotes_the_algorithm_but_not_qop() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let header = Answer::to(&nonce)
        .header()
        .replace("algorithm=MD5", "algorithm=\"MD5\"");
    assert_eq!(judge(&server, &header, at(0)), Verdict::Accepted);
}

#[test]
fn the_kubernetes_operator_hashes_an_unpadded_count() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let answer = Answer {
        nc: "1",
        ..Answer::to(&nonce)
    };
    let header = answer.header().replace("algorithm=MD5", "algorithm=\"MD5\"");
    assert!(header.contains("nc=1,"));
    assert_eq!(judge(&server, &header, at(0)), Verdict::Accepted);
}

#[test]
fn urllib_counts_on_over_fresh_nonces_and_leaves_the_algorithm_out() {
    let server = authenticator();
    for (random, nc) in [(1, "00000001"), (2, "00000002"), (3, "00000003"), (4, "00000f00")] {
        let nonce = nonce(&server, random);
        let header = Answer {
            nc,
            ..Answer::to(&nonce)
        }
        .header()
        .replace(", algorithm=MD5", "");
        assert_eq!(judge(&server, &header, at(0)), Verdict::Accepted, "{nc}");
    }
}

#[test]
fn requests_quotes_qop_and_orders_directives_its_own_way() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let response = Answer::to(&nonce).response();
    let header = format!(
        "Digest username=\"{USERNAME}\", realm=\"{REALM}\", nonce=\"{nonce}\", uri=\"{TARGET}\", \
         response=\"{response}\", algorithm=\"MD5\", qop=\"auth\", nc=00000001, cnonce=\"0a4f113b\""
    );
    assert_eq!(judge(&server, &header, at(0)), Verdict::Accepted);
}

#[test]
fn wget_sends_a_client_nonce_of_eight_digits() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let answer = Answer {
        cnonce: "deadbeef",
        ..Answer::to(&nonce)
    };
    let header = answer.header().replace("algorithm=MD5", "algorithm=\"MD5\"");
    assert_eq!(judge(&server, &header, at(0)), Verdict::Accepted);
}

#[test]
fn spelling_is_free_where_the_grammar_leaves_it_free() {
    let server = authenticator();
    let nonce = nonce(&server, 1);
    let response = Answer::to(&nonce).response();
    let header = format!(
        "dIGEST  NC=\"00000001\" ,, Cnonce = 0a4f113b\t,qop=\"auth\",RESPONSE={response}, x-y=\"a, b=\\\"c\\\"\", \
         opaque=\"\", uri={TARGET}, nonce={nonce}, realm=\"MMS \\Public API\",username={USERNAME},"
    );
    assert_eq!(judge(&server, &header, at(0)), Verdict::Accepted);
}
