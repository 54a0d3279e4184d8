//! What a table of keys is asked to show, kept in the URL, so that reloading, Back and a pasted link restore it.

use crate::{
    keys::TableQuery,
    navigation::use_navigation,
    ui::{debounced, on_change, use_announcer},
};
use access::grouped;
use leptos::prelude::*;
use std::time::Duration;

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

/// How long a count must stay before it is read out: not once a letter.
const READ_OUT_AFTER: Duration = Duration::from_millis(700);

/// How many keys are shown of all there are, in words; read out when a filter has changed it and it stays.
pub fn use_count(
    shown: impl Fn() -> usize + Send + Sync + 'static,
    all: impl Fn() -> usize + Send + Sync + 'static,
) -> Signal<String> {
    let announcer = use_announcer();
    let count = Signal::derive(move || counted(shown(), all()));
    let later = debounced(READ_OUT_AFTER, move || {
        announcer.announce_of_page(count.get_untracked());
    });
    on_change(move || count.get(), move |_| later.run(()));
    count
}

fn counted(shown: usize, all: usize) -> String {
    let number = |number: usize| grouped(number as u128);
    match (shown == all, all) {
        (true, 1) => "1 key".to_owned(),
        (true, all) => [&number(all), " keys"].concat(),
        (false, all) => [&number(shown), " of ", &number(all), " keys"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn the_count_tells_how_many_are_hidden() {
        assert_eq!(counted(0, 40), "0 of 40 keys");
        assert_eq!(counted(12, 5000), "12 of 5,000 keys");
        assert_eq!(counted(40, 40), "40 keys");
        assert_eq!(counted(1, 1), "1 key");
    }
}
