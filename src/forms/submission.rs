//! Sending what a form holds: once at a time, with the refusal kept for the field it belongs to.

use crate::{
    api::Error,
    session::{SessionContext, use_session},
    ui::focus_first_error,
};
use leptos::{html, prelude::*};
use std::{cell::RefCell, future::Future, pin::Pin};

/// A request, taken out when it is made. It has no type of its own, so that there is one copy of what makes it.
type Request = RefCell<Option<Pin<Box<dyn Future<Output = Result<(), Error>>>>>>;

/// The requests that a form makes, and how far the last one is.
#[derive(Clone, Copy)]
pub struct Submission {
    action: Action<Request, ()>,
    failure: RwSignal<Option<Error>>,
    form: NodeRef<html::Form>,
}

/// Prepares to make requests.
pub fn use_submission() -> Submission {
    let session = use_session();
    let failure = RwSignal::new(None::<Error>);
    let form = NodeRef::<html::Form>::new();
    let action = Action::new_local(move |request: &Request| {
        let request = request.take();
        async move {
            let Some(request) = request else { return };
            if let Err(error) = request.await {
                failed(session, failure, form, error);
            }
        }
    });
    Submission {
        action,
        failure,
        form,
    }
}

fn failed(
    session: SessionContext,
    failure: RwSignal<Option<Error>>,
    form: NodeRef<html::Form>,
    error: Error,
) {
    // Whoever asked may have left.
    if !failure.is_disposed() {
        session.note(&error);
        failure.set(Some(error));
        focus_first_error(form);
    }
}

impl Submission {
    /// Makes `request`, unless one is under way: a double click does one thing. `done` is called with its answer unless
    /// the page has been left meanwhile. The answer is kept nowhere else, so that a secret in it has one owner.
    pub fn send<O: 'static>(
        self,
        request: impl Future<Output = Result<O, Error>> + 'static,
        done: impl FnOnce(O) + 'static,
    ) {
        if self.action.pending().get_untracked() {
            return;
        }
        let failure = self.failure;
        failure.set(None);
        self.action.dispatch_local(RefCell::new(Some(Box::pin(async move {
            let answer = request.await?;
            if !failure.is_disposed() {
                done(answer);
            }
            Ok(())
        }))));
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
