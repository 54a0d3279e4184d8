//! The permissions of a key in a project: those it is invited with, or those it has from now on.

use super::submission::Submission;
use crate::{
    components::{
        role_picker::{NOTHING_CHOSEN, RoleChoices, RolePicker},
        submission_form::SubmissionForm,
    },
    ui::{Button, on_change},
};
use contract::ProjectRoles;
use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

const FIELDS: &[&str] = &["roles"];

/// The form. It keeps what was ticked whatever becomes of the submission.
#[component]
pub fn ProjectRolesForm(
    /// What is ticked.
    choices: RoleChoices,
    /// Where it goes.
    submission: Submission,
    /// Called with what is ticked, once it can be sent.
    #[prop(into)]
    on_submit: Callback<(ProjectRoles,)>,
    /// The verb of its button.
    submit_label: &'static str,
    /// The picture on it.
    submit_icon: IconData,
    /// Called when the person goes without submitting.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let tried = RwSignal::new(false);
    let choices = StoredValue::new(choices);
    let judged = move || judge(choices.with_value(RoleChoices::chosen));
    // A refusal is about what was sent: once that has been changed it says nothing any more.
    on_change(judged, move |_| submission.forget_failure());
    let error = submission.error_at("roles", move || judged().err().filter(|_| tried.get()));
    let submit = move || {
        tried.set(true);
        let judged = untrack(judged);
        judged.map(|roles| on_submit.run((roles,))).is_ok()
    };
    view! {
        <SubmissionForm
            submission=submission
            fields=FIELDS
            label="Project permissions"
            on_submit=submit
            submit_label=submit_label
            submit_icon=submit_icon
            cancel=move || view! { <Button on_click=on_cancel>"Cancel"</Button> }
        >
            <RolePicker choices=choices.get_value() error=error />
        </SubmissionForm>
    }
    .into_any()
}

fn judge(roles: Vec<String>) -> Result<ProjectRoles, String> {
    if roles.is_empty() {
        return Err(NOTHING_CHOSEN.to_owned());
    }
    Ok(ProjectRoles { roles })
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn a_key_is_on_a_project_with_a_permission_or_not_at_all() {
        assert!(judge(vec![]).is_err());
        assert_eq!(judge(vec!["GROUP_OWNER".into()]).unwrap().roles, ["GROUP_OWNER"]);
    }
}
