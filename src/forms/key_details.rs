//! A key's description and permissions, in the organization or in a project: the first step of creating one, and the
//! whole of changing one.

use super::submission::Submission;
use crate::{
    components::{
        role_picker::{NOTHING_CHOSEN, RoleChoices, RolePicker},
        submission_form::SubmissionForm,
    },
    ui::{Field, TextInput, on_change},
};
use access::Description;
use contract::CreateKey;
use keyhold_markup::view;
use leptos::prelude::*;

const FIELDS: &[&str] = &["description", "roles"];

/// What a person has typed and ticked so far.
#[derive(Clone, Copy)]
pub struct KeyDraft {
    description: RwSignal<String>,
    roles: StoredValue<RoleChoices>,
    first_description: StoredValue<String>,
    first_roles: StoredValue<Vec<String>>,
}

impl KeyDraft {
    /// A draft that begins with what a key has already, or with nothing.
    pub fn new(description: &str, choices: RoleChoices) -> Self {
        Self {
            description: RwSignal::new(description.to_owned()),
            first_description: StoredValue::new(description.to_owned()),
            first_roles: StoredValue::new(untrack(|| choices.chosen())),
            roles: StoredValue::new(choices),
        }
    }

    /// Whether anything differs from what the draft began with.
    pub fn is_dirty(self) -> Signal<bool> {
        Signal::derive(move || {
            let description = self
                .first_description
                .with_value(|first| self.description.with(|now| now != first));
            let roles = self.roles.with_value(RoleChoices::chosen);
            description || self.first_roles.with_value(|first| roles != *first)
        })
    }

    fn judged(self) -> Result<CreateKey, Wrong> {
        judge(
            &self.description.get(),
            self.roles.with_value(RoleChoices::chosen),
        )
    }
}

/// What is wrong with each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wrong {
    description: Option<String>,
    roles: Option<String>,
}

fn judge(description: &str, roles: Vec<String>) -> Result<CreateKey, Wrong> {
    let roles_error = roles.is_empty().then(|| NOTHING_CHOSEN.to_owned());
    match (Description::parse(description), roles_error) {
        (Ok(description), None) => Ok(CreateKey {
            description: description.as_str().to_owned(),
            roles,
        }),
        (description, roles) => Err(Wrong {
            description: description.err().map(|error| format!("{error}.")),
            roles,
        }),
    }
}

/// The form. It keeps what was typed whatever becomes of the submission.
#[component]
pub fn KeyDetailsForm(
    /// What is typed.
    draft: KeyDraft,
    /// Where it goes.
    submission: Submission,
    /// Called with what is typed, once it can be sent.
    #[prop(into)]
    on_submit: Callback<(CreateKey,)>,
    /// The verb of its button.
    submit_label: &'static str,
    /// The way out without submitting: a link or a button.
    #[prop(into)]
    cancel: ViewFnOnce,
) -> impl IntoView {
    let tried = RwSignal::new(false);
    let judged = move || draft.judged();
    // A refusal is about what was sent: once that has been changed it says nothing any more.
    on_change(judged, move |_| submission.forget_failure());
    let at = move |part: fn(Wrong) -> Option<String>, field: &'static str| {
        submission.error_at(field, move || {
            judged().err().and_then(part).filter(|_| tried.get())
        })
    };
    let submit = move || {
        tried.set(true);
        let judged = untrack(judged);
        judged.map(|details| on_submit.run((details,))).is_ok()
    };
    view! {
        <SubmissionForm
            submission=submission
            fields=FIELDS
            label="API key details"
            on_submit=submit
            submit_label=submit_label
            cancel=cancel
        >
            <Field
                label="Description"
                hint=Some("What the key is for and who uses it. People recognise the key by it.".to_owned())
                error=at(|wrong| wrong.description, "description")
            >
                <TextInput value=draft.description placeholder="Nightly backup of the billing cluster" />
            </Field>
            <RolePicker choices=draft.roles.get_value() error=at(|wrong| wrong.roles, "roles") />
        </SubmissionForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_description_or_permission_is_refused_for_both() {
        let wrong = judge("  ", vec![]).unwrap_err();
        assert!(wrong.description.is_some() && wrong.roles.is_some());
        let wrong = judge(&"a".repeat(251), vec!["ORG_MEMBER".into()]).unwrap_err();
        assert!(wrong.description.is_some_and(|words| words.contains("251")));
        assert_eq!(wrong.roles, None);
    }

    #[test]
    fn a_description_is_sent_without_the_spaces_around_it() {
        let key = judge(" ci ", vec!["ORG_MEMBER".into()]).unwrap();
        assert_eq!(
            key,
            CreateKey {
                description: "ci".into(),
                roles: vec!["ORG_MEMBER".into()]
            }
        );
    }
}
