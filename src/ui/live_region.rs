//! The one polite live region of the page. Whatever must be read out without moving the focus goes through it, so
//! that two messages never talk over each other.
//!
//! It is always where it is heard: behind a modal dialog everything is silent, so that it goes along into the one on top.

use keyhold_markup::view;
use leptos::{html, prelude::*};
use web_sys::Node;

/// Reads messages out. Get it with [`use_announcer`].
#[derive(Clone, Copy, Debug)]
pub struct Announcer {
    message: RwSignal<(usize, String)>,
    home: NodeRef<html::Div>,
    region: NodeRef<html::Div>,
}

impl Announcer {
    fn new() -> Self {
        Self {
            message: RwSignal::new((0, String::new())),
            home: NodeRef::new(),
            region: NodeRef::new(),
        }
    }

    /// Reads `message` out when the person's screen reader is free, even if it is the same as the one before.
    pub fn announce(self, message: impl Into<String>) {
        self.message.update(|(count, text)| {
            *count = count.wrapping_add(1);
            *text = message.into();
        });
    }

    /// Reads out what a page tells of itself. Not while a dialog is open: there it would talk over what the person does
    /// now, of something they have left.
    pub fn announce_of_page(self, message: impl Into<String>) {
        let region = self.region.try_get_untracked().flatten();
        let covered = region.is_some_and(|region| matches!(region.closest(OPEN), Ok(Some(_))));
        if !covered {
            self.announce(message);
        }
    }

    /// Goes into `dialog`, which has opened on top of all else.
    pub(super) fn enter(self, dialog: &Node) {
        if let Some(region) = self.region.try_get_untracked().flatten() {
            // Refused only where one stands in the other, and they do not.
            dialog.append_child(&region).ok();
        }
    }

    /// Comes back from a dialog that has closed: into another that is still open, or to where it is at home.
    pub(super) fn leave(self) {
        let (region, home) = (self.region.try_get_untracked(), self.home.try_get_untracked());
        // None where the whole application goes.
        let (Some(region), Some(home)) = (region.flatten(), home.flatten()) else {
            return;
        };
        if let Ok(None) = region.closest(OPEN) {
            let open = document().query_selector(OPEN).ok().flatten();
            self.enter(open.as_ref().unwrap_or(&home));
        }
    }
}

/// A dialog that makes everything behind it silent.
const OPEN: &str = "dialog:modal";

/// Provides the [`Announcer`]. Call once, at the root.
pub fn provide_announcer() -> Announcer {
    let announcer = Announcer::new();
    provide_context(announcer);
    announcer
}

/// The application's [`Announcer`]; outside one, messages go nowhere.
pub fn use_announcer() -> Announcer {
    use_context().unwrap_or_else(Announcer::new)
}

/// The live region itself. Render once, at the root, below [`provide_announcer`].
#[component]
pub fn LiveRegion() -> impl IntoView {
    let Announcer {
        message,
        home,
        region,
    } = use_announcer();
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
        <div node_ref=home>
            <div node_ref=region class="visually-hidden" role="status" aria-live="polite">
                <p>{line(0)}</p>
                <p>{line(1)}</p>
            </div>
        </div>
    }
}
