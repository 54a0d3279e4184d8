//! Changing what a key may do in the project, without leaving the table.

use crate::{
    api,
    components::role_picker::RoleChoices,
    forms::{project_roles::ProjectRolesForm, submission::use_submission},
    ui::{Dialog, dynamic, use_toaster},
};
use contract::{Project, ProjectKey, ProjectRoles};
use keyhold_markup::view;
use leptos::prelude::*;

/// The dialog. It closes by itself once the permissions are saved.
#[component]
pub fn EditPermissions(
    /// The project.
    project: StoredValue<Project>,
    /// The key; none before one has been asked for.
    key: RwSignal<Option<ProjectKey>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Called with the key as it is afterwards.
    on_changed: Callback<(ProjectKey,)>,
) -> impl IntoView {
    view! {
        <Dialog open=open title="Edit Permissions" wide=true>
            {dynamic(move || {
                key.get().map(|key| view! { <Editor project=project key=key open=open on_changed=on_changed /> })
            })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Editor(
    project: StoredValue<Project>,
    key: ProjectKey,
    open: RwSignal<bool>,
    on_changed: Callback<(ProjectKey,)>,
) -> impl IntoView {
    let toaster = use_toaster();
    let submission = use_submission();
    let choices = RoleChoices::of_project(&key.roles);
    let before = key.roles.clone();
    let (id, description) = (key.id.clone(), key.description.clone());
    let save = move |roles: ProjectRoles| {
        if is_same(&before, &roles.roles) {
            open.set(false);
            return;
        }
        let (id, saved) = (id.clone(), format!("Permissions of “{description}” saved"));
        let project = project.with_value(|project| project.id.clone());
        submission.send(
            api::projects::change_roles(&project, &id, &roles),
            move |changed| {
                open.set(false);
                toaster.success(saved);
                on_changed.run((changed,));
            },
        );
    };
    view! {
        <p>
            "What " <strong>{key.description}</strong> " may do in "
            <strong>{project.with_value(|project| project.name.clone())}</strong>
            ". Its other projects and its organization permissions stay as they are."
        </p>
        <ProjectRolesForm
            choices=choices
            submission=submission
            on_submit=save
            submit_label="Save"
            submit_icon=icondata_lu::LuCheck
            on_cancel=move || open.set(false)
        />
    }
    .into_any()
}

/// Whether these are the same roles, in whatever order.
fn is_same(before: &[String], after: &[String]) -> bool {
    before.len() == after.len() && before.iter().all(|role| after.contains(role))
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn the_order_of_roles_is_no_change() {
        let roles = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert!(is_same(&roles(&["A", "B"]), &roles(&["B", "A"])));
        assert!(!is_same(&roles(&["A", "B"]), &roles(&["A"])));
        assert!(!is_same(&roles(&["A", "B"]), &roles(&["A", "C"])));
    }
}
