//! The one polite live region of the page. Whatever must be read out without moving the focus goes through it, so
//! that two messages never talk over each other.

use keyhold_markup::view;
use leptos::prelude::*;

/// Reads messages out. Get it with [`use_announcer`].
#[derive(Clone, Copy, Debug)]
pub struct Announcer(RwSignal<(usize, String)>);

impl Announcer {
    /// Reads `message` out when the person's screen reader is free, even if it is the same as the one before.
    pub fn announce(self, message: impl Into<String>) {
        self.0.update(|(count, text)| {
            *count = count.wrapping_add(1);
            *text = message.into();
        });
    }
}

/// Provides the [`Announcer`]. Call once, at the root.
pub fn provide_announcer() -> Announcer {
    let announcer = Announcer(RwSignal::new((0, String::new())));
    provide_context(announcer);
    announcer
}

/// The application's [`Announcer`]; outside one, messages go nowhere.
pub fn use_announcer() -> Announcer {
    use_context().unwrap_or_else(|| Announcer(RwSignal::new((0, String::new()))))
}

/// The live region itself. Render once, at the root, below [`provide_announcer`].
#[component]
pub fn LiveRegion() -> impl IntoView {
    let Announcer(message) = use_announcer();
    // Two lines take turns: a message said twice changes the page twice, and is read twice.
    let line = move |parity: usize| {
        Signal::derive(move || {
            message.with(|(count, text)| {
                if count % 2 == parity {
                    text.clone()
                } else {
                    String::new()
                }
            })
        })
    };
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">
            <p>{line(0)}</p>
            <p>{line(1)}</p>
        </div>
    }
}
