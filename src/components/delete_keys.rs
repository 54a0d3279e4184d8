//! Deleting several keys: one by one, so that each can say how it went.

use crate::{
    api::{self, Error},
    components::{failure::in_one_line, last_use::LastUseText},
    session::{SessionContext, use_session},
    ui::{
        Button, ButtonVariant, Dialog, Field, Notice, Spinner, TextInput, Tone, dynamic, effect,
        use_announcer,
    },
};
use contract::KeyRow;
use keyhold_markup::view;
use leptos::{prelude::*, task::spawn_local};

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// The person is asked.
    #[default]
    Asking,
    /// So many have been tried.
    Deleting(usize),
    /// All have been tried, or the session ended meanwhile.
    Done(Outcome),
}

/// What became of the keys that were to be deleted; the others are deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Outcome {
    /// How many were to be deleted.
    asked: usize,
    /// How many somebody else had deleted before.
    gone: usize,
    /// The ones that are still there.
    failed: Vec<Failed>,
}

/// A key that is still there, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failed {
    description: String,
    reason: String,
}

/// The dialog. Once something was deleted, closing it tells so.
#[component]
pub fn DeleteKeys(
    /// The keys.
    keys: RwSignal<Vec<KeyRow>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Called when it is left after keys have gone.
    #[prop(into)]
    on_deleted: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let stage = RwSignal::new(Stage::Asking);
    let typed = RwSignal::new(String::new());
    effect(move || {
        if open.get() {
            stage.set(Stage::Asking);
            typed.set(String::new());
        }
    });
    let going = Signal::derive(move || {
        let own = session.own_key_id();
        keys.with(|keys| {
            keys.iter()
                .filter(|key| key.id != own)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let expected = Signal::derive(move || counted(going.with(Vec::len)));
    let leave = move || {
        let (left, fewer) = stage.with_untracked(|stage| match stage {
            Stage::Asking => (true, false),
            Stage::Deleting(_) => (false, false),
            Stage::Done(outcome) => (true, outcome.asked > outcome.failed.len()),
        });
        if left {
            open.set(false);
        }
        if fewer {
            on_deleted.run(());
        }
        left
    };
    let delete = move || {
        if stage.with_untracked(|stage| *stage == Stage::Asking) {
            stage.set(Stage::Deleting(0));
            let keys = going.get_untracked();
            spawn_local(async move {
                let outcome = delete_all(&keys, stage, session).await;
                announcer.announce(outcome.summary());
                stage.try_set(Stage::Done(outcome));
            });
        }
    };
    let reason = Signal::derive(move || {
        if going.with(Vec::is_empty) {
            Some("There is no key to delete.".to_owned())
        } else {
            (typed.with(|typed| expected.with(|expected| typed != expected)))
                .then(|| "Type the text above exactly to confirm.".to_owned())
        }
    });
    let is_done = Memo::new(move |_| stage.with(|stage| matches!(stage, Stage::Done(_))));
    let pending = Signal::derive(move || stage.with(|stage| matches!(stage, Stage::Deleting(_))));
    let footer = move || {
        dynamic(move || {
            if is_done.get() {
                return view! {
                    <Button variant=ButtonVariant::Primary autofocus=true on_click=move || { leave(); }>"Done"</Button>
                }
                .into_any();
            }
            view! {
                <Button autofocus=true on_click=move || { leave(); }>"Cancel"</Button>
                <Button variant=ButtonVariant::Danger pending=pending disabled_reason=reason on_click=delete>
                    "Delete API Keys"
                </Button>
            }
            .into_any()
        })
    };
    let body = move || match stage.get() {
        Stage::Asking => {
            let spares = keys.with(Vec::len) > going.with(Vec::len);
            view! {
                <p>
                    "You are about to delete " <strong>{expected}</strong>
                    ". Whatever uses them stops working at once, in every project. This cannot be undone."
                </p>
                <Names keys=going />
                {spares.then(|| view! {
                    <Notice tone=Tone::Info>"The key that Keyhold itself uses is left out: without it this console can manage nothing."</Notice>
                })}
                <Field label=["Type “", &expected.get(), "” to confirm"].concat()>
                    <TextInput value=typed />
                </Field>
            }
            .into_any()
        }
        Stage::Deleting(tried) => {
            let words = [
                "Deleting key ",
                &(tried + 1).to_string(),
                " of ",
                &going.with(Vec::len).to_string(),
            ]
            .concat();
            view! { <p class="cluster"><Spinner /> {words}</p> }.into_any()
        }
        Stage::Done(outcome) => {
            let tone = if outcome.failed.is_empty() {
                Tone::Success
            } else {
                Tone::Danger
            };
            let summary = outcome.summary();
            let items = outcome.failed.into_iter().map(|failed| {
                view! { <li><strong>{failed.description.clone()}</strong> ": " {failed.reason.clone()}</li> }
            });
            view! {
                <Notice tone=tone>{summary}</Notice>
                <ul class="plain-list doomed">{items.collect_view()}</ul>
            }
            .into_any()
        }
    };
    view! {
        <Dialog open=open title="Delete API Keys" on_dismiss=leave footer=footer>
            {dynamic(body)}
        </Dialog>
    }
    .into_any()
}

/// Every description, so that nobody deletes what they did not see.
#[component]
fn Names(keys: Signal<Vec<KeyRow>>) -> impl IntoView {
    let items = move || {
        let keys = keys.get().into_iter();
        keys.map(|key| {
            let last_use = key.list_read.then_some(key.last_use);
            view! {
                <li>
                    {key.description}
                    <small>
                        {last_use.map(|last_use| view! { "Last used: " <LastUseText last_use=last_use brief=true /> ". " })}
                        {lost_by(key.projects)}
                    </small>
                </li>
            }
        })
        .collect_view()
    };
    view! { <ul class="plain-list doomed" tabindex="0" aria-label="Keys to delete">{dynamic(items)}</ul> }
}

/// How many projects lose a key.
fn lost_by(projects: usize) -> String {
    match projects {
        0 => "It is on no project.".to_owned(),
        1 => "1 project loses it.".to_owned(),
        _ => [&projects.to_string(), " projects lose it."].concat(),
    }
}

/// Deletes one after another, and goes on where one fails. Once the session has ended there is no point in going on.
async fn delete_all(keys: &[KeyRow], stage: RwSignal<Stage>, session: SessionContext) -> Outcome {
    let mut outcome = Outcome {
        asked: keys.len(),
        ..Outcome::default()
    };
    let mut ended = None;
    for (tried, key) in keys.iter().enumerate() {
        stage.try_set(Stage::Deleting(tried));
        let deleted = match &ended {
            Some(error) => Err(Error::clone(error)),
            None => api::keys::delete(&key.id).await,
        };
        match deleted {
            Ok(()) => {}
            Err(error) if error.is_not_found() => outcome.gone += 1,
            Err(error) => {
                outcome.failed.push(Failed {
                    description: key.description.clone(),
                    reason: in_one_line(&error),
                });
                if error.is_signed_out() && ended.is_none() {
                    session.note(&error);
                    ended = Some(error);
                }
            }
        }
    }
    outcome
}

fn counted(keys: usize) -> String {
    match keys {
        1 => "1 key".to_owned(),
        keys => [&keys.to_string(), " keys"].concat(),
    }
}

impl Outcome {
    /// What became of them, in one sentence.
    fn summary(&self) -> String {
        let failed = self.failed.len();
        let deleted = self.asked - self.gone - failed;
        let mut summary = counted(self.asked);
        if deleted < self.asked {
            summary.insert_str(0, &[&deleted.to_string(), " of "].concat());
        }
        summary.push_str(" deleted");
        for (count, became) in [(self.gone, " already gone"), (failed, " failed")] {
            if count > 0 {
                summary.extend([", ", &count.to_string(), became]);
            }
        }
        summary.push('.');
        summary
    }
}

#[cfg(test)]
mod tests {
    use super::{Failed, Outcome};

    fn summary(asked: usize, gone: usize, failed: usize) -> String {
        let still_there = Failed {
            description: "ci deploy".to_owned(),
            reason: "Somebody else is changing the key.".to_owned(),
        };
        let failed = vec![still_there; failed];
        Outcome { asked, gone, failed }.summary()
    }

    #[test]
    fn what_failed_is_counted_beside_what_worked() {
        assert_eq!(summary(9, 0, 2), "7 of 9 keys deleted, 2 failed.");
        assert_eq!(summary(1, 0, 1), "0 of 1 key deleted, 1 failed.");
        assert_eq!(summary(9, 0, 0), "9 keys deleted.");
        assert_eq!(summary(1, 0, 0), "1 key deleted.");
    }

    #[test]
    fn what_somebody_else_deleted_before_is_not_counted_as_deleted() {
        assert_eq!(summary(1, 1, 0), "0 of 1 key deleted, 1 already gone.");
        assert_eq!(summary(9, 2, 1), "6 of 9 keys deleted, 2 already gone, 1 failed.");
    }
}
