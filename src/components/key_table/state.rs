//! What a table of keys is asked to show, kept in the URL, so that reloading, Back and a pasted link restore it.

use super::toolbar::counted;
use crate::{
    keys::TableQuery,
    navigation::use_navigation,
    ui::{on_change, use_announcer},
};
use leptos::prelude::*;

/// What the URL asks the table to show, and a way to ask for something else. It replaces the URL: each letter of a
/// filter is not a page of its own to go back to.
pub fn use_table_query() -> (Memo<TableQuery>, Callback<(TableQuery,)>) {
    let navigation = use_navigation();
    let query = Memo::new(move |_| navigation.search().with(|search| TableQuery::from_search(search)));
    let ask = Callback::new(move |(asked,): (TableQuery,)| {
        let mut url = navigation.path().get_untracked();
        url.push_str(&asked.to_search());
        navigation.replace(&url);
    });
    (query, ask)
}

/// The text of the filter, tied to the URL both ways.
pub fn use_filter(query: Memo<TableQuery>, ask: Callback<(TableQuery,)>) -> RwSignal<String> {
    let filter = RwSignal::new(query.with_untracked(|query| query.text.clone()));
    on_change(
        move || filter.get(),
        move |filter| {
            let query = query.get_untracked();
            if query.text != filter {
                ask.run((TableQuery {
                    text: filter,
                    ..query
                },));
            }
        },
    );
    on_change(
        move || query.with(|query| query.text.clone()),
        move |asked_for| filter.set(asked_for),
    );
    filter
}

/// How many keys are shown of all there are, in words; read out when a filter has changed it.
pub fn use_count(
    shown: impl Fn() -> usize + Send + Sync + 'static,
    all: impl Fn() -> usize + Send + Sync + 'static,
) -> Signal<String> {
    let announcer = use_announcer();
    let count = Signal::derive(move || counted(shown(), all()));
    on_change(move || count.get(), move |count| announcer.announce(count));
    count
}
