//! Linking an account: its name, and one of its personal API keys as the proof. The key is in one signal of this form,
//! and dropped from it once the account is linked.

use super::submission::use_submission;
use crate::{
    api,
    components::submission_form::SubmissionForm,
    ui::{Field, PasswordInput, TextInput},
};
use contract::{LinkAccount, PersonalKeys};
use keyhold_markup::view;
use leptos::prelude::*;

const FIELDS: &[&str] = &["accountName", "personalKey"];

/// What is wrong with each field; nothing where it can be sent.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wrong {
    account_name: Option<&'static str>,
    personal_key: Option<&'static str>,
}

fn judge(account_name: &str, personal_key: &str) -> Wrong {
    let missing = |text: &str, words| text.trim().is_empty().then_some(words);
    Wrong {
        account_name: missing(account_name, "Enter the name the account signs in with."),
        personal_key: missing(
            personal_key,
            "Enter one of the account's enabled personal API keys.",
        ),
    }
}

/// The form. What is typed stays when the backend refuses it.
#[component]
pub fn LinkAccountForm(
    /// The name to begin with: of an account that was linked before.
    #[prop(optional, into)]
    account_name: String,
    /// Called with what the operator sees of personal API keys afterwards.
    #[prop(into)]
    on_linked: Callback<(PersonalKeys,)>,
) -> impl IntoView {
    let account_name = RwSignal::new(account_name);
    let personal_key = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let submission = use_submission();
    let wrong = move || account_name.with(|name| personal_key.with(|key| judge(name, key)));
    let at = move |part: fn(Wrong) -> Option<&'static str>, field: &'static str| {
        let ours = move || part(wrong()).filter(|_| tried.get()).map(str::to_owned);
        submission.error_at(field, ours)
    };
    let submit = move || {
        tried.set(true);
        if untrack(wrong) != Wrong::default() {
            return false;
        }
        let account = LinkAccount {
            account_name: account_name.get_untracked().trim().to_owned(),
            personal_key: personal_key.get_untracked().trim().to_owned(),
        };
        submission.send(api::personal::link(&account), move |linked| {
            personal_key.set(String::new());
            on_linked.run((linked,));
        });
        true
    };
    view! {
        <SubmissionForm
            submission=submission
            fields=FIELDS
            label="Link an account"
            on_submit=submit
            submit_label="Link Account"
        >
            <Field
                label="Account Name"
                hint=Some("The name the account signs in with, an e-mail address mostly.".to_owned())
                error=at(|wrong| wrong.account_name, "accountName")
            >
                <TextInput value=account_name />
            </Field>
            <Field
                label="Personal API Key"
                hint=Some("One of the account's enabled personal API keys, whole.".to_owned())
                error=at(|wrong| wrong.personal_key, "personalKey")
            >
                <PasswordInput value=personal_key autocomplete="off" noun="personal API key" />
            </Field>
        </SubmissionForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_missing_says_so() {
        let wrong = judge(" ", "");
        assert!(wrong.account_name.is_some() && wrong.personal_key.is_some());
        assert_eq!(judge("ada@example.com", "key"), Wrong::default());
    }
}
