//! Events in words, each with the way to whom and what it is about.

mod filter;
mod words;

pub use filter::EventFilter;
pub use words::{KNOWN, label};

use crate::{
    components::address_code::AddressCode,
    paths::{self, Why},
    session::use_session,
    ui::{Cell, CellKind, HeaderCell, Icon, Item, RelativeTime, Row, SkeletonRows, Table, keyed},
};
use contract::{Actor, Event, EventKey};
use keyhold_markup::view;
use leptos::prelude::*;
use words::{Part, question, sentence};

/// Events in a table, as they are given.
#[component]
pub fn EventTable(
    /// The events, the newest first.
    events: Signal<Vec<Event>>,
) -> impl IntoView {
    view! {
        <Table caption="Events" head=head>
            {keyed(move || {
                let item = |event: Event| {
                    Item::new(event.id.clone(), move || view! { <EventRow event=event.clone() /> })
                };
                events.get().into_iter().map(item).collect()
            })}
        </Table>
    }
    .into_any()
}

/// The table while its events are awaited.
#[component]
pub fn EventSkeleton() -> impl IntoView {
    view! {
        <Table caption="Events" busy=true head=head>
            <SkeletonRows columns=4 />
        </Table>
    }
    .into_any()
}

fn head() -> impl IntoView {
    view! {
        <HeaderCell>"Event"</HeaderCell>
        <HeaderCell>"From"</HeaderCell>
        <HeaderCell>"When"</HeaderCell>
        <HeaderCell hidden=true>"Why"</HeaderCell>
    }
}

#[component]
fn EventRow(event: Event) -> impl IntoView {
    let why = question(&event).map(|question| {
        let href = paths::why(&Why {
            key: &question.key,
            address: &question.address,
            ..Why::default()
        });
        let label = question.words();
        view! {
            <a class="button button--quiet button--small" href=href title=label.clone() aria-label=label>
                <Icon icon=icondata_lu::LuCircleHelp />
                "Why"
            </a>
        }
    });
    let address = match &event.address {
        Some(address) => view! { <AddressCode address=address.clone() /> }.into_any(),
        None => view! { <span class="muted nowrap">"Not recorded"</span> }.into_any(),
    };
    let time = event.time.clone();
    view! {
        <Row>
            <Cell label="Event" kind=CellKind::Title>
                <Sentence event=event />
            </Cell>
            <Cell label="From">{address}</Cell>
            <Cell label="When">
                <RelativeTime at=time />
            </Cell>
            <Cell label="Why" kind=CellKind::Actions>
                {why}
            </Cell>
        </Row>
    }
}

/// Who did what to which key: "ada added 192.0.2.7 to the access list of ci deploy".
#[component]
fn Sentence(event: Event) -> impl IntoView {
    let parts = sentence(&event.kind)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => view! { {text} }.into_any(),
            Part::Entry => match &event.entry {
                Some(entry) => view! { <AddressCode address=entry.clone() /> }.into_any(),
                None => view! { "an entry" }.into_any(),
            },
            Part::Key => match event.target.clone() {
                Some(key) => view! { <KeyName key=key /> }.into_any(),
                None => view! { "an API key" }.into_any(),
            },
        })
        .collect_view();
    view! {
        <span class="event">
            <Who actor=event.actor />
            " "
            {parts}
        </span>
    }
}

#[component]
fn Who(actor: Actor) -> impl IntoView {
    let session = use_session();
    match actor {
        Actor::Key(key) if key.id.is_some() && key.id == untrack(|| Some(session.own_key_id())) => {
            view! { <strong title=key.public_key>"Keyhold"</strong> }.into_any()
        }
        Actor::Key(key) => view! { <KeyName key=key /> }.into_any(),
        Actor::Account(name) => view! { <strong>{name}</strong> }.into_any(),
        Actor::Unnamed => view! { <span class="muted">"Somebody"</span> }.into_any(),
    }
}

/// A key by its description, which leads to it; one that is gone by its public key.
#[component]
fn KeyName(key: EventKey) -> impl IntoView {
    match key.id {
        Some(id) => {
            let name = key.description.unwrap_or_else(|| key.public_key.clone());
            view! {
                <a href=paths::api_key(&id) title=key.public_key>
                    {name}
                </a>
            }
            .into_any()
        }
        None => view! {
            <span>
                <code>{key.public_key}</code>
                <span class="muted">" (gone)"</span>
            </span>
        }
        .into_any(),
    }
}
