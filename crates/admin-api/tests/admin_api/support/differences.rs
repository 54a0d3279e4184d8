//! Where an answer is not as the published description has it, on purpose, and why.

use super::description::{Deviation, What};

/// One difference.
pub struct Difference {
    /// The operation, as the description names it; a part of the path where it is not described; nothing where it is so in
    /// every operation.
    at: &'static str,
    what: &'static str,
    why: &'static str,
}

const fn everywhere(what: &'static str, why: &'static str) -> Difference {
    at("", what, why)
}

const fn at(at: &'static str, what: &'static str, why: &'static str) -> Difference {
    Difference { at, what, why }
}

pub const DIFFERENCES: &[Difference] = &[
    // What every resource can answer, and the description tells of few.
    everywhere(
        "status 400",
        "whatever takes a path, a query or a body refuses what it cannot read",
    ),
    everywhere(
        "status 405",
        "what the description has and Keyhold does not: creating, renaming and deleting organizations",
    ),
    everywhere("status 406", "the version in Accept is no date that v2 has"),
    everywhere("status 413", "a body is too large"),
    everywhere("status 415", "a body is said not to be JSON"),
    everywhere("status 431", "a proof is too long to be read"),
    at(
        "/clusters/",
        "path",
        "the description at hand is a part of the published one, without backups",
    ),
    at("/serverless/", "path", "the same"),
    // As recorded from the real server.
    at(
        "POST /groups",
        "status 201",
        "recorded so, with the URL in Location",
    ),
    at("DELETE /groups/{groupId}", "status 202", "recorded so"),
    everywhere(
        "count: minimum",
        "an entry nobody used is recorded with a count of 0",
    ),
    everywhere(
        "parameters/*: type",
        "what stands in an error's text is recorded as text and numbers, not as objects",
    ),
    everywhere(
        "parameters: type",
        "recorded as null where an error is unexpected",
    ),
    // Where the description contradicts itself or Keyhold does more.
    everywhere(
        "eventTypeName: type",
        "a choice of texts is called an object beside the choice",
    ),
    everywhere(
        "username: format",
        "who works on the command line has a name and no mail address",
    ),
    everywhere("name: pattern", "people put spaces into names"),
    at(
        "PATCH /groups/{groupId}",
        "status 409",
        "a name can be taken when it is changed, as when it is given",
    ),
    at(
        "GET /rateLimits",
        "status 404",
        "a filter can name an organization or a project that is not there",
    ),
];

impl Difference {
    /// It, and its reason.
    pub fn told(&self) -> String {
        format!("{} {}: {}", self.at, self.what, self.why)
    }

    /// Whether this is what an answer differs by.
    pub fn explains(&self, deviation: &Deviation) -> bool {
        let here = match deviation.what {
            What::Path => deviation.operation.contains(self.at),
            _ => self.at.is_empty() || self.at == deviation.operation,
        };
        here && self.what == deviation.what.to_string()
    }
}
