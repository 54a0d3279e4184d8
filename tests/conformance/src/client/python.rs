//! The HTTP libraries of Python. One process lasts for a whole test, as a program of their users would, so that nonces are
//! used again: `clients/` holds the few lines of each.

use std::process::Stdio;

use serde_json::json;
use support::{Error, PATIENCE, file_in};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use super::Client;
use crate::{
    answer::{Answer, unexpected},
    request::Request,
};

/// The variable that names an interpreter which has both libraries.
const PYTHON: &str = "KEYHOLD_PYTHON";

/// A running client: a request a line goes in, an answer a line comes out. It ends when this is dropped.
pub struct Python {
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl Python {
    /// A program that uses requests, with `HTTPDigestAuth`.
    ///
    /// # Errors
    /// When Python cannot be started.
    pub fn requests() -> Result<Self, Error> {
        Self::start(concat!(env!("CARGO_MANIFEST_DIR"), "/clients/requests_client.py"))
    }

    /// A program that uses httpx, with `DigestAuth`.
    ///
    /// # Errors
    /// When Python cannot be started.
    pub fn httpx() -> Result<Self, Error> {
        Self::start(concat!(env!("CARGO_MANIFEST_DIR"), "/clients/httpx_client.py"))
    }

    fn start(script: &str) -> Result<Self, Error> {
        // -B: it writes nothing beside the scripts. What it has to complain of is shown with the test.
        let mut process = Command::new(file_in(PYTHON)?)
            .args(["-B", script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(Error::io("starting Python"))?;
        let (Some(requests), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(unexpected("Python has no pipes", ""));
        };
        Ok(Self {
            requests,
            answers: BufReader::new(answers).lines(),
            _process: process,
        })
    }
}

impl Client for Python {
    async fn send(&mut self, request: &Request<'_>) -> Result<Answer, Error> {
        let mut headers = json!({ "Accept": request.accept });
        if request.body.is_some() {
            headers["Content-Type"] = json!("application/json");
        }
        let line = json!({
            "method": request.method,
            "url": request.url,
            "headers": headers,
            "body": request.body,
            "username": request.credential.public_key,
            "password": request.credential.private_key,
        });
        self.requests
            .write_all(format!("{line}\n").as_bytes())
            .await
            .map_err(Error::io("asking Python"))?;
        let line = tokio::time::timeout(PATIENCE, self.answers.next_line()).await;
        let line = line.map_err(|_| Error::TimedOut {
            what: "an answer from Python".into(),
            seen: "it is still at it".into(),
            waited: PATIENCE,
        })?;
        let line = line.map_err(Error::io("hearing Python"))?.unwrap_or_default();
        serde_json::from_str(&line).map_err(|_| unexpected("Python ended; its output is above", &line))
    }
}
