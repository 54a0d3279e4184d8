//! The first thing Tab reaches: past the navigation, to the content.

use keyhold_markup::view;
use leptos::{ev::MouseEvent, prelude::*};

use super::focus_content;

/// A link that shows itself on focus and moves the focus to the page's content.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = move |event: MouseEvent| {
        // Following the fragment would add a step to the history, and the router would see it.
        event.prevent_default();
        focus_content();
    };
    view! {
        <a class="skip-link" href="#content" on:click=skip>
            "Skip to content"
        </a>
    }
}
