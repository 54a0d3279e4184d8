//! Signing in, on its own page and over a page whose session has ended.

use super::submission::use_submission;
use crate::{
    api,
    components::failure::FormFailure,
    session::use_session,
    ui::{Button, ButtonKind, ButtonVariant, Field, PasswordInput, TextInput, focus_first_error},
};
use contract::SignIn;
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, prelude::*};

const FIELDS: &[&str] = &["name", "password"];

/// The form. Once it has worked the session is known again, and whatever waits for that goes on.
#[component]
pub fn SignInForm(
    /// The name to begin with: of the operator whose session has ended.
    #[prop(optional, into)]
    operator: String,
) -> impl IntoView {
    let session = use_session();
    let knows_name = !operator.is_empty();
    let name = RwSignal::new(operator);
    let password = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let submission = use_submission();
    let missing = move |value: RwSignal<String>, words: &'static str| {
        Signal::derive(move || (tried.get() && value.with(String::is_empty)).then(|| words.to_owned()))
    };
    let name_missing = missing(name, "Enter your operator name.");
    let password_missing = missing(password, "Enter your password.");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if name.with_untracked(String::is_empty) || password.with_untracked(String::is_empty) {
            focus_first_error(submission.form());
            return;
        }
        let credentials = SignIn {
            name: name.get_untracked(),
            password: password.get_untracked(),
        };
        submission.send(api::session::sign_in(&credentials), move |begun| {
            password.set(String::new());
            tried.set(false);
            session.begin(begun);
        });
    };
    view! {
        <form class="stack" novalidate node_ref=submission.form() on:submit=submit aria-label="Sign in">
            <FormFailure submission=submission fields=FIELDS />
            <Field label="Operator Name" error=first(name_missing, submission.failure_at("name"))>
                <TextInput value=name autocomplete="username" autofocus=!knows_name />
            </Field>
            <Field label="Password" error=first(password_missing, submission.failure_at("password"))>
                <PasswordInput value=password autocomplete="current-password" autofocus=knows_name />
            </Field>
            <div class="cluster cluster--end">
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit pending=submission.pending()>
                    "Sign In"
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// What the form says of a field, or else what the backend does.
pub(super) fn first(ours: Signal<Option<String>>, theirs: Signal<Option<String>>) -> Signal<Option<String>> {
    Signal::derive(move || ours.get().or_else(|| theirs.get()))
}
