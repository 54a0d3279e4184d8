//! What the table of keys shows, shared by everything on its page.

use crate::{
    keys::{Column, KeyIndex, Selection, Surroundings, TableQuery},
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::{SortOrder, debounced, on_change},
};
use contract::KeyList;
use leptos::prelude::*;
use std::{rc::Rc, time::Duration};

/// How many keys one page of the table has.
///
/// Pages rather than a window that scrolls: every row of a page is in the document, so that the browser's own search, a
/// screen reader's table commands and the focus work as in any table, and the page is one more thing a link restores.
pub const PAGE: usize = 50;
/// The lowest a row gets, in CSS pixels: an organization permission takes two lines.
const ROW_HEIGHT: f64 = 52.0;
/// The least that stands above the rows, in CSS pixels: the bar, the title, the filters and the columns' names.
const ABOVE_ROWS: f64 = 280.0;
/// How long only the first rows are drawn, and how long a person must pause in typing before the filter goes into the URL.
/// Browsers allow only so many changes of it.
const PAUSE: Duration = Duration::from_millis(250);

/// The newest list of keys.
pub type Keys = RwSignal<Option<Rc<KeyList>>, LocalStorage>;

/// The keys, which of them are shown, and which are selected.
#[derive(Clone, Copy)]
pub struct KeyView {
    /// All keys, ready to be searched.
    pub index: RwSignal<KeyIndex>,
    /// What is asked for. It is in the URL too.
    pub query: RwSignal<TableQuery>,
    /// What an action is meant for.
    pub selection: RwSignal<Selection>,
    /// The places of the keys that match, in order.
    pub matching: Memo<Vec<u32>>,
    /// Those on the page that is open.
    pub page: Memo<Vec<u32>>,
    /// The column sorted by, and how.
    pub order: Memo<(Column, SortOrder)>,
    /// Whether no more than the first rows are to be drawn yet.
    pub hurried: RwSignal<bool>,
    paused: Callback<()>,
}

/// A view of `keys` that follows the URL, and the URL it.
pub fn use_key_view(keys: Keys) -> KeyView {
    let renewed = move |old: &KeyIndex| {
        let around = surroundings();
        keys.with_untracked(|keys| {
            let rows = keys.as_ref().map_or(&[][..], |list| &list.keys);
            old.renewed(rows, &around)
        })
    };
    let index = RwSignal::new(renewed(&KeyIndex::default()));
    let query = RwSignal::new(
        use_navigation()
            .search()
            .with_untracked(|search| TableQuery::from_search(search)),
    );
    let order = Memo::new(move |_| query.with(|query| (query.sort, query.order)));
    let sorted = Memo::new(move |_| {
        let (sort, order) = order.get();
        index.with(|index| index.sorted(sort, order))
    });
    let matching = Memo::new(move |_| {
        index.with(|index| query.with(|query| sorted.with(|sorted| index.matching(query, sorted))))
    });
    let page = Memo::new(move |_| {
        let number = query.with(|query| query.page);
        matching.with(|matching| {
            let number = number.min(pages(matching.len()));
            let from = (number - 1) * PAGE;
            matching.iter().skip(from).take(PAGE).copied().collect()
        })
    });
    let hurried = RwSignal::new(true);
    let paused = debounced(PAUSE, move || hurried.set(false));
    paused.run(());
    let view = KeyView {
        index,
        query,
        selection: RwSignal::new(Selection::None),
        matching,
        page,
        order,
        hurried,
        paused,
    };
    on_change(
        move || keys.get(),
        move |_| {
            let newer = index.with_untracked(renewed);
            view.selection
                .update(|selection| *selection = follow(selection, view.index, &newer));
            index.set(newer);
        },
    );
    follow_url(query);
    view
}

/// What flags depend on, at this moment.
pub fn surroundings() -> Surroundings {
    let session = use_session();
    untrack(|| Surroundings {
        own_key: session.own_key_id(),
        list_required: session.access_list_required(),
        now: (js_sys::Date::now() / 1000.0) as i64,
    })
}

fn follow(selection: &Selection, old: RwSignal<KeyIndex>, newer: &KeyIndex) -> Selection {
    old.with_untracked(|old| {
        selection.moved(|place| {
            let id = &old.get(place)?.row.id;
            newer.place_of(id)
        })
    })
}

/// Ties the query to the URL both ways. It replaces the URL: each letter of a filter is not a page of its own to go back
/// to.
fn follow_url(query: RwSignal<TableQuery>) {
    let navigation = use_navigation();
    let write = move || {
        let search = query.with_untracked(TableQuery::to_search);
        if navigation.path().with_untracked(|path| path == paths::API_KEYS)
            && navigation.search().with_untracked(|now| *now != search)
        {
            navigation.replace(&paths::api_keys(&search));
        }
    };
    let write_later = debounced(PAUSE, write);
    let beside_text = move || {
        query.with(|query| TableQuery {
            text: String::new(),
            ..query.clone()
        })
    };
    on_change(beside_text, move |_| write());
    on_change(
        move || query.with(|query| query.text.clone()),
        move |_| write_later.run(()),
    );
    on_change(
        move || navigation.search().get(),
        move |search| {
            let asked = TableQuery::from_search(&search);
            if navigation.path().with_untracked(|path| path == paths::API_KEYS)
                && query.with_untracked(|query| *query != asked)
            {
                query.set(asked);
            }
        },
    );
}

/// How many rows are drawn at first and while a person types: as many as a window of this height can show, in CSS pixels. The
/// rest of the page follows in a while, so that neither the first sight of the table nor a keystroke need wait for rows that
/// nobody sees yet.
pub(super) fn first_rows(window_height: f64) -> usize {
    // Whatever the height is said to be, a float becomes an integer without wrapping.
    (((window_height - ABOVE_ROWS) / ROW_HEIGHT).ceil() as usize).clamp(10, PAGE)
}

/// How many pages `count` keys take: one at least.
pub fn pages(count: usize) -> usize {
    count.div_ceil(PAGE).max(1)
}

impl KeyView {
    /// Asks for something else, from the first page on.
    pub fn ask(self, change: impl FnOnce(&mut TableQuery)) {
        let mut asked = self.query.get_untracked();
        change(&mut asked);
        asked.page = 1;
        if self.query.with_untracked(|query| query.text != asked.text) {
            self.hurried.set(true);
            self.paused.run(());
        }
        self.query.set(asked);
    }

    /// Shows every key again.
    pub fn clear_filters(self) {
        self.query.update(|query| *query = query.unfiltered());
    }

    /// Sorts by `column`.
    pub fn sort(self, column: Column, order: SortOrder) {
        self.ask(|query| {
            query.sort = column;
            query.order = order;
        });
    }

    /// A signal tied to one part of the query both ways.
    pub fn part(self, get: fn(&TableQuery) -> String, set: fn(&mut TableQuery, String)) -> RwSignal<String> {
        let value = RwSignal::new(self.query.with_untracked(get));
        on_change(
            move || value.get(),
            move |value| {
                if self.query.with_untracked(get) != value {
                    self.ask(|query| set(query, value));
                }
            },
        );
        on_change(move || self.query.with(get), move |asked| value.set(asked));
        value
    }

    /// The places of the keys an action is meant for.
    pub fn chosen(self) -> Vec<u32> {
        self.selection
            .with(|selection| self.matching.with(|matching| selection.of(matching)))
    }

    /// Selects `places`, or no more.
    pub fn select(self, places: &[u32], selected: bool) {
        let matching = self.matching.get_untracked();
        self.selection
            .update(|selection| *selection = selection.with(places, selected, &matching));
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE, first_rows, pages};

    #[test]
    fn a_window_s_rows_are_drawn_first_and_never_more_than_a_page() {
        assert_eq!([0.0, 900.0, 1e9, f64::NAN].map(first_rows), [10, 12, PAGE, 10]);
    }

    #[test]
    fn there_is_always_a_page_and_a_full_one_needs_no_second() {
        assert_eq!([0, 1, PAGE, PAGE + 1].map(pages), [1, 1, 1, 2]);
    }
}
