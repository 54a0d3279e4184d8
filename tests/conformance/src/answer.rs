//! What a server answered, whichever client asked.

use serde::Deserialize;
use serde_json::Value;
use support::Error;

/// The status, headers and body of a response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names as the client tells them, and values, in the order of the response.
    pub headers: Vec<(String, String)>,
    /// The body, empty where there is none or the client does not show it.
    pub body: String,
}

impl Answer {
    /// An answer from its head, status line and headers, as it stood on the wire.
    pub(crate) fn new(head: &str, body: impl Into<String>) -> Result<Self, Error> {
        let mut lines = head.lines().map(str::trim);
        let status = lines.next().and_then(|line| {
            let (version, rest) = line.split_once(' ')?;
            let status = rest.split(' ').next()?.parse().ok()?;
            version.starts_with("HTTP/").then_some(status)
        });
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Ok(Self {
            status: status.ok_or_else(|| unexpected("the head of an HTTP response was expected", head))?,
            headers: headers.collect(),
            body: body.into(),
        })
    }

    /// Every value of a header, whatever the case of its name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self
            .headers
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }

    /// The first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is something else.
    pub fn json(&self) -> Result<Value, Error> {
        serde_json::from_str(&self.body)
            .map_err(|error| unexpected(format!("JSON was expected ({error})"), &self.body))
    }
}

/// An error that quotes what was there instead.
pub(crate) fn unexpected(what: impl Into<String>, said: &str) -> Error {
    Error::Program {
        what: what.into(),
        said: said.to_owned(),
    }
}
