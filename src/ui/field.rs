//! A control with its label, hint and error, tied together for assistive technology.

use keyhold_markup::view;
use leptos::{context::Provider, prelude::*};

use super::{dynamic, use_id};

/// What a [`Field`] tells the control inside it.
#[derive(Clone, Debug)]
pub(super) struct FieldControl {
    pub(super) id: String,
    pub(super) described_by: Signal<Option<String>>,
    pub(super) invalid: Signal<bool>,
    pub(super) required: bool,
}

impl FieldControl {
    /// The surrounding field's, or one for a control that stands alone and is named by its `aria-label`.
    pub(super) fn find() -> Self {
        use_context().unwrap_or_else(|| Self {
            id: use_id(),
            described_by: Signal::stored(None),
            invalid: Signal::stored(false),
            required: false,
        })
    }
}

/// A labelled control:
/// `<Field label="Description" hint="…" error=error><TextInput value=description /></Field>`.
///
/// The error, when there is one, marks the control invalid; what was typed stays.
#[component]
pub fn Field(
    /// The control's name.
    #[prop(into)]
    label: String,
    /// What to type, or what it is for.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with what was typed; none while nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it must be filled in. Fields that need not be say so after the label.
    #[prop(default = true)]
    required: bool,
    /// One control: [`super::TextInput`], [`super::SelectInput`] and their like.
    children: Children,
) -> impl IntoView {
    let id = use_id();
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described_by = Signal::derive({
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            described_by([
                hint.with(Option::is_some).then_some(hint_id.as_str()),
                error.with(Option::is_some).then_some(error_id.as_str()),
            ])
        }
    });
    let control = FieldControl {
        id: id.clone(),
        described_by,
        invalid: Signal::derive(move || error.with(Option::is_some)),
        required,
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
                {(!required).then(|| view! { <span class="field__optional">" (optional)"</span> })}
            </label>
            <Hint id=hint_id text=hint />
            <Provider value=control>{children()}</Provider>
            <FieldError id=error_id text=error />
        </div>
    }
}

/// The sentence under a label.
#[component]
pub(super) fn Hint(id: String, text: Signal<Option<String>>) -> impl IntoView {
    dynamic(move || {
        let id = id.clone();
        text.get()
            .map(|text| view! { <p class="field__hint" id=id>{text}</p> })
    })
}

/// The sentence under a control that holds something wrong.
#[component]
pub(super) fn FieldError(id: String, text: Signal<Option<String>>) -> impl IntoView {
    dynamic(move || {
        let id = id.clone();
        text.get().map(|text| {
            view! {
                <p class="field__error" id=id>
                    <super::Icon icon=icondata_lu::LuCircleAlert size=14 />
                    <span>{text}</span>
                </p>
            }
        })
    })
}

/// A value for `aria-describedby`: the ids that are there, or none at all.
pub(super) fn described_by<const N: usize>(ids: [Option<&str>; N]) -> Option<String> {
    let ids: Vec<&str> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::described_by;

    #[test]
    fn a_field_with_neither_hint_nor_error_is_described_by_nothing() {
        assert_eq!(described_by([None, None]), None);
    }

    #[test]
    fn hint_and_error_are_both_named() {
        assert_eq!(described_by([Some("a"), Some("b")]).as_deref(), Some("a b"));
        assert_eq!(described_by([None, Some("b")]).as_deref(), Some("b"));
    }
}
