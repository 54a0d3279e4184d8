//! Deleting a key: by typing its description, after being told who will miss it.

use crate::{
    api,
    components::{
        last_use::LastUseText,
        load::{Loaded, use_load},
    },
    forms::submission::use_submission,
    session::use_session,
    ui::{ConfirmDialog, Notice, Tone, dynamic, use_toaster},
};
use contract::{Key, ProjectAccess};
use keyhold_markup::view;
use leptos::prelude::*;

/// The key that is about to be deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doomed {
    /// Its id.
    pub id: String,
    /// Its description, to be typed.
    pub description: String,
}

/// The dialog. It closes by itself once the key is gone.
#[component]
pub fn DeleteKey(
    /// The key.
    key: RwSignal<Doomed>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Called once the key is gone.
    #[prop(into)]
    on_deleted: Callback<()>,
) -> impl IntoView {
    let toaster = use_toaster();
    let submission = use_submission();
    submission.forget_when(open);
    let delete = move || {
        let Doomed { id, description } = key.get_untracked();
        submission.send(api::keys::delete(&id), move |()| {
            open.set(false);
            toaster.success(format!("API key “{description}” deleted"));
            on_deleted.run(());
        });
    };
    let description = Signal::derive(move || key.with(|key| key.description.clone()));
    let session = use_session();
    let is_own = Signal::derive(move || {
        let own = session.own_key_id();
        !own.is_empty() && key.with(|key| key.id == own)
    });
    view! {
        <ConfirmDialog
            open=open
            title="Delete API Key"
            confirm_label="Delete API Key"
            on_confirm=delete
            pending=submission.pending()
            error=submission.failure_line()
            refused=is_own
            // Without a description there is an empty one to type, which nothing matches.
            type_to_confirm=Signal::derive(move || Some(key.with(|key| key.description.clone())))
        >
            {dynamic(move || {
                if is_own.get() {
                    return view! { <OwnKey /> }.into_any();
                }
                let id = key.with(|key| key.id.clone());
                view! {
                    <p>
                        "You are about to delete " <strong>{description}</strong>
                        ". Whatever uses it stops working at once. This cannot be undone."
                    </p>
                    <Consequences id=id />
                }
                .into_any()
            })}
        </ConfirmDialog>
    }
    .into_any()
}

/// Why the key that Keyhold itself uses is not deleted, and the way out.
#[component]
fn OwnKey() -> impl IntoView {
    view! {
        <Notice tone=Tone::Danger title="Keyhold itself uses this key">
            "Without it this console could manage nothing. Give Keyhold another Organization Owner key first, with "
            <code>"keyhold connection add"</code> ", and then delete this one."
        </Notice>
    }
}

/// When the key was last used, and which projects lose it.
#[component]
fn Consequences(id: String) -> impl IntoView {
    let load = use_load(move || api::keys::get(&id));
    let waiting = || view! { <p class="muted">"Looking up who uses it…"</p> };
    let show = move |key: Key| {
        view! {
            <p>"Last used: " <LastUseText last_use=key.last_use /></p>
            <p>{projects(&key.projects)}</p>
        }
        .into_any()
    };
    view! {
        <Loaded load=load what="the key's use" waiting=waiting.into() show=show />
    }
}

fn projects(projects: &[ProjectAccess]) -> String {
    let names: Vec<&str> = projects
        .iter()
        .map(|project| project.name.as_deref().unwrap_or(&project.id))
        .collect();
    match names.as_slice() {
        [] => "It is on no project.".to_owned(),
        [name] => format!("The project {name} loses it."),
        _ => format!("{} projects lose it: {}.", names.len(), names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(id: &str, name: Option<&str>) -> ProjectAccess {
        ProjectAccess {
            id: id.into(),
            name: name.map(Into::into),
            roles: vec![],
        }
    }

    #[test]
    fn a_project_without_a_known_name_is_named_by_its_id() {
        assert_eq!(projects(&[project("1f", None)]), "The project 1f loses it.");
    }

    #[test]
    fn every_project_that_loses_the_key_is_named() {
        assert_eq!(projects(&[]), "It is on no project.");
        let two = [project("1", Some("Billing")), project("2", Some("Search"))];
        assert_eq!(projects(&two), "2 projects lose it: Billing, Search.");
    }
}
