//! What a page needs before it can show anything: asked for, waited for, and asked for again after a failure.

use crate::{
    api::Error,
    components::{delayed::Delayed, failure::LoadFailure},
    session::use_session,
};
use leptos::prelude::*;
use std::future::Future;

/// Something asked of the backend, and the answer when it is there.
pub struct Load<T: 'static> {
    resource: LocalResource<Result<T, Error>>,
    loading: RwSignal<bool>,
}

impl<T: 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Load<T> {}

/// Asks for what `fetch` fetches, again whenever a signal it reads changes, and again after the session has ended and
/// somebody has signed in.
pub fn use_load<T, Fetched>(fetch: impl Fn() -> Fetched + 'static) -> Load<T>
where
    T: Clone + 'static,
    Fetched: Future<Output = Result<T, Error>> + 'static,
{
    let session = use_session();
    let loading = RwSignal::new(true);
    let resource = LocalResource::new(move || {
        let fetched = fetch();
        loading.set(true);
        async move {
            let answer = fetched.await;
            loading.try_set(false);
            answer
        }
    });
    let load = Load { resource, loading };
    Effect::new(move |_| {
        if let Some(error) = load.error() {
            session.note(&error);
        }
    });
    Effect::watch(
        move || session.ended().get(),
        move |ended, _, _| {
            if !ended && load.error().is_some_and(|error| error.is_signed_out()) {
                load.again();
            }
        },
        false,
    );
    load
}

impl<T: Clone + 'static> Load<T> {
    /// Asks once more. What is there stays until the new answer is.
    pub fn again(self) {
        self.resource.refetch();
    }

    /// Whether an answer is awaited, the first or a later one.
    pub fn loading(self) -> Signal<bool> {
        self.loading.into()
    }

    /// The answer, good or bad; none before the first.
    pub fn answer(self) -> Option<Result<T, Error>> {
        self.resource.get()
    }

    fn error(self) -> Option<Error> {
        self.answer().and_then(Result::err)
    }
}

/// Shows what a load came to: after a moment the sign of waiting, then the thing itself or why it is not there.
#[component]
pub fn Loaded<T, Shown>(
    /// What is waited for.
    load: Load<T>,
    /// What it is, for the words of a failure: "the API keys".
    what: &'static str,
    /// The sign of waiting, in the shape of what is to come.
    waiting: ViewFn,
    /// Draws the thing itself.
    show: Shown,
) -> impl IntoView
where
    T: Clone + 'static,
    Shown: Fn(T) -> AnyView + Send + 'static,
{
    move || match load.answer() {
        None => {
            let waiting = waiting.clone();
            view! { <Delayed>{waiting.run()}</Delayed> }.into_any()
        }
        Some(Ok(value)) => show(value),
        Some(Err(error)) => view! {
            <LoadFailure what=what error=error retrying=load.loading() on_retry=move || load.again() />
        }
        .into_any(),
    }
}
