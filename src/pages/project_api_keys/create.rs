//! Creating a key for a project: the same two steps as in the organization, once it is known that there is such a project.

use crate::{
    api,
    components::{
        load::{Loaded, use_load},
        page_title::use_page_title,
    },
    pages::{
        api_keys::create::{CreateApiKeyPage, Place, TITLE},
        not_found::ProjectNotFound,
    },
    session::use_session,
    ui::Spinner,
};
use access::{Action, ProjectId};
use contract::ProjectList;
use keyhold_markup::view;
use leptos::prelude::*;

/// The page.
#[component]
pub fn CreateProjectApiKeyPage(
    /// The project.
    id: ProjectId,
) -> impl IntoView {
    // Before anything is loaded: what the page is called is read out when it opens.
    use_page_title(|| TITLE.to_owned());
    let session = use_session();
    let load = use_load(api::projects::list);
    let waiting = || view! { <p><Spinner label="Loading the project" /></p> };
    let show = move |list: ProjectList| {
        let id_text = id.to_string();
        let is_there = list.projects.iter().any(|project| project.id == id_text);
        // Whoever may not create keys in it is told what it takes: a project of other people is not on their list.
        if is_there || session.refusal(Action::CreateProjectKey, Some(id)).is_some() {
            view! { <CreateApiKeyPage place=Place::Project(id) /> }.into_any()
        } else {
            view! { <ProjectNotFound /> }.into_any()
        }
    };
    view! { <Loaded load=load what="the project" waiting=waiting.into() show=show /> }.into_any()
}
