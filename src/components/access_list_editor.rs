//! Adding the first entries to the access list of a key just made. Where that was long ago, the backend tells first what
//! they would do.

use crate::{
    api,
    components::{
        access_list::entries_of,
        change_review::{ReviewDialog, use_review},
        entries_form::{EntriesForm, added},
    },
    forms::submission::use_submission,
    ui::{effect, use_announcer},
};
use contract::{AddEntries, ChangeAccessList, Key};
use keyhold_markup::view;
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
    let review = use_review();
    let sent = StoredValue::new(Vec::<String>::new());
    let id = move || key.with_untracked(|key| key.id.clone());
    let done = move |changed: Key| {
        announcer.announce(added(sent.with_value(Vec::len)));
        typed.set(String::new());
        key.set(changed);
    };
    let add = move |entries: Vec<String>| {
        sent.set_value(entries.clone());
        let id = id();
        submission.send(api::keys::add_entries(&id, &AddEntries { entries }), done);
    };
    effect(move || {
        let refused = submission.failure();
        if let Some(report) = refused.and_then(|refused| refused.report().cloned()) {
            submission.forget_failure();
            review.begin_with(report);
        }
    });
    let add_accepted = move |accepted: String| {
        let id = id();
        let change = ChangeAccessList {
            add: sent.get_value(),
            remove: Vec::new(),
            accepted: Some(accepted),
        };
        review.make(api::keys::change_access_list(&id, &change), done);
    };
    view! {
        <EntriesForm entries=entries_of(key) typed=typed submission=submission on_submit=add />
        <ReviewDialog
            review=review
            title="Add these entries?"
            confirm_label="Add Entries"
            name=Signal::derive(move || key.with(|key| key.description.clone()))
            on_confirm=add_accepted
        >
            <p>"The key was made a while ago and may be in use by now."</p>
        </ReviewDialog>
    }
    .into_any()
}
