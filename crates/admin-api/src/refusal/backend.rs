//! What becomes of an allowed operation that Keyhold does not do itself, where no backend does it. The real server has no
//! backend, and so no code for one that fails.

use http::StatusCode as S;

use super::{Refusal, Wording, say};

impl Refusal {
    pub(super) fn of_the_backend(&self) -> Option<Wording> {
        Some(match self {
            Self::NoBackend { path } => say(
                S::NOT_FOUND,
                "RESOURCE_NOT_FOUND",
                format!(
                    "Cannot find resource {path}: it is allowed, but no backend is configured that serves it."
                ),
                [path.clone()],
            ),
            Self::BackendFailed => say(
                S::BAD_GATEWAY,
                "BAD_GATEWAY",
                "The backend behind this resource cannot be reached.",
                [],
            ),
            Self::BackendTimedOut => say(
                S::GATEWAY_TIMEOUT,
                "GATEWAY_TIMEOUT",
                "The backend behind this resource did not answer in time.",
                [],
            ),
            _ => return None,
        })
    }
}
