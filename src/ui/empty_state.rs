//! What stands where a list would: nothing yet, nothing that matches, or nothing this person may see.

use icondata_core::Icon as IconData;
use leptos::prelude::*;

use super::Icon;

/// `<EmptyState icon=icondata_lu::LuKeyRound title="No API keys yet" actions=…>"A sentence."</EmptyState>`.
#[component]
pub fn EmptyState(
    /// A picture of what is missing.
    icon: IconData,
    /// What is missing, in a few words.
    #[prop(into)]
    title: String,
    /// The way out: create one, clear the filter, ask somebody.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Why it is empty, in a sentence.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <span class="empty-state__icon">
                <Icon icon=icon size=24 />
            </span>
            <h2 class="empty-state__title">{title}</h2>
            <p class="empty-state__text">{children()}</p>
            {actions.map(|actions| view! { <div class="empty-state__actions">{actions.run()}</div> })}
        </div>
    }
}
