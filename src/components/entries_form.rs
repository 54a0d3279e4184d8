//! Adding entries to an access list that is changed at once: a key's just made, or an account's. A list that somebody may
//! rely on is changed by `forms/access_list.rs`, which tells first what that would do.

use crate::{
    components::{
        entries_input::{EntriesInput, judge, to_send},
        submission_form::SubmissionForm,
    },
    forms::submission::Submission,
    ui::on_change,
};
use access::AddressBlock;
use contract::AccessListEntry;
use keyhold_markup::view;
use leptos::prelude::*;

const FIELDS: &[&str] = &["entries"];

/// The form. What is typed stays when the backend refuses.
#[component]
pub fn EntriesForm(
    /// What is on the list already.
    entries: Signal<Vec<AccessListEntry>>,
    /// What is typed and not yet added. It stands outside, for a page that must not be left with it, and for whoever
    /// empties it once the entries are on the list.
    typed: RwSignal<String>,
    /// Where it goes.
    submission: Submission,
    /// Called with the entries to add, in their canonical form.
    #[prop(into)]
    on_submit: Callback<(Vec<String>,)>,
) -> impl IntoView {
    let tried = RwSignal::new(false);
    let sent = StoredValue::new(Vec::<String>::new());
    let listed = Signal::derive(move || {
        let block = |entry: &AccessListEntry| AddressBlock::listed(&entry.block).ok();
        entries.with(|entries| entries.iter().filter_map(block).collect::<Vec<_>>())
    });
    let judged = move || listed.with(|listed| typed.with(|typed| judge(typed, listed)));
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
    let submit = move || {
        let Ok(entries) = untrack(|| to_send(&judged())) else {
            tried.set(true);
            return false;
        };
        sent.set_value(entries.clone());
        on_submit.run((entries,));
        true
    };
    view! {
        <SubmissionForm
            submission=submission
            fields=FIELDS
            label="Add access list entries"
            on_submit=submit
            submit_label="Add Access List Entry"
        >
            <EntriesInput typed=typed listed=listed error=error />
        </SubmissionForm>
    }
    .into_any()
}

/// What is said once entries are on the list.
pub fn added(count: usize) -> String {
    match count {
        1 => "1 access list entry added".to_owned(),
        count => format!("{count} access list entries added"),
    }
}
