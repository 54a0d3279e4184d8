//! The table of the API keys on a project. It filters and sorts as the organization's table does, by the same query; the
//! permissions it sorts by are those in the project.

use crate::{
    components::{
        exposure::AccessListSummary,
        key_table::{Column, KeyIndex, TableQuery},
        last_use::LastUseText,
        roles::RoleBadges,
    },
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::{Cell, CellKind, HeaderCell, Item, Menu, MenuItem, Row, SortOrder, Table, dynamic, keyed},
};
use access::{Action, ProjectId};
use contract::{KeyRow, ProjectKey};
use keyhold_markup::view;
use leptos::prelude::*;

/// The heading of the one column that the organization's table has not.
const ORGANIZATION_PERMISSIONS: &str = "Organization Permissions";

/// The columns' headings, from left to right.
pub const HEADINGS: [&str; 6] = [
    "Description",
    "Public Key",
    "Project Permissions",
    ORGANIZATION_PERMISSIONS,
    "Access List",
    "Last Used",
];

/// What filtering and sorting know of a project's keys.
pub fn index(keys: &[ProjectKey]) -> KeyIndex {
    KeyIndex::new(keys.iter().map(row_of).collect())
}

/// A key as the organization's table would have it, with its roles in the project.
fn row_of(key: &ProjectKey) -> KeyRow {
    KeyRow {
        id: key.id.clone(),
        description: key.description.clone(),
        public_key: key.public_key.clone(),
        roles: key.roles.clone(),
        projects: key.other_projects + 1,
        list_read: true,
        entries: key.entries.clone(),
        exposure: key.exposure,
        last_use: key.last_use.clone(),
    }
}

/// The project's keys that are shown, and what can be done with each.
#[component]
pub fn ProjectKeyTable(
    /// The project.
    project: ProjectId,
    /// Every key on it.
    keys: RwSignal<Vec<ProjectKey>>,
    /// The ids of those to show, in order.
    shown: Signal<Vec<String>>,
    /// What the table is asked to show.
    query: Memo<TableQuery>,
    /// Called with the column and the order a person asks for.
    on_sort: Callback<(Column, SortOrder)>,
    /// Called with the key whose permissions are to be changed.
    on_edit: Callback<(ProjectKey,)>,
    /// Called with the key that is to be removed from the project.
    on_remove: Callback<(ProjectKey,)>,
) -> impl IntoView {
    let sortable = move |column: Column, heading: &'static str| {
        view! {
            <HeaderCell
                sort=Signal::derive(move || query.with(|query| query.order_of(column)))
                on_sort=move |order| on_sort.run((column, order))
            >
                {heading}
            </HeaderCell>
        }
    };
    let head = move || {
        view! {
            {sortable(Column::Description, "Description")}
            {sortable(Column::PublicKey, "Public Key")}
            {sortable(Column::Roles, "Project Permissions")}
            <HeaderCell>{ORGANIZATION_PERMISSIONS}</HeaderCell>
            {sortable(Column::AccessList, "Access List")}
            {sortable(Column::LastUsed, "Last Used")}
            <HeaderCell hidden=true>"Actions"</HeaderCell>
        }
    };
    view! {
        <div class="project-keys">
            <Table caption="API keys on the project" head=head>
                {keyed(move || {
                    let item = |id: String| {
                        Item::new(id.clone(), move || {
                            find(keys, &id).map(|key| view! {
                                <ProjectKeyRow project=project key=key keys=keys on_edit=on_edit on_remove=on_remove />
                            })
                        })
                    };
                    shown.get().into_iter().map(item).collect()
                })}
            </Table>
        </div>
    }
    .into_any()
}

fn find(keys: RwSignal<Vec<ProjectKey>>, id: &str) -> Option<ProjectKey> {
    keys.with_untracked(|keys| keys.iter().find(|key| key.id == id).cloned())
}

/// A row. It stays, and keeps the focus, while its permissions change.
#[component]
fn ProjectKeyRow(
    project: ProjectId,
    key: ProjectKey,
    keys: RwSignal<Vec<ProjectKey>>,
    on_edit: Callback<(ProjectKey,)>,
    on_remove: Callback<(ProjectKey,)>,
) -> impl IntoView {
    let session = use_session();
    let navigation = use_navigation();
    let go = move |path: String| move || navigation.go(&path);
    let (view_key, edit_list) = (go(paths::api_key(&key.id)), go(paths::edit_access_list(&key.id)));
    let refusal = move |action, project| Signal::derive(move || session.refusal(action, project));
    let id = StoredValue::new(key.id.clone());
    let roles = move || {
        let of_key = |keys: &Vec<ProjectKey>| {
            id.with_value(|id| keys.iter().find(|key| key.id == *id).map(|key| key.roles.clone()))
        };
        keys.with(of_key)
            .map(|roles| view! { <RoleBadges roles=roles /> })
    };
    let with_key = move |run: Callback<(ProjectKey,)>| {
        move || {
            if let Some(key) = id.with_value(|id| find(keys, id)) {
                run.run((key,));
            }
        }
    };
    let menu_label = format!("Actions for {}", key.description);
    view! {
        <Row>
            <Cell label="Description" kind=CellKind::Title>
                <a href=paths::api_key(&key.id)>{key.description}</a>
            </Cell>
            <Cell label="Public Key">
                <code>{key.public_key}</code>
            </Cell>
            <Cell label="Project Permissions">{dynamic(roles)}</Cell>
            <Cell label=ORGANIZATION_PERMISSIONS>
                <RoleBadges roles=key.organization_roles />
            </Cell>
            <Cell label="Access List">
                <AccessListSummary entries=key.entries.len() exposure=key.exposure />
            </Cell>
            <Cell label="Last Used">
                <LastUseText last_use=key.last_use brief=true />
            </Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <Menu label=menu_label>
                    <MenuItem icon=icondata_lu::LuEye on_select=view_key.clone()>
                        "View Details"
                    </MenuItem>
                    <MenuItem
                        icon=icondata_lu::LuPencil
                        on_select=with_key(on_edit)
                        disabled_reason=refusal(Action::ChangeProjectKey, Some(project))
                    >
                        "Edit Permissions…"
                    </MenuItem>
                    <MenuItem
                        icon=icondata_lu::LuListChecks
                        on_select=edit_list.clone()
                        disabled_reason=refusal(Action::AddAccessListEntries, None)
                    >
                        "Access List in the Organization"
                    </MenuItem>
                    <MenuItem
                        icon=icondata_lu::LuUnlink
                        on_select=with_key(on_remove)
                        disabled_reason=refusal(Action::UnassignProjectKey, Some(project))
                    >
                        "Remove from Project…"
                    </MenuItem>
                </Menu>
            </Cell>
        </Row>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ExposureClass, LastUse};

    fn key(id: &str, description: &str, roles: &[&str]) -> ProjectKey {
        ProjectKey {
            id: id.into(),
            description: description.into(),
            public_key: format!("public{id}"),
            roles: roles.iter().map(|&role| role.into()).collect(),
            organization_roles: vec!["ORG_MEMBER".into()],
            other_projects: 0,
            entries: vec!["10.0.0.0/8".into()],
            exposure: ExposureClass::Narrow,
            last_use: LastUse::Never,
        }
    }

    fn shown(search: &str) -> Vec<String> {
        let keys = [
            key("01", "zeta", &["GROUP_OWNER"]),
            key("02", "alpha", &["GROUP_READ_ONLY"]),
        ];
        index(&keys)
            .select(&TableQuery::from_search(search))
            .into_iter()
            .map(|row| row.description)
            .collect()
    }

    #[test]
    fn a_filter_that_finds_nothing_shows_nothing() {
        assert!(shown("?q=192.0.2.7").is_empty());
    }

    #[test]
    fn a_project_s_keys_are_found_and_sorted_as_the_organization_s_are() {
        assert_eq!(shown("?q=public01"), ["zeta"]);
        assert_eq!(shown("?q=10.9.9.9"), ["alpha", "zeta"]);
        assert_eq!(shown("?sort=roles"), ["zeta", "alpha"]);
    }
}
