//! The question before something that cannot be undone. Its button says the verb and the object, and the focus starts
//! on Cancel.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{Button, ButtonVariant, Dialog, Field, Notice, TextInput, Tone, dynamic, effect};

/// Asks before a destructive step:
/// `<ConfirmDialog open=open title="Delete API key" confirm_label="Delete key" on_confirm=… pending=… error=…>`.
///
/// The caller closes it when the step has worked. While `pending` it cannot be left.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question, or what is about to happen.
    #[prop(into)]
    title: Signal<String>,
    /// The verb and its object: "Delete key", never "OK".
    #[prop(into)]
    confirm_label: Signal<String>,
    /// Called when the person confirms.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// While true the step is under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Why the step failed; none while it has not.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether the step destroys something.
    #[prop(default = true.into(), into)]
    danger: Signal<bool>,
    /// What must be typed, letter for letter, before the button works.
    #[prop(optional, into)]
    type_to_confirm: Signal<Option<String>>,
    /// What is typed so far; its own, unless somebody else may have to clear it.
    #[prop(default = RwSignal::new(String::new()))]
    typed: RwSignal<String>,
    /// Whether the step cannot be done at all: then there is nothing to confirm, and only the way out.
    #[prop(optional, into)]
    refused: Signal<bool>,
    /// Whether it is wide, for a list of what will happen.
    #[prop(optional)]
    wide: bool,
    /// What will happen, in a sentence or two.
    children: ChildrenFn,
) -> impl IntoView {
    effect(move || {
        if open.get() {
            typed.set(String::new());
        }
    });
    let disabled_reason = Signal::derive(move || {
        let confirmed = type_to_confirm.with(|expected| {
            expected
                .as_deref()
                .is_none_or(|expected| typed.with(|typed| matches(expected, typed)))
        });
        (!confirmed).then(|| "Type the text above exactly to confirm.".to_owned())
    });
    let footer = move || {
        view! {
            <Button autofocus=true on_click=move || {
                if !pending.get_untracked() {
                    open.set(false);
                }
            }>{dynamic(move || if refused.get() { "Go Back" } else { "Cancel" })}</Button>
            {dynamic(move || {
                (!refused.get()).then(|| view! {
                    <Button
                        variant=if danger.get() { ButtonVariant::Danger } else { ButtonVariant::Primary }
                        pending=pending
                        disabled_reason=disabled_reason
                        on_click=on_confirm
                    >
                        {dynamic(move || confirm_label.get())}
                    </Button>
                })
            })}
        }
    };
    view! {
        <Dialog open=open title=title wide=wide on_dismiss=move || !pending.get_untracked() footer=footer>
            {children()}
            {dynamic(move || {
                type_to_confirm
                    .get()
                    .filter(|_| !refused.get())
                    .map(|expected| {
                        view! {
                            <Field label=format!("Type “{expected}” to confirm")>
                                <TextInput value=typed />
                            </Field>
                        }
                    })
            })}
            {dynamic(move || {
                error.get().map(|error| view! { <Notice tone=Tone::Danger announce=true>{error}</Notice> })
            })}
        </Dialog>
    }
}

/// Whether what was typed confirms. With nothing to type there is nothing to compare, and that confirms nothing: an
/// object that has not loaded must not be deleted by an empty field.
///
/// One space is as good as several, or as one of another kind: on the page they look alike.
fn matches(expected: &str, typed: &str) -> bool {
    !expected.is_empty() && expected.split_whitespace().eq(typed.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn an_empty_expectation_is_never_met() {
        assert!(!matches("", ""));
    }

    #[test]
    fn letter_case_counts_and_that_words_are_apart() {
        assert!(!matches("Billing", "billing"));
        assert!(!matches("Billing export", "Billingexport"));
        assert!(!matches("Billing export", "Billing"));
        assert!(matches("Billing", "Billing"));
    }

    #[test]
    fn spaces_that_look_alike_are_alike() {
        assert!(matches("two  spaces", "two spaces"));
        assert!(matches("no\u{a0}break", "no break "));
    }
}
