//! The real curl, as an operator uses it from a shell: what an API key's owner gets, with no code of ours between.

use std::{process::Stdio, str};

use tokio::process::Command;

use crate::error::Error;

/// What a server answered curl.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status of the last response.
    pub status: u16,
    /// Its body; before it, with `--include`, the headers of every response.
    pub body: String,
}

/// Runs curl with these arguments, for example `["--digest", "--user", "PUBLIC:PRIVATE", URL]`.
///
/// # Errors
/// When curl is not there, or got no answer. An answer that refuses is an answer.
pub async fn curl(arguments: &[&str]) -> Result<Answer, Error> {
    let output = Command::new("curl")
        .args([
            "--silent",
            "--show-error",
            "--max-time",
            "20",
            "--noproxy",
            "*",
            "--write-out",
            "\n%{http_code}",
        ])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .await
        .map_err(Error::io("running curl"))?;
    let answer = str::from_utf8(&output.stdout).ok().and_then(|text| {
        let (body, status) = text.rsplit_once('\n')?;
        Some(Answer {
            status: status.parse().ok()?,
            body: body.to_owned(),
        })
    });
    answer
        .filter(|_| output.status.success())
        .ok_or_else(|| Error::Program {
            what: format!("curl ended with {}", output.status),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
}
