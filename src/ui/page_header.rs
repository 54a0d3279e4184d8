//! The top of a page: where one is, what this is, and what can be done.

use keyhold_markup::view;
use leptos::prelude::*;

use super::dynamic;

/// `<PageHeader title="API keys" description="…" actions=move || view! { … } />`.
#[component]
pub fn PageHeader(
    /// The page's one `h1`.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence under the title.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The way back up, above the title: links inside a `<nav aria-label="Breadcrumb">`.
    #[prop(optional, into)]
    trail: Option<ViewFnOnce>,
    /// The page's own actions, the primary one last.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <div class="page-header">
            <div class="page-header__words">
                {trail.map(|trail| view! { <div class="page-header__trail">{trail.run()}</div> })}
                <h1 class="page-header__title">{title}</h1>
                {dynamic(move || {
                    description.get().map(|text| view! { <p class="page-header__description">{text}</p> })
                })}
            </div>
            {actions.map(|actions| view! { <div class="page-header__actions">{actions.run()}</div> })}
        </div>
    }
}
