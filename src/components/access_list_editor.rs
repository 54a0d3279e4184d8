//! Adding the first entries to the access list of a key just made. A list that somebody may rely on is changed by
//! `forms/access_list.rs`, which tells first what that would do.

use crate::{
    api,
    components::{
        access_list::blocks,
        entries_input::{EntriesInput, judge, to_send},
        failure::FormFailure,
    },
    forms::submission::use_submission,
    ui::{Button, ButtonKind, ButtonVariant, focus_first_error, on_change, use_announcer},
};
use contract::{AddEntries, Key};
use leptos::{ev::SubmitEvent, prelude::*};

const FIELDS: &[&str] = &["entries"];

/// The editor. What is typed stays when the backend refuses.
#[component]
pub fn AccessListEditor(
    /// The key whose list it is. It becomes what the backend answers.
    key: RwSignal<Key>,
    /// What is typed and not yet added. It stands outside, for a page that must not be left with it.
    typed: RwSignal<String>,
) -> impl IntoView {
    let announcer = use_announcer();
    let tried = RwSignal::new(false);
    let sent = StoredValue::new(Vec::<String>::new());
    let listed = Signal::derive(move || key.with(blocks));
    let judged = move || listed.with(|listed| typed.with(|typed| judge(typed, listed)));
    let submission = use_submission();
    on_change(
        move || typed.get(),
        move |_| {
            tried.set(false);
            submission.forget_failure();
        },
    );
    let error = Signal::derive(move || {
        let ours = tried.get().then(|| to_send(&judged()).err()).flatten();
        let theirs = || {
            let failure = submission.failure()?;
            (failure.field() == Some("entries")).then(|| {
                // Which of the entries it was is said by its place in what was sent.
                let entry = failure
                    .index()
                    .and_then(|at| sent.with_value(|sent| sent.get(at).cloned()));
                entry.map_or_else(|| failure.to_string(), |entry| format!("{entry}: {failure}"))
            })
        };
        ours.or_else(theirs)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Ok(entries) = untrack(|| to_send(&judged())) else {
            tried.set(true);
            focus_first_error(submission.form());
            return;
        };
        sent.set_value(entries.clone());
        let id = key.with_untracked(|key| key.id.clone());
        let added = match entries.len() {
            1 => "1 access list entry added".to_owned(),
            count => format!("{count} access list entries added"),
        };
        submission.send(
            async move { api::keys::add_entries(&id, &AddEntries { entries }).await },
            move |changed| {
                announcer.announce(added);
                typed.set(String::new());
                key.set(changed);
            },
        );
    };
    view! {
        <form class="stack" novalidate node_ref=submission.form() on:submit=submit aria-label="Add access list entries">
            <FormFailure submission=submission fields=FIELDS />
            <EntriesInput typed=typed listed=listed error=error />
            <div class="cluster cluster--end">
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit pending=submission.pending()>
                    "Add Access List Entry"
                </Button>
            </div>
        </form>
    }
    .into_any()
}
