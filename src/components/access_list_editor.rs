//! Adding the first entries to the access list of a key just made.

use crate::{
    api,
    components::{
        access_list::entries_of,
        entries_form::{EntriesForm, added},
    },
    forms::submission::use_submission,
    ui::use_announcer,
};
use contract::{AddEntries, Key};
use leptos::prelude::*;

/// The editor. What is typed stays when the backend refuses.
#[component]
pub fn AccessListEditor(
    /// The key whose list it is. It becomes what the backend answers.
    key: RwSignal<Key>,
    /// What is typed and not yet added. It stands outside, for a page that must not be left with it.
    typed: RwSignal<String>,
) -> impl IntoView {
    let announcer = use_announcer();
    let submission = use_submission();
    let add = move |entries: Vec<String>| {
        let id = key.with_untracked(|key| key.id.clone());
        let added = added(entries.len());
        submission.send(
            api::keys::add_entries(&id, &AddEntries { entries }),
            move |changed| {
                announcer.announce(added);
                typed.set(String::new());
                key.set(changed);
            },
        );
    };
    view! { <EntriesForm entries=entries_of(key) typed=typed submission=submission on_submit=add /> }
        .into_any()
}
