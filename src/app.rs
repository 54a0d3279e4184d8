//! The console: its contexts, and the first question to the backend, which decides what there is to show.

use crate::{
    components::{delayed::Delayed, failure::LoadFailure, progress::provide_progress},
    navigation::provide_navigation,
    pages::activity::provide_reading,
    routes::ConsoleRoutes,
    session::{Known, provide_session},
    ui::{
        CONTENT_ID, LiveRegion, Spinner, Toasts, dynamic, provide_announcer, provide_menus, provide_toaster,
    },
};
use keyhold_markup::view;
use leptos::{prelude::*, task::spawn_local};

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    provide_announcer();
    provide_toaster();
    provide_menus();
    provide_navigation();
    provide_progress();
    provide_reading();
    let session = provide_session();
    let asking = RwSignal::new(false);
    let ask = move || {
        if !asking.get_untracked() {
            asking.set(true);
            spawn_local(async move {
                session.ask().await;
                asking.try_set(false);
            });
        }
    };
    ask();
    let stage = Memo::new(move |_| session.known().with(Stage::of));
    let shown = move || match stage.get() {
        Stage::Asking => view! {
            <Delayed>
                <p class="stage"><Spinner label="Loading Keyhold" /></p>
            </Delayed>
        }
        .into_any(),
        Stage::Failed(error) => view! {
            <main class="stage" id=CONTENT_ID tabindex="-1">
                <LoadFailure what="the console" error=error retrying=asking.into() on_retry=ask />
            </main>
        }
        .into_any(),
        Stage::Told => view! { <ConsoleRoutes /> }.into_any(),
    };
    view! {
        {dynamic(shown)}
        <Toasts />
        <LiveRegion />
    }
    .into_any()
}

/// What there is to show. It says nothing of who is signed in: a page must not be drawn anew because that changes.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Failed(crate::api::Error),
    Told,
}

impl Stage {
    fn of(known: &Known) -> Self {
        match known {
            Known::Asking => Self::Asking,
            Known::Failed(error) => Self::Failed(error.clone()),
            Known::Told(_) => Self::Told,
        }
    }
}
