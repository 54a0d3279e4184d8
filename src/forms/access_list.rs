//! Changing a key's access list: entries are marked for removal and typed to be added, what comes of it is shown beside,
//! and nothing happens before its report has been read and accepted.
//!
//! The Admin API cannot change an entry in place: to edit one is to add the new and to remove the old.

mod changes;

use self::changes::{Changes, draft_of, meanwhile};
use crate::{
    api::{self, Error},
    components::{
        access_list::{EmptyListNotice, blocks, entries_of, use_list_changed},
        access_list_table::{AccessListTable, Marking},
        change_review::{Review, ReviewDialog, use_review},
        entries_input::{EntriesInput, Typed, judge},
        exposure,
        failure::FormFailure,
        list_advice::ListAdvice,
        section::Section,
    },
    paths,
    session::use_session,
    ui::{
        Button, ButtonKind, ButtonVariant, Notice, Tone, dynamic, effect, focus_first_error, focus_in_form,
        on_change, use_announcer,
    },
};
use access::{AddressBlock, advise};
use contract::Key;
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

/// What is marked and typed so far.
#[derive(Clone, Copy)]
pub struct ListDraft {
    key: RwSignal<Key>,
    marked: RwSignal<Vec<AddressBlock>>,
    typed: RwSignal<String>,
}

impl ListDraft {
    /// A draft that begins with the list of `key`, and with `typed`.
    pub fn new(key: Key, typed: String) -> Self {
        Self {
            key: RwSignal::new(key),
            marked: RwSignal::new(Vec::new()),
            typed: RwSignal::new(typed),
        }
    }

    /// Whether anything would be lost by leaving.
    pub fn is_dirty(self) -> Signal<bool> {
        Signal::derive(move || {
            self.typed.with(|typed| !typed.trim().is_empty()) || !self.changes().is_empty()
        })
    }

    fn list(self) -> Vec<AddressBlock> {
        self.key.with(blocks)
    }

    fn judged(self) -> Vec<Typed> {
        self.typed.with(|typed| judge(typed, &self.list()))
    }

    fn changes(self) -> Changes {
        self.marked
            .with(|marked| Changes::of(&self.list(), marked, &self.judged()))
    }

    fn clear(self) {
        self.marked.set(Vec::new());
        self.typed.set(String::new());
    }

    /// Takes the list as it is now, and says what has become of it meanwhile.
    fn rebase(self, now: Key) -> Option<String> {
        let said = meanwhile(&self.key.with_untracked(blocks), &blocks(&now));
        self.key.set(now);
        said
    }
}

/// The form, with the advice beside it.
#[component]
pub fn AccessListForm(
    /// The draft.
    draft: ListDraft,
    /// The way out: a link.
    done: AnyView,
) -> impl IntoView {
    let review = use_review();
    let submission = review.asking();
    let announcer = use_announcer();
    let changes = Memo::new(move |_| draft.changes());
    let advice = Memo::new(move |_| {
        let result = draft
            .key
            .with(|key| changes.with(|changes| changes.result(&key.entries)));
        advise(&result)
    });
    let listed = Signal::derive(move || draft.list());
    let tried = RwSignal::new(false);
    on_change(
        move || changes.get(),
        move |_| {
            tried.set(false);
            submission.forget_failure();
        },
    );
    let wrong = move || changes.with(|changes| changes.wrong(&draft.judged(), draft.list().len()));
    let error = Signal::derive(move || tried.get().then(wrong).flatten());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if untrack(wrong).is_some() {
            focus_first_error(submission.form());
        } else {
            let key = draft.key.with_untracked(|key| key.id.clone());
            review.ask(changes.with_untracked(|changes| changes.to_review(key)));
        }
    };
    let marking = Marking {
        leaving: Signal::derive(move || changes.with(|changes| changes.remove.clone())),
        on_toggle: Callback::new(move |(block,): (String,)| toggle(draft.marked, &block)),
        on_edit: Callback::new(move |(block,): (String,)| {
            edit(draft, &block);
            focus_in_form(submission.form(), "textarea");
        }),
    };
    let use_smaller = Callback::new(move |()| {
        let Some(smaller) = advice.with_untracked(|advice| advice.smaller.clone()) else {
            return;
        };
        let (marked, typed) = untrack(|| draft_of(&smaller, &draft.list(), &draft.judged()));
        draft.marked.set(marked);
        draft.typed.set(typed);
        announcer.announce("The smaller list is drafted. Review the changes to make them.");
        focus_in_form(submission.form(), "textarea");
    });
    let unchanged = Signal::derive(move || {
        let nothing = changes.with(Changes::is_empty) && wrong().is_none();
        nothing.then(|| "Nothing is changed yet.".to_owned())
    });
    let has_entries = Memo::new(move |_| draft.key.with(|key| !key.entries.is_empty()));
    view! {
        <Meanwhile draft=draft review=review />
        <form
            class="list-form"
            novalidate
            node_ref=submission.form()
            on:submit=submit
            aria-label="Access list"
        >
            <div class="list-form__draft">
                <Section title="Entries">
                    {dynamic(move || match has_entries.get() {
                        true => view! { <AccessListTable entries=entries_of(draft.key) marking=Some(marking) /> }.into_any(),
                        false => view! { <p class="muted">"The access list is empty."</p> }.into_any(),
                    })}
                </Section>
                <Section title="Add Entries">
                    <EntriesInput typed=draft.typed listed=listed error=error rows=4 required=false />
                </Section>
                <Section title="Changes">
                    <FormFailure submission=submission fields=&[] />
                    <Summary changes=changes />
                    <div class="cluster cluster--end">
                        {done}
                        <Button
                            variant=ButtonVariant::Primary
                            kind=ButtonKind::Submit
                            pending=submission.pending()
                            disabled_reason=unchanged
                        >
                            "Review Changes"
                        </Button>
                    </div>
                </Section>
            </div>
            <div class="list-form__advice">
                <Section title="What the List Lets In">
                    <Meaning advice=advice />
                    <ListAdvice advice=advice on_smaller=Some(use_smaller) />
                </Section>
            </div>
        </form>
        <Reviewed draft=draft changes=changes review=review />
    }
    .into_any()
}

#[component]
fn Meaning(advice: Memo<access::Advice>) -> impl IntoView {
    let session = use_session();
    dynamic(move || {
        let class = exposure::class(advice.with(|advice| advice.class));
        view! { <p>{exposure::meaning(class, session.access_list_required())}</p> }
    })
}

/// The entries that come and go.
#[component]
fn Summary(changes: Memo<Changes>) -> impl IntoView {
    let list = |verb: &'static str, blocks: &[AddressBlock]| {
        let items = blocks
            .iter()
            .map(|block| view! { <code>{block.short()}</code> })
            .collect_view();
        (!blocks.is_empty()).then(|| view! { <p class="cluster"><strong>{verb}</strong> {items}</p> })
    };
    dynamic(move || {
        changes.with(|changes| {
            if changes.is_empty() {
                return view! { <p class="muted">"None yet."</p> }.into_any();
            }
            view! {
                {list("To add", &changes.add)}
                {list("To remove", &changes.remove)}
            }
            .into_any()
        })
    })
}

/// The report, to be accepted; and the change, once it is.
#[component]
fn Reviewed(draft: ListDraft, changes: Memo<Changes>, review: Review) -> impl IntoView {
    let changed = use_list_changed(draft.key);
    let make = move |accepted: String| {
        let id = draft.key.with_untracked(|key| key.id.clone());
        let (change, removed) = changes.with_untracked(|changes| {
            let removed = changes.remove.iter().map(ToString::to_string).collect();
            (changes.to_send(accepted), removed)
        });
        review.make(api::keys::change_access_list(&id, &change), move |after| {
            draft.clear();
            changed.run((after, removed));
        });
    };
    let empties = Signal::derive(move || {
        changes.with(|changes| {
            !changes.remove.is_empty() && draft.key.with(|key| changes.result(&key.entries).is_empty())
        })
    });
    view! {
        <ReviewDialog
            review=review
            title="Change the access list?"
            confirm_label="Change Access List"
            name=Signal::derive(move || draft.key.with(|key| key.description.clone()))
            on_confirm=make
            opens=empties
        >
            <Summary changes=changes />
            <EmptyListNotice empties=empties />
        </ReviewDialog>
    }
}

/// What has become of the list meanwhile, where a change of it was refused or came half-way. The draft is kept.
#[component]
fn Meanwhile(draft: ListDraft, review: Review) -> impl IntoView {
    let found = RwSignal::new(None::<Found>);
    let look = move || {
        let id = draft.key.with_untracked(|key| key.id.clone());
        spawn_local(async move {
            let now = api::keys::get(&id).await;
            if found.is_disposed() {
                return;
            }
            match now {
                Ok(now) => {
                    if let Some(words) = draft.rebase(now) {
                        found.set(Some(Found::Changed(words)));
                    }
                }
                Err(error) if error.is_not_found() => found.set(Some(Found::Gone)),
                // Why it was refused is told already.
                Err(_) => {}
            }
        });
    };
    on_change(
        move || review.asking().pending().get(),
        move |pending| {
            if pending {
                found.set(None);
            }
        },
    );
    let look_after = move |failure: Option<Error>| {
        if failure.is_some_and(|failure| failure.code().is_some() && !failure.is_signed_out()) {
            look();
        }
    };
    effect(move || look_after(review.asking().failure()));
    effect(move || look_after(review.failure()));
    effect(move || {
        if review.has_changed() {
            look();
        }
    });
    dynamic(move || {
        found.get().map(|found| match found {
            Found::Changed(how) => view! {
                <Notice tone=Tone::Warning title="The access list has changed meanwhile" announce=true>
                    {how} "What you have marked and typed is kept. Review the changes again."
                </Notice>
            }
            .into_any(),
            Found::Gone => view! {
                <Notice tone=Tone::Danger title="The API key is gone" announce=true>
                    "It was deleted meanwhile, and its access list with it. "
                    <a href=paths::API_KEYS>"Go to API Keys"</a>
                </Notice>
            }
            .into_any(),
        })
    })
}

/// What has become of a list.
#[derive(Clone)]
enum Found {
    /// It is another now, in words.
    Changed(String),
    /// Its key was deleted.
    Gone,
}

/// Marks an entry for removal, or takes the mark away.
fn toggle(marked: RwSignal<Vec<AddressBlock>>, block: &str) {
    let Ok(block) = AddressBlock::listed(block) else {
        return;
    };
    marked.update(|marked| match marked.iter().position(|other| *other == block) {
        Some(at) => {
            marked.remove(at);
        }
        None => marked.push(block),
    });
}

/// Puts an entry among what is typed, to be changed there, and marks it: as it stands that changes nothing.
fn edit(draft: ListDraft, block: &str) {
    let Ok(block) = AddressBlock::listed(block) else {
        return;
    };
    draft.marked.update(|marked| {
        if !marked.contains(&block) {
            marked.push(block);
        }
    });
    draft.typed.update(|typed| {
        let kept = typed.trim_end().len();
        typed.truncate(kept);
        if !typed.is_empty() {
            typed.push('\n');
        }
        typed.push_str(&block.short());
    });
}
