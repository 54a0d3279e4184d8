//! Reading one HTTP answer: success, a challenge, or which error it is.

use std::str::FromStr;
use std::time::Duration;

use digest::client::Challenge;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER, WWW_AUTHENTICATE};
use serde::Deserialize;
use serde_json::Value;

use crate::error::{ApiError, Error};

/// The most an answer may hold, in bytes. A page of 500 keys is a tenth of it.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// The longest wait that is believed: no budget is filled up more slowly.
const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// The code of a refused credential; every other code on a 401 means that the key is right but may not do this
/// (recorded from the real server).
const CHALLENGE_CODE: &str = "UNEXPECTED_ERROR";

/// A complete HTTP answer.
pub(crate) struct Answer {
    status: StatusCode,
    challenge: Option<Challenge>,
    retry_after: Option<Duration>,
    allowance: Option<Allowance>,
    body: Vec<u8>,
}

/// A success.
pub(crate) struct Success {
    pub(crate) body: Vec<u8>,
    pub(crate) allowance: Option<Allowance>,
}

/// How many more requests of this kind the Admin API takes for now, from everybody who shares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The most there can be.
    pub limit: u32,
    /// Those that are left.
    pub remaining: u32,
}

/// The error body of every flavor.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ErrorBody {
    #[serde(default)]
    detail: String,
    error_code: String,
    #[serde(default)]
    parameters: Option<Vec<Value>>,
}

impl Answer {
    pub(crate) async fn read(mut response: reqwest::Response) -> Result<Self, Error> {
        let status = response.status();
        let challenge = challenge(response.headers());
        let retry_after = retry_after(response.headers());
        let allowance = allowance(response.headers());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(Error::transport)? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Err(Error::Unreadable("it is longer than 8 MiB".into()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Self {
            status,
            challenge,
            retry_after,
            allowance,
            body,
        })
    }

    /// The challenge to answer, when this is a refusal that a (newer) nonce may turn into success.
    pub(crate) fn take_challenge(&mut self) -> Option<Challenge> {
        let asks = self.status == StatusCode::UNAUTHORIZED && self.credential_in_question();
        if asks { self.challenge.take() } else { None }
    }

    /// Whether it asks for a credential, or needs none: what an Admin API does at its base.
    pub(crate) fn is_of_an_admin_api(&self) -> bool {
        self.status.is_success() || (self.status == StatusCode::UNAUTHORIZED && self.challenge.is_some())
    }

    /// What came with a success, or what went wrong.
    pub(crate) fn outcome(self) -> Result<Success, Error> {
        if self.status.is_success() {
            return Ok(Success {
                body: self.body,
                allowance: self.allowance,
            });
        }
        if self.status.is_redirection() {
            let hint = "it redirects elsewhere; give the address it redirects to as the base URL";
            return Err(Error::Unreadable(hint.into()));
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            return Err(Error::RateLimited {
                retry_after: self.retry_after,
            });
        }
        if self.status == StatusCode::UNAUTHORIZED && self.credential_in_question() {
            return Err(Error::CredentialRefused);
        }
        Err(match self.error_body() {
            Some(body) => ApiError {
                status: self.status.as_u16(),
                code: body.error_code,
                detail: body.detail,
                parameters: body.parameters.unwrap_or_default().iter().map(text_of).collect(),
            }
            .into(),
            None => Error::Unreadable(format!("status {} without an error code", self.status.as_u16())),
        })
    }

    fn credential_in_question(&self) -> bool {
        self.error_body()
            .is_none_or(|body| body.error_code == CHALLENGE_CODE)
    }

    fn error_body(&self) -> Option<ErrorBody> {
        serde_json::from_slice(&self.body).ok()
    }
}

fn challenge(headers: &HeaderMap) -> Option<Challenge> {
    Challenge::parse_best(
        headers
            .get_all(WWW_AUTHENTICATE)
            .iter()
            .filter_map(|value| value.to_str().ok()),
    )
    .ok()
}

/// Only the form in seconds: it is the one the Admin API sends, and a date would need this machine's clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    number(headers, RETRY_AFTER.as_str()).map(|seconds| Duration::from_secs(seconds).min(LONGEST_WAIT))
}

fn allowance(headers: &HeaderMap) -> Option<Allowance> {
    Some(Allowance {
        limit: number(headers, "ratelimit-limit")?,
        remaining: number(headers, "ratelimit-remaining")?,
    })
}

fn number<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
