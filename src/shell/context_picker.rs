//! The choice of what is being managed: the organization, or one of its projects.

use super::directory::Directory;
use crate::{
    components::failure::in_one_line,
    navigation::{Navigation, use_navigation},
    paths,
    session::use_session,
    ui::{Choice, Chooser, Typed, lowercase, nearest, on_change},
};
use contract::{Project, ProjectList};
use keyhold_markup::view;
use leptos::prelude::*;
use std::sync::Arc;

/// The dialog.
#[component]
pub fn ContextPicker(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The projects and the keys.
    directory: Directory,
) -> impl IntoView {
    let session = use_session();
    let navigation = use_navigation();
    on_change(
        move || open.get(),
        move |open| {
            if open {
                directory.projects.refresh();
            }
        },
    );
    let typed = RwSignal::new(String::new());
    let contexts = Memo::new(move |_| {
        let organization = session.signed_in().map(|signed_in| signed_in.organization.name);
        contexts(organization.unwrap_or_default(), directory.projects.value())
    });
    let choices = Signal::derive(move || {
        let typed = Typed::new(&typed.get());
        let path = navigation.path().get();
        contexts.with(|contexts| {
            let found = nearest(contexts, &typed, |context| &context.text, usize::MAX);
            found
                .into_iter()
                .map(|context| context.choice(navigation, &path))
                .collect()
        })
    });
    let note = Signal::derive(move || match directory.projects.failure() {
        Some(error) => Some(in_one_line(&error)),
        None => directory
            .projects
            .value()
            .is_none()
            .then(|| "Loading the projects…".to_owned()),
    });
    view! {
        <Chooser
            open=open
            title="Organization and Projects"
            label="Find a project by its name"
            typed=typed
            choices=choices
            note=note
        />
    }
    .into_any()
}

/// The organization, or a project of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Context {
    name: String,
    /// The project's id.
    project: Option<String>,
    /// What it is found by.
    text: String,
}

impl Context {
    fn choice(&self, navigation: Navigation, path: &str) -> Choice {
        let is_here = paths::project_of(path) == self.project.as_deref();
        let url = same_section(path, self.project.as_deref());
        let (group, icon) = match self.project {
            Some(_) => ("Projects", icondata_lu::LuFolder),
            None => ("Organization", icondata_lu::LuBuilding2),
        };
        Choice {
            group,
            icon,
            label: self.name.clone(),
            detail: if is_here {
                "Open now".to_owned()
            } else {
                String::new()
            },
            refusal: None,
            run: Arc::new(move || {
                let url = url.clone();
                navigation.leave(move || navigation.go(&url));
            }),
        }
    }
}

/// The organization first, then its projects by name.
fn contexts(organization: String, projects: Option<ProjectList>) -> Vec<Context> {
    let context = |name: String, project: Option<String>| Context {
        text: lowercase(&name),
        name,
        project,
    };
    let mut projects: Vec<Context> = projects
        .into_iter()
        .flat_map(|list| list.projects)
        .map(|Project { id, name }| context(name, Some(id)))
        .collect();
    projects.sort_by(|a, b| a.text.cmp(&b.text).then_with(|| a.project.cmp(&b.project)));
    std::iter::once(context(organization, None))
        .chain(projects)
        .collect()
}

/// Where a context opens: on the activity for whoever looks at activity, else on the keys.
fn same_section(path: &str, project: Option<&str>) -> String {
    let at_activity = path.ends_with("/activity");
    match (project, at_activity) {
        (Some(project), true) => paths::project_activity(project, ""),
        (Some(project), false) => paths::project_api_keys(project),
        (None, true) => paths::ACTIVITY.to_owned(),
        (None, false) => paths::API_KEYS.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(id: &str, name: &str) -> Project {
        Project {
            id: id.into(),
            name: name.into(),
        }
    }

    #[test]
    fn without_its_projects_there_is_the_organization() {
        let names: Vec<_> = contexts("Acme".into(), None)
            .into_iter()
            .map(|context| context.name)
            .collect();
        assert_eq!(names, ["Acme"]);
    }

    #[test]
    fn the_organization_stands_before_its_projects_which_are_in_order() {
        let list = ProjectList {
            projects: vec![project("2", "search"), project("1", "Billing")],
        };
        let names: Vec<_> = contexts("Zeta".into(), Some(list))
            .into_iter()
            .map(|context| context.name)
            .collect();
        assert_eq!(names, ["Zeta", "Billing", "search"]);
    }

    #[test]
    fn another_context_opens_in_the_section_one_is_in() {
        assert_eq!(same_section(paths::ACTIVITY, Some("p1")), "/projects/p1/activity");
        assert_eq!(same_section("/projects/p1/activity", None), paths::ACTIVITY);
        assert_eq!(same_section(paths::SETTINGS, Some("p1")), "/projects/p1/api-keys");
        assert_eq!(same_section("/projects/p1/api-keys", None), paths::API_KEYS);
    }
}
