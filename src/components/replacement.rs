//! Replacing a key by a copy of it: what is copied, the projects the copy is to be on, and that the old one is still there.

use crate::{
    api,
    components::{failure::in_one_line, roles},
    keys::replaced_by,
    paths, query,
    session::use_session,
    ui::{Button, Notice, Tone, dynamic, focus_content, use_announcer, use_toaster},
};
use contract::{Key, ProjectAccess, ProjectRoles};
use keyhold_markup::view;
use leptos::{prelude::*, task::spawn_local};

/// Over the form of the copy: what it takes from the old key, and that this goes on.
#[component]
pub fn CopyNotice(
    /// The key that is to be replaced.
    old: Key,
) -> impl IntoView {
    view! {
        <Notice tone=Tone::Info title="A key to replace another">
            "It begins with the permissions of " <a href=paths::api_key(&old.id)>{old.description}</a>
            ", which goes on working until you delete it. Its access list and projects come next."
        </Notice>
    }
}

/// On the page of a copy: which key it says that it replaces, and what is left to be done.
#[component]
pub fn ReplacesNotice(
    /// The copy's description.
    description: String,
) -> impl IntoView {
    let Some(old) = replaced_by(&description).map(str::to_owned) else {
        return ().into_any();
    };
    let both = paths::api_keys(&query::build(&[("q", &old)]));
    view! {
        <Notice tone=Tone::Info title="A copy of another key">
            "Its description says that it replaces " <code>{old}</code>
            ". Once nothing uses that key any more, delete it and change this description. "
            <a href=both>"See Both"</a>
        </Notice>
    }
    .into_any()
}

/// The projects of the old key, to put the copy on with the same permissions.
#[component]
pub fn SameProjects(
    /// The copy's id.
    copy: String,
    /// The old key, with the projects only that the copy is not on yet.
    old: RwSignal<Key>,
    /// Whether it is being put on them.
    pending: RwSignal<bool>,
) -> impl IntoView {
    let (session, announcer, toaster) = (use_session(), use_announcer(), use_toaster());
    let add = Callback::new(move |()| {
        pending.set(true);
        let copy = copy.clone();
        spawn_local(async move {
            let (mut added, mut failed) = (Vec::new(), false);
            for ProjectAccess { id, name, roles } in old.get_untracked().projects {
                let Err(error) = api::projects::invite(&id, &copy, &ProjectRoles { roles }).await else {
                    added.push(id);
                    continue;
                };
                failed = true;
                session.note(&error);
                toaster.error([&name.unwrap_or(id), ": ", &in_one_line(&error)].concat());
                if error.is_signed_out() {
                    break;
                }
            }
            // Where only an answer was lost, the copy is on the project all the same.
            if failed && let Ok(copy) = api::keys::get(&copy).await {
                added.extend(copy.projects.into_iter().map(|project| project.id));
            }
            old.try_update(|old| {
                old.projects.retain(|project| !added.contains(&project.id));
                if old.projects.is_empty() {
                    announcer.announce(ADDED);
                    focus_content();
                }
            });
            pending.try_set(false);
        });
    });
    dynamic(move || {
        let projects = old.get().projects;
        if projects.is_empty() {
            return view! { <Notice tone=Tone::Success>{ADDED}</Notice> }.into_any();
        }
        let items = projects
            .into_iter()
            .map(|project| {
                let roles = roles::labels(&project.roles);
                view! { <li>{project.name.unwrap_or(project.id)} <span class="muted">" " {roles}</span></li> }
            })
            .collect_view();
        view! {
            <p>"The old key is on these projects. This key is not on them yet:"</p>
            <ul class="plain-list">{items}</ul>
            <div class="cluster">
                <Button pending=pending on_click=add>"Add to These Projects"</Button>
            </div>
        }
        .into_any()
    })
}

const ADDED: &str = "The key is on the projects of the old one, with the same permissions.";
