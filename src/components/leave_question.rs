//! The question before a page is left with something on it that would be lost.

use crate::{
    navigation::LeaveGuard,
    ui::{Button, ButtonVariant, Dialog},
};
use keyhold_markup::view;
use leptos::prelude::*;

/// The question of a [`LeaveGuard`], with the safe answer first.
#[component]
pub fn LeaveQuestion(
    /// The guard.
    guard: LeaveGuard,
    /// What would be lost: "Leave without saving?".
    title: &'static str,
    /// The safe answer: "Keep the Private Key".
    stay: &'static str,
    /// The other one: "Leave Without It".
    leave: &'static str,
    /// What leaving means, in a sentence.
    children: ChildrenFn,
) -> impl IntoView {
    let footer = move || {
        view! {
            <Button autofocus=true on_click=move || guard.asking().set(false)>
                {stay}
            </Button>
            <Button variant=ButtonVariant::Danger on_click=move || guard.confirm()>
                {leave}
            </Button>
        }
    };
    view! {
        <Dialog open=guard.asking() title=title footer=footer>
            <p>{children()}</p>
        </Dialog>
    }
    .into_any()
}
