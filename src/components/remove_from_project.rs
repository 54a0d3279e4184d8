//! Removing a key from a project. It is not the end of the key: it stays in the organization, and what it keeps there is
//! said before.

use crate::{
    api,
    components::{last_use::LastUseText, roles},
    forms::submission::use_submission,
    session::use_session,
    ui::{ConfirmDialog, Icon, Notice, Tone, dynamic, use_toaster},
};
use contract::{Project, ProjectKey};
use keyhold_markup::view;
use leptos::prelude::*;

/// The dialog. It closes by itself once the key is off the project.
#[component]
pub fn RemoveFromProject(
    /// The project.
    project: StoredValue<Project>,
    /// The key; none before one has been asked for.
    key: RwSignal<Option<ProjectKey>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Called with the key's id once it is off the project.
    on_removed: Callback<(String,)>,
) -> impl IntoView {
    let toaster = use_toaster();
    let submission = use_submission();
    submission.forget_when(open);
    let remove = move || {
        let Some(ProjectKey { id, description, .. }) = key.get_untracked() else {
            return;
        };
        let Project {
            id: project,
            name: project_name,
        } = project.get_value();
        let removed = format!("“{description}” removed from {project_name}");
        submission.send(api::projects::remove(&project, &id), move |()| {
            open.set(false);
            toaster.success(removed);
            on_removed.run((id,));
        });
    };
    let name = project.with_value(|project| project.name.clone());
    view! {
        <ConfirmDialog
            open=open
            title="Remove from Project"
            confirm_label="Remove from Project"
            on_confirm=remove
            pending=submission.pending()
            error=submission.failure_line()
            danger=false
        >
            {
                let name = name.clone();
                dynamic(move || {
                    let name = name.clone();
                    key.get().map(|key| view! { <Consequences key=key project=name /> })
                })
            }
        </ConfirmDialog>
    }
    .into_any()
}

/// What the key loses, what it keeps, and when it was last used.
#[component]
fn Consequences(key: ProjectKey, project: String) -> impl IntoView {
    let session = use_session();
    let is_own = untrack(|| session.own_key_id()) == key.id;
    let lost = roles::labels(&key.roles);
    let kept = kept(&key)
        .into_iter()
        .map(|words| view! { <li class="kept"><Icon icon=icondata_lu::LuCheck size=14 /> {words}</li> })
        .collect_view();
    view! {
        <p>
            <strong>{key.description}</strong> " loses its permissions in " <strong>{project}</strong> " at once: " {lost}
            "."
        </p>
        <div>
            <p>"It is not deleted. It stays in the organization, with"</p>
            <ul class="plain-list">{kept}</ul>
        </div>
        <p>"Last used: " <LastUseText last_use=key.last_use /></p>
        {is_own.then(|| view! {
            <Notice tone=Tone::Warning>
                "Keyhold itself uses this key. Afterwards it reaches this project only as far as the key's organization \
                 permissions do."
            </Notice>
        })}
    }
}

/// What the key keeps: in the organization, on other projects, and its access list.
fn kept(key: &ProjectKey) -> Vec<String> {
    let mut organization = String::from("its organization permissions: ");
    organization.push_str(&roles::labels(&key.organization_roles));
    let projects = match key.other_projects {
        0 => None,
        1 => Some("its permissions in 1 other project".to_owned()),
        count => Some(format!("its permissions in {count} other projects")),
    };
    let list = match key.entries.len() {
        0 => "no access list, as before".to_owned(),
        1 => "its access list of 1 entry".to_owned(),
        count => format!("its access list of {count} entries"),
    };
    [Some(organization), projects, Some(list)]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ExposureClass, LastUse};

    #[test]
    fn what_a_key_keeps_is_said_in_full() {
        let mut key = ProjectKey {
            id: "65f0c0ffee65f0c0ffee65f0".into(),
            description: "ci".into(),
            public_key: "abcdefgh".into(),
            roles: vec!["GROUP_OWNER".into()],
            organization_roles: vec!["ORG_MEMBER".into(), "ORG_READ_ONLY".into()],
            other_projects: 0,
            entries: vec![],
            exposure: ExposureClass::NoList,
            last_use: LastUse::Unknown,
        };
        assert_eq!(
            kept(&key),
            [
                "its organization permissions: Organization Member, Organization Read Only",
                "no access list, as before"
            ]
        );
        key.other_projects = 2;
        key.entries = vec!["192.0.2.7/32".into()];
        assert_eq!(
            kept(&key)[1..],
            [
                "its permissions in 2 other projects",
                "its access list of 1 entry"
            ]
        );
    }
}
