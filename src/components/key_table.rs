//! The table of API keys.

mod query;
mod state;

pub use query::{Column, KeyIndex, TableQuery};
pub use state::{use_count, use_filter, use_table_query};

use crate::{
    components::{exposure::AccessListSummary, last_use::LastUseText, roles::RoleBadges},
    navigation::use_navigation,
    paths,
    ui::{Cell, CellKind, HeaderCell, Item, Menu, MenuItem, Row, SortOrder, Table, keyed},
};
use contract::KeyRow;
use leptos::prelude::*;

/// The keys that match, in the order asked for.
#[component]
pub fn KeyTable(
    /// The rows to show.
    rows: Signal<Vec<KeyRow>>,
    /// What the table is asked to show.
    query: Memo<TableQuery>,
    /// Whether newer rows are awaited.
    busy: Signal<bool>,
    /// Called with the column and the order a person asks for.
    on_sort: Callback<(Column, SortOrder)>,
    /// Called with the row whose key is to be deleted.
    on_delete: Callback<(KeyRow,)>,
) -> impl IntoView {
    let head = move || {
        let sortable = Column::ALL
            .into_iter()
            .map(|column| {
                view! {
                    <HeaderCell
                        sort=Signal::derive(move || query.with(|query| query.order_of(column)))
                        on_sort=move |order| on_sort.run((column, order))
                    >
                        {column.label()}
                    </HeaderCell>
                }
            })
            .collect_view();
        view! {
            {sortable}
            <HeaderCell hidden=true>"Actions"</HeaderCell>
        }
    };
    view! {
        <Table caption="API keys" busy=busy head=head>
            {keyed(move || {
                let item = |row: KeyRow| {
                    Item::new(row.id.clone(), move || view! { <KeyTableRow row=row.clone() on_delete=on_delete /> })
                };
                rows.get().into_iter().map(item).collect()
            })}
        </Table>
    }
    .into_any()
}

#[component]
fn KeyTableRow(row: KeyRow, on_delete: Callback<(KeyRow,)>) -> impl IntoView {
    let navigation = use_navigation();
    let go = move |path: String| move || navigation.go(&path);
    let (view_key, edit_key) = (go(paths::api_key(&row.id)), go(paths::edit_api_key(&row.id)));
    let link = paths::api_key(&row.id);
    let menu_label = format!("Actions for {}", row.description);
    let roles = row.roles.clone();
    let (entries, exposure, last_use) = (row.entries.len(), row.exposure, row.last_use.clone());
    let (description, public_key) = (row.description.clone(), row.public_key.clone());
    view! {
        <Row>
            <Cell label=Column::Description.label() kind=CellKind::Title>
                <a href=link>{description}</a>
            </Cell>
            <Cell label=Column::PublicKey.label()>
                <code>{public_key}</code>
            </Cell>
            <Cell label=Column::Roles.label()>
                <RoleBadges roles=roles />
            </Cell>
            <Cell label=Column::AccessList.label()>
                <AccessListSummary entries=entries exposure=exposure />
            </Cell>
            <Cell label=Column::LastUsed.label()>
                <LastUseText last_use=last_use brief=true />
            </Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <Menu label=menu_label>
                    <MenuItem icon=icondata_lu::LuEye on_select=view_key.clone()>
                        "View"
                    </MenuItem>
                    <MenuItem icon=icondata_lu::LuPencil on_select=edit_key.clone()>
                        "Edit"
                    </MenuItem>
                    <MenuItem
                        icon=icondata_lu::LuTrash2
                        danger=true
                        on_select={
                            let row = row.clone();
                            move || on_delete.run((row.clone(),))
                        }
                    >
                        "Delete…"
                    </MenuItem>
                </Menu>
            </Cell>
        </Row>
    }
}
