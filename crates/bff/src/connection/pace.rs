//! How fast the access lists of many keys are read, and how long they count as read.
//!
//! The embedded Admin API is asked as fast as it answers. Any other has a budget which every client of the organization
//! shares: at least half of it is left to them.

use std::time::Duration;

use upstream::{Allowance, Error};

/// How many access lists are asked for at once.
pub(super) const AT_ONCE: usize = 8;

/// How long to wait for others to have what they need, or for the budget to be filled up.
const BUDGET_SPENT: Duration = Duration::from_secs(3);

/// How long to wait after each handful where nothing tells what the budget is: a hundred requests a minute.
const BUDGET_UNTOLD: Duration = Duration::from_secs(5);

/// How long to wait where the Admin API takes no more and does not say until when.
const REFUSED: Duration = Duration::from_secs(60);

/// How long to wait at least where it takes no more.
pub(super) const AT_LEAST: Duration = Duration::from_secs(1);

/// How an Admin API is asked for many things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// As fast as it answers.
    Full,
    /// With regard for its other clients.
    Considerate,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// How long to wait first.
    pub(super) wait: Duration,
    /// How many lists to read then.
    pub(super) lists: usize,
}

impl Pace {
    /// Seconds after which a list is read again when somebody looks.
    pub(super) const fn good_for(self) -> i64 {
        match self {
            Self::Full => 15,
            Self::Considerate => 5 * 60,
        }
    }

    /// Seconds for which a list counts as what it is now. Where a budget is too small to read all of them at one go, the
    /// next try goes on where the last one ended.
    pub(super) const fn current_for(self) -> i64 {
        match self {
            Self::Full => 0,
            Self::Considerate => 2 * 60,
        }
    }

    /// Whether it is worth to wait for the lists that are due, when so many have never been read.
    pub(super) fn is_quick(self, unread: usize) -> bool {
        match self {
            Self::Full => true,
            Self::Considerate => (1..=AT_ONCE).contains(&unread),
        }
    }

    /// The first step.
    pub(super) const fn begin(self) -> Step {
        Step {
            wait: Duration::ZERO,
            lists: match self {
                Self::Full => AT_ONCE * 16,
                Self::Considerate => AT_ONCE,
            },
        }
    }

    /// The step after one that was answered, by what is left of the budget.
    pub(super) fn go_on(self, left: Option<Allowance>) -> Step {
        let Self::Considerate = self else {
            return self.begin();
        };
        let Some(left) = left else {
            return Step {
                wait: BUDGET_UNTOLD,
                ..self.begin()
            };
        };
        let ours = left.remaining.saturating_sub(left.limit.div_ceil(2));
        match usize::try_from(ours).unwrap_or(AT_ONCE).min(AT_ONCE) {
            0 => Step {
                wait: BUDGET_SPENT,
                lists: 1,
            },
            lists => Step {
                wait: Duration::ZERO,
                lists,
            },
        }
    }

    /// The step after one that failed. Only where the Admin API asks for patience does another try make sense.
    pub(super) fn after(error: &Error) -> Option<Step> {
        let Error::RateLimited { retry_after } = error else {
            return None;
        };
        Some(Step {
            wait: retry_after.unwrap_or(REFUSED).max(AT_LEAST),
            lists: 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(remaining: u32) -> Step {
        Pace::Considerate.go_on(Some(Allowance {
            limit: 500,
            remaining,
        }))
    }

    #[test]
    fn half_of_the_budget_is_never_touched() {
        for remaining in [0, 1, 249, 250] {
            assert!(left(remaining).wait > Duration::ZERO, "{remaining}");
        }
        for (remaining, lists) in [(251, 1), (257, 7), (258, 8), (500, 8), (u32::MAX, 8)] {
            let expected = Step {
                wait: Duration::ZERO,
                lists,
            };
            assert_eq!(left(remaining), expected, "{remaining}");
        }
    }

    #[test]
    fn an_odd_budget_is_halved_in_favour_of_the_others() {
        let only_one = Allowance {
            limit: 1,
            remaining: 1,
        };
        assert_eq!(Pace::Considerate.go_on(Some(only_one)).wait, BUDGET_SPENT);
    }

    #[test]
    fn without_a_budget_told_it_is_a_hundred_a_minute() {
        let step = Pace::Considerate.go_on(None);
        assert!(step.lists as u64 * 60 <= 100 * step.wait.as_secs(), "{step:?}");
        assert_eq!(Pace::Full.go_on(None).wait, Duration::ZERO);
    }

    #[test]
    fn only_a_limit_is_waited_for() {
        let limited = |retry_after| Pace::after(&Error::RateLimited { retry_after }).map(|step| step.wait);
        assert_eq!(limited(None), Some(REFUSED));
        assert_eq!(limited(Some(Duration::ZERO)), Some(AT_LEAST));
        assert_eq!(
            limited(Some(Duration::from_secs(7))),
            Some(Duration::from_secs(7))
        );
        assert_eq!(Pace::after(&Error::TimedOut), None);
        assert_eq!(Pace::after(&Error::CredentialRefused), None);
    }
}
