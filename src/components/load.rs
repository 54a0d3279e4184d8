//! What a page needs before it can show anything: asked for, waited for, and asked for again after a failure.

use crate::{
    api::Error,
    components::{delayed::Delayed, failure::LoadFailure},
    session::use_session,
    ui::{dynamic, effect, on_change},
};
use leptos::prelude::*;
use std::{any::Any, future::Future, marker::PhantomData, pin::Pin, rc::Rc};

/// An answer without its type, so that there is one copy of what waits for it.
type Answer = Result<Rc<dyn Any>, Error>;
type Fetch = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Answer>>>>;

/// Something asked of the backend, and the answer when it is there.
pub struct Load<T> {
    request: Request,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

#[derive(Clone, Copy)]
struct Request {
    resource: LocalResource<Answer>,
    loading: RwSignal<bool>,
}

/// Asks for what `fetch` fetches, again whenever a signal it reads changes, and again after the session has ended and
/// somebody has signed in.
pub fn use_load<T, Fetched>(fetch: impl Fn() -> Fetched + 'static) -> Load<T>
where
    T: 'static,
    Fetched: Future<Output = Result<T, Error>> + 'static,
{
    let fetch = move || -> Pin<Box<dyn Future<Output = Answer>>> {
        let fetched = fetch();
        Box::pin(async move { fetched.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
    };
    Load {
        request: request(Box::new(fetch)),
        answer: PhantomData,
    }
}

fn request(fetch: Fetch) -> Request {
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
    let request = Request { resource, loading };
    effect(move || {
        if let Some(error) = request.error() {
            session.note(&error);
        }
    });
    on_change(
        move || session.ended().get(),
        move |ended| {
            if !ended && request.error().is_some_and(|error| error.is_signed_out()) {
                request.resource.refetch();
            }
        },
    );
    request
}

impl Request {
    fn error(self) -> Option<Error> {
        self.resource.get().and_then(Result::err)
    }
}

impl<T: Clone + 'static> Load<T> {
    /// Asks once more. What is there stays until the new answer is.
    pub fn again(self) {
        self.request.resource.refetch();
    }

    /// Whether an answer is awaited, the first or a later one.
    pub fn loading(self) -> Signal<bool> {
        self.request.loading.into()
    }

    /// The answer, good or bad; none before the first.
    fn answer(self) -> Option<Result<T, Error>> {
        match self.request.resource.get()? {
            Ok(value) => Some(Ok(value.downcast_ref::<T>()?.clone())),
            Err(error) => Some(Err(error)),
        }
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
    dynamic(move || match load.answer() {
        None => {
            let waiting = waiting.clone();
            view! { <Delayed>{waiting.run()}</Delayed> }.into_any()
        }
        Some(Ok(value)) => show(value),
        Some(Err(error)) => view! {
            <LoadFailure what=what error=error retrying=load.loading() on_retry=move || load.again() />
        }
        .into_any(),
    })
}
