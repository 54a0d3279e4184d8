//! Several lines of text.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{attribute, field::FieldControl};

/// Lines of text bound to a signal, inside a [`super::Field`].
#[component]
pub fn TextArea(
    /// What is typed.
    value: RwSignal<String>,
    /// How many lines show at first.
    #[prop(default = 4)]
    rows: u32,
    /// An example, never the only instruction.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Whether it holds addresses or keys, and is set in the monospaced face.
    #[prop(optional)]
    mono: bool,
) -> impl IntoView {
    let control = FieldControl::find();
    view! {
        <textarea
            class=if mono { "input input--area input--mono" } else { "input input--area" }
            id=control.id
            rows=rows
            aria-describedby=control.described_by
            aria-invalid=attribute(move || control.invalid.get().then_some("true"))
            aria-required=control.required.then_some("true")
            placeholder=placeholder
            autocomplete="off"
            spellcheck="false"
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    }
}
