//! The frame of every form that sends something: a failure at its head, its fields, and the button that sends it.

use crate::{
    components::failure::FormFailure,
    forms::submission::Submission,
    ui::{Button, ButtonKind, ButtonVariant, Icon, focus_first_error},
};
use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, prelude::*};

/// The form. Where `on_submit` says that something typed is wrong, the first field that says so takes the focus.
#[component]
pub fn SubmissionForm(
    /// Where it goes.
    submission: Submission,
    /// The fields that tell a failure of their own, by their wire names.
    fields: &'static [&'static str],
    /// The form's name.
    label: &'static str,
    /// Called when the form is submitted: sends what is typed, or answers false where something is wrong with it.
    #[prop(into)]
    on_submit: Callback<(), bool>,
    /// The verb of its button.
    submit_label: &'static str,
    /// The picture on it.
    #[prop(optional)]
    submit_icon: Option<IconData>,
    /// The way out without submitting: a link or a button.
    #[prop(optional, into)]
    cancel: Option<ViewFnOnce>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !on_submit.run(()) {
            focus_first_error(submission.form());
        }
    };
    view! {
        <form class="stack" novalidate node_ref=submission.form() on:submit=submit aria-label=label>
            <FormFailure submission=submission fields=fields />
            {children()}
            <div class="cluster cluster--end">
                {cancel.map(|cancel| cancel.run())}
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit pending=submission.pending()>
                    {submit_icon.map(|icon| view! { <Icon icon=icon /> })}
                    {submit_label}
                </Button>
            </div>
        </form>
    }
    .into_any()
}
