//! Waiting without flicker: what is fast shows no sign of having been waited for.

use crate::ui::dynamic;
use leptos::prelude::*;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_millis(150);

/// Shows its children once the wait has become noticeable.
#[component]
pub fn Delayed(
    /// The sign of waiting.
    children: ChildrenFn,
) -> impl IntoView {
    let waited = RwSignal::new(false);
    let timer = set_timeout_with_handle(
        move || {
            waited.try_set(true);
        },
        PATIENCE,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    dynamic(move || waited.get().then(|| children()))
}
