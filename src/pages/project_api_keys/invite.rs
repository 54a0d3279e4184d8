//! Inviting a key of the organization to the project: the key is found by its public key, description or id, then given
//! its permissions.

use crate::{
    api,
    components::{failure::in_one_line, load::use_load_later, role_picker::RoleChoices},
    forms::{project_roles::ProjectRolesForm, submission::use_submission},
    ui::{Choice, Chooser, Dialog, Typed, dynamic, lowercase, nearest, on_change, use_toaster},
};
use contract::{KeyRow, Project, ProjectKey, ProjectRoles};
use keyhold_markup::view;
use leptos::prelude::*;
use std::sync::Arc;

/// The most keys that are offered at once; typing more finds the others.
const MOST: usize = 50;

/// A key that can be found by typing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    key: KeyRow,
    text: String,
}

impl Candidate {
    fn new(key: KeyRow) -> Self {
        let text = lowercase(&[&*key.description, &*key.public_key, &*key.id].join("\n"));
        Self { key, text }
    }
}

/// The two dialogs. They close by themselves once the key is on the project.
#[component]
pub fn InviteToProject(
    /// The project.
    project: StoredValue<Project>,
    /// The keys that are on it already.
    keys: RwSignal<Vec<ProjectKey>>,
    /// Whether the choice of a key is open.
    open: RwSignal<bool>,
    /// Called with the key as the project has it afterwards.
    on_invited: Callback<(ProjectKey,)>,
) -> impl IntoView {
    let load = use_load_later(api::keys::list);
    on_change(
        move || open.get(),
        move |open| {
            if open {
                load.again();
            }
        },
    );
    let candidates = Memo::new(move |_| {
        let list = load.value().map(|list| list.keys).unwrap_or_default();
        let mut candidates: Vec<Candidate> = list.into_iter().map(Candidate::new).collect();
        candidates.sort_by(|a, b| a.text.cmp(&b.text));
        candidates
    });
    let typed = RwSignal::new(String::new());
    let invitee = RwSignal::new(None::<KeyRow>);
    let asking = RwSignal::new(false);
    let choices = Signal::derive(move || {
        let on_project = |key: &KeyRow| keys.with(|keys| keys.iter().any(|on| on.id == key.id));
        let typed = typed.with(|typed| Typed::new(typed));
        candidates.with(|candidates| {
            nearest(candidates, &typed, |candidate| &candidate.text, MOST)
                .into_iter()
                .map(|candidate| {
                    let key = candidate.key.clone();
                    Choice {
                        group: "API keys of the organization",
                        icon: icondata_lu::LuKeyRound,
                        label: key.description.clone(),
                        detail: key.public_key.clone(),
                        refusal: on_project(&key).then(|| "On the project already".to_owned()),
                        run: Arc::new(move || {
                            invitee.set(Some(key.clone()));
                            asking.set(true);
                        }),
                    }
                })
                .collect()
        })
    });
    let note = Signal::derive(move || match load.failure() {
        Some(error) => Some(in_one_line(&error)),
        None => load
            .value()
            .is_none()
            .then(|| "Looking up the organization's API keys…".to_owned()),
    });
    view! {
        <Chooser
            open=open
            title="Invite to Project"
            label="Public key, description or id"
            typed=typed
            choices=choices
            note=note
        />
        <Dialog open=asking title="Invite to Project" wide=true>
            {dynamic(move || {
                invitee.get().map(|key| view! { <Invitation project=project key=key open=asking on_invited=on_invited /> })
            })}
        </Dialog>
    }
    .into_any()
}

/// The permissions the key is invited with.
#[component]
fn Invitation(
    project: StoredValue<Project>,
    key: KeyRow,
    open: RwSignal<bool>,
    on_invited: Callback<(ProjectKey,)>,
) -> impl IntoView {
    let toaster = use_toaster();
    let submission = use_submission();
    let (id, description) = (key.id.clone(), key.description.clone());
    let invite = move |roles: ProjectRoles| {
        let Project {
            id: project,
            name: project_name,
        } = project.get_value();
        let id = id.clone();
        let invited = format!("“{description}” is on {project_name} now");
        submission.send(api::projects::invite(&project, &id, &roles), move |key| {
            open.set(false);
            toaster.success(invited);
            on_invited.run((key,));
        });
    };
    view! {
        <p>
            "You are about to give " <strong>{key.description}</strong> " (" <code>{key.public_key}</code> ") permissions in "
            <strong>{project.with_value(|project| project.name.clone())}</strong>
            ". It can use them at once, from the addresses it can be used from now."
        </p>
        <ProjectRolesForm
            choices=RoleChoices::of_project(&[])
            submission=submission
            on_submit=invite
            submit_label="Invite to Project"
            submit_icon=icondata_lu::LuUserRoundPlus
            on_cancel=move || open.set(false)
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ExposureClass, LastUse};

    fn found(typed: &str) -> Vec<String> {
        let candidates = [("ci deploy", "abcdefgh"), ("billing export", "zyxwvuts")]
            .map(|(description, public_key)| {
                Candidate::new(KeyRow {
                    id: format!("65f0c0ffee65f0c0ffee6{}", description.len()),
                    description: description.into(),
                    public_key: public_key.into(),
                    roles: vec![],
                    projects: 0,
                    list_read: true,
                    entries: vec![],
                    exposure: ExposureClass::NoList,
                    last_use: LastUse::Unknown,
                })
            })
            .to_vec();
        nearest(&candidates, &Typed::new(typed), |candidate| &candidate.text, MOST)
            .into_iter()
            .map(|candidate| candidate.key.description.clone())
            .collect()
    }

    #[test]
    fn a_key_is_found_by_its_public_key_its_description_or_its_id_and_by_nothing_else() {
        assert!(found("192.0.2.7").is_empty());
        assert_eq!(found("ABCD"), ["ci deploy"]);
        assert_eq!(found("export billing"), ["billing export"]);
        assert_eq!(found("65f0c0ffee65f0c0ffee69"), ["ci deploy"]);
    }
}
