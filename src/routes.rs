//! The whole route table: which page stands at which path. `paths` writes the URLs that this reads.
//!
//! A page is given what its path names (a key's id, already judged).

use crate::{
    navigation::use_navigation,
    pages::{
        activity::ActivityPage,
        api_keys::{
            ApiKeysPage,
            access_list::EditAccessListPage,
            create::{CreateApiKeyPage, Place},
            edit::EditApiKeyPage,
            key::ApiKeyPage,
        },
        exposure::ExposurePage,
        not_found::{KeyNotFound, NotFoundPage, ProjectNotFound},
        personal_api_keys::PersonalApiKeysPage,
        project_api_keys::{ProjectApiKeysPage, create::CreateProjectApiKeyPage},
        set_up::SetUpPage,
        settings::SettingsPage,
        sign_in::SignInPage,
        why::WhyPage,
    },
    paths,
    shell::Shell,
    ui::{dynamic, effect},
};
use access::{KeyId, ProjectId};
use keyhold_markup::view;
use leptos::prelude::*;

/// What a path means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The first page, which leads on.
    Home,
    /// The first operator.
    SetUp,
    /// Signing in.
    SignIn,
    /// The table of API keys.
    ApiKeys,
    /// Creating a key.
    NewApiKey,
    /// A key's own page.
    ApiKey(KeyId),
    /// Changing a key.
    EditApiKey(KeyId),
    /// What happened in the organization.
    Activity,
    /// What happened in a project.
    ProjectActivity(ProjectId),
    /// The organization's settings.
    Settings,
    /// The API keys on a project.
    ProjectApiKeys(ProjectId),
    /// Changing a key's access list.
    EditAccessList(KeyId),
    /// Creating a key for a project.
    NewProjectApiKey(ProjectId),
    /// The account's personal API keys.
    PersonalApiKeys,
    /// How open the keys are.
    Exposure,
    /// Whether an address can use a key, and why.
    Why,
    /// A key's page, of what is no key's id.
    NoSuchKey,
    /// A project's page, of what is no project's id.
    NoSuchProject,
    /// Nothing.
    NotFound,
}

impl Page {
    /// The page at `path`.
    pub fn at(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let of_key = |id: &str, page: fn(KeyId) -> Self| id.parse().map_or(Self::NoSuchKey, page);
        let of_project = |id: &str, page: fn(ProjectId) -> Self| id.parse().map_or(Self::NoSuchProject, page);
        match segments.as_slice() {
            [] => Self::Home,
            ["set-up"] => Self::SetUp,
            ["sign-in"] => Self::SignIn,
            ["organization", "api-keys"] => Self::ApiKeys,
            ["organization", "api-keys", "new"] => Self::NewApiKey,
            ["organization", "api-keys", id] => of_key(id, Self::ApiKey),
            ["organization", "api-keys", id, "edit"] => of_key(id, Self::EditApiKey),
            ["organization", "activity"] => Self::Activity,
            ["organization", "settings"] => Self::Settings,
            ["projects", id, "activity"] => of_project(id, Self::ProjectActivity),
            ["projects", id, "api-keys"] => of_project(id, Self::ProjectApiKeys),
            ["organization", "api-keys", id, "access-list"] => of_key(id, Self::EditAccessList),
            ["organization", "exposure"] => Self::Exposure,
            ["why"] => Self::Why,
            ["projects", id, "api-keys", "new"] => of_project(id, Self::NewProjectApiKey),
            ["personal-api-keys"] => Self::PersonalApiKeys,
            _ => Self::NotFound,
        }
    }

    /// Whether the page stands in the shell, and so is only for whoever is signed in.
    fn is_in_shell(self) -> bool {
        !matches!(self, Self::SetUp | Self::SignIn)
    }

    fn view(self) -> AnyView {
        match self {
            Self::Home => view! { <Home /> }.into_any(),
            Self::SetUp => view! { <SetUpPage /> }.into_any(),
            Self::SignIn => view! { <SignInPage /> }.into_any(),
            Self::ApiKeys => view! { <ApiKeysPage /> }.into_any(),
            Self::NewApiKey => view! { <CreateApiKeyPage place=Place::Organization /> }.into_any(),
            Self::ApiKey(id) => view! { <ApiKeyPage id=id /> }.into_any(),
            Self::EditApiKey(id) => view! { <EditApiKeyPage id=id /> }.into_any(),
            Self::ProjectApiKeys(id) => view! { <ProjectApiKeysPage id=id /> }.into_any(),
            Self::EditAccessList(id) => view! { <EditAccessListPage id=id /> }.into_any(),
            Self::NewProjectApiKey(id) => view! { <CreateProjectApiKeyPage id=id /> }.into_any(),
            Self::Activity => view! { <ActivityPage project=None /> }.into_any(),
            Self::ProjectActivity(id) => view! { <ActivityPage project=Some(id) /> }.into_any(),
            Self::Settings => view! { <SettingsPage /> }.into_any(),
            Self::PersonalApiKeys => view! { <PersonalApiKeysPage /> }.into_any(),
            Self::Exposure => view! { <ExposurePage /> }.into_any(),
            Self::Why => view! { <WhyPage /> }.into_any(),
            Self::NoSuchKey => view! { <KeyNotFound /> }.into_any(),
            Self::NoSuchProject => view! { <ProjectNotFound /> }.into_any(),
            Self::NotFound => view! { <NotFoundPage /> }.into_any(),
        }
    }
}

/// The page that the address bar names, drawn anew only when it names another.
#[component]
pub fn ConsoleRoutes() -> impl IntoView {
    let path = use_navigation().path();
    let page = Memo::new(move |_| path.with(|path| Page::at(path)));
    let in_shell = Memo::new(move |_| page.get().is_in_shell());
    let shown = move || dynamic(move || page.get().view());
    dynamic(move || {
        if in_shell.get() {
            view! { <Shell>{shown()}</Shell> }.into_any()
        } else {
            shown().into_any()
        }
    })
}

/// The first page leads on to the API keys.
#[component]
fn Home() -> impl IntoView {
    let navigation = use_navigation();
    effect(move || navigation.replace(paths::API_KEYS));
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "65f0c0ffee65f0c0ffee65f0";

    #[test]
    fn what_is_no_page_is_not_found() {
        for path in [
            "/nowhere",
            "/organization",
            "/sign-in/again",
            "/organization/api-keys/new/edit/more",
        ] {
            assert_eq!(Page::at(path), Page::NotFound, "{path}");
        }
    }

    #[test]
    fn what_is_no_id_is_no_key_and_no_project() {
        for path in [
            "/organization/api-keys/abc",
            "/organization/api-keys/abcdefgh/edit",
        ] {
            assert_eq!(Page::at(path), Page::NoSuchKey, "{path}");
        }
        assert_eq!(Page::at("/projects/billing/api-keys/new"), Page::NoSuchProject);
    }

    #[test]
    fn every_url_of_the_console_is_the_page_it_was_written_for() {
        let id: KeyId = ID.parse().unwrap();
        let project: ProjectId = ID.parse().unwrap();
        for (path, page) in [
            (paths::HOME.to_owned(), Page::Home),
            (paths::SET_UP.to_owned(), Page::SetUp),
            (paths::SIGN_IN.to_owned(), Page::SignIn),
            (paths::API_KEYS.to_owned(), Page::ApiKeys),
            (paths::NEW_API_KEY.to_owned(), Page::NewApiKey),
            (paths::api_key(ID), Page::ApiKey(id)),
            (paths::edit_api_key(ID), Page::EditApiKey(id)),
            (paths::project_api_keys(ID), Page::ProjectApiKeys(project)),
            (paths::edit_access_list(ID), Page::EditAccessList(id)),
            (paths::EXPOSURE.to_owned(), Page::Exposure),
            (paths::WHY.to_owned(), Page::Why),
            (paths::new_project_api_key(ID), Page::NewProjectApiKey(project)),
            (paths::ACTIVITY.to_owned(), Page::Activity),
            (paths::project_activity(ID, ""), Page::ProjectActivity(project)),
            (paths::SETTINGS.to_owned(), Page::Settings),
            (paths::PERSONAL_API_KEYS.to_owned(), Page::PersonalApiKeys),
        ] {
            assert_eq!(Page::at(&path), page, "{path}");
            assert_eq!(
                Page::at(&format!("{path}/")),
                page,
                "{path} with a slash at its end"
            );
        }
    }

    #[test]
    fn only_setting_up_and_signing_in_are_for_everybody() {
        assert!(!Page::SetUp.is_in_shell() && !Page::SignIn.is_in_shell());
        assert!(Page::NotFound.is_in_shell() && Page::NoSuchKey.is_in_shell() && Page::Home.is_in_shell());
    }
}
