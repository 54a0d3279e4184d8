//! Proofs, and what stands behind them, a line each: no header makes the parser or the judge fall over, a right proof is accepted, and it is accepted once, however
//! it is spelled the second time.
#![no_main]

use std::iter;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use digest::client::{Challenge, Session};
use digest::server::{Authenticator, AuthenticatorConfig, Authorization, Verdict};
use digest::{DigestError, Ha1};
use libfuzzer_sys::fuzz_target;

const PASSWORD: &str = "5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2c";

fuzz_target!(|text: &str| {
    let mut lines = text.split('\n').chain(iter::repeat(""));
    let mut line = || lines.next().unwrap_or_default();
    // What a stranger sends; who really asks, and for what; and what the proof is changed into before it is sent again.
    let (header, username, target, change) = (line(), line(), line(), line());
    let now = UNIX_EPOCH + Duration::from_secs(1_786_330_977);
    let server = Authenticator::new(AuthenticatorConfig::admin_api([1; 32], [2; _]));
    let judge = |header: &str| judge(&server, username, target, header, now);
    let challenge = server.challenge(now, [3; _], false);
    let _ = Challenge::parse_best([header]);
    assert_ne!(judge(header), Some(Verdict::Accepted));

    let session = Session::new(username, PASSWORD.to_owned());
    session.learn(Challenge::parse_best([challenge.as_str()]).expect("our own challenge"));
    let Some(proof) = session.authorize("GET", target, [4; _]) else {
        return;
    };
    if matches!(Authorization::parse(&proof), Err(DigestError::TooLong { .. })) {
        return;
    }
    assert_eq!(judge(&proof), Some(Verdict::Accepted), "{proof}");
    let again = changed(&proof, change);
    assert_ne!(judge(&again), Some(Verdict::Accepted), "{again}");
});

/// What a proof is worth to a server that knows the user, if it can be read at all.
fn judge(
    server: &Authenticator,
    username: &str,
    target: &str,
    header: &str,
    now: SystemTime,
) -> Option<Verdict> {
    let authorization = Authorization::parse(header).ok()?;
    let ha1 = Ha1::compute(server.algorithm(), username, server.realm(), PASSWORD);
    Some(server.verify(&authorization, &ha1, "GET", target, now))
}

/// One character of a proof, which the length of `change` says, is its first.
fn changed(proof: &str, change: &str) -> String {
    let place = change.chars().count() % proof.chars().count();
    let into = change.chars().next();
    let chars = proof.chars().enumerate();
    chars
        .map(|(index, char)| into.filter(|_| index == place).unwrap_or(char))
        .collect()
}
