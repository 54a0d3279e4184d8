//! Tables, which are real ones: a caption, headers with their sort order, cells that know their label.
//!
//! On a phone every row becomes a card. Cards are laid out with `display`, which takes a table's meaning away in some
//! browsers, so every part names its role itself.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{Icon, attribute, dynamic};

/// The order a column is sorted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// Smallest, earliest, or A first.
    Ascending,
    /// Largest, latest, or Z first.
    Descending,
}

impl SortOrder {
    /// The order a press on a column's header leads to.
    pub const fn after(current: Option<Self>) -> Self {
        match current {
            Some(Self::Ascending) => Self::Descending,
            Some(Self::Descending) | None => Self::Ascending,
        }
    }

    const fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// A table:
/// `<Table caption="API keys" head=move || view! { <HeaderCell>"Key"</HeaderCell> }><Row>…</Row></Table>`.
#[component]
pub fn Table(
    /// What the table lists, for those who cannot see where it stands.
    #[prop(into)]
    caption: Signal<String>,
    /// True while its rows are being fetched.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The [`HeaderCell`]s.
    #[prop(into)]
    head: ViewFnOnce,
    /// The [`Row`]s, or [`SkeletonRows`].
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table" role="table" aria-busy=attribute(move || busy.get().then_some("true"))>
                <caption class="visually-hidden">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">{head.run()}</tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}

/// A column's header; with `on_sort`, a button that sorts by it.
#[component]
pub fn HeaderCell(
    /// The order the table is sorted in by this column; none when by another.
    #[prop(optional, into)]
    sort: Signal<Option<SortOrder>>,
    /// Called with the order to sort in when the header is pressed.
    #[prop(optional, into)]
    on_sort: Option<Callback<SortOrder>>,
    /// Whether the column holds numbers, set to the right.
    #[prop(optional)]
    numeric: bool,
    /// Whether the header is only read out, as over a column of row menus.
    #[prop(optional)]
    hidden: bool,
    /// The header's words.
    children: Children,
) -> impl IntoView {
    let arrow = move || {
        let arrow = match sort.get() {
            Some(SortOrder::Ascending) => icondata_lu::LuArrowUp,
            Some(SortOrder::Descending) => icondata_lu::LuArrowDown,
            None => icondata_lu::LuChevronsUpDown,
        };
        view! { <Icon icon=arrow size=14 /> }
    };
    let words = if let Some(on_sort) = on_sort {
        view! {
            <button
                type="button"
                class="table__sort"
                on:click=move |_| on_sort.run(SortOrder::after(sort.get_untracked()))
            >
                {children()}
                {dynamic(arrow)}
            </button>
        }
        .into_any()
    } else if hidden {
        view! { <span class="visually-hidden">{children()}</span> }.into_any()
    } else {
        children()
    };
    view! {
        <th
            role="columnheader"
            scope="col"
            class=numeric.then_some("table__number")
            aria-sort=attribute(move || sort.get().map(SortOrder::aria))
        >
            {words}
        </th>
    }
}

/// One row of [`Cell`]s.
#[component]
pub fn Row(
    /// The cells.
    children: Children,
) -> impl IntoView {
    view! {
        <tr role="row">{children()}</tr>
    }
}

/// What a cell is for, which decides its place on a phone's card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// A fact, with its label beside it on a card.
    #[default]
    Fact,
    /// What the row is about: the card's first line.
    Title,
    /// A number, set to the right.
    Number,
    /// The row's menu or buttons: the card's corner.
    Actions,
}

/// One cell. `label` is its column's name, which a card shows beside the value.
#[component]
pub fn Cell(
    /// The column's name.
    label: &'static str,
    /// What the cell is for.
    #[prop(optional)]
    kind: CellKind,
    /// The value.
    children: Children,
) -> impl IntoView {
    let class = match kind {
        CellKind::Fact => "table__fact",
        CellKind::Title => "table__title",
        CellKind::Number => "table__fact table__number",
        CellKind::Actions => "table__actions",
    };
    view! {
        <td role="cell" class=class data-label=label>{children()}</td>
    }
}

/// Rows in the shape of those to come, hidden from assistive technology: the table's `busy` says it waits.
#[component]
pub fn SkeletonRows(
    /// How many columns the table has.
    columns: usize,
    /// How many rows to draw.
    #[prop(default = 6)]
    rows: usize,
) -> impl IntoView {
    let cells = move || {
        (0..columns)
            .map(|_| view! { <td class="table__fact"><span class="skeleton"></span></td> })
            .collect_view()
    };
    (0..rows)
        .map(|_| view! { <tr class="table__skeleton" aria-hidden="true">{cells()}</tr> })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::SortOrder::{self, Ascending, Descending};

    #[test]
    fn a_header_pressed_twice_turns_the_order_round() {
        assert_eq!(SortOrder::after(None), Ascending);
        assert_eq!(SortOrder::after(Some(Ascending)), Descending);
        assert_eq!(SortOrder::after(Some(Descending)), Ascending);
    }
}
