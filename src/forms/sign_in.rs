//! Signing in, on its own page and over a page whose session has ended.

use super::submission::use_submission;
use crate::{
    api,
    components::submission_form::SubmissionForm,
    session::use_session,
    ui::{Field, PasswordInput, TextInput},
};
use contract::SignIn;
use keyhold_markup::view;
use leptos::prelude::*;

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
    let error = move |field: &'static str, value: RwSignal<String>, words: &'static str| {
        let missing = move || (tried.get() && value.with(String::is_empty)).then(|| words.to_owned());
        submission.error_at(field, missing)
    };
    let submit = move || {
        tried.set(true);
        if name.with_untracked(String::is_empty) || password.with_untracked(String::is_empty) {
            return false;
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
        true
    };
    view! {
        <SubmissionForm submission=submission fields=FIELDS label="Sign in" on_submit=submit submit_label="Sign In">
            <Field label="Operator Name" error=error("name", name, "Enter your operator name.")>
                <TextInput value=name autocomplete="username" autofocus=!knows_name />
            </Field>
            <Field label="Password" error=error("password", password, "Enter your password.")>
                <PasswordInput value=password autocomplete="current-password" autofocus=knows_name />
            </Field>
        </SubmissionForm>
    }
    .into_any()
}
