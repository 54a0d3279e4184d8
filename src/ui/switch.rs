//! Something that is on or off, and changes only when whoever owns it says so: a press asks.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{attribute, dynamic, use_id};

/// `<Switch label="Require an access list" on=required on_press=ask disabled_reason=reason />`.
#[component]
pub fn Switch(
    /// Its name.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called when the person wants it otherwise.
    #[prop(into)]
    on_press: Callback<()>,
    /// While true a press is being answered, and further ones are ignored.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Why it may not be changed; none when it may. Shown under the name.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let label_id = use_id();
    let reason_id = use_id();
    let (labelled_by, described_by) = (label_id.clone(), reason_id.clone());
    let refused = move || pending.get() || disabled_reason.with(Option::is_some);
    view! {
        <div class="switch">
            <button
                type="button"
                class="switch__button"
                role="switch"
                aria-checked=attribute(move || Some(if on.get() { "true" } else { "false" }))
                aria-labelledby=labelled_by
                aria-describedby=attribute(move || disabled_reason.with(Option::is_some).then(|| described_by.clone()))
                aria-disabled=attribute(move || refused().then_some("true"))
                aria-busy=attribute(move || pending.get().then_some("true"))
                on:click=move |_| {
                    if !untrack(refused) {
                        on_press.run(());
                    }
                }
            >
                <span class="switch__track"></span>
                <span aria-hidden="true">{dynamic(move || if on.get() { "On" } else { "Off" })}</span>
            </button>
            <div class="switch__words">
                <p class="switch__label" id=label_id>
                    {label}
                </p>
                {dynamic(move || {
                    let id = reason_id.clone();
                    disabled_reason.get().map(|reason| view! { <p class="muted" id=id>{reason}</p> })
                })}
            </div>
        </div>
    }
}
