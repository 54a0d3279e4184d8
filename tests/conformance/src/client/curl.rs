//! curl, which asks every question anew: first without a proof, a POST even without its body.

use support::Error;

use super::Client;
use crate::{answer::Answer, request::Request};

/// `curl --digest`.
#[derive(Clone, Copy, Debug)]
pub struct Curl;

impl Client for Curl {
    async fn send(&mut self, request: &Request<'_>) -> Result<Answer, Error> {
        let credential = format!(
            "{}:{}",
            request.credential.public_key, request.credential.private_key
        );
        let accept = format!("Accept: {}", request.accept);
        let mut arguments = vec![
            "--include",
            "--digest",
            "--user",
            &credential,
            "--header",
            &accept,
        ];
        arguments.extend(["--request", request.method]);
        if let Some(body) = request.body {
            arguments.extend([
                "--header",
                "Content-Type: application/json",
                "--data-binary",
                body,
            ]);
        }
        arguments.push(request.url);
        last(&support::curl(&arguments).await?.body)
    }
}

/// The last of the responses that `--include` shows: the challenge comes before it, without its body.
fn last(shown: &str) -> Result<Answer, Error> {
    let (mut head, mut rest) = shown.split_once("\r\n\r\n").unwrap_or((shown, ""));
    while rest.starts_with("HTTP/") {
        (head, rest) = rest.split_once("\r\n\r\n").unwrap_or((rest, ""));
    }
    Answer::new(head, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_response_is_no_answer() {
        assert!(last("").is_err());
        assert!(last("curl: (7) Failed to connect").is_err());
    }

    #[test]
    fn the_answer_comes_after_the_challenge() {
        let shown = "HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Digest\r\n\r\nHTTP/1.1 200 OK\r\nA: b:c\r\n\r\n{}";
        let answer = last(shown).unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, "{}"));
        assert_eq!(answer.header("a"), Some("b:c"));
        assert_eq!(answer.header("WWW-Authenticate"), None);
    }
}
