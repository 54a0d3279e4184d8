//! Linking an account: its name, and one of its personal API keys as the proof. The key is in one signal of this form,
//! and dropped from it once the account is linked.

use super::{sign_in::first, submission::use_submission};
use crate::{
    api,
    components::failure::FormFailure,
    ui::{Button, ButtonKind, ButtonVariant, Field, PasswordInput, TextInput, focus_first_error},
};
use contract::{LinkAccount, PersonalKeys};
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, prelude::*};

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
        let ours = Signal::derive(move || part(wrong()).filter(|_| tried.get()).map(str::to_owned));
        first(ours, submission.failure_at(field))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if untrack(wrong) != Wrong::default() {
            focus_first_error(submission.form());
            return;
        }
        let account = LinkAccount {
            account_name: account_name.get_untracked().trim().to_owned(),
            personal_key: personal_key.get_untracked().trim().to_owned(),
        };
        submission.send(api::personal::link(&account), move |linked| {
            personal_key.set(String::new());
            on_linked.run((linked,));
        });
    };
    view! {
        <form class="stack" novalidate node_ref=submission.form() on:submit=submit aria-label="Link an account">
            <FormFailure submission=submission fields=FIELDS />
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
            <div class="cluster cluster--end">
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit pending=submission.pending()>
                    "Link Account"
                </Button>
            </div>
        </form>
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
