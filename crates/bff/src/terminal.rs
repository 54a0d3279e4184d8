//! The terminal: answers on stdout, words for people on stderr, secrets from stdin. A pipe that was closed on the other
//! side is no reason to fail.

use std::io::{self, Read, Write};

use zeroize::Zeroizing;

use crate::cli::Failure;

/// The most that is read of a secret, in bytes.
const LONGEST_SECRET: u64 = 4096;

/// One line for programs.
pub(crate) fn answer(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// One line for people.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// The first line of stdin, which is the secret named.
pub(crate) fn secret(what: &str) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    io::stdin()
        .lock()
        .take(LONGEST_SECRET)
        .read_to_string(&mut text)
        .map_err(|error| Failure(format!("{what} could not be read from stdin: {error}")))?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Failure(format!("{what} is read from stdin, and there was none")));
    }
    Ok(Zeroizing::new(line.to_owned()))
}
