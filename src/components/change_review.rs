//! A change that may lock keys out, on its way: what it would do is asked for, shown, accepted, and the change is made
//! as it was accepted. Where the backend finds at the last moment that it would do something else, that is shown in
//! its place and asked again.
//!
//! A page keeps a [`Review`], asks with it, and renders one [`ReviewDialog`].

use crate::{
    api::{self, Error, Reply},
    components::{
        failure::in_one_line,
        lockout_report::{LockoutReport, is_grave},
    },
    forms::submission::{Submission, use_submission},
    ui::{ConfirmDialog, Notice, Tone, dynamic, effect},
};
use contract::{Change, Report};
use keyhold_markup::view;
use leptos::prelude::*;

/// How far a change is on its way.
#[derive(Clone, Copy)]
pub struct Review {
    open: RwSignal<bool>,
    report: RwSignal<Option<Report>>,
    has_changed: RwSignal<bool>,
    typed: RwSignal<String>,
    asking: Submission,
    making: Submission,
}

/// Prepares to review changes.
pub fn use_review() -> Review {
    let review = Review {
        open: RwSignal::new(false),
        report: RwSignal::new(None),
        has_changed: RwSignal::new(false),
        typed: RwSignal::new(String::new()),
        asking: use_submission(),
        making: use_submission(),
    };
    effect(move || {
        let changed = review
            .making
            .failure()
            .and_then(|failure| failure.report().cloned());
        if let Some(report) = changed {
            review.show(report, true);
        }
    });
    review
}

impl Review {
    /// Asks what `change` would do, and shows it.
    pub fn ask(self, change: Change) {
        self.asking.send(api::preflight::ask(&change), move |report| {
            self.show(report, false);
            self.open.set(true);
        });
    }

    /// Shows what a change would do that was refused because nobody had accepted that.
    pub fn begin_with(self, report: Report) {
        self.show(report, false);
        self.open.set(true);
    }

    /// The asking: its wait and its failure are shown where the change was begun.
    pub fn asking(self) -> Submission {
        self.asking
    }

    /// Makes the change. `reply` is to what the dialog's `on_confirm` was told to send.
    pub fn make<O: 'static>(self, reply: Reply<O>, done: impl FnOnce(O) + 'static) {
        self.making.send(reply, move |answer| {
            self.open.set(false);
            done(answer);
        });
    }

    /// Why the change was not made; none while that has not happened. Followed by whoever reads it.
    pub fn failure(self) -> Option<Error> {
        self.making.failure()
    }

    /// Whether the report that is shown came in the place of an accepted one. Whoever reads it is told of every such report:
    /// what stands beside one must be of the same moment.
    pub fn has_changed(self) -> bool {
        self.has_changed.get()
    }

    fn show(self, report: Report, has_changed: bool) {
        self.making.forget_failure();
        self.typed.set(String::new());
        self.has_changed.set(has_changed);
        self.report.set(Some(report));
    }
}

/// The report of a [`Review`], to be accepted or not.
#[component]
pub fn ReviewDialog(
    /// The review.
    review: Review,
    /// What is about to happen: "Change the access list of ci".
    #[prop(into)]
    title: Signal<String>,
    /// The verb and its object.
    #[prop(into)]
    confirm_label: Signal<String>,
    /// The name of what is changed, typed where a key stops working for certain: the key's description, or the
    /// organization's name.
    #[prop(into)]
    name: Signal<String>,
    /// Called with the fingerprint of the report that was accepted.
    #[prop(into)]
    on_confirm: Callback<(String,)>,
    /// Whether the change lets everybody in, which is no less grave than to lock somebody out.
    #[prop(optional, into)]
    opens: Signal<bool>,
    /// What is changed, above its report.
    children: ChildrenFn,
) -> impl IntoView {
    let Review {
        open, report, typed, ..
    } = review;
    let grave = move || report.with(|report| report.as_ref().is_some_and(is_grave));
    let danger = Signal::derive(move || {
        opens.get() || report.with(|report| report.as_ref().is_some_and(|report| !report.lockouts.is_empty()))
    });
    let refused = Signal::derive(move || {
        report.with(|report| report.as_ref().is_none_or(|report| report.refusal.is_some()))
    });
    let confirm = move || {
        let accepted =
            report.with_untracked(|report| report.as_ref().map(|report| report.fingerprint.clone()));
        if let Some(accepted) = accepted {
            on_confirm.run((accepted,));
        }
    };
    let error = Signal::derive(move || {
        let failure = review.making.failure()?;
        failure.report().is_none().then(|| in_one_line(&failure))
    });
    view! {
        <ConfirmDialog
            open=open
            title=title
            confirm_label=confirm_label
            on_confirm=confirm
            pending=review.making.pending()
            error=error
            danger=danger
            wide=true
            refused=refused
            typed=typed
            type_to_confirm=Signal::derive(move || grave().then(|| name.get()))
        >
            {children()}
            {dynamic(move || {
                review.has_changed.get().then(|| view! {
                    <Notice tone=Tone::Warning title="Something changed meanwhile" announce=true>
                        "Nothing has been done yet. This is what the change would do now: read it again."
                    </Notice>
                })
            })}
            {dynamic(move || report.get().map(|report| view! { <LockoutReport report=report /> }))}
        </ConfirmDialog>
    }
    .into_any()
}
