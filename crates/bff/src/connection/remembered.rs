//! A value that is expensive to ask for and may be a little old.

use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) struct Remembered<T>(Mutex<Option<(i64, T)>>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> Remembered<T> {
    /// The value, while it is good.
    pub(super) fn get(&self, now: i64) -> Option<T> {
        let kept = self.lock();
        let (good_until, value) = kept.as_ref()?;
        (now < *good_until).then(|| value.clone())
    }

    pub(super) fn keep(&self, good_until: i64, value: T) {
        *self.lock() = Some((good_until, value));
    }

    fn lock(&self) -> MutexGuard<'_, Option<(i64, T)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
