//! Things that may be switched on one by one, each with a sentence saying what it does.

use keyhold_markup::view;
use leptos::{ev::MouseEvent, prelude::*};

use super::{
    attribute, dynamic,
    field::{FieldError, Hint, described_by},
    use_id,
};

/// A set of [`Checkbox`]es that answer one question.
#[component]
pub fn CheckboxGroup(
    /// The question.
    #[prop(into)]
    legend: String,
    /// A sentence under the question.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with the choice; none while nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What helps to find a box among many, above them.
    #[prop(default = None)]
    tools: Option<ViewFnOnce>,
    /// The boxes.
    children: Children,
) -> impl IntoView {
    let id = use_id();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let description = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            described_by([
                hint.with(Option::is_some).then_some(hint_id.as_str()),
                error.with(Option::is_some).then_some(error_id.as_str()),
            ])
        }
    };
    view! {
        <fieldset
            class="field checkbox-group"
            aria-describedby=attribute(description)
            data-invalid=attribute(move || error.with(Option::is_some).then_some("true"))
        >
            <legend class="field__label">{legend}</legend>
            <Hint id=hint_id text=hint />
            {tools.map(ViewFnOnce::run)}
            <div class="checkbox-group__boxes">{children()}</div>
            <FieldError id=error_id text=error />
        </fieldset>
    }
}

/// One box with its label and, under it, what it does:
/// `<Checkbox label="Organization Owner" description="Full access." checked=owner />`.
#[component]
pub fn Checkbox(
    /// The box's name.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    checked: RwSignal<bool>,
    /// What ticking it means.
    #[prop(optional, into)]
    description: Option<String>,
    /// Why it may not be changed; none when it may. Shown under the description.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let id = use_id();
    let (text_id, reason_id) = (format!("{id}-text"), format!("{id}-reason"));
    let described = {
        let (text_id, reason_id) = (description.is_some().then(|| text_id.clone()), reason_id.clone());
        move || {
            described_by([
                text_id.as_deref(),
                disabled_reason
                    .with(Option::is_some)
                    .then_some(reason_id.as_str()),
            ])
        }
    };
    let press = move |event: MouseEvent| {
        if disabled_reason.with_untracked(Option::is_some) {
            event.prevent_default();
        }
    };
    view! {
        <div class="checkbox">
            <input
                type="checkbox"
                id=id.clone()
                aria-describedby=attribute(described)
                aria-disabled=attribute(move || disabled_reason.with(Option::is_some).then_some("true"))
                prop:checked=checked
                on:click=press
                on:change=move |event| checked.set(event_target_checked(&event))
            />
            <div class="checkbox__words">
                <label for=id>{label}</label>
                {description.map(|text| view! { <p class="checkbox__text" id=text_id>{text}</p> })}
                {dynamic(move || {
                    let id = reason_id.clone();
                    disabled_reason.get().map(|text| view! { <p class="checkbox__text" id=id>{text}</p> })
                })}
            </div>
        </div>
    }
}
