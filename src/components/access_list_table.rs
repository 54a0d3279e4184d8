//! The entries of an access list as a table: each with its extent and its use, and what can be done with it.

use crate::{
    components::address_code::{AddressCode, short},
    ui::{
        Badge, Cell, CellKind, HeaderCell, IconButton, Item, RelativeTime, Row, Table, Tone, dynamic, keyed,
    },
};
use access::{AddressBlock, grouped};
use contract::AccessListEntry;
use keyhold_markup::view;
use leptos::prelude::*;

/// Entries that are marked to be removed, and the ways to mark them.
#[derive(Clone, Copy)]
pub struct Marking {
    /// The entries that will be removed.
    pub leaving: Signal<Vec<AddressBlock>>,
    /// Called to mark an entry, and again to keep it after all.
    pub on_toggle: Callback<(String,)>,
    /// Called to change an entry into another.
    pub on_edit: Callback<(String,)>,
}

/// The entries.
#[component]
pub fn AccessListTable(
    /// The entries of the list.
    entries: Signal<Vec<AccessListEntry>>,
    /// Called to remove an entry; none where that cannot be done here.
    #[prop(default = None)]
    on_remove: Option<Callback<(String,)>>,
    /// Why entries may not be removed; none where they may.
    #[prop(optional)]
    refusal: Signal<Option<String>>,
    /// How entries are marked, in a draft of the list.
    #[prop(default = None)]
    marking: Option<Marking>,
) -> impl IntoView {
    let has_actions = on_remove.is_some() || marking.is_some();
    let head = move || {
        view! {
            <HeaderCell>"Entry"</HeaderCell>
            <HeaderCell>"Addresses"</HeaderCell>
            <HeaderCell>"Added"</HeaderCell>
            <HeaderCell numeric=true>"Uses"</HeaderCell>
            <HeaderCell>"Last Used"</HeaderCell>
            {has_actions.then(|| view! { <HeaderCell hidden=true>"Actions"</HeaderCell> })}
        }
    };
    view! {
        <Table caption="Access list" head=head>
            {keyed(move || {
                let entries = entries.get().into_iter();
                let item = |entry: AccessListEntry| {
                    // With a new use an entry is drawn anew.
                    let mut known_by = entry.block.clone();
                    known_by.push_str(entry.last_used.as_deref().unwrap_or_default());
                    Item::new(known_by, move || {
                        view! { <EntryRow entry=entry.clone() on_remove=on_remove refusal=refusal marking=marking /> }
                    })
                };
                entries.map(item).collect()
            })}
        </Table>
    }
    .into_any()
}

#[component]
fn EntryRow(
    entry: AccessListEntry,
    on_remove: Option<Callback<(String,)>>,
    refusal: Signal<Option<String>>,
    marking: Option<Marking>,
) -> impl IntoView {
    let AccessListEntry {
        block,
        created,
        count,
        last_used,
        last_used_address,
    } = entry;
    let shown = short(&block);
    let parsed = AddressBlock::listed(&block).ok();
    let leaves = Memo::new(move |_| {
        marking.is_some_and(|marking| {
            marking
                .leaving
                .with(|leaving| parsed.is_some_and(|block| leaving.contains(&block)))
        })
    });
    let used = match last_used {
        Some(time) => view! {
            <RelativeTime at=time />
            {last_used_address.map(|address| view! { <span class="muted">" from " <AddressCode address=address /></span> })}
        }
        .into_any(),
        None => view! { <span class="muted">"Never"</span> }.into_any(),
    };
    let remove = on_remove.map(|on_remove| {
        let (block, label) = (block.clone(), format!("Remove {shown}"));
        let remove = move || on_remove.run((block.clone(),));
        view! { <IconButton icon=icondata_lu::LuTrash2 label=label disabled_reason=refusal on_click=remove /> }
    });
    let mark = marking
        .map(|marking| view! { <Marks block=block shown=shown.clone() leaves=leaves marking=marking /> });
    let actions = (remove.is_some() || mark.is_some()).then(|| {
        view! { <Cell label="Actions" kind=CellKind::Actions>{remove} {mark}</Cell> }
    });
    view! {
        <Row>
            <Cell label="Entry" kind=CellKind::Title>
                <span class="cluster">
                    <AddressCode address=shown />
                    {dynamic(move || leaves.get().then(|| view! { <Badge tone=Tone::Warning>"To be removed"</Badge> }))}
                </span>
            </Cell>
            <Cell label="Addresses">{parsed.map(|block| view! { <Extent block=block /> })}</Cell>
            <Cell label="Added">
                <RelativeTime at=created />
            </Cell>
            <Cell label="Uses" kind=CellKind::Number>
                {grouped(count.into())}
            </Cell>
            <Cell label="Last Used">{used}</Cell>
            {actions}
        </Row>
    }
}

/// How many addresses, and from which to which.
#[component]
fn Extent(block: AddressBlock) -> impl IntoView {
    let range = block.single().is_none().then(|| {
        view! {
            <span class="muted extent">
                <AddressCode address=block.first().to_string() /> " to " <AddressCode address=block.last().to_string() />
            </span>
        }
    });
    view! {
        {block.addresses().to_string()}
        {range}
    }
}

/// The buttons of an entry in a draft. One marks it and takes the mark away again, so that the focus stays on it.
#[component]
fn Marks(block: String, shown: String, leaves: Memo<bool>, marking: Marking) -> impl IntoView {
    let edit_label = format!("Edit {shown}");
    let icon = Signal::derive(move || {
        if leaves.get() {
            icondata_lu::LuUndo2
        } else {
            icondata_lu::LuTrash2
        }
    });
    let label = Signal::derive(move || {
        let mut label = String::from(if leaves.get() { "Keep " } else { "Remove " });
        label.push_str(&shown);
        label
    });
    let edited = block.clone();
    view! {
        <IconButton
            icon=icondata_lu::LuPencil
            label=edit_label
            on_click=move || marking.on_edit.run((edited.clone(),))
        />
        <IconButton icon=icon label=label on_click=move || marking.on_toggle.run((block.clone(),)) />
    }
}
