//! What a list says whose filters find nothing: what was looked for, and the way back to everything.

use crate::ui::{Button, EmptyState};
use keyhold_markup::view;
use leptos::prelude::*;

/// `<NothingFound title="No key matches the filters" clear="Clear Filters" on_clear=…>"…were searched."</NothingFound>`.
#[component]
pub fn NothingFound(
    /// What was not found.
    title: &'static str,
    /// The words of the button that takes the filters away.
    #[prop(default = "Clear Filter")]
    clear: &'static str,
    /// Takes them away.
    #[prop(into)]
    on_clear: Callback<()>,
    /// What was searched, or where else it may be.
    children: Children,
) -> impl IntoView {
    view! {
        <EmptyState
            icon=icondata_lu::LuSearchX
            title=title
            actions=move || view! { <Button on_click=on_clear>{clear}</Button> }
        >
            {children()}
        </EmptyState>
    }
}
