//! A key's access list: its entries, adding to it and removing from it.

use crate::{
    api,
    components::{access_list_editor::AccessListEditor, exposure, failure::in_one_line, last_use::short},
    forms::submission::use_submission,
    session::use_session,
    ui::{
        Cell, CellKind, ConfirmDialog, HeaderCell, IconButton, RelativeTime, Row, Table, dynamic, effect,
        use_announcer,
    },
};
use access::AddressBlock;
use contract::{AccessListEntry, Key};
use leptos::prelude::*;

/// The list of `key`, which it keeps up to date with what the backend answers.
#[component]
pub fn AccessList(
    /// The key.
    key: RwSignal<Key>,
    /// What is typed into the editor and not yet added.
    typed: RwSignal<String>,
) -> impl IntoView {
    let session = use_session();
    let has_entries = Memo::new(move |_| key.with(|key| !key.entries.is_empty()));
    let removing = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let ask = Callback::new(move |(block,): (String,)| {
        removing.set(block);
        asked.set(true);
    });
    let meaning = move || key.with(|key| exposure::meaning(key.exposure, session.access_list_required()));
    view! {
        <div class="stack">
            <p class="muted">{dynamic(meaning)}</p>
            {dynamic(move || has_entries.get().then(|| view! { <Entries key=key on_remove=ask /> }))}
            <AccessListEditor key=key typed=typed />
            <RemoveEntry key=key block=removing open=asked />
        </div>
    }
    .into_any()
}

#[component]
fn Entries(key: RwSignal<Key>, on_remove: Callback<(String,)>) -> impl IntoView {
    let head = || {
        view! {
            <HeaderCell>"Entry"</HeaderCell>
            <HeaderCell>"Addresses"</HeaderCell>
            <HeaderCell>"Added"</HeaderCell>
            <HeaderCell numeric=true>"Uses"</HeaderCell>
            <HeaderCell>"Last Used"</HeaderCell>
            <HeaderCell hidden=true>"Actions"</HeaderCell>
        }
    };
    view! {
        <Table caption="Access list" head=head>
            {dynamic(move || {
                let entries = key.with(|key| key.entries.clone()).into_iter();
                entries.map(|entry| view! { <EntryRow entry=entry on_remove=on_remove /> }).collect_view()
            })}
        </Table>
    }
}

#[component]
fn EntryRow(entry: AccessListEntry, on_remove: Callback<(String,)>) -> impl IntoView {
    let AccessListEntry {
        block,
        created,
        count,
        last_used,
        last_used_address,
    } = entry;
    let shown = short(&block);
    let addresses = block
        .parse::<AddressBlock>()
        .map(|block| block.addresses().to_string())
        .unwrap_or_default();
    let label = format!("Remove {shown}");
    let used = match last_used {
        Some(time) => view! {
            <RelativeTime at=time />
            {last_used_address.map(|address| view! { <span class="muted">" from " <code>{short(&address)}</code></span> })}
        }
        .into_any(),
        None => view! { <span class="muted">"Never"</span> }.into_any(),
    };
    view! {
        <Row>
            <Cell label="Entry" kind=CellKind::Title>
                <code>{shown}</code>
            </Cell>
            <Cell label="Addresses">{addresses}</Cell>
            <Cell label="Added">
                <RelativeTime at=created />
            </Cell>
            <Cell label="Uses" kind=CellKind::Number>
                {count}
            </Cell>
            <Cell label="Last Used">{used}</Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <IconButton
                    icon=icondata_lu::LuTrash2
                    label=label
                    on_click=move || on_remove.run((block.clone(),))
                />
            </Cell>
        </Row>
    }
}

/// Asks before an entry is removed, naming it and what its removal means.
#[component]
fn RemoveEntry(key: RwSignal<Key>, block: RwSignal<String>, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let submission = use_submission();
    effect(move || {
        if open.get() {
            submission.forget_failure();
        }
    });
    let remove = move || {
        let (id, block) = (key.with_untracked(|key| key.id.clone()), block.get_untracked());
        let removed = format!("{} removed from the access list", short(&block));
        submission.send(
            async move { api::keys::remove_entry(&id, &block).await },
            move |changed| {
                open.set(false);
                announcer.announce(removed);
                key.set(changed);
            },
        );
    };
    let consequences = move || {
        let required = session.access_list_required();
        let own = session.own_key_id();
        key.with(|key| consequences(key, &own, required))
    };
    let shown = Signal::derive(move || short(&block.get()));
    let description = Signal::derive(move || key.with(|key| key.description.clone()));
    view! {
        <ConfirmDialog
            open=open
            title=Signal::derive(move || format!("Remove {}?", short(&block.get())))
            confirm_label="Remove Entry"
            on_confirm=remove
            pending=submission.pending()
            error=Signal::derive(move || submission.failure().as_ref().map(in_one_line))
        >
            <p>
                "Requests with " <strong>{description}</strong> " from "
                <code>{shown}</code>
                " are refused from then on, unless another entry covers their address."
            </p>
            {dynamic(move || consequences().into_iter().map(|words| view! { <p>{words}</p> }).collect_view())}
        </ConfirmDialog>
    }
}

/// What removing one of the entries means beyond the entry itself.
fn consequences(key: &Key, own_key: &str, list_required: bool) -> Vec<&'static str> {
    let mut consequences = Vec::new();
    if key.entries.len() == 1 {
        consequences.push(if list_required {
            "It is the last entry, and the organization requires an access list: the key stops working altogether."
        } else {
            "It is the last entry: without an access list the key works from any address, except for operations that \
             need one."
        });
    }
    if key.id == own_key {
        consequences
            .push("Keyhold itself uses this key: keep an entry that covers the address Keyhold calls from.");
    }
    consequences
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ExposureClass, LastUse};

    fn key(entries: usize) -> Key {
        let entry = |n: usize| AccessListEntry {
            block: format!("192.0.2.{n}/32"),
            created: "2026-01-01T00:00:00Z".into(),
            count: 0,
            last_used: None,
            last_used_address: None,
        };
        Key {
            id: "65f0c0ffee65f0c0ffee65f0".into(),
            description: "ci".into(),
            public_key: "abcdefgh".into(),
            masked_private_key: "********".into(),
            created: "2026-01-01T00:00:00Z".into(),
            roles: vec![],
            projects: vec![],
            entries: (0..entries).map(entry).collect(),
            exposure: ExposureClass::Narrow,
            last_use: LastUse::Never,
        }
    }

    #[test]
    fn the_last_entry_says_what_the_key_becomes_without_a_list() {
        assert!(consequences(&key(1), "", true).concat().contains("stops working"));
        assert!(consequences(&key(1), "", false).concat().contains("any address"));
        assert!(consequences(&key(2), "", true).is_empty());
    }

    #[test]
    fn the_backends_own_key_is_named_as_such() {
        assert!(
            consequences(&key(2), "65f0c0ffee65f0c0ffee65f0", false)
                .concat()
                .contains("Keyhold itself")
        );
    }
}
