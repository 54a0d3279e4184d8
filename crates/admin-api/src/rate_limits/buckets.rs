//! Token buckets, in memory. A bucket holds the capacity of its endpoint set; each request takes a token; the refill comes
//! at once at the end of each interval, as the documents tell it. A full bucket is forgotten, so that there are never more
//! buckets than there were callers in the last few minutes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use access::{Identity, OrganizationId, ProjectId};

use super::RateLimits;
use super::endpoint_set::{EndpointSet, Limit};

/// Below this many buckets it does not pay to look for full ones.
const FEW: usize = 1024;

/// Whose bucket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Holder {
    Organization(OrganizationId),
    Project(ProjectId),
    Caller(Identity),
}

/// What is left to a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
}

/// There was no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted {
    pub(crate) limit: Limit,
    /// Seconds until there will be one.
    pub(crate) wait: u64,
}

/// The buckets of one listener.
#[derive(Debug)]
pub(crate) struct Buckets {
    limits: RateLimits,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    buckets: HashMap<(EndpointSet, Holder), Bucket>,
    /// How many there may be before full ones are looked for.
    sweep_at: usize,
}

#[derive(Debug)]
struct Bucket {
    spent: u32,
    /// When the interval began, at the end of which the bucket is refilled.
    since: SystemTime,
}

impl Buckets {
    pub(crate) fn new(limits: RateLimits) -> Self {
        let kept = Kept {
            buckets: HashMap::new(),
            sweep_at: FEW,
        };
        Self {
            limits,
            kept: Mutex::new(kept),
        }
    }

    pub(crate) fn limits(&self) -> &RateLimits {
        &self.limits
    }

    /// Takes a token. There is nothing to tell where the rate is not limited.
    pub(crate) fn take(
        &self,
        set: EndpointSet,
        holder: Holder,
        now: SystemTime,
    ) -> Result<Option<Quota>, Exhausted> {
        let Some(limit) = self.limits.of(set) else {
            return Ok(None);
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.sweep(&self.limits, now);
        let bucket = kept
            .buckets
            .entry((set, holder))
            .or_insert(Bucket { spent: 0, since: now });
        bucket.refill(limit, now);
        if bucket.spent >= limit.capacity {
            let wait = bucket.until_refill(limit, now);
            return Err(Exhausted { limit, wait });
        }
        bucket.spent += 1;
        Ok(Some(Quota {
            limit: limit.capacity,
            remaining: limit.capacity - bucket.spent,
        }))
    }
}

impl Kept {
    fn sweep(&mut self, limits: &RateLimits, now: SystemTime) {
        if self.buckets.len() < self.sweep_at {
            return;
        }
        self.buckets.retain(|(set, _), bucket| {
            limits.of(*set).is_some_and(|limit| {
                bucket.refill(limit, now);
                bucket.spent > 0
            })
        });
        self.sweep_at = FEW.max(self.buckets.len() * 2);
    }
}

impl Bucket {
    fn refill(&mut self, limit: Limit, now: SystemTime) {
        // A clock that was set back begins a new interval.
        let elapsed = now.duration_since(self.since).unwrap_or_else(|_| {
            self.since = now;
            Duration::ZERO
        });
        let intervals = elapsed.as_secs() / u64::from(limit.seconds);
        let refilled = intervals.saturating_mul(u64::from(limit.refill));
        self.spent = self
            .spent
            .saturating_sub(u32::try_from(refilled).unwrap_or(u32::MAX));
        self.since = if self.spent == 0 {
            now
        } else {
            self.since + Duration::from_secs(intervals * u64::from(limit.seconds))
        };
    }

    /// At least one second, because a client told to wait none asks at once again.
    fn until_refill(&self, limit: Limit, now: SystemTime) -> u64 {
        let elapsed = now.duration_since(self.since).unwrap_or_default();
        let left = Duration::from_secs(u64::from(limit.seconds)).saturating_sub(elapsed);
        (left.as_secs() + u64::from(left.subsec_nanos() > 0)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::KeyId;
    use std::time::UNIX_EPOCH;

    const SET: EndpointSet = EndpointSet::OrganizationSettings;
    const HOLDER: Holder = Holder::Organization(OrganizationId::from_bytes([1; 12]));

    fn at(seconds: f64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_000_000) + Duration::from_secs_f64(seconds)
    }

    /// How many tokens can be had now.
    fn drained(buckets: &Buckets, now: SystemTime) -> usize {
        (0..100)
            .take_while(|_| buckets.take(SET, HOLDER, now).is_ok())
            .count()
    }

    #[test]
    fn an_empty_bucket_refuses_until_its_interval_ends() {
        let buckets = Buckets::new(RateLimits::default());
        assert_eq!(drained(&buckets, at(0.0)), 10);
        let limit = SET.documented();
        for (now, wait) in [(0.0, 60), (4.2, 56), (59.5, 1)] {
            assert_eq!(
                buckets.take(SET, HOLDER, at(now)),
                Err(Exhausted { limit, wait }),
                "{now}"
            );
        }
        assert_eq!(drained(&buckets, at(60.0)), 5);
        assert_eq!(drained(&buckets, at(119.9)), 0);
        assert_eq!(drained(&buckets, at(180.0)), 10);
    }

    #[test]
    fn what_was_not_used_is_never_more_than_the_capacity() {
        let buckets = Buckets::new(RateLimits::default());
        assert_eq!(drained(&buckets, at(0.0)), 10);
        assert_eq!(drained(&buckets, at(1e6)), 10);
    }

    #[test]
    fn a_clock_set_back_stops_nobody_for_longer_than_an_interval() {
        let buckets = Buckets::new(RateLimits::default());
        assert_eq!(drained(&buckets, at(1e6)), 10);
        assert_eq!(buckets.take(SET, HOLDER, at(0.0)).unwrap_err().wait, 60);
        assert_eq!(drained(&buckets, at(60.0)), 5);
    }

    #[test]
    fn each_holder_and_set_has_its_own() {
        let buckets = Buckets::new(RateLimits::default());
        assert_eq!(drained(&buckets, at(0.0)), 10);
        let other = Holder::Organization(OrganizationId::from_bytes([2; 12]));
        assert!(buckets.take(SET, other, at(0.0)).is_ok());
        let taken = buckets.take(EndpointSet::OrganizationKeys, HOLDER, at(0.0));
        let quota = Quota {
            limit: 500,
            remaining: 499,
        };
        assert_eq!(taken, Ok(Some(quota)));
    }

    #[test]
    fn without_limits_nothing_is_kept() {
        let buckets = Buckets::new(RateLimits::off());
        assert_eq!(buckets.take(SET, HOLDER, at(0.0)), Ok(None));
        assert!(buckets.kept.lock().unwrap().buckets.is_empty());
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let buckets = Buckets::new(RateLimits::default());
        for round in 0..20 {
            for caller in 0..1000_u32 {
                let mut id = [0; 12];
                id[..4].copy_from_slice(&(round * 1000 + caller).to_be_bytes());
                let holder = Holder::Caller(Identity::Key(KeyId::from_bytes(id)));
                buckets.take(SET, holder, at(f64::from(round) * 600.0)).unwrap();
            }
            assert!(buckets.kept.lock().unwrap().buckets.len() <= 2 * FEW);
        }
    }
}
