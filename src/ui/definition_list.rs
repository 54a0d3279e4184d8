//! Facts about one thing, as terms and their values.

use keyhold_markup::view;
use leptos::prelude::*;

/// `<DefinitionList><Definition term="Created">…</Definition></DefinitionList>`.
#[component]
pub fn DefinitionList(
    /// [`Definition`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="definition-list">{children()}</dl> }
}

/// One term and its value, inside a [`DefinitionList`].
#[component]
pub fn Definition(
    /// The name of the fact.
    #[prop(into)]
    term: String,
    /// The fact.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="definition-list__item">
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
