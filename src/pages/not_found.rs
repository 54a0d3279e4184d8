//! What stands where there is no page, or no such thing.

use crate::{components::page_title::use_page_title, paths, ui::EmptyState};
use keyhold_markup::view;
use leptos::prelude::*;

/// An unknown path.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    use_page_title(|| "Page Not Found".to_owned());
    view! { <Nowhere title="Page not found" text="Nothing is at this address. It may have been moved, or mistyped." /> }
}

/// An unknown key.
#[component]
pub fn KeyNotFound() -> impl IntoView {
    use_page_title(|| "API Key Not Found".to_owned());
    view! {
        <Nowhere
            title="API key not found"
            text="The organization has no such key: it may have been deleted, or belong to another organization."
        />
    }
}

/// An unknown project.
#[component]
pub fn ProjectNotFound() -> impl IntoView {
    use_page_title(|| "Project Not Found".to_owned());
    view! {
        <Nowhere
            title="Project not found"
            text="The organization has no such project, or your role does not reach it."
        />
    }
}

#[component]
fn Nowhere(title: &'static str, text: &'static str) -> impl IntoView {
    let actions = || view! { <a class="button button--primary" href=paths::API_KEYS>"Go to API Keys"</a> };
    view! {
        <EmptyState whole_page=true icon=icondata_lu::LuCompass title=title actions=actions>
            {text}
        </EmptyState>
    }
    .into_any()
}
