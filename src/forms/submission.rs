//! Sending what a form holds: once at a time, with the refusal kept for the field it belongs to.

use crate::{api::Error, session::use_session, ui::focus_first_error};
use leptos::{html, prelude::*};
use std::{future::Future, rc::Rc};

/// A request that a person starts, and how far it is.
pub struct Submission<I: 'static> {
    action: Action<I, ()>,
    failure: RwSignal<Option<Error>>,
    form: NodeRef<html::Form>,
}

impl<I: 'static> Clone for Submission<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: 'static> Copy for Submission<I> {}

/// Prepares a request made by `send`; `done` is called with each answer that is a success, unless the page has been
/// left meanwhile. The answer itself is kept nowhere else, so that a secret in it has one owner.
pub fn use_submission<I, O, Sent>(
    send: impl Fn(I) -> Sent + 'static,
    done: impl Fn(O) + 'static,
) -> Submission<I>
where
    I: Clone + 'static,
    O: 'static,
    Sent: Future<Output = Result<O, Error>> + 'static,
{
    let session = use_session();
    let failure = RwSignal::new(None::<Error>);
    let form = NodeRef::<html::Form>::new();
    let done = Rc::new(done);
    let action = Action::new_local(move |input: &I| {
        let answer = send(input.clone());
        let done = Rc::clone(&done);
        async move {
            let answer = answer.await;
            if failure.is_disposed() {
                return;
            }
            match answer {
                Ok(answer) => done(answer),
                Err(error) => {
                    session.note(&error);
                    failure.set(Some(error));
                    focus_first_error(form);
                }
            }
        }
    });
    Submission {
        action,
        failure,
        form,
    }
}

impl<I: 'static> Submission<I> {
    /// Sends `input`, unless a request is under way: a double click does one thing.
    pub fn send(self, input: I) {
        if !self.action.pending().get_untracked() {
            self.failure.set(None);
            self.action.dispatch_local(input);
        }
    }

    /// Whether a request is under way.
    pub fn pending(self) -> Signal<bool> {
        self.action.pending().into()
    }

    /// Why the last request failed; none while it has not.
    pub fn failure(self) -> Signal<Option<Error>> {
        self.failure.into()
    }

    /// Forgets the last failure, as when what it was about has been changed.
    pub fn forget_failure(self) {
        self.failure.set(None);
    }

    /// The form this belongs to: after a refusal its first wrong field has the focus.
    pub fn form(self) -> NodeRef<html::Form> {
        self.form
    }

    /// What the backend said is wrong with `field` (its wire name).
    pub fn failure_at(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.failure.with(|failure| {
                let failure = failure.as_ref()?;
                (failure.field() == Some(field)).then(|| failure.to_string())
            })
        })
    }

    /// The failure if it belongs to none of the form's `fields`, and so to its head.
    pub fn failure_beside(self, fields: &'static [&'static str]) -> Signal<Option<Error>> {
        Signal::derive(move || {
            self.failure
                .get()
                .filter(|failure| belongs_beside(failure, fields))
        })
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
