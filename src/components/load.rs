//! What a page needs before it can show anything: asked for, waited for, and asked for again after a failure.

use crate::{
    api::Error,
    components::{
        delayed::Delayed,
        failure::LoadFailure,
        forbidden::Forbidden,
        progress::{Progress, use_progress},
    },
    session::use_session,
    ui::{dynamic, effect, on_change},
};
use keyhold_markup::view;
use leptos::{prelude::*, task::spawn_local};
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

/// What is fetched, how, and how far it is.
#[derive(Clone, Copy)]
struct Request {
    fetch: StoredValue<Fetch, LocalStorage>,
    answer: RwSignal<Option<Answer>, LocalStorage>,
    loading: RwSignal<bool>,
    progress: Progress,
    /// When the answer came that is there, in milliseconds since 1970.
    answered: StoredValue<f64>,
}

/// For how long an answer is fresh, in milliseconds.
const FRESH: f64 = 60_000.0;

/// Asks for what `fetch` fetches; and again once somebody has signed in where the session had ended, and once the server
/// answers where it could not be reached.
pub fn use_load<T, Fetched>(fetch: impl Fn() -> Fetched + 'static) -> Load<T>
where
    T: 'static,
    Fetched: Future<Output = Result<T, Error>> + 'static,
{
    let load = use_load_later(fetch);
    load.request.ask();
    load
}

/// As [`use_load`], but asks only when [`Load::refresh`] is called.
pub fn use_load_later<T, Fetched>(fetch: impl Fn() -> Fetched + 'static) -> Load<T>
where
    T: 'static,
    Fetched: Future<Output = Result<T, Error>> + 'static,
{
    Load {
        request: request(Box::new(move || erased(fetch()))),
        answer: PhantomData,
    }
}

/// Apart from [`use_load_later`] so that there is one copy of it for each type of answer.
fn erased<T, Fetched>(fetched: Fetched) -> Pin<Box<dyn Future<Output = Answer>>>
where
    T: 'static,
    Fetched: Future<Output = Result<T, Error>> + 'static,
{
    Box::pin(async move { fetched.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
}

fn request(fetch: Fetch) -> Request {
    let session = use_session();
    let request = Request {
        fetch: StoredValue::new_local(fetch),
        answer: RwSignal::new_local(None),
        loading: RwSignal::new(false),
        progress: use_progress(),
        answered: StoredValue::new(f64::NEG_INFINITY),
    };
    effect(move || {
        if let Some(error) = request.error() {
            session.note(&error);
        }
    });
    let again_after = move |trouble: RwSignal<bool>, is_of_it: fn(&Error) -> bool| {
        on_change(
            move || trouble.get(),
            move |trouble| {
                if !trouble && request.error().as_ref().is_some_and(is_of_it) {
                    request.ask();
                }
            },
        );
    };
    again_after(session.ended(), Error::is_signed_out);
    again_after(session.lost(), Error::is_unreachable);
    request
}

impl Request {
    /// Asks, unless an answer is awaited already. What is there stays until the answer is.
    fn ask(self) {
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        self.progress.begin();
        let fetched = self.fetch.with_value(|fetch| fetch());
        spawn_local(async move {
            let answer = fetched.await;
            self.progress.end();
            // The page may have been left.
            if !self.loading.is_disposed() {
                self.loading.set(false);
                self.answered.set_value(js_sys::Date::now());
                self.answer.set(Some(answer));
            }
        });
    }

    fn error(self) -> Option<Error> {
        self.answer.get().and_then(Result::err)
    }

    fn is_fresh(self) -> bool {
        let is_good = self.answer.with_untracked(|answer| matches!(answer, Some(Ok(_))));
        is_good && js_sys::Date::now() - self.answered.get_value() < FRESH
    }
}

impl<T: Clone + 'static> Load<T> {
    /// Asks once more. What is there stays until the new answer is.
    pub fn again(self) {
        self.request.ask();
    }

    /// Asks unless there is a good answer less than a minute old. What is there stays until the new answer is.
    pub fn refresh(self) {
        if !self.request.is_fresh() {
            self.request.ask();
        }
    }

    /// What was answered; none before it is, and where the last answer was a failure. Followed, as is all below.
    pub fn value(self) -> Option<T> {
        self.answer()?.ok()
    }

    /// Why the last answer was a failure.
    pub fn failure(self) -> Option<Error> {
        self.request.error()
    }

    /// Whether an answer is awaited, the first or a later one.
    pub fn loading(self) -> Signal<bool> {
        self.request.loading.into()
    }

    /// The answer, good or bad; none before the first.
    fn answer(self) -> Option<Result<T, Error>> {
        match self.request.answer.get()? {
            Ok(value) => Some(Ok(value.downcast_ref::<T>()?.clone())),
            Err(error) => Some(Err(error)),
        }
    }
}

/// Shows a load that is asked again while it is on show: drawn once, from the first answer on, and given the newest good
/// answer to follow. A later failure is told above it.
#[component]
pub fn Followed<T, Shown>(
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
    Shown: Fn(RwSignal<Option<T>, LocalStorage>) -> AnyView + Send + 'static,
{
    let newest = RwSignal::new_local(None);
    let failure = RwSignal::new(None);
    let is_there = RwSignal::new(false);
    effect(move || match load.answer() {
        Some(Ok(value)) => {
            newest.set(Some(value));
            failure.set(None);
            if !is_there.get_untracked() {
                is_there.set(true);
            }
        }
        Some(Err(error)) => failure.set(Some(error)),
        None => {}
    });
    let failed = move || {
        failure.get().map(|error| {
            view! { <LoadFailure what=what error=error retrying=load.loading() on_retry=move || load.again() /> }
        })
    };
    let there = move || {
        if is_there.get() {
            return show(newest);
        }
        let waiting = waiting.clone();
        let wait = move || {
            let waiting = waiting.clone();
            failure
                .with(Option::is_none)
                .then(|| view! { <Delayed>{waiting.run()}</Delayed> })
        };
        dynamic(wait).into_any()
    };
    view! {
        {dynamic(failed)}
        {dynamic(there)}
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
        Some(Err(error)) if error.is_forbidden() => {
            view! { <Forbidden what=what reason=error.to_string() /> }.into_any()
        }
        Some(Err(error)) => view! {
            <LoadFailure what=what error=error retrying=load.loading() on_retry=move || load.again() />
        }
        .into_any(),
    })
}
