//! Rate limits, as they are shown.

use access::Action;
use serde::Serialize;

use crate::http::{Version, method_of};
use crate::rate_limits::{EndpointSet, Limit};

/// The rate limit of an endpoint set.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RateLimitBody {
    capacity: ValueBody,
    endpoint_set_id: &'static str,
    endpoint_set_name: &'static str,
    endpoints: Vec<EndpointBody>,
    refill_duration_seconds: ValueBody,
    refill_rate: ValueBody,
    scope: &'static str,
}

/// A number, and what it is where nobody chose another.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ValueBody {
    default_value: u32,
    value: u32,
}

#[derive(Serialize)]
struct EndpointBody {
    method: String,
    path: String,
}

impl RateLimitBody {
    pub(crate) fn of(set: EndpointSet, limit: Limit) -> Self {
        let documented = set.documented();
        let value = |default_value, value| ValueBody { default_value, value };
        Self {
            capacity: value(documented.capacity, limit.capacity),
            endpoint_set_id: set.id(),
            endpoint_set_name: set.name(),
            endpoints: set
                .actions()
                .filter(|action| action.rule().is_in_v2())
                .map(EndpointBody::from)
                .collect(),
            refill_duration_seconds: value(documented.seconds, limit.seconds),
            refill_rate: value(documented.refill, limit.refill),
            scope: set.scope().wire(),
        }
    }

    /// Whether one of its endpoints has this path, with its parameters in braces.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        self.endpoints.iter().any(|endpoint| endpoint.path == path)
    }
}

impl From<Action> for EndpointBody {
    fn from(action: Action) -> Self {
        let below = action.rule().path.trim_end_matches('/');
        Self {
            method: method_of(action).to_string(),
            path: format!("{}{below}", Version::V2.base()),
        }
    }
}
