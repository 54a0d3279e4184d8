//! How many requests are taken: the documented limits, none, or an operator's own.

mod buckets;
mod endpoint_set;

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::Deserialize;
use serde_json::{Map, Value};

pub(crate) use buckets::{Buckets, Exhausted, Holder, Quota};
pub(crate) use endpoint_set::{EndpointSet, Limit, Scope};

/// The rate limits of a listener. They are counted in memory, by each listener for itself. The default are the
/// documented ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimits(Option<[Limit; EndpointSet::ALL.len()]>);

/// Why a text is no rate limits.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RateLimitsError {
    /// It is not the JSON it should be.
    #[error("the rate limits cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// It names an endpoint set that there is not.
    #[error("there is no endpoint set “{id}”; there are {}", known())]
    UnknownSet {
        /// What it names.
        id: String,
    },
}

fn known() -> String {
    EndpointSet::ALL.map(EndpointSet::id).join(", ")
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Configured {
    /// By how much the documented limits are multiplied.
    #[serde(default = "one")]
    times: NonZeroU32,
    /// Limits in place of those, by the id of the set.
    #[serde(default)]
    endpoint_sets: BTreeMap<String, ConfiguredLimit>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ConfiguredLimit {
    capacity: NonZeroU32,
    refill_rate: NonZeroU32,
    #[serde(default = "a_minute")]
    refill_duration_seconds: NonZeroU32,
}

const fn one() -> NonZeroU32 {
    NonZeroU32::MIN
}

const fn a_minute() -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(59)
}

impl Default for RateLimits {
    fn default() -> Self {
        Self(Some(EndpointSet::ALL.map(EndpointSet::documented)))
    }
}

impl RateLimits {
    /// No limits.
    #[must_use]
    pub const fn off() -> Self {
        Self(None)
    }

    /// As many times the requests. No limits stay none.
    #[must_use]
    pub fn times(self, factor: NonZeroU32) -> Self {
        Self(self.0.map(|limits| {
            limits.map(|limit| Limit {
                capacity: limit.capacity.saturating_mul(factor.get()),
                refill: limit.refill.saturating_mul(factor.get()),
                ..limit
            })
        }))
    }

    /// Reads limits from JSON, such as `{"times": 10, "endpointSets": {"organizationSettings_organization":
    /// {"capacity": 100, "refillRate": 50, "refillDurationSeconds": 60}}}`. All members may be left out but the capacity
    /// and the refill rate of a set.
    ///
    /// # Errors
    /// When it is not such JSON, has a limit of 0, or names a set that there is not.
    pub fn from_json(text: &str) -> Result<Self, RateLimitsError> {
        // Without the step between, an array would pass for an object of which all is left out.
        let object: Map<String, Value> = serde_json::from_str(text)?;
        let configured: Configured = serde_json::from_value(object.into())?;
        let mut limits = Self::default().times(configured.times);
        for (id, limit) in configured.endpoint_sets {
            let Some(set) = EndpointSet::ALL.into_iter().find(|set| set.id() == id) else {
                return Err(RateLimitsError::UnknownSet { id });
            };
            if let Some(limits) = &mut limits.0 {
                limits[set as usize] = Limit {
                    capacity: limit.capacity.get(),
                    refill: limit.refill_rate.get(),
                    seconds: limit.refill_duration_seconds.get(),
                };
            }
        }
        Ok(limits)
    }

    /// The limit of a set, if there is one.
    pub(crate) fn of(&self, set: EndpointSet) -> Option<Limit> {
        self.0.as_ref().map(|limits| limits[set as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_limits_is_refused() {
        for (text, says) in [
            ("", "cannot be read"),
            ("[]", "cannot be read"),
            (r#"{"times": 0}"#, "nonzero"),
            (r#"{"factor": 2}"#, "unknown field `factor`"),
            (
                r#"{"endpointSets": {"root_user": {"capacity": 1}}}"#,
                "missing field `refillRate`",
            ),
            (
                r#"{"endpointSets": {"root_user": {"capacity": 0, "refillRate": 1}}}"#,
                "nonzero",
            ),
            (
                r#"{"endpointSets": {"root_org": {"capacity": 1, "refillRate": 1}}}"#,
                "no endpoint set “root_org”; there are programmaticApiKeys_organization, ",
            ),
        ] {
            let error = RateLimits::from_json(text).unwrap_err().to_string();
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    #[test]
    fn limits_can_be_multiplied_and_replaced() {
        assert_eq!(RateLimits::from_json("{}").unwrap(), RateLimits::default());
        let limits = RateLimits::from_json(
            r#"{"times": 10, "endpointSets": {"root_user": {"capacity": 7, "refillRate": 3}}}"#,
        )
        .unwrap();
        let limit = |capacity, refill| Limit {
            capacity,
            refill,
            seconds: 60,
        };
        assert_eq!(limits.of(EndpointSet::Root), Some(limit(7, 3)));
        assert_eq!(limits.of(EndpointSet::OrganizationSettings), Some(limit(100, 50)));
        assert_eq!(RateLimits::off().times(NonZeroU32::MAX), RateLimits::off());
    }
}
