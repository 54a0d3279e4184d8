//! wget, which asks every question anew, and does not show the body of a refused proof.

use std::process::Stdio;

use support::{Error, PATIENCE};
use tokio::process::Command;

use super::Client;
use crate::{
    answer::{Answer, unexpected},
    request::Request,
};

/// Where wget reports a response: every line of its head with two spaces before it.
const INDENT: &str = "  ";

/// wget, which finds out by itself that digest is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wget;

impl Client for Wget {
    async fn send(&mut self, request: &Request<'_>) -> Result<Answer, Error> {
        let mut command = Command::new("wget");
        // Neither the machine's configuration nor its proxy, and no second try of its own.
        command.args([
            "--no-config",
            "--no-proxy",
            "--no-hsts",
            "--tries=1",
            "--max-redirect=0",
        ]);
        command.args([
            "--no-verbose",
            "--server-response",
            "--content-on-error",
            "--output-document=-",
        ]);
        command.arg(format!("--timeout={}", PATIENCE.as_secs()));
        command.arg(format!("--user={}", request.credential.public_key));
        command.arg(format!("--password={}", request.credential.private_key));
        command.arg(format!("--header=Accept: {}", request.accept));
        command.arg(format!("--method={}", request.method));
        if let Some(body) = request.body {
            command.arg("--header=Content-Type: application/json");
            command.arg(format!("--body-data={body}"));
        }
        let output = command
            .arg(request.url)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()
            .await
            .map_err(Error::io("running wget"))?;
        let report = String::from_utf8_lossy(&output.stderr);
        let head = last_head(&report).ok_or_else(|| unexpected("wget got no answer", &report))?;
        Answer::new(&head, String::from_utf8_lossy(&output.stdout))
    }
}

/// The head of the last response in a report.
fn last_head(report: &str) -> Option<String> {
    let shown: Vec<&str> = report
        .lines()
        .filter_map(|line| line.strip_prefix(INDENT))
        .collect();
    let last = shown.iter().rposition(|line| line.starts_with("HTTP/"))?;
    Some(shown[last..].join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_without_a_response_has_no_head() {
        assert_eq!(last_head("failed: Connection refused."), None);
    }

    #[test]
    fn the_answer_comes_after_the_challenge() {
        let report = "  HTTP/1.1 401 Unauthorized\n  www-authenticate: Digest\n  HTTP/1.1 200 OK\n  a: b\nURL:http://x";
        assert_eq!(last_head(report).unwrap(), "HTTP/1.1 200 OK\na: b");
    }
}
