//! Adding entries to a key's access list: typed or pasted, one or many, each judged as it is typed.

mod draft;

use self::draft::{Typed, Verdict, extent, judge, to_send, with_address};
use crate::{
    api,
    components::failure::FormFailure,
    forms::submission::use_submission,
    session::use_session,
    ui::{
        Button, ButtonKind, ButtonVariant, Field, Icon, TextArea, dynamic, focus_first_error, on_change,
        use_announcer, use_id,
    },
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
    let session = use_session();
    let announcer = use_announcer();
    let tried = RwSignal::new(false);
    let sent = StoredValue::new(Vec::<String>::new());
    let judged = move || {
        let listed = key.with(|key| {
            key.entries
                .iter()
                .filter_map(|entry| entry.block.parse().ok())
                .collect::<Vec<_>>()
        });
        typed.with(|typed| judge(typed, &listed))
    };
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
    let address = Signal::derive(move || session.client_address());
    let seen_from = use_id();
    let described_by = seen_from.clone();
    let use_current = move |_| {
        typed.update(|typed| *typed = with_address(typed, &address.get_untracked()));
        announcer.announce(format!("{} filled in", address.get_untracked()));
    };
    view! {
        <form class="stack" novalidate node_ref=submission.form() on:submit=submit aria-label="Add access list entries">
            <FormFailure submission=submission fields=FIELDS />
            <Field
                label="Access List Entry"
                hint=Some("An IP address or a CIDR block, IPv4 or IPv6. Several are set apart by commas, spaces or lines.".to_owned())
                error=error
            >
                <TextArea value=typed rows=2 mono=true placeholder="203.0.113.7, 198.51.100.0/24" />
            </Field>
            <ul class="verdicts" aria-label="Entries to add">
                {dynamic(move || {
                    judged().into_iter().map(|piece| view! { <VerdictItem piece=piece /> }).collect_view()
                })}
            </ul>
            <div class="editor-actions">
                <div class="cluster">
                    <button
                        type="button"
                        class="button button--secondary"
                        aria-describedby=described_by
                        on:click=use_current
                    >
                        <Icon icon=icondata_lu::LuLocateFixed />
                        "Use Current IP Address"
                    </button>
                    <span class="muted" id=seen_from>
                        "The server sees you at " <code>{address}</code>
                    </span>
                </div>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit pending=submission.pending()>
                    "Add Access List Entry"
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// One piece of what was typed: its canonical form and extent, or what is wrong with it.
#[component]
fn VerdictItem(piece: Typed) -> impl IntoView {
    let (state, icon, words) = match piece.verdict {
        Verdict::New(block) => (
            "new",
            icondata_lu::LuCheck,
            view! {
                <code>{block.short()}</code>
                <span class="muted">{extent(block)}</span>
            }
            .into_any(),
        ),
        Verdict::Already(block) => (
            "already",
            icondata_lu::LuMinus,
            view! {
                <code>{block.short()}</code>
                <span class="muted">"on the list already"</span>
            }
            .into_any(),
        ),
        Verdict::Wrong(error) => (
            "wrong",
            icondata_lu::LuX,
            view! { <span>{error.to_string()} "."</span> }.into_any(),
        ),
    };
    view! {
        <li class="verdicts__item" data-state=state>
            <Icon icon=icon size=14 />
            {words}
        </li>
    }
}
