//! The organization's API keys: the table, and the pages of one key.

pub mod access_list;
pub mod create;
pub mod edit;
pub mod key;

use crate::{
    api,
    components::{
        delete_key::{DeleteKey, Doomed},
        delete_keys::DeleteKeys,
        key_table::{
            KeyTable,
            pager::Pager,
            selection_bar::SelectionBar,
            toolbar::Toolbar,
            view::{KeyView, Keys, use_key_view},
        },
        lists_read::{ListsRead, use_lists_read},
        load::{Followed, Load, use_load},
        nothing_found::NothingFound,
        page_title::use_page_title,
    },
    keys::Column,
    paths,
    session::use_session,
    ui::{
        ButtonVariant, EmptyState, HeaderCell, Icon, LinkButton, Notice, PageHeader, SkeletonRows, Table,
        Tone, dynamic, focus_content_after,
    },
};
use access::Action;
use contract::{KeyList, KeyRow};
use keyhold_markup::view;
use leptos::prelude::*;
use std::rc::Rc;

/// The page with the table. What is filtered, sorted and open is in the URL.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    use_page_title(|| "API Keys".to_owned());
    let load = use_load(|| async { api::keys::list().await.map(Rc::new) });
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
    let show = move |keys: Keys| view! { <Browser keys=keys load=load /> }.into_any();
    view! {
        <PageHeader
            title="API Keys"
            description=Some("Programmatic access to the organization, one key for each use.".to_owned())
            actions=|| view! { <CreateLink /> }
        />
        <Followed load=load what="the API keys" waiting=waiting.into() show=show />
    }
    .into_any()
}

#[component]
fn CreateLink() -> impl IntoView {
    let session = use_session();
    let reason = Signal::derive(move || session.refusal(Action::CreateOrganizationKey, None));
    view! {
        <LinkButton href=paths::NEW_API_KEY variant=ButtonVariant::Primary disabled_reason=reason>
            <Icon icon=icondata_lu::LuPlus />
            "Create API Key"
        </LinkButton>
    }
}

/// The filters, the count, the table and what can be done with its keys.
#[component]
fn Browser(keys: Keys, load: Load<Rc<KeyList>>) -> impl IntoView {
    let view = use_key_view(keys);
    let progress = use_lists_read(keys, load);
    let deleted = move || {
        load.again();
        // The row that had the focus is going.
        focus_content_after();
    };
    let session = use_session();
    let is_limited = Memo::new(move |_| {
        view.index
            .with(|index| index.is_less_than_owner(&session.own_key_id()))
    });
    let is_empty = Memo::new(move |_| view.index.with(|index| index.is_empty()));
    // While lists are read the rows are awaited all the time, which is not worth telling.
    let busy = Signal::derive(move || {
        let (read, all) = progress.get();
        load.loading().get() && read == all
    });
    dynamic(move || {
        if is_empty.get() {
            view! { <NothingYet /> }.into_any()
        } else {
            view! {
                {dynamic(move || if is_limited.get() {
                    view! { <LimitedKey /> }.into_any()
                } else {
                    view! { <ListsRead progress=progress /> }.into_any()
                })}
                <SomeKeys view=view busy=busy on_deleted=deleted />
            }
            .into_any()
        }
    })
}

/// Says that the key which Keyhold itself uses was given other roles elsewhere, and what that means. It stands in place of the
/// progress of reading access lists, which makes none then.
#[component]
fn LimitedKey() -> impl IntoView {
    view! {
        <Notice tone=Tone::Warning title="Keyhold can change nothing">
            "The key that Keyhold itself uses is not Organization Owner: each change would be refused, and other keys' \
             access lists may be. Give it that role with another key, or give Keyhold another key with "
            <code>"keyhold connection add"</code> "."
        </Notice>
    }
}

/// What stands on the page where there are keys.
#[component]
fn SomeKeys(view: KeyView, busy: Signal<bool>, #[prop(into)] on_deleted: Callback<()>) -> impl IntoView {
    let doomed = RwSignal::new(Doomed::default());
    let deleting = RwSignal::new(false);
    let on_delete = Callback::new(move |(key,): (Doomed,)| {
        doomed.set(key);
        deleting.set(true);
    });
    let several = RwSignal::new(Vec::new());
    let deleting_several = RwSignal::new(false);
    let on_delete_several = Callback::new(move |(keys,): (Vec<KeyRow>,)| {
        several.set(keys);
        deleting_several.set(true);
    });
    let nothing = Memo::new(move |_| view.matching.with(Vec::is_empty));
    view! {
        <Toolbar view=view />
        {dynamic(move || {
            if nothing.get() {
                view! {
                    <NothingFound
                        title="No key matches the filters"
                        clear="Clear Filters"
                        on_clear=move || view.clear_filters()
                    >
                        "Descriptions, public keys, ids and addresses were searched."
                    </NothingFound>
                }
                .into_any()
            } else {
                view! { <KeyTable view=view busy=busy on_delete=on_delete /> }.into_any()
            }
        })}
        <Pager view=view />
        <SelectionBar view=view on_delete=on_delete_several />
        <DeleteKey key=doomed open=deleting on_deleted=on_deleted />
        <DeleteKeys keys=several open=deleting_several on_deleted=on_deleted />
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
