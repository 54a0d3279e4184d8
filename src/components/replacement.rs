//! Replacing a key by a copy of it: what is copied, the projects the copy is to be on, and that the old one is still there.

use crate::{
    api,
    components::{failure::in_one_line, roles},
    keys::replaced_by,
    paths, query,
    session::use_session,
    ui::{Button, Notice, Tone, dynamic, use_announcer},
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
            "; its projects and its access list are offered in the next step. The old key goes on working until you delete it: \
             move what uses it over first."
        </Notice>
    }
}

/// On the page of a copy: which key it replaces, and what is left to be done.
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
        <Notice tone=Tone::Info title="This key replaces another">
            "Once nothing uses " <code>{old}</code> " any more, delete that. " <a href=both>"See Both"</a>
        </Notice>
    }
    .into_any()
}

/// The projects of the old key, to put the copy on with the same permissions.
#[component]
pub fn SameProjects(
    /// The copy's id.
    copy: String,
    /// The old key's projects.
    projects: Vec<ProjectAccess>,
) -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let left = RwSignal::new(projects);
    let failures = RwSignal::new(Vec::<String>::new());
    let pending = RwSignal::new(false);
    let add = move || {
        pending.set(true);
        let copy = copy.clone();
        spawn_local(async move {
            let (mut not_added, mut reasons) = (Vec::new(), Vec::new());
            for project in left.get_untracked() {
                let roles = ProjectRoles {
                    roles: project.roles.clone(),
                };
                if let Err(error) = api::projects::invite(&project.id, &copy, &roles).await {
                    session.note(&error);
                    reasons.push([name(&project), ": ", &in_one_line(&error)].concat());
                    not_added.push(project);
                }
            }
            if not_added.is_empty() {
                announcer.announce(ADDED);
            }
            left.try_set(not_added);
            failures.try_set(reasons);
            pending.try_set(false);
        });
    };
    let add = Callback::new(move |()| add());
    let is_done = Memo::new(move |_| left.with(Vec::is_empty));
    dynamic(move || {
        if is_done.get() {
            return view! { <Notice tone=Tone::Success>{ADDED}</Notice> }.into_any();
        }
        let items = move || {
            let left = left.get().into_iter();
            left.map(|project| {
                let roles = roles::labels(&project.roles);
                view! { <li>{name(&project).to_owned()} <span class="muted">" " {roles}</span></li> }
            })
            .collect_view()
        };
        view! {
            <p>"The old key is on these projects. This key is not on them yet:"</p>
            <ul class="plain-list">{dynamic(items)}</ul>
            {dynamic(move || {
                failures.get().into_iter().map(|reason| view! { <Notice tone=Tone::Danger announce=true>{reason}</Notice> }).collect_view()
            })}
            <div class="cluster">
                <Button pending=pending on_click=add>"Add to These Projects"</Button>
            </div>
        }
        .into_any()
    })
}

const ADDED: &str = "The key is on the projects of the old one, with the same permissions.";

fn name(project: &ProjectAccess) -> &str {
    project.name.as_deref().unwrap_or(&project.id)
}
