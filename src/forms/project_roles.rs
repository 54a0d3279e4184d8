//! The permissions of a key in a project: those it is invited with, or those it has from now on.

use super::{sign_in::first, submission::Submission};
use crate::{
    components::{
        failure::FormFailure,
        role_picker::{NOTHING_CHOSEN, RoleChoices, RolePicker},
    },
    ui::{Button, ButtonKind, ButtonVariant, Icon, focus_first_error, on_change},
};
use contract::ProjectRoles;
use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, prelude::*};

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
    let ours = Signal::derive(move || judged().err().filter(|_| tried.get()));
    let error = first(ours, submission.failure_at("roles"));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        match untrack(judged) {
            Ok(roles) => on_submit.run((roles,)),
            Err(_) => focus_first_error(submission.form()),
        }
    };
    view! {
        <form class="stack" novalidate node_ref=submission.form() on:submit=submit aria-label="Project permissions">
            <FormFailure submission=submission fields=FIELDS />
            <RolePicker choices=choices.get_value() error=error />
            <div class="cluster cluster--end">
                <Button on_click=on_cancel>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit pending=submission.pending()>
                    <Icon icon=submit_icon />
                    {submit_label}
                </Button>
            </div>
        </form>
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
