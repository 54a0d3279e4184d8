//! Reading the body of a request: JSON, at most 1 MiB, with no attribute that the endpoint does not know.

use axum::body::Body;
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::{Map, Value};

use super::accept::version_date;
use crate::refusal::Refusal;

/// How many bytes a body may have.
pub(crate) const LIMIT: usize = 1024 * 1024;

/// Takes the body and reads it as JSON.
pub(super) async fn json(headers: &HeaderMap, body: &mut Body) -> Result<Value, Refusal> {
    if !says_json(headers) {
        return Err(Refusal::NotJson);
    }
    let read = Limited::new(std::mem::take(body), LIMIT).collect().await;
    let bytes = read.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
        Some(_) => Refusal::BodyTooLarge,
        // The connection broke, and nobody will read the answer.
        None => Refusal::MalformedJson,
    })?;
    let bytes = bytes.to_bytes();
    serde_json::from_slice(&bytes).map_err(|_| Refusal::MalformedJson)
}

/// Reads what is left of a body, so that the connection can be used again, and forgets it.
pub(super) async fn discard(body: Body) {
    let _ = Limited::new(body, LIMIT).collect().await;
}

fn says_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = value.unwrap_or_default().split(';').next().unwrap_or_default();
    let media_type = media_type.trim().to_ascii_lowercase();
    media_type == "application/json" || version_date(&media_type).is_some()
}

/// The attributes of a JSON object, taken out one by one. `null` counts as absent.
#[derive(Debug)]
pub(crate) struct Attributes(Map<String, Value>);

impl Attributes {
    pub(crate) fn of(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Object(attributes) => Ok(Self(attributes)),
            _ => Err(Refusal::UnexpectedJson),
        }
    }

    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        self.taken(name, |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        })
    }

    /// `Some(None)` where it is `null`.
    pub(crate) fn nullable_text(&mut self, name: &str) -> Result<Option<Option<String>>, Refusal> {
        if self.0.get(name).is_some_and(Value::is_null) {
            self.0.remove(name);
            return Ok(Some(None));
        }
        Ok(self.text(name)?.map(Some))
    }

    pub(crate) fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        self.taken(name, |value| serde_json::from_value(value).ok())
    }

    pub(crate) fn flag(&mut self, name: &str) -> Result<Option<bool>, Refusal> {
        self.taken(name, |value| value.as_bool())
    }

    pub(crate) fn number(&mut self, name: &str) -> Result<Option<u64>, Refusal> {
        self.taken(name, |value| value.as_u64())
    }

    pub(crate) fn object(&mut self, name: &str) -> Result<Option<Self>, Refusal> {
        self.taken(name, |value| Self::of(value).ok())
    }

    pub(crate) fn objects(&mut self, name: &str) -> Result<Option<Vec<Self>>, Refusal> {
        self.taken(name, |value| match value {
            Value::Array(items) => items.into_iter().map(|item| Self::of(item).ok()).collect(),
            _ => None,
        })
    }

    /// Leaves attributes alone that only the server sets, and that clients send back as they got them.
    pub(crate) fn ignore(&mut self, read_only: &[&str]) {
        for name in read_only {
            self.0.remove(*name);
        }
    }

    /// Refuses what nobody took.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        match self.0.into_iter().next() {
            Some((name, _)) => Err(Refusal::UnknownAttribute { name }),
            None => Ok(()),
        }
    }

    fn taken<T>(&mut self, name: &str, read: impl FnOnce(Value) -> Option<T>) -> Result<Option<T>, Refusal> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match read(value) {
                Some(read) => Ok(Some(read)),
                None => Err(Refusal::AttributeType {
                    name: name.to_owned(),
                }),
            },
        }
    }
}
