//! What stands where a list would: nothing yet, nothing that matches, or nothing this person may see.

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

use super::Icon;

/// `<EmptyState icon=icondata_lu::LuKeyRound title="No API keys yet" actions=…>"A sentence."</EmptyState>`.
#[component]
pub fn EmptyState(
    /// A picture of what is missing.
    icon: IconData,
    /// Whether it stands in place of the whole page, whose `h1` its title is then.
    #[prop(optional)]
    whole_page: bool,
    /// What is missing, in a few words.
    #[prop(into)]
    title: String,
    /// The way out: create one, clear the filter, ask somebody.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Why it is empty, in a sentence.
    children: Children,
) -> impl IntoView {
    let title = if whole_page {
        view! { <h1 class="empty-state__title">{title}</h1> }.into_any()
    } else {
        view! { <h2 class="empty-state__title">{title}</h2> }.into_any()
    };
    view! {
        <div class="empty-state">
            <span class="empty-state__icon">
                <Icon icon=icon size=24 />
            </span>
            {title}
            <p class="empty-state__text">{children()}</p>
            {actions.map(|actions| view! { <div class="empty-state__actions">{actions.run()}</div> })}
        </div>
    }
}
