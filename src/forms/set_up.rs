//! The first operator, and the organization where there is none: what whoever holds the one-time link may make.

use super::submission::use_submission;
use crate::{
    api,
    components::submission_form::SubmissionForm,
    session::use_session,
    ui::{Field, PasswordInput, TextInput},
};
use access::OrganizationName;
use contract::SetUp;
use keyhold_markup::view;
use leptos::prelude::*;

const FIELDS: &[&str] = &["operatorName", "password", "organizationName"];
const LEAST_PASSWORD: usize = 12;

/// What is wrong with each field; nothing where it can be sent.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wrong {
    operator_name: Option<String>,
    password: Option<String>,
    organization_name: Option<String>,
}

fn judge(operator_name: &str, password: &str, organization_name: Option<&str>) -> Wrong {
    let name_length = operator_name.trim().chars().count();
    Wrong {
        operator_name: match name_length {
            0 => Some("Enter the name you will sign in with.".to_owned()),
            1..=64 => None,
            _ => Some(format!(
                "The name has {name_length} characters; shorten it to 64 at most."
            )),
        },
        password: (password.chars().count() < LEAST_PASSWORD)
            .then(|| format!("Use at least {LEAST_PASSWORD} characters.")),
        organization_name: organization_name
            .and_then(|name| OrganizationName::parse(name).err())
            .map(|error| format!("{error}.")),
    }
}

/// The form. `token` is the one of the link, kept in memory only.
#[component]
pub fn SetUpForm(
    /// The one-time token.
    token: StoredValue<String>,
    /// Whether an organization must be named.
    needs_organization: bool,
) -> impl IntoView {
    let session = use_session();
    let operator_name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let organization_name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let submission = use_submission();
    let wrong = move || {
        let organization_name = organization_name.get();
        let organization_name = needs_organization.then_some(organization_name.as_str());
        operator_name.with(|name| password.with(|password| judge(name, password, organization_name)))
    };
    let at = move |part: fn(Wrong) -> Option<String>, field: &'static str| {
        submission.error_at(field, move || part(wrong()).filter(|_| tried.get()))
    };
    let submit = move || {
        tried.set(true);
        if untrack(wrong) != Wrong::default() {
            return false;
        }
        let first = SetUp {
            token: token.get_value(),
            operator_name: operator_name.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            organization_name: needs_organization
                .then(|| organization_name.get_untracked().trim().to_owned()),
        };
        submission.send(api::session::set_up(&first), move |begun| {
            token.set_value(String::new());
            session.begin(begun);
        });
        true
    };
    let organization = needs_organization.then(|| {
        view! {
            <Field
                label="Organization Name"
                hint=Some("The organization whose API keys you will manage.".to_owned())
                error=at(|wrong| wrong.organization_name, "organizationName")
            >
                <TextInput value=organization_name />
            </Field>
        }
    });
    view! {
        <SubmissionForm
            submission=submission
            fields=FIELDS
            label="Set up Keyhold"
            on_submit=submit
            submit_label="Set Up Keyhold"
        >
            <Field
                label="Operator Name"
                hint=Some("The name you will sign in with.".to_owned())
                error=at(|wrong| wrong.operator_name, "operatorName")
            >
                <TextInput value=operator_name autocomplete="username" autofocus=true />
            </Field>
            <Field
                label="Password"
                hint=Some(format!("At least {LEAST_PASSWORD} characters."))
                error=at(|wrong| wrong.password, "password")
            >
                <PasswordInput value=password autocomplete="new-password" />
            </Field>
            {organization}
        </SubmissionForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_wrong_says_so() {
        let wrong = judge(" ", "short", Some(""));
        assert!(
            wrong.operator_name.is_some() && wrong.password.is_some() && wrong.organization_name.is_some()
        );
        assert!(
            judge(&"a".repeat(65), "long enough here", None)
                .operator_name
                .is_some()
        );
        assert!(judge("ada", "11 letters.", None).password.is_some());
        assert!(
            judge("ada", "long enough here", Some("a/b"))
                .organization_name
                .is_some()
        );
    }

    #[test]
    fn an_organization_is_asked_for_only_where_there_is_none() {
        assert_eq!(judge("ada", "twelve chars", None), Wrong::default());
        assert_eq!(judge("ada", "twelve chars", Some("Acme")), Wrong::default());
    }
}
