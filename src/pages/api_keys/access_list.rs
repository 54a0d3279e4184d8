//! Changing a key's access list: the second step of editing a key, and a page of its own.

use super::key::{OwnKeyNotice, Trail, WithKey, edit_steps};
use crate::{
    components::{
        access_list::entries_of,
        access_list_table::AccessListTable,
        exposure,
        leave_question::LeaveQuestion,
        list_advice::{ListAdvice, advice_on},
        page_title::use_page_title,
        section::Section,
        steps::Steps,
    },
    forms::access_list::{AccessListForm, ListDraft},
    navigation::{use_leave_guard, use_navigation},
    paths, query,
    session::use_session,
    ui::{Button, ButtonVariant, Notice, PageHeader, Tone, dynamic},
};
use access::{Action, KeyId};
use contract::Key;
use keyhold_markup::view;
use leptos::prelude::*;

/// The page. What its URL says to `add` is typed already.
#[component]
pub fn EditAccessListPage(
    /// The key.
    id: KeyId,
) -> impl IntoView {
    view! { <WithKey id=id show=|key: Key| view! { <EditAccessList key=key /> }.into_any() /> }.into_any()
}

#[component]
fn EditAccessList(key: Key) -> impl IntoView {
    use_page_title({
        let description = key.description.clone();
        move || format!("Access list of {description}")
    });
    let session = use_session();
    let (id, description) = (key.id.clone(), key.description.clone());
    let trail = {
        let page = paths::api_key(&id);
        move || view! { <Trail to=page label=description /> }
    };
    let key = StoredValue::new(key);
    // Whether, not why: the form must not be drawn anew because an owner has come or gone.
    let may_change = Memo::new(move |_| session.refusal(Action::AddAccessListEntries, None).is_none());
    dynamic(move || {
        let key = key.get_value();
        let (title, list) = if may_change.get() {
            ("Edit Access List", view! { <Editor key=key /> }.into_any())
        } else {
            ("Access List", view! { <OnlySeen key=key /> }.into_any())
        };
        view! {
            <PageHeader title=title trail=trail.clone() />
            <Steps steps=edit_steps(&id) current=1 />
            <OwnKeyNotice id=id.clone() />
            {list}
        }
    })
}

#[component]
fn Editor(key: Key) -> impl IntoView {
    let page = paths::api_key(&key.id);
    let search = use_navigation().search();
    let typed = search
        .with_untracked(|search| query::get(search, "add"))
        .unwrap_or_default();
    let draft = ListDraft::new(key, typed);
    let dirty = draft.is_dirty();
    let guard = use_leave_guard(move || dirty.get());
    let done = view! { <a class="button button--secondary" href=page>"Done"</a> }.into_any();
    view! {
        <AccessListForm draft=draft done=done />
        <LeaveQuestion guard=guard title="Leave without changing the list?" stay="Keep Editing" leave="Discard Changes">
            "What you have marked and typed here is not on the access list yet."
        </LeaveQuestion>
    }
}

/// The list for whoever may see it and not change it: what changes it is there, and says why it does nothing.
#[component]
fn OnlySeen(key: Key) -> impl IntoView {
    let session = use_session();
    let advice = Memo::new({
        let advice = advice_on(&key);
        move |_| advice.clone()
    });
    let class = key.exposure;
    let is_empty = key.entries.is_empty();
    let key = RwSignal::new(key);
    let to_remove = Signal::derive(move || session.refusal(Action::DeleteAccessListEntry, None));
    let to_change = Signal::derive(move || session.refusal(Action::AddAccessListEntries, None));
    let nothing = Callback::new(|_| ());
    view! {
        <Notice tone=Tone::Info title="You can see this list and not change it">
            {dynamic(move || to_change.get())}
        </Notice>
        <Section title="Entries">
            <p class="muted">{dynamic(move || exposure::meaning(class, session.access_list_required()))}</p>
            {(!is_empty).then(|| view! {
                <AccessListTable entries=entries_of(key) on_remove=Some(nothing) refusal=to_remove />
            })}
            <div class="cluster cluster--end">
                <Button variant=ButtonVariant::Primary disabled_reason=to_change>"Review Changes"</Button>
            </div>
        </Section>
        <Section title="What the List Lets In">
            <ListAdvice advice=advice />
        </Section>
    }
}
