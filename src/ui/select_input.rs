//! A choice of one out of several, with the browser's own control.

use leptos::prelude::*;

use super::{attribute, field::FieldControl};

/// One choice: the value it stands for, and the words the person reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What the signal holds when this is chosen.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl SelectOption {
    /// A choice of `value`, shown as `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A choice bound to a signal: `<SelectInput value=project options=projects />`, inside a [`super::Field`].
#[component]
pub fn SelectInput(
    /// The value of the choice made.
    value: RwSignal<String>,
    /// The choices, in order.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// Its name, where no [`super::Field`] labels it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let control = FieldControl::find();
    let choices = move || {
        options
            .get()
            .into_iter()
            .map(|option| {
                let own = option.value.clone();
                view! {
                    <option value=option.value prop:selected=move || value.with(|value| *value == own)>
                        {option.label}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <select
            class="input input--select"
            id=control.id
            aria-label=label
            aria-describedby=control.described_by
            aria-invalid=attribute(move || control.invalid.get().then_some("true"))
            aria-required=control.required.then_some("true")
            on:change:target=move |event| value.set(event.target().value())
        >
            {choices}
        </select>
    }
}
