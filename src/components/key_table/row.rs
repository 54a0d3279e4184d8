//! One row of the table. It is drawn often, so it follows one signal alone: whether it is selected.

use super::view::KeyView;
use crate::{
    components::{delete_key::Doomed, exposure::OpennessText, last_use::LastUseText, roles},
    keys::{Column, Flags, Indexed},
    navigation::use_navigation,
    paths::{self, Why},
    session::use_session,
    ui::{Badge, Cell, CellKind, Menu, MenuItem, attribute},
};
use access::Action;
use keyhold_markup::view;
use leptos::{ev::MouseEvent, prelude::*};

/// The key at `place`.
#[component]
pub fn KeyTableRow(
    /// The table's view.
    view: KeyView,
    /// The key's place in the index.
    place: u32,
    /// Where a range of selected keys begins.
    anchor: StoredValue<Option<u32>>,
    /// Called with the key that is to be deleted.
    on_delete: Callback<(Doomed,)>,
) -> impl IntoView {
    let Some(key) = view.index.with_untracked(|index| index.get(place).cloned()) else {
        return ().into_any();
    };
    let Indexed {
        row, flags, openness, ..
    } = key;
    let select = move |event: MouseEvent| {
        let selected = event_target_checked(&event);
        match anchor.get_value().filter(|_| event.shift_key()) {
            Some(from) => view.select(&between(&view.matching.get_untracked(), from, place), selected),
            None => view.select(&[place], selected),
        }
        anchor.set_value(Some(place));
    };
    let is_selected = move || view.selection.with(|selection| selection.contains(place));
    let name = ["Select ", &row.description].concat();
    let entries = if row.list_read {
        row.entries.len().to_string()
    } else {
        "…".to_owned()
    };
    let doomed = Doomed {
        id: row.id.clone(),
        description: row.description.clone(),
    };
    let (description, public_key) = (row.description.clone(), row.public_key.clone());
    let last_use = row.list_read.then_some(row.last_use);
    view! {
        <tr role="row" data-selected=attribute(move || is_selected().then_some("true"))>
            <td role="cell" class="key-table__select">
                <input
                    type="checkbox"
                    class="key-table__box"
                    aria-label=name
                    prop:checked=is_selected
                    on:click=select
                />
            </td>
            <Cell label=Column::Description.label() kind=CellKind::Title>
                <a href=paths::api_key(&row.id)>{description}</a>
            </Cell>
            <Cell label=Column::PublicKey.label()>
                <code>{public_key}</code>
            </Cell>
            <Cell label=Column::Roles.label()>
                {roles::labels(&row.roles)}
            </Cell>
            <Cell label=Column::Projects.label() kind=CellKind::Number>
                {row.projects}
            </Cell>
            <Cell label=Column::AccessList.label() kind=CellKind::Number>
                {entries}
            </Cell>
            <Cell label=Column::Exposure.label()>
                <OpennessText openness=openness />
            </Cell>
            <Cell label=Column::LastUsed.label()>
                {last_use.map(|last_use| view! { <LastUseText last_use=last_use brief=true /> })}
            </Cell>
            <Cell label=Column::Flags.label()>
                <FlagBadges flags=flags />
            </Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <RowMenu key=doomed public_key=row.public_key on_delete=on_delete />
            </Cell>
        </tr>
    }
    .into_any()
}

/// The places from `from` to `to` as they stand in `matching`; only `to` where `from` is not shown.
fn between(matching: &[u32], from: u32, to: u32) -> Vec<u32> {
    let position = |wanted: u32| matching.iter().position(|&place| place == wanted);
    match (position(from), position(to)) {
        (Some(from), Some(to)) => matching[from.min(to)..=from.max(to)].to_vec(),
        _ => vec![to],
    }
}

/// What deserves a look, each with its reason.
#[component]
fn FlagBadges(flags: Flags) -> impl IntoView {
    if flags == Flags::default() {
        return None;
    }
    let badges = flags
        .iter()
        .map(|flag| {
            view! {
                <span title=flag.because()>
                    <Badge tone=flag.tone()>{flag.label()}</Badge>
                </span>
            }
        })
        .collect_view();
    Some(view! { <span class="cluster">{badges}</span> })
}

#[component]
fn RowMenu(key: Doomed, public_key: String, on_delete: Callback<(Doomed,)>) -> impl IntoView {
    let label = ["Actions for ", &key.description].concat();
    view! {
        <Menu label=label>
            <Actions key=key.clone() public_key=public_key.clone() on_delete=on_delete />
        </Menu>
    }
}

/// What the menu offers; made when it is opened.
#[component]
fn Actions(key: Doomed, public_key: String, on_delete: Callback<(Doomed,)>) -> impl IntoView {
    let session = use_session();
    let navigation = use_navigation();
    let go = move |path: String| move || navigation.go(&path);
    let refusal = move |action: Action| Signal::derive(move || session.refusal(action, None));
    let why = paths::why(&Why {
        key: &public_key,
        ..Why::default()
    });
    view! {
        <MenuItem icon=icondata_lu::LuEye on_select=go(paths::api_key(&key.id))>
            "View Details"
        </MenuItem>
        <MenuItem
            icon=icondata_lu::LuPencil
            disabled_reason=refusal(Action::ChangeOrganizationKey)
            on_select=go(paths::edit_api_key(&key.id))
        >
            "Edit"
        </MenuItem>
        <MenuItem icon=icondata_lu::LuShieldCheck on_select=go(paths::edit_access_list(&key.id))>
            "Access List"
        </MenuItem>
        <MenuItem icon=icondata_lu::LuCircleHelp on_select=go(why)>
            "Who Can Use It, and Why"
        </MenuItem>
        <MenuItem
            icon=icondata_lu::LuTrash2
            danger=true
            disabled_reason=refusal(Action::DeleteOrganizationKey)
            on_select=move || on_delete.run((key.clone(),))
        >
            "Delete…"
        </MenuItem>
    }
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn a_range_from_what_a_filter_hides_is_only_its_end() {
        assert_eq!(between(&[4, 2, 9], 7, 9), [9]);
    }

    #[test]
    fn a_range_follows_the_order_shown_in_either_direction() {
        assert_eq!(between(&[4, 2, 9, 1], 9, 4), [4, 2, 9]);
        assert_eq!(between(&[4, 2, 9, 1], 2, 1), [2, 9, 1]);
        assert_eq!(between(&[4, 2], 2, 2), [2]);
    }
}
