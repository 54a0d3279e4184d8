//! The organization's API keys: the table, and the pages of one key.

pub mod access_list;
pub mod create;
pub mod edit;
pub mod key;

use crate::{
    api,
    components::{
        delete_key::{DeleteKey, Doomed},
        key_table::{Column, KeyIndex, KeyTable, TableQuery, use_count, use_filter, use_table_query},
        load::{Loaded, use_load},
        page_title::use_page_title,
    },
    paths,
    ui::{
        Button, EmptyState, HeaderCell, Icon, PageHeader, SkeletonRows, SortOrder, Table, TextInput, dynamic,
        focus_content,
    },
};
use contract::{KeyList, KeyRow};
use leptos::prelude::*;

/// The page with the table. What is filtered and sorted by is in the URL.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    use_page_title(|| "API Keys".to_owned());
    let load = use_load(|| async { api::keys::list().await });
    let waiting = || {
        let head = || {
            Column::ALL
                .map(|column| view! { <HeaderCell>{column.label()}</HeaderCell> })
                .collect_view()
        };
        view! {
            <Table caption="API keys" busy=true head=head>
                <SkeletonRows columns=Column::ALL.len() />
            </Table>
        }
    };
    let changed = move || {
        load.again();
        // The row that had the focus is going.
        focus_content();
    };
    let show =
        move |list: KeyList| view! { <Keys list=list busy=load.loading() on_changed=changed /> }.into_any();
    view! {
        <PageHeader
            title="API Keys"
            description=Some("Programmatic access to the organization, one key for each use.".to_owned())
            actions=|| view! { <CreateLink /> }
        />
        <Loaded load=load what="the API keys" waiting=waiting.into() show=show />
    }
    .into_any()
}

#[component]
fn CreateLink() -> impl IntoView {
    view! {
        <a class="button button--primary" href=paths::NEW_API_KEY>
            <Icon icon=icondata_lu::LuPlus />
            "Create API Key"
        </a>
    }
}

/// The filter, the count and the table over keys that are there.
#[component]
fn Keys(list: KeyList, busy: Signal<bool>, #[prop(into)] on_changed: Callback<()>) -> impl IntoView {
    let index = StoredValue::new(KeyIndex::new(list.keys));
    if index.with_value(KeyIndex::is_empty) {
        return view! { <NothingYet /> }.into_any();
    }
    let (query, ask) = use_table_query();
    let filter = use_filter(query, ask);
    let rows = Memo::new(move |_| index.with_value(|index| query.with(|query| index.select(query))));
    let count = use_count(
        move || rows.with(Vec::len),
        move || index.with_value(KeyIndex::len),
    );

    let doomed = RwSignal::new(Doomed::default());
    let deleting = RwSignal::new(false);
    let on_delete = Callback::new(move |(row,): (KeyRow,)| {
        doomed.set(Doomed {
            id: row.id,
            description: row.description,
        });
        deleting.set(true);
    });
    let on_sort = Callback::new(move |(sort, order): (Column, SortOrder)| {
        ask.run((TableQuery {
            sort,
            order,
            ..query.get_untracked()
        },));
    });
    let nothing = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        <div class="toolbar" role="search" aria-label="API keys">
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
                view! { <NothingFound on_clear=move || filter.set(String::new()) /> }.into_any()
            } else {
                view! { <KeyTable rows=rows.into() query=query busy=busy on_sort=on_sort on_delete=on_delete /> }
                    .into_any()
            }
        })}
        <DeleteKey key=doomed open=deleting on_deleted=on_changed />
    }
    .into_any()
}

#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <EmptyState icon=icondata_lu::LuKeyRound title="No API keys yet" actions=|| view! { <CreateLink /> }>
            "An API key lets a program manage the organization, from the addresses on its access list."
        </EmptyState>
    }
}

#[component]
fn NothingFound(#[prop(into)] on_clear: Callback<()>) -> impl IntoView {
    view! {
        <EmptyState
            icon=icondata_lu::LuSearchX
            title="No key matches the filter"
            actions=move || view! { <Button on_click=on_clear>"Clear Filter"</Button> }
        >
            "Descriptions, public keys, ids and addresses were searched."
        </EmptyState>
    }
}
