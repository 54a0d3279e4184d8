//! What happened, in the organization or in a project. What is filtered by is in the URL.

mod reading;

pub use reading::provide_reading;

use crate::{
    api,
    components::{
        events::{EventFilter, EventSkeleton, EventTable},
        failure::FormFailure,
        forbidden::Allowed,
        load::{Loaded, use_load},
        nothing_found::NothingFound,
        page_title::use_page_title,
    },
    forms::{event_filter::EventFilterForm, submission::use_submission},
    navigation::use_navigation,
    pages::not_found::ProjectNotFound,
    paths,
    ui::{Button, EmptyState, PageHeader, dynamic, use_announcer},
};
use access::{Action, ProjectId};
use contract::EventPage;
use keyhold_markup::view;
use leptos::prelude::*;
use reading::{others, use_reading};

/// The page.
#[component]
pub fn ActivityPage(
    /// The project; none for the organization.
    project: Option<ProjectId>,
) -> impl IntoView {
    use_page_title(|| "Activity".to_owned());
    let (action, description) = match project {
        Some(_) => (
            Action::ListProjectEvents,
            "What happened in this project, the newest first.",
        ),
        None => (
            Action::ListOrganizationEvents,
            "What happened in the organization, the newest first.",
        ),
    };
    view! {
        <PageHeader title="Activity" description=Some(description.to_owned()) />
        <Allowed action=action project=project what="this activity">
            <Activity project=project />
        </Allowed>
    }
    .into_any()
}

#[component]
fn Activity(project: Option<ProjectId>) -> impl IntoView {
    let navigation = use_navigation();
    let filter = Memo::new(move |_| {
        navigation
            .search()
            .with(|search| EventFilter::from_search(search))
    });
    let ask = move |asked: EventFilter| {
        let search = asked.to_search();
        navigation.go(&match project {
            Some(project) => paths::project_activity(&project.to_string(), &search),
            None => paths::activity(&search),
        });
    };
    let types = RwSignal::new(Vec::new());
    view! {
        <EventFilterForm filter=filter types=types.into() on_filter=move |(asked,)| ask(asked) />
        {dynamic(move || {
            view! { <Feed project=project filter=filter.get() types=types on_clear=move || ask(EventFilter::default()) /> }
        })}
    }
}

/// The events of one filter.
#[component]
fn Feed(
    project: Option<ProjectId>,
    filter: EventFilter,
    types: RwSignal<Vec<String>>,
    #[prop(into)] on_clear: Callback<()>,
) -> impl IntoView {
    let asked = filter.to_query(project, None);
    let load = use_load(move || {
        let events = api::events::list(&asked);
        async move {
            match events.await {
                Ok(page) => Ok(Some(page)),
                // That there is no such project is an answer, not a failure.
                Err(error) if error.is_not_found() && project.is_some() => Ok(None),
                Err(error) => Err(error),
            }
        }
    });
    let show = move |page: Option<EventPage>| match page {
        Some(page) => {
            types.set(page.types.clone());
            view! { <Events project=project filter=filter.clone() first=page on_clear=on_clear /> }.into_any()
        }
        None => view! { <ProjectNotFound /> }.into_any(),
    };
    view! { <Loaded load=load what="the activity" waiting=(|| view! { <EventSkeleton /> }).into() show=show /> }
}

/// The events that are there, and the way to older ones.
#[component]
fn Events(
    project: Option<ProjectId>,
    filter: EventFilter,
    first: EventPage,
    on_clear: Callback<()>,
) -> impl IntoView {
    let announcer = use_announcer();
    let reading = use_reading();
    let first = reading.resumed(project, &filter, first);
    let events = RwSignal::new(first.events);
    let next = RwSignal::new(first.next);
    let submission = use_submission();
    let is_filtered = !filter.is_empty();
    let older = move || {
        let asked = filter.to_query(project, next.get_untracked());
        let filter = filter.clone();
        submission.send(api::events::list(&asked), move |page: EventPage| {
            announcer.announce(loaded(page.events.len()));
            next.set(page.next.clone());
            events.update(|events| events.extend(others(events, &page.events)));
            let events = events.get_untracked();
            reading.keep(project, &filter, EventPage { events, ..page });
        });
    };
    let nothing = Memo::new(move |_| events.with(Vec::is_empty));
    let more = Memo::new(move |_| next.with(Option::is_some));
    view! {
        {dynamic(move || match (nothing.get(), is_filtered) {
            (true, true) => view! {
                <NothingFound title="No event matches the filter" on_clear=on_clear>
                    "Nothing of this kind was found as far back as was looked."
                </NothingFound>
            }
            .into_any(),
            (true, false) => view! { <NothingYet /> }.into_any(),
            (false, _) => view! { <EventTable events=events.into() /> }.into_any(),
        })}
        <FormFailure submission=submission fields=&[] />
        {dynamic(move || {
            let older = older.clone();
            more.get().then(|| view! {
                <p class="more">
                    <Button pending=submission.pending() on_click=older>"Load Older"</Button>
                </p>
            })
        })}
    }
}

fn loaded(count: usize) -> String {
    match count {
        0 => "No older event was found.".to_owned(),
        1 => "One older event loaded.".to_owned(),
        count => format!("{count} older events loaded."),
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <EmptyState icon=icondata_lu::LuActivity title="Nothing has happened yet">
            "Every key that is created, changed or deleted, and every change of an access list, will stand here."
        </EmptyState>
    }
}

#[cfg(test)]
mod tests {
    use super::loaded;

    #[test]
    fn how_many_were_loaded_is_said() {
        assert_eq!(loaded(0), "No older event was found.");
        assert_eq!(loaded(7), "7 older events loaded.");
    }
}
