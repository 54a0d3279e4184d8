//! Keyhold's mark and name.

use keyhold_markup::view;
use leptos::prelude::*;

/// The mark beside the name.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <img src="/mark.svg" width="28" height="28" alt="" />
        <span class="brand__name">"Keyhold"</span>
    }
}
