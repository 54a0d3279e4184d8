//! Guessing passwords is slowed down: five tries for a name from an address, then a wait that doubles.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use time::{Duration, OffsetDateTime};

/// Tries before the first wait.
const FREE_TRIES: u32 = 5;

/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::minutes(15);

/// How long a failed try is remembered.
const MEMORY: Duration = Duration::hours(1);

/// How many names and addresses are remembered at most; the oldest give way.
const MOST_REMEMBERED: usize = 10_000;

/// Failed tries, by folded name and address. In memory: a restart costs an attacker more than it gives.
#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<HashMap<(String, IpAddr), Tries>>);

#[derive(Clone, Copy, Debug)]
struct Tries {
    count: u32,
    last: OffsetDateTime,
}

impl Throttle {
    /// Takes a try, or says how long to wait. It counts before its outcome is known, so that tries made side by side
    /// are all counted; [`succeeded`](Self::succeeded) takes them back.
    pub(crate) fn begin(&self, name: &str, address: IpAddr, now: OffsetDateTime) -> Result<(), Duration> {
        let mut all = self.all();
        let tries = all
            .get(&(name.to_owned(), address))
            .copied()
            .filter(|tries| now - tries.last < MEMORY)
            .unwrap_or(Tries { count: 0, last: now });
        let ready = tries.last + wait_after(tries.count);
        if now < ready {
            return Err(ready - now);
        }
        make_room(&mut all, now);
        all.insert(
            (name.to_owned(), address),
            Tries {
                count: tries.count.saturating_add(1),
                last: now,
            },
        );
        Ok(())
    }

    /// Forgets the tries: the password was right.
    pub(crate) fn succeeded(&self, name: &str, address: IpAddr) {
        self.all().remove(&(name.to_owned(), address));
    }

    fn all(&self) -> MutexGuard<'_, HashMap<(String, IpAddr), Tries>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wait_after(tries: u32) -> Duration {
    match tries.checked_sub(FREE_TRIES) {
        None => Duration::ZERO,
        Some(beyond) => Duration::seconds(1 << beyond.min(16)).min(LONGEST_WAIT),
    }
}

fn make_room(all: &mut HashMap<(String, IpAddr), Tries>, now: OffsetDateTime) {
    if all.len() < MOST_REMEMBERED {
        return;
    }
    all.retain(|_, tries| now - tries.last < MEMORY);
    let mut times: Vec<_> = all.values().map(|tries| tries.last).collect();
    times.sort_unstable();
    if let Some(&middle) = times.get(MOST_REMEMBERED / 2) {
        all.retain(|_, tries| tries.last > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(seconds)
    }

    #[test]
    fn after_five_tries_the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            assert_eq!(throttle.begin("ada", ADDRESS, at(0)), Ok(()));
        }
        let mut now = 0;
        for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            let refused = throttle.begin("ada", ADDRESS, at(now));
            assert_eq!(refused, Err(Duration::seconds(wait)), "at {now}");
            now += wait;
            assert_eq!(throttle.begin("ada", ADDRESS, at(now)), Ok(()));
        }
    }

    #[test]
    fn another_name_or_address_is_not_held_up() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            throttle.begin("ada", ADDRESS, at(0)).unwrap();
        }
        assert!(throttle.begin("ada", ADDRESS, at(0)).is_err());
        assert!(throttle.begin("bob", ADDRESS, at(0)).is_ok());
        assert!(throttle.begin("ada", "192.0.2.1".parse().unwrap(), at(0)).is_ok());
    }

    #[test]
    fn success_and_time_forgive() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            throttle.begin("ada", ADDRESS, at(0)).unwrap();
        }
        throttle.succeeded("ada", ADDRESS);
        assert!(throttle.begin("ada", ADDRESS, at(0)).is_ok());
        for _ in 0..4 {
            throttle.begin("ada", ADDRESS, at(0)).unwrap();
        }
        assert!(throttle.begin("ada", ADDRESS, at(0)).is_err());
        for _ in 0..5 {
            assert!(throttle.begin("ada", ADDRESS, at(3600)).is_ok());
        }
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for number in 0..25_000 {
            throttle
                .begin(&format!("name {number}"), ADDRESS, at(number))
                .unwrap();
        }
        assert!(throttle.all().len() <= MOST_REMEMBERED);
    }
}
