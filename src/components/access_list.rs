//! A key's access list: its entries, and taking one off after being told what that would do.

use crate::{
    api,
    components::{
        access_list_table::AccessListTable,
        address_code::short,
        change_review::{ReviewDialog, use_review},
        exposure,
        failure::{FormFailure, in_one_line},
    },
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::{Notice, Tone, dynamic, effect, focus_content_after, use_toaster},
};
use access::{Action, AddressBlock};
use contract::{AccessListEntry, Change, ChangeAccessList, Key};
use keyhold_markup::view;
use leptos::{prelude::*, task::spawn_local};

/// The list of `key`, which it keeps up to date with what the backend answers.
#[component]
pub fn AccessList(
    /// The key.
    key: RwSignal<Key>,
) -> impl IntoView {
    let session = use_session();
    let review = use_review();
    let removing = RwSignal::new(String::new());
    let ask = Callback::new(move |(block,): (String,)| {
        removing.set(block.clone());
        review.ask(Change::AccessList {
            key: key.with_untracked(|key| key.id.clone()),
            add: Vec::new(),
            remove: vec![block],
        });
    });
    // What is said beside a report that came in the place of another is of the list as it is then.
    effect(move || {
        if review.has_changed() {
            let id = key.with_untracked(|key| key.id.clone());
            spawn_local(async move {
                if let Ok(now) = api::keys::get(&id).await {
                    key.try_set(now);
                }
            });
        }
    });
    let changed = use_list_changed(key);
    let remove = move |accepted: String| {
        let (id, remove) = (
            key.with_untracked(|key| key.id.clone()),
            vec![removing.get_untracked()],
        );
        let change = ChangeAccessList {
            add: Vec::new(),
            remove: remove.clone(),
            accepted: Some(accepted),
        };
        review.make(api::keys::change_access_list(&id, &change), move |after| {
            changed.run((after, remove));
            // The entry's button is gone.
            focus_content_after();
        });
    };
    let meaning = move || key.with(|key| exposure::meaning(key.exposure, session.access_list_required()));
    let has_entries = Memo::new(move |_| key.with(|key| !key.entries.is_empty()));
    let refusal = Signal::derive(move || session.refusal(Action::DeleteAccessListEntry, None));
    let empties = Signal::derive(move || key.with(|key| key.entries.len() == 1));
    view! {
        <p class="muted">{dynamic(meaning)}</p>
        <FormFailure submission=review.asking() fields=&[] />
        {dynamic(move || {
            has_entries.get().then(|| {
                view! { <AccessListTable entries=entries_of(key) on_remove=Some(ask) refusal=refusal /> }
            })
        })}
        <ReviewDialog
            review=review
            title=Signal::derive(move || format!("Remove {}?", short(&removing.get())))
            confirm_label="Remove Entry"
            name=Signal::derive(move || key.with(|key| key.description.clone()))
            on_confirm=remove
            opens=empties
        >
            {dynamic(move || (!empties.get()).then(|| view! {
                <p>
                    "Requests with this key from "
                    <code>{short(&removing.get())}</code>
                    " are refused from then on, unless another entry covers their address."
                </p>
            }))}
            <EmptyListNotice empties=empties />
        </ReviewDialog>
    }
    .into_any()
}

/// The entries of a key's list, followed.
pub fn entries_of(key: RwSignal<Key>) -> Signal<Vec<AccessListEntry>> {
    Signal::derive(move || key.with(|key| key.entries.clone()))
}

/// What a key becomes once its list is empty, which locks nobody out and may well let everybody in.
#[component]
pub fn EmptyListNotice(
    /// Whether the change empties the list.
    empties: Signal<bool>,
) -> impl IntoView {
    let session = use_session();
    dynamic(move || {
        let meaning = if session.access_list_required() {
            "The organization requires an access list: every request with the key is refused from then on."
        } else {
            "From then on the key works from every address on the internet, except for operations that need a list."
        };
        empties.get().then(|| {
            view! { <Notice tone=Tone::Danger title="No entry would be left">{meaning}</Notice> }
        })
    })
}

/// The blocks of a key's list.
pub fn blocks(key: &Key) -> Vec<AddressBlock> {
    key.entries
        .iter()
        .filter_map(|entry| AddressBlock::listed(&entry.block).ok())
        .collect()
}

/// What to do once the list of `key` has been changed, given the key afterwards and what was removed: it is shown and
/// said, and where that is true, it is offered to add back what was removed.
pub fn use_list_changed(key: RwSignal<Key>) -> Callback<(Key, Vec<String>)> {
    let (toaster, session, navigation) = (use_toaster(), use_session(), use_navigation());
    Callback::new(move |(after, removed): (Key, Vec<String>)| {
        let (said, offer) = outcome(&removed, after.entries.len());
        let id = after.id.clone();
        key.set(after);
        let Some(label) = offer else {
            return toaster.success(said);
        };
        toaster.offer(said, label, move || {
            let (id, add) = (id.clone(), removed.clone());
            spawn_local(async move {
                let change = ChangeAccessList {
                    add,
                    remove: Vec::new(),
                    accepted: None,
                };
                match api::keys::change_access_list(&id, &change).await {
                    Ok(restored) => {
                        toaster.success("Back on the access list");
                        // Where its page has been left meanwhile, the list is shown again.
                        if key.try_set(restored).is_some() {
                            navigation.leave(move || navigation.go(&paths::edit_access_list(&id)));
                        }
                    }
                    Err(error) => {
                        session.note(&error);
                        toaster.error(in_one_line(&error));
                    }
                }
            });
        });
    })
}

/// What is said of a change, and the label of the offer to undo its removals. With the last entry gone there is none:
/// adding one back would shut out whoever has used the key since.
fn outcome(removed: &[String], entries_left: usize) -> (String, Option<&'static str>) {
    let said = match removed {
        [] => "Access list changed".to_owned(),
        [block] => format!("{} removed from the access list", short(block)),
        _ => format!("{} entries removed from the access list", removed.len()),
    };
    let offer = match (removed.len(), entries_left) {
        (0, _) | (_, 0) => None,
        (1, _) => Some("Add It Back"),
        _ => Some("Add Them Back"),
    };
    (said, offer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoing_is_offered_only_where_it_shuts_nobody_out() {
        let removed = ["192.0.2.7/32".to_owned()];
        assert_eq!(outcome(&removed, 0).1, None);
        assert_eq!(outcome(&[], 3).1, None);
        assert_eq!(
            outcome(&removed, 1),
            (
                "192.0.2.7 removed from the access list".to_owned(),
                Some("Add It Back")
            )
        );
    }
}
