//! Identifiers that tie a label to its control: unique in the page, and meaningless outside it.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A fresh element id, such as `ui-7`.
pub fn use_id() -> String {
    format!("ui-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::use_id;

    #[test]
    fn no_id_is_given_twice() {
        assert_ne!(use_id(), use_id());
    }
}
