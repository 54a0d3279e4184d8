//! A thin line under the top bar for as long as something is fetched.

use crate::ui::attribute;
use keyhold_markup::view;
use leptos::prelude::*;

/// How many answers are awaited, as a context.
#[derive(Clone, Copy)]
pub struct Progress(RwSignal<usize>);

/// Provides the [`Progress`]. Call once, at the root.
pub fn provide_progress() {
    provide_context(Progress(RwSignal::new(0)));
}

/// The application's [`Progress`]; outside one, nobody sees it.
pub fn use_progress() -> Progress {
    use_context().unwrap_or_else(|| Progress(RwSignal::new(0)))
}

impl Progress {
    /// One more answer is awaited.
    pub fn begin(self) {
        self.0.try_update(|awaited| *awaited += 1);
    }

    /// One of them is there.
    pub fn end(self) {
        self.0.try_update(|awaited| *awaited = awaited.saturating_sub(1));
    }
}

/// The line. It says nothing: what waits says so itself.
#[component]
pub fn ProgressLine() -> impl IntoView {
    let Progress(awaited) = use_progress();
    view! { <div class="progress" data-busy=attribute(move || (awaited.get() > 0).then_some("true"))></div> }
}
