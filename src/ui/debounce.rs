//! Doing something once things have been quiet for a while.

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// Something to call as often as one likes: `run` happens once, when nobody has called for `quiet`, and not at all when the
/// page is left before.
pub fn debounced(quiet: Duration, run: impl Fn() + Send + Sync + 'static) -> Callback<()> {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(timer)) = timer.try_get_value() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let run = Callback::new(move |()| run());
    Callback::new(move |()| {
        stop();
        timer.set_value(set_timeout_with_handle(move || run.run(()), quiet).ok());
    })
}
