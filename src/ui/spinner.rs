//! The sign that something is under way. It stands still under reduced motion, where its words remain.

use keyhold_markup::view;
use leptos::prelude::*;

/// A small turning ring: `<Spinner label="Loading keys" />`, or without a label where the text beside it says so.
#[component]
pub fn Spinner(
    /// What is being waited for, for assistive technology.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    view! {
        <span class="spinner" aria-hidden="true"></span>
        {label.map(|label| view! { <span class="visually-hidden">{label}</span> })}
    }
}
