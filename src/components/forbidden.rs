//! A screen that the operator may not see: what it takes to, and who can help.

use crate::{
    paths,
    session::use_session,
    ui::{EmptyState, dynamic},
};
use access::{Action, ProjectId};
use keyhold_markup::view;
use leptos::prelude::*;

/// In place of the screen.
#[component]
pub fn Forbidden(
    /// What may not be seen: "the API keys".
    what: &'static str,
    /// The permission it takes and who has it, in a sentence.
    #[prop(into)]
    reason: String,
) -> impl IntoView {
    let actions =
        || view! { <a class="button button--secondary" href=paths::HOME>"Go to the First Page"</a> };
    let mut title = String::from("Your role does not cover ");
    title.push_str(what);
    view! {
        <EmptyState whole_page=true icon=icondata_lu::LuLock title=title actions=actions>
            {reason}
        </EmptyState>
    }
    .into_any()
}

/// The screen where the operator may do `action`, which is all it is for; else why not.
#[component]
pub fn Allowed(
    /// What the screen is for.
    action: Action,
    /// The project it is about, where it is about one.
    #[prop(default = None)]
    project: Option<ProjectId>,
    /// The screen, in words: "creating API keys".
    what: &'static str,
    /// The screen.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    // Whether, not why: the screen must not be drawn anew because an owner has come or gone.
    let allowed = Memo::new(move |_| session.refusal(action, project).is_none());
    dynamic(move || {
        if allowed.get() {
            return children().into_any();
        }
        let reason = untrack(|| session.refusal(action, project)).unwrap_or_default();
        view! { <Forbidden what=what reason=reason /> }.into_any()
    })
}
