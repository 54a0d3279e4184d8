//! A choice of one out of several, with the browser's own control.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{attribute, field::FieldControl};

/// One choice: the value it stands for, and the words the person reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What the signal holds when this is chosen.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The heading it stands under; empty for none. Choices of one heading stand together.
    pub group: &'static str,
}

impl SelectOption {
    /// A choice of `value`, shown as `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            group: "",
        }
    }

    /// The same under a heading.
    #[must_use]
    pub fn under(self, group: &'static str) -> Self {
        Self { group, ..self }
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
    let choice = move |option: &SelectOption| {
        let own = option.value.clone();
        view! {
            <option value=option.value.clone() prop:selected=move || value.with(|value| *value == own)>
                {option.label.clone()}
            </option>
        }
    };
    let choices = move || {
        options.with(|options| {
            options
                .chunk_by(|one, next| one.group == next.group)
                .map(|together| {
                    let choices = together.iter().map(choice).collect_view();
                    match together.first().map_or("", |first| first.group) {
                        "" => choices.into_any(),
                        group => view! { <optgroup label=group>{choices}</optgroup> }.into_any(),
                    }
                })
                .collect_view()
        })
    };
    view! {
        <select
            class="input input--select"
            id=control.id
            aria-label=label
            aria-describedby=control.described_by
            aria-invalid=attribute(move || control.invalid.get().then_some("true"))
            aria-required=control.required.then_some("true")
            on:change=move |event| value.set(event_target_value(&event))
        >
            {choices}
        </select>
    }
}
