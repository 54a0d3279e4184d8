//! Headers say how the table is sorted, and a press turns the order round.

use keyhold_console::ui::{Cell, HeaderCell, Row, SortOrder, Table};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, until};

#[wasm_bindgen_test]
async fn a_header_sorts_and_says_so() {
    let sort = RwSignal::new(None::<SortOrder>);
    let page = Page::mount(move || {
        let head = move || {
            view! {
                <HeaderCell sort=sort on_sort=move |order| sort.set(Some(order))>"Description"</HeaderCell>
            }
        };
        view! {
            <Table caption="API keys" head=head>
                <Row>
                    <Cell label="Description">"terraform"</Cell>
                </Row>
            </Table>
        }
    });
    assert_eq!(page.get("th").get_attribute("aria-sort"), None);
    for order in ["ascending", "descending"] {
        page.button("Description").click();
        until(order, || {
            page.get("th").get_attribute("aria-sort").as_deref() == Some(order)
        })
        .await;
    }
    assert_eq!(
        page.get("td").get_attribute("data-label").as_deref(),
        Some("Description")
    );
}
