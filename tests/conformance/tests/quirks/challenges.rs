//! The challenge, which some clients read with a parser made for this one form of it.

use conformance::{Answer, Credential, Error, Proof, V1, V2};

use crate::Hand;

/// The header as recorded from the real server, up to its nonce and from there on.
const BEFORE_NONCE: &str = "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"";
const AFTER_NONCE: &str = "\", algorithm=MD5, qop=\"auth\", stale=false";

/// How mongodb-forks/digest (Atlas CLI, SDK, Terraform) reads a challenge: split at comma and space, and refused for
/// a directive that is not one of these.
fn read_by_mongodb_forks_digest(header: &str) -> Option<Vec<(&str, &str)>> {
    let known = ["realm", "domain", "nonce", "opaque", "stale", "algorithm", "qop"];
    let directives = header.strip_prefix("Digest ")?.trim().split(", ");
    directives
        .map(|directive| directive.split_once('='))
        .map(|directive| directive.filter(|(name, _)| known.contains(name)))
        .map(|directive| directive.map(|(name, value)| (name, value.trim_matches('"'))))
        .collect()
}

/// How the Kubernetes operator reads one: split at every comma, and what stands between the first two quotes.
fn read_by_kubernetes_operator<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let directive = header.split(',').find(|directive| directive.contains(name))?;
    directive.split('"').nth(1)
}

fn nonce_of(answer: &Answer) -> String {
    let header = answer.header("WWW-Authenticate").unwrap();
    let rest = header.strip_prefix(BEFORE_NONCE).expect(header);
    rest.strip_suffix(AFTER_NONCE).expect(header).to_owned()
}

#[tokio::test]
async fn it_is_the_recorded_one_but_for_its_nonce() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    for (method, target) in [
        ("GET", V2.path.to_owned()),
        ("GET", V1.path.to_owned()),
        ("HEAD", hand.organization()),
        ("POST", hand.site.keys(V2, "")),
        ("DELETE", hand.site.keys(V1, "/6b0000000000000000000000")),
        ("GET", "/api/private/ipinfo".to_owned()),
    ] {
        let answer = hand.ask(method, &target, &[], "").await?;
        assert_eq!(answer.status, 401, "{method} {target}");
        assert_eq!(
            answer.all("WWW-Authenticate").count(),
            1,
            "some clients read the first only"
        );
        let nonce = nonce_of(&answer);
        assert!(
            nonce.len() == 32 && !nonce.contains([',', ' ', '=', '"', '\'']),
            "{nonce}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn no_two_nonces_are_the_same() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let mut nonces = vec![];
    for _ in 0..100 {
        nonces.push(hand.nonce().await?);
    }
    nonces.sort_unstable();
    nonces.dedup();
    assert_eq!(nonces.len(), 100);
    Ok(())
}

#[tokio::test]
async fn its_body_is_the_recorded_one() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let answer = hand.ask("GET", V2.path, &[], "").await?;
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    let expected = serde_json::json!({
        "error": 401,
        "reason": "Unauthorized",
        "detail": "You are not authorized for this resource.",
        "errorCode": "UNEXPECTED_ERROR",
    });
    assert_eq!(answer.json()?, expected);
    assert!(answer.body.lines().count() > 1, "it is printed on several lines");
    Ok(())
}

#[tokio::test]
async fn the_parsers_of_mongodb_understand_it() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let answer = hand.ask("GET", V2.path, &[], "").await?;
    let (header, nonce) = (answer.header("WWW-Authenticate").unwrap(), nonce_of(&answer));
    let expected = [
        ("realm", "MMS Public API"),
        ("domain", ""),
        ("nonce", &nonce),
        ("algorithm", "MD5"),
        ("qop", "auth"),
        ("stale", "false"),
    ];
    assert_eq!(read_by_mongodb_forks_digest(header).unwrap(), expected);
    for (name, value) in [
        ("nonce", nonce.as_str()),
        ("realm", "MMS Public API"),
        ("qop", "auth"),
    ] {
        assert_eq!(read_by_kubernetes_operator(header, name), Some(value));
    }
    Ok(())
}

#[test]
fn the_strict_parser_is_as_strict_as_it_is_said_to_be() {
    for header in [
        "Basic realm=\"a\"",
        "Digest realm=\"a\", charset=UTF-8",
        "Digest realm=\"a\", qop",
    ] {
        assert_eq!(read_by_mongodb_forks_digest(header), None, "{header}");
    }
}

/// Whoever proves nothing is told the same, whatever it lacks: who has which key is nobody's business.
#[tokio::test]
async fn whatever_is_wrong_with_a_proof_the_challenge_is_the_same() -> Result<(), Error> {
    let mut hand = Hand::start().await?;
    let target = hand.organization();
    let nonce = hand.nonce().await?;
    let right = hand.proof("GET", &target, &nonce);
    let of = |public_key: &str, private_key: &str| Credential {
        public_key: public_key.to_owned(),
        private_key: private_key.to_owned(),
    };
    let wrong_password = of(
        &right.credential.public_key,
        "00000000-0000-4000-8000-000000000000",
    );
    let unknown_key = of("zzzzzzzz", &right.credential.private_key);
    let no_key = of("somebody@example.com", "secret");
    let by = |credential| Proof { credential, ..right }.header();
    let wrong = [
        by(&wrong_password),
        by(&unknown_key),
        by(&no_key),
        right.header().replace("qop=auth,", "qop=auth-int,"),
        right.header().replace("qop=auth, ", ""),
        right.header().replace("algorithm=MD5", "algorithm=SHA-256"),
        right.header().replace("MMS Public API", "another realm"),
        right.header().replace("nc=00000001", "nc=00000002"),
        right.header().replace("response=\"", "response=\"0"),
        right.header().replace("Digest username", "Digest x=\", username"),
        "Digest".to_owned(),
        "Digest username=\"\"".to_owned(),
        "Basic c29tZWJvZHk6c2VjcmV0".to_owned(),
        "Bearer eyJhbGciOiJub25lIn0.e30.".to_owned(),
        "Digest username=\"größe\"".to_owned(),
        String::new(),
    ];
    let plain = hand.ask("GET", &target, &[("Accept", V2.accept)], "").await?;
    for authorization in wrong {
        let answer = hand.ask_with(&authorization, "GET", &target).await?;
        assert_eq!(answer.status, 401, "{authorization}");
        assert_eq!(answer.body, plain.body, "{authorization}");
        nonce_of(&answer);
        let names = |answer: &Answer| -> Vec<String> {
            answer.headers.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&answer), names(&plain), "{authorization}");
    }
    Ok(())
}
