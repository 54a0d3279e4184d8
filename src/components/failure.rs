//! Failures where they concern: at the head of a form, in place of what could not be loaded.

use crate::{
    api::Error,
    forms::submission::Submission,
    ui::{Button, CopyButton, Notice, Tone, dynamic},
};
use keyhold_markup::view;
use leptos::prelude::*;

/// The failure of a form that belongs to none of its fields, at the form's head. Empty while there is none.
#[component]
pub fn FormFailure(
    /// What may fail.
    submission: Submission,
    /// The fields that tell a failure of their own.
    fields: &'static [&'static str],
) -> impl IntoView {
    dynamic(move || {
        submission.failure_beside(fields).map(|error| {
            view! {
                <Notice tone=Tone::Danger announce=true>
                    <Words error=error />
                </Notice>
            }
        })
    })
}

/// A failure to load something, in place of it, with a way to try again.
#[component]
pub fn LoadFailure(
    /// What could not be loaded: "the API keys".
    what: &'static str,
    /// Why.
    error: Error,
    /// Whether it is being tried again.
    retrying: Signal<bool>,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let actions = move || {
        view! { <Button pending=retrying on_click=on_retry>"Retry"</Button> }
    };
    view! {
        <Notice tone=Tone::Danger title=format!("Keyhold could not load {what}") announce=true actions=actions>
            <Words error=error />
        </Notice>
    }
    .into_any()
}

/// What happened, what to do, and what to name when asking for help.
#[component]
fn Words(error: Error) -> impl IntoView {
    let request = error.request_id().map(|id| {
        let id = id.to_owned();
        view! {
            <p class="failure__request">
                "Request " <code>{id.clone()}</code> <CopyButton text=id label="Copy request id" />
            </p>
        }
    });
    view! {
        <p>{error.to_string()}</p>
        {error.advice().map(|advice| view! { <p>{advice}</p> })}
        {request}
    }
}

/// One line for where there is no room for more: a dialog, a toast.
pub fn in_one_line(error: &Error) -> String {
    let advice = error
        .advice()
        .map(|advice| format!(" {advice}"))
        .unwrap_or_default();
    let request = error
        .request_id()
        .map(|id| format!(" (request {id})"))
        .unwrap_or_default();
    format!("{error}{advice}{request}")
}

#[cfg(test)]
mod tests {
    use super::in_one_line;
    use crate::api::Error;

    #[test]
    fn a_line_says_what_happened_and_what_to_do() {
        assert_eq!(
            in_one_line(&Error::TimedOut),
            "The Keyhold server did not answer in time. It may be busy. Try again in a moment."
        );
    }
}
