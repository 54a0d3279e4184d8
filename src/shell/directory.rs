//! What can be found from anywhere: the projects and the keys, asked for when they are first needed.

use crate::{
    api,
    components::load::{Load, use_load_later},
    navigation::use_navigation,
    paths,
    ui::effect,
};
use contract::{KeyList, ProjectList};
use leptos::prelude::*;

/// The projects and the keys.
#[derive(Clone, Copy)]
pub struct Directory {
    /// The projects the operator may see.
    pub projects: Load<ProjectList>,
    /// The keys of the organization.
    pub keys: Load<KeyList>,
}

/// Prepares the directory. On a project's page the projects are needed at once, for its name.
pub(super) fn use_directory() -> Directory {
    let directory = Directory {
        projects: use_load_later(api::projects::list),
        keys: use_load_later(api::keys::list),
    };
    let path = use_navigation().path();
    let in_project = Memo::new(move |_| path.with(|path| paths::project_of(path).is_some()));
    effect(move || {
        if in_project.get() {
            directory.projects.refresh();
        }
    });
    directory
}

impl Directory {
    /// The name of the project with this id, or the id as long as the name is not known. Followed.
    pub(super) fn name_of(self, id: &str) -> String {
        let projects = self
            .projects
            .value()
            .unwrap_or(ProjectList { projects: Vec::new() });
        let found = projects.projects.into_iter().find(|project| project.id == id);
        found.map_or_else(|| id.to_owned(), |project| project.name)
    }
}
