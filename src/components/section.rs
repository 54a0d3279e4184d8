//! A part of a page with its own heading.

use crate::ui::use_id;
use keyhold_markup::view;
use leptos::prelude::*;

/// A card with a heading, which also names it as a region.
#[component]
pub fn Section(
    /// The heading.
    title: &'static str,
    /// What the part holds.
    children: Children,
) -> impl IntoView {
    let id = use_id();
    let labelled_by = id.clone();
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <header class="card__header">
                <h2 id=id>{title}</h2>
            </header>
            <div class="card__body stack">{children()}</div>
        </section>
    }
    .into_any()
}
