//! The frame of the pages before signing in: the mark, one card, nothing else.

use crate::ui::{CONTENT_ID, ThemeSwitch};
use keyhold_markup::view;
use leptos::prelude::*;

/// A card in the middle of the page.
#[component]
pub fn Entrance(
    /// The page's one `h1`.
    title: &'static str,
    /// What it is for.
    lead: &'static str,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="stage">
            <main class="stage__card" id=CONTENT_ID tabindex="-1">
                <div class="stage__mark">
                    <img src="/mark.svg" width="40" height="40" alt="Keyhold" />
                    <h1 class="stage__title">{title}</h1>
                    <p class="muted">{lead}</p>
                </div>
                {children()}
            </main>
            <footer>
                <ThemeSwitch />
            </footer>
        </div>
    }
    .into_any()
}
