//! Can an address use a key for something, and why? The question is in the URL, so that each answer has its own link. The
//! rules are asked in the browser: they are the ones the server enforces with.

use crate::{
    api,
    components::{
        load::{Loaded, use_load},
        page_title::use_page_title,
        why_answer::WhyAnswer,
    },
    forms::why::{Asked, Judged, WhyForm},
    navigation::use_navigation,
    pages::not_found::KeyNotFound,
    ui::{PageHeader, Spinner, dynamic},
};
use contract::{Key, KeyRow, Project};
use keyhold_markup::view;
use leptos::prelude::*;
use std::rc::Rc;

/// What a question can be about.
#[derive(Clone)]
struct Known {
    keys: Rc<Vec<KeyRow>>,
    projects: Vec<Project>,
}

/// The page.
#[component]
pub fn WhyPage() -> impl IntoView {
    use_page_title(|| "Who Can Use a Key, and Why".to_owned());
    let load = use_load(|| async {
        let keys = api::keys::list().await?;
        let projects = api::projects::list().await?;
        Ok(Known {
            keys: Rc::new(keys.keys),
            projects: projects.projects,
        })
    });
    let waiting = || view! { <p><Spinner label="Loading the API keys" /></p> };
    let show = |known: Known| view! { <Ask known=known /> }.into_any();
    view! {
        <PageHeader
            title="Who Can Use a Key, and Why"
            description=Some("Ask whether an address can use an API key for something. The answer names the rule that \
                              decides, and the least that would change it. Nothing is tried or changed.".to_owned())
        />
        <Loaded load=load what="the API keys" waiting=waiting.into() show=show />
    }
    .into_any()
}

#[component]
fn Ask(known: Known) -> impl IntoView {
    let search = use_navigation().search();
    let asked = Memo::new(move |_| search.with(|search| Asked::from_search(search)));
    let Known { keys, projects } = known;
    let judged = {
        let keys = StoredValue::new_local(Rc::clone(&keys));
        Memo::new(move |_| {
            let asked = asked.get();
            keys.with_value(|keys| asked.is_whole().then(|| asked.judged(keys).ok()).flatten())
        })
    };
    let listed = projects.clone();
    let is_asked = RwSignal::new(true);
    view! {
        <div class="stack">
            <WhyForm keys=keys projects=listed asked=asked is_asked=is_asked />
            {dynamic(move || {
                let projects = projects.clone();
                judged.get().filter(|_| is_asked.get()).map(|judged| view! { <Answered judged=judged projects=projects /> })
            })}
        </div>
    }
    .into_any()
}

/// Fetches the key as it is now and answers.
#[component]
fn Answered(judged: Judged, projects: Vec<Project>) -> impl IntoView {
    let id = judged.key.to_string();
    // It may have been deleted since the list was read.
    let load = use_load(move || api::keys::get(&id).or_none());
    let waiting = || view! { <p><Spinner label="Looking the API key up" /></p> };
    let show = move |key: Option<Key>| match key {
        Some(key) => {
            view! { <WhyAnswer key=key judged=judged.clone() projects=projects.clone() /> }.into_any()
        }
        None => view! { <KeyNotFound /> }.into_any(),
    };
    view! { <Loaded load=load what="the API key" waiting=waiting.into() show=show /> }
}
