//! A project's API keys: the table, inviting keys of the organization, changing what they may do here, and removing them.

pub mod create;
pub mod invite;
pub mod permissions;

use self::{invite::InviteToProject, permissions::EditPermissions};
use crate::{
    api,
    components::{
        forbidden::Allowed,
        key_table::{Column, KeyIndex, TableQuery, use_count, use_filter, use_table_query},
        load::{Loaded, use_load},
        nothing_found::NothingFound,
        page_title::use_page_title,
        project_key_table::{HEADINGS, ProjectKeyTable, index},
        remove_from_project::RemoveFromProject,
    },
    pages::not_found::ProjectNotFound,
    paths,
    session::use_session,
    ui::{
        Button, ButtonVariant, EmptyState, HeaderCell, Icon, LinkButton, PageHeader, SkeletonRows, SortOrder,
        Table, TextInput, dynamic, focus_content_after,
    },
};
use access::{Action, ProjectId};
use contract::{ProjectKey, ProjectKeys};
use keyhold_markup::view;
use leptos::prelude::*;

/// The page. What is filtered and sorted by is in the URL.
#[component]
pub fn ProjectApiKeysPage(
    /// The project.
    id: ProjectId,
) -> impl IntoView {
    view! {
        <Allowed action=Action::ListProjectKeys project=Some(id) what="this project's API keys">
            <WithProject id=id />
        </Allowed>
    }
    .into_any()
}

/// Loads the project's keys and shows them, or says that there is no such project.
#[component]
fn WithProject(id: ProjectId) -> impl IntoView {
    use_page_title(|| "Project API Keys".to_owned());
    let load = use_load(move || api::projects::keys(&id.to_string()).or_none());
    let waiting = || {
        let head = || {
            HEADINGS
                .map(|heading| view! { <HeaderCell>{heading}</HeaderCell> })
                .collect_view()
        };
        view! {
            <PageHeader title="Project API Keys" />
            <Table caption="API keys on the project" busy=true head=head>
                <SkeletonRows columns=HEADINGS.len() />
            </Table>
        }
    };
    let show = move |keys: Option<ProjectKeys>| match keys {
        Some(keys) => view! { <Project id=id keys=keys /> }.into_any(),
        None => view! { <ProjectNotFound /> }.into_any(),
    };
    view! { <Loaded load=load what="this project's API keys" waiting=waiting.into() show=show /> }.into_any()
}

/// The project with its keys, which it keeps up to date with what the backend answers.
#[component]
fn Project(id: ProjectId, keys: ProjectKeys) -> impl IntoView {
    let ProjectKeys { project, keys } = keys;
    let title = {
        let mut title = String::from("API Keys of ");
        title.push_str(&project.name);
        title
    };
    use_page_title({
        let title = title.clone();
        move || title.clone()
    });
    let project = StoredValue::new(project);
    let keys = RwSignal::new(keys);
    let inviting = RwSignal::new(false);
    let invite = Callback::new(move |()| inviting.set(true));
    let is_empty = Memo::new(move |_| keys.with(Vec::is_empty));
    let invited = Callback::new(move |(key,): (ProjectKey,)| keys.update(|keys| keys.push(key)));
    view! {
        <PageHeader
            title=title
            description=Some("The organization's API keys that are on this project, and what they may do here.".to_owned())
            actions=move || view! { <Actions id=id on_invite=invite /> }
        />
        {dynamic(move || {
            if is_empty.get() {
                view! { <NothingYet id=id on_invite=invite /> }.into_any()
            } else {
                view! { <Keys id=id project=project keys=keys /> }.into_any()
            }
        })}
        <InviteToProject project=project keys=keys open=inviting on_invited=invited />
    }
    .into_any()
}

/// The two ways to a key on the project.
#[component]
fn Actions(id: ProjectId, on_invite: Callback<()>) -> impl IntoView {
    let session = use_session();
    let refusal = move |action| Signal::derive(move || session.refusal(action, Some(id)));
    view! {
        <Button disabled_reason=refusal(Action::AssignProjectKey) on_click=on_invite>
            <Icon icon=icondata_lu::LuUserRoundPlus />
            "Invite to Project"
        </Button>
        <LinkButton
            href=paths::new_project_api_key(&id.to_string())
            variant=ButtonVariant::Primary
            disabled_reason=refusal(Action::CreateProjectKey)
        >
            <Icon icon=icondata_lu::LuPlus />
            "Create API Key"
        </LinkButton>
    }
    .into_any()
}

/// The filter, the count and the table over keys that are there, and the dialogs that a row opens.
#[component]
fn Keys(
    id: ProjectId,
    project: StoredValue<contract::Project>,
    keys: RwSignal<Vec<ProjectKey>>,
) -> impl IntoView {
    let (query, ask) = use_table_query();
    let filter = use_filter(query, ask);
    let index: Memo<KeyIndex> = Memo::new(move |_| keys.with(|keys| index(keys)));
    let shown = Memo::new(move |_| {
        let rows = index.with(|index| query.with(|query| index.select(query)));
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    });
    let count = use_count(move || shown.with(Vec::len), move || index.with(KeyIndex::len));
    let on_sort = Callback::new(move |(sort, order): (Column, SortOrder)| {
        ask.run((TableQuery {
            sort,
            order,
            ..query.get_untracked()
        },));
    });
    let chosen = RwSignal::new(None::<ProjectKey>);
    let (editing, removing) = (RwSignal::new(false), RwSignal::new(false));
    let opens = move |dialog: RwSignal<bool>| {
        Callback::new(move |(key,): (ProjectKey,)| {
            chosen.set(Some(key));
            dialog.set(true);
        })
    };
    let (on_edit, on_remove) = (opens(editing), opens(removing));
    let changed = Callback::new(move |(changed,): (ProjectKey,)| {
        keys.update(|keys| {
            if let Some(key) = keys.iter_mut().find(|key| key.id == changed.id) {
                *key = changed;
            }
        });
    });
    let removed = Callback::new(move |(id,): (String,)| {
        keys.update(|keys| keys.retain(|key| key.id != id));
        // The row that had the focus is gone.
        focus_content_after();
    });
    let nothing = Memo::new(move |_| shown.with(Vec::is_empty));
    view! {
        <div class="toolbar" role="search" aria-label="API keys on the project">
            <TextInput
                value=filter
                kind="search"
                label="Filter API keys"
                placeholder="Filter by description, public key, id or address"
            />
            <p class="toolbar__count muted">{count}</p>
        </div>
        {dynamic(move || {
            if nothing.get() {
                view! {
                    <NothingFound
                        title="No key of this project matches the filter"
                        on_clear=move || filter.set(String::new())
                    >
                        "A key that is not on the project can be invited to it."
                    </NothingFound>
                }
                .into_any()
            } else {
                view! {
                    <ProjectKeyTable
                        project=id
                        keys=keys
                        shown=shown.into()
                        query=query
                        on_sort=on_sort
                        on_edit=on_edit
                        on_remove=on_remove
                    />
                }
                .into_any()
            }
        })}
        <EditPermissions project=project key=chosen open=editing on_changed=changed />
        <RemoveFromProject project=project key=chosen open=removing on_removed=removed />
    }
    .into_any()
}

#[component]
fn NothingYet(id: ProjectId, on_invite: Callback<()>) -> impl IntoView {
    view! {
        <EmptyState
            icon=icondata_lu::LuKeyRound
            title="No API keys on this project yet"
            actions=move || view! { <Actions id=id on_invite=on_invite /> }
        >
            "Invite a key that the organization has already, or create one for this project."
        </EmptyState>
    }
}
