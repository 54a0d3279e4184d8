//! The table of the organization's API keys, with what filters, pages and selects it.

pub mod pager;
pub mod row;
pub mod selection_bar;
mod state;
pub mod toolbar;
pub mod view;

pub use crate::keys::{Column, KeyIndex, TableQuery};
pub use state::{use_count, use_filter, use_table_query};

use crate::{
    components::delete_key::Doomed,
    ui::{HeaderCell, Item, Table, recycled},
};
use keyhold_markup::view;
use leptos::prelude::*;
use row::KeyTableRow;
use view::{KeyView, PAGE, first_rows};

/// The keys of the page that is open, in the order asked for.
#[component]
pub fn KeyTable(
    /// What is shown.
    view: KeyView,
    /// Whether newer rows are awaited.
    busy: Signal<bool>,
    /// Called with the key that is to be deleted.
    on_delete: Callback<(Doomed,)>,
) -> impl IntoView {
    let head = move || {
        let sortable = Column::ALL
            .into_iter()
            .map(|column| {
                view! {
                    <HeaderCell
                        sort=Signal::derive(move || {
                            let (sort, order) = view.order.get();
                            (sort == column).then_some(order)
                        })
                        on_sort=move |order| view.sort(column, order)
                        numeric=column.is_numeric()
                    >
                        {column.label()}
                    </HeaderCell>
                }
            })
            .collect_view();
        view! {
            <HeaderCell>
                <SelectPage view=view />
            </HeaderCell>
            {sortable}
            <HeaderCell hidden=true>"Actions"</HeaderCell>
        }
    };
    // The place a range of selected keys begins at.
    let anchor = StoredValue::new(None::<u32>);
    let window_height = window().inner_height().ok().and_then(|height| height.as_f64());
    let first_rows = first_rows(window_height.unwrap_or_default());
    let rows = move || {
        let item = |place: u32| {
            let key = view.index.with(|index| {
                let key = index.get(place)?;
                Some([key.row.id.as_str(), ".", &key.revision.to_string()].concat())
            });
            Item::new(key.unwrap_or_default(), move || {
                view! { <KeyTableRow view=view place=place anchor=anchor on_delete=on_delete /> }
            })
        };
        let drawn = if view.hurried.get() { first_rows } else { PAGE };
        view.page
            .with(|page| page.iter().copied().take(drawn).map(item).collect())
    };
    view! {
        <div class="key-table">
            <Table caption="API keys" busy=busy head=head>
                {recycled(rows)}
            </Table>
        </div>
    }
    .into_any()
}

/// The box that selects every key of the page, or none of it.
#[component]
fn SelectPage(view: KeyView) -> impl IntoView {
    let selected = Memo::new(move |_| {
        let page = view.page.get();
        (
            view.selection.with(|selection| selection.count(&page)),
            page.len(),
        )
    });
    view! {
        <input
            type="checkbox"
            class="key-table__box"
            aria-label="Select the keys on this page"
            title="Select the keys on this page"
            prop:checked=move || selected.with(|(selected, all)| *selected > 0 && selected == all)
            prop:indeterminate=move || selected.with(|(selected, all)| *selected > 0 && selected < all)
            on:change=move |event| view.select(&view.page.get_untracked(), event_target_checked(&event))
        />
    }
}
