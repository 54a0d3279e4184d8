//! Sending what a form holds: once at a time, with the refusal kept for the field it belongs to.

use crate::{
    api::{Error, Reply},
    components::failure::in_one_line,
    session::{SessionContext, use_session},
    ui::{effect, focus_first_error},
};
use leptos::{html, prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin};

/// A request under way, and what is done with its answer.
type Sent = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// The requests that a form makes, and how far the last one is.
#[derive(Clone, Copy)]
pub struct Submission {
    session: SessionContext,
    pending: RwSignal<bool>,
    failure: RwSignal<Option<Error>>,
    form: NodeRef<html::Form>,
}

/// Prepares to make requests.
pub fn use_submission() -> Submission {
    Submission {
        session: use_session(),
        pending: RwSignal::new(false),
        failure: RwSignal::new(None),
        form: NodeRef::new(),
    }
}

impl Submission {
    /// Makes a request, unless one is under way: a double click does one thing. `done` is called with its answer unless
    /// the page has been left meanwhile. The answer is kept nowhere else, so that a secret in it has one owner.
    pub fn send<O: 'static>(self, reply: Reply<O>, done: impl FnOnce(O) + 'static) {
        if !self.pending.get_untracked() {
            self.run(self.then(reply, Box::new(done)));
        }
    }

    /// Apart from [`Self::send`] because it knows of the answer's type alone, so that there is one copy of it for each.
    fn then<O: 'static>(self, reply: Reply<O>, done: Box<dyn FnOnce(O)>) -> Sent {
        Box::pin(async move {
            let answer = reply.await?;
            if !self.pending.is_disposed() {
                done(answer);
            }
            Ok(())
        })
    }

    /// Apart from both because it knows nothing of types.
    fn run(self, request: Sent) {
        self.pending.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = request.await;
            // Whoever asked may have left.
            if self.pending.is_disposed() {
                return;
            }
            self.pending.set(false);
            if let Err(error) = answer {
                self.session.note(&error);
                self.failure.set(Some(error));
                focus_first_error(self.form);
            }
        });
    }

    /// Whether a request is under way.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why the last request failed; none while it has not. Followed by whoever reads it.
    pub fn failure(self) -> Option<Error> {
        self.failure.get()
    }

    /// Forgets the last failure, as when what it was about has been changed.
    pub fn forget_failure(self) {
        self.failure.set(None);
    }

    /// The form this belongs to: after a refusal its first wrong field has the focus.
    pub fn form(self) -> NodeRef<html::Form> {
        self.form
    }

    /// What is wrong with `field` (its wire name): what the form itself says, or else what the backend did.
    pub fn error_at(
        self,
        field: &'static str,
        ours: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        let theirs = move || {
            self.failure.with(|failure| {
                let failure = failure.as_ref()?;
                (failure.field() == Some(field)).then(|| failure.to_string())
            })
        };
        Signal::derive(move || ours().or_else(theirs))
    }

    /// The last failure in one line, for where there is no room for more.
    pub fn failure_line(self) -> Signal<Option<String>> {
        Signal::derive(move || self.failure().as_ref().map(in_one_line))
    }

    /// Forgets the last failure whenever `open` becomes true: a dialog does not open with what went wrong before.
    pub fn forget_when(self, open: RwSignal<bool>) {
        effect(move || {
            if open.get() {
                self.forget_failure();
            }
        });
    }

    /// The failure if it belongs to none of the form's `fields`, and so to its head. Followed by whoever reads it.
    pub fn failure_beside(self, fields: &[&str]) -> Option<Error> {
        self.failure().filter(|failure| belongs_beside(failure, fields))
    }
}

fn belongs_beside(failure: &Error, fields: &[&str]) -> bool {
    !failure.field().is_some_and(|field| fields.contains(&field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Problem, ProblemCode};

    fn refused(field: Option<&str>) -> Error {
        let problem = Problem {
            code: ProblemCode::Invalid,
            message: "no".into(),
            field: field.map(Into::into),
            index: None,
            upstream_code: None,
            report: None,
            request_id: None,
        };
        Error::Problem {
            problem: Box::new(problem),
            status: 400,
        }
    }

    #[test]
    fn a_refusal_of_a_field_the_form_does_not_have_stands_at_its_head() {
        assert!(belongs_beside(&refused(Some("token")), &["description", "roles"]));
        assert!(belongs_beside(&refused(None), &["description"]));
        assert!(belongs_beside(&Error::TimedOut, &["description"]));
    }

    #[test]
    fn a_refusal_of_a_field_stands_at_the_field_alone() {
        assert!(!belongs_beside(
            &refused(Some("roles")),
            &["description", "roles"]
        ));
    }
}
