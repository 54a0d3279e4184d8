//! The query of a request. Parameters an endpoint does not know are left alone.

use axum::extract::Query as Pairs;
use http::Uri;

use crate::refusal::Refusal;

/// The parameters of a query, decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

/// How an answer is to be written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Presentation {
    /// With the status in the body, for clients that cannot see it.
    pub(crate) envelope: bool,
    /// On several lines.
    pub(crate) pretty: bool,
}

impl Query {
    pub(crate) fn of(uri: &Uri) -> Self {
        Self(
            Pairs::try_from_uri(uri)
                .map(|Pairs(pairs)| pairs)
                .unwrap_or_default(),
        )
    }

    /// The first value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// All values of a parameter that may be repeated.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn flag(&self, name: &'static str, default: bool) -> Result<bool, Refusal> {
        match self.get(name) {
            None => Ok(default),
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            Some(_) => Err(Refusal::QueryParameter { name }),
        }
    }

    /// Refuses what is no user's id. There are no users here for it to name.
    pub(crate) fn user_id(&self, name: &'static str) -> Result<(), Refusal> {
        let is_id = |text: &str| {
            text.len() == 24
                && text
                    .bytes()
                    .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
        };
        match self.get(name) {
            Some(text) if !is_id(text) => Err(Refusal::QueryParameter { name }),
            _ => Ok(()),
        }
    }

    pub(crate) fn number(&self, name: &'static str, default: u32) -> Result<u32, Refusal> {
        self.get(name).map_or(Ok(default), |text| {
            text.parse().map_err(|_| Refusal::QueryParameter { name })
        })
    }
}

/// How the answer to this request is to be written. It cannot fail, because refusals are written so too.
pub(super) fn presentation(uri: &Uri) -> Presentation {
    let query = Query::of(uri);
    let is_set = |name| query.get(name) == Some("true");
    Presentation {
        envelope: is_set("envelope"),
        pretty: is_set("pretty"),
    }
}
