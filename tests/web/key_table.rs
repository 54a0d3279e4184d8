//! The table of API keys: what stands there when there is nothing to show, then filtering, sorting, paging, selecting and
//! deleting.

use crate::{
    backend::{self, Backend},
    console::{address, open, type_into, type_over, until_it_says},
    page::{Page, click_with_shift, focused, until},
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

fn three_keys() -> Backend {
    let backend = Backend::signed_in();
    let keys = [
        backend::row(1, "billing export", &["10.0.0.0/8"]),
        backend::row(2, "audit", &[]),
        backend::row(3, "ci deploy", &["192.0.2.7/32", "2001:db8::/32"]),
    ];
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 3, "keys": keys }));
    backend
}

/// So many keys, from "key 001" on.
fn many_keys(count: u8) -> Backend {
    let backend = Backend::signed_in();
    let keys: Vec<Value> = (1..=count)
        .map(|number| backend::row(number, &format!("key {number:03}"), &["10.0.0.0/8"]))
        .collect();
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": count, "keys": keys }));
    backend
}

/// Five keys that do not come in the order in which they stand in the table.
fn five_keys() -> Backend {
    let backend = Backend::signed_in();
    let keys = [
        backend::row(1, "echo", &[]),
        backend::row(2, "bravo", &["10.0.0.0/8"]),
        backend::row(3, "delta", &["10.0.0.0/8"]),
        backend::row(4, "alpha", &[]),
        backend::row(5, "charlie", &[]),
    ];
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 5, "keys": keys }));
    backend
}

/// The descriptions of the keys that are shown, from top to bottom.
pub(crate) fn descriptions(page: &Page) -> Vec<String> {
    let links = page.get("tbody").query_selector_all("a").unwrap();
    (0..links.length())
        .filter_map(|index| links.item(index)?.text_content())
        .collect()
}

/// The box that selects the key of this description.
fn tick(page: &Page, description: &str) -> HtmlElement {
    page.get(&format!("input[aria-label='Select {description}']"))
}

/// The descriptions of the keys that are shown and selected, from top to bottom.
fn ticked(page: &Page) -> Vec<String> {
    let boxes = page.get("tbody").query_selector_all("input:checked").unwrap();
    (0..boxes.length())
        .filter_map(|at| boxes.item(at)?.dyn_into::<Element>().ok())
        .filter_map(|tick| Some(tick.get_attribute("aria-label")?.replacen("Select ", "", 1)))
        .collect()
}

fn header(page: &Page, name: &str) -> HtmlElement {
    page.button(name).closest("th").unwrap().unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_failure_says_what_happened_and_names_the_request() {
    let backend = Backend::signed_in();
    backend.refuse(
        "GET /bff/keys",
        504,
        "UPSTREAM_UNREACHABLE",
        "The Admin API did not answer.",
        None,
    );
    let page = open("/organization/api-keys");
    until_it_says(&page, "The Admin API did not answer.").await;
    assert!(page.text().contains("request-7"));
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 0, "keys": [] }));
    page.button("Retry").click();
    until_it_says(&page, "No API keys yet").await;
}

#[wasm_bindgen_test]
async fn a_key_of_keyhold_s_that_may_change_nothing_is_said_and_one_that_may_is_not() {
    for (role, is_said) in [("ORG_READ_ONLY", true), ("ORG_OWNER", false)] {
        let backend = Backend::signed_in();
        let mut own = backend::row(0, "Keyhold", &[]);
        own["roles"] = json!([role]);
        backend.answer("GET /bff/keys", 200, json!({ "listsRead": 0, "keys": [own] }));
        let page = open("/organization/api-keys");
        until_it_says(&page, "1 key").await;
        let told =
            ["Keyhold can change nothing", "Reading access lists"].map(|text| page.text().contains(text));
        assert_eq!(told, [is_said, !is_said], "{role}");
        drop(page);
    }
}

#[wasm_bindgen_test]
async fn a_filter_that_finds_nothing_can_be_cleared() {
    let _backend = three_keys();
    let page = open("/organization/api-keys?q=nothing-like-it");
    until_it_says(&page, "No key matches the filters").await;
    assert!(page.text().contains("0 of 3 keys"));
    page.button("Clear Filters").click();
    until_it_says(&page, "3 keys").await;
    until("the URL is clean", || address() == "/organization/api-keys").await;
}

#[wasm_bindgen_test]
async fn a_key_is_not_deleted_before_its_description_is_typed_exactly() {
    let backend = three_keys();
    let id = "65f0c0ffee65f0c0ffee6502";
    backend.answer(&format!("GET /bff/keys/{id}"), 200, backend::key(2, "audit", &[]));
    let page = open("/organization/api-keys");
    until_it_says(&page, "3 keys").await;
    page.button("Actions for audit").click();
    until("the menu is open", || page.find("[role=menu]").is_some()).await;
    page.button("Delete…").click();
    until_it_says(&page, "It is on no project.").await;
    page.button("Delete API Key").click();
    type_into(&page, "Type “audit” to confirm", "Audit");
    page.button("Delete API Key").click();
    assert!(backend.asked(&format!("DELETE /bff/keys/{id}")).is_empty());

    backend.answer(&format!("DELETE /bff/keys/{id}"), 204, json!(null));
    backend.answer(
        "GET /bff/keys",
        200,
        json!({ "listsRead": 1, "keys": [backend::row(1, "billing export", &["10.0.0.0/8"])] }),
    );
    type_into(&page, "Type “audit” to confirm", "audit");
    page.button("Delete API Key").click();
    until("the table is fetched again", || {
        descriptions(&page) == ["billing export"]
    })
    .await;
    assert_eq!(backend.asked(&format!("DELETE /bff/keys/{id}")).len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_unknown_and_what_never_happened_are_told_apart() {
    let _backend = three_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "3 keys").await;
    let rows = page.get("tbody").query_selector_all("tr").unwrap();
    let text = |at| rows.item(at).unwrap().text_content().unwrap();
    assert!(
        text(0).contains("Unknown") && text(0).contains("No access list"),
        "{}",
        text(0)
    );
    assert!(
        text(1).contains("Never used") && text(1).contains("Named networks"),
        "{}",
        text(1)
    );
}

#[wasm_bindgen_test]
async fn typing_filters_at_once_and_is_kept_in_the_url() {
    let _backend = three_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "3 keys").await;
    let steps = leptos::prelude::window().history().unwrap().length().unwrap();
    let filter = page.get("input[type=search]");
    for typed in ["1", "10", "10.9.", "10.9.9.9"] {
        type_over(&filter, typed);
    }
    until("the filter is in the URL", || {
        address() == "/organization/api-keys?q=10.9.9.9"
    })
    .await;
    until_it_says(&page, "1 of 3 keys").await;
    assert_eq!(descriptions(&page), ["billing export"]);
    assert_eq!(
        leptos::prelude::window().history().unwrap().length().unwrap(),
        steps
    );
}

#[wasm_bindgen_test]
async fn a_heading_sorts_and_turns_round_and_the_url_restores_it() {
    let _backend = three_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "3 keys").await;
    assert_eq!(descriptions(&page), ["audit", "billing export", "ci deploy"]);
    assert_eq!(
        header(&page, "Description").get_attribute("aria-sort").as_deref(),
        Some("ascending")
    );
    page.button("Entries").click();
    until("fewest entries first", || {
        descriptions(&page) == ["audit", "billing export", "ci deploy"]
    })
    .await;
    page.button("Entries").click();
    until("most entries first", || {
        descriptions(&page) == ["ci deploy", "billing export", "audit"]
    })
    .await;
    assert_eq!(
        header(&page, "Entries").get_attribute("aria-sort").as_deref(),
        Some("descending")
    );
    assert_eq!(header(&page, "Description").get_attribute("aria-sort"), None);
    until("the URL says so", || {
        address() == "/organization/api-keys?sort=access-list&order=desc"
    })
    .await;
    drop(page);
    let page = open("/organization/api-keys?sort=access-list&order=desc");
    until_it_says(&page, "3 keys").await;
    assert_eq!(descriptions(&page), ["ci deploy", "billing export", "audit"]);
}

#[wasm_bindgen_test]
async fn where_one_page_holds_every_key_there_is_nowhere_to_go() {
    let _backend = many_keys(50);
    let page = open("/organization/api-keys");
    until_it_says(&page, "50 keys").await;
    until("all are drawn", || descriptions(&page).len() == 50).await;
    assert!(page.find("nav[aria-label=Pages]").is_none());
}

#[wasm_bindgen_test]
async fn the_first_page_cannot_go_back_and_the_last_cannot_go_on() {
    let _backend = many_keys(120);
    let page = open("/organization/api-keys");
    until_it_says(&page, "1 to 50 of 120").await;
    assert!(page.find("a[rel=prev]").is_none() && page.find("a[rel=next]").is_some());
    drop(page);
    let page = open("/organization/api-keys?page=3");
    until_it_says(&page, "101 to 120 of 120").await;
    assert!(page.find("a[rel=prev]").is_some() && page.find("a[rel=next]").is_none());
    until("what is left is drawn", || descriptions(&page).len() == 20).await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_not_there_is_taken_for_the_last() {
    let _backend = many_keys(120);
    let page = open("/organization/api-keys?page=9");
    until_it_says(&page, "101 to 120 of 120").await;
    assert!(page.find("a[rel=next]").is_none());
    page.get("a[rel=prev]").click();
    until_it_says(&page, "51 to 100 of 120").await;
    assert_eq!(address(), "/organization/api-keys?page=2");
}

#[wasm_bindgen_test]
async fn a_filter_begins_at_its_first_page() {
    let _backend = many_keys(120);
    let page = open("/organization/api-keys?page=3");
    until_it_says(&page, "101 to 120 of 120").await;
    type_over(&page.get("input[type=search]"), "public0");
    until_it_says(&page, "9 of 120 keys").await;
    assert_eq!(descriptions(&page).first().map(String::as_str), Some("key 001"));
    assert!(page.find("nav[aria-label=Pages]").is_none());
    until("the URL says so", || {
        address() == "/organization/api-keys?q=public0"
    })
    .await;
}

#[wasm_bindgen_test]
async fn going_on_shows_the_next_fifty_and_the_url_says_so_and_back_leads_back() {
    const FIRST: &str = "/organization/api-keys?sort=description&order=desc";
    let from = |last: u8| -> Vec<String> {
        let numbers = (last - 49..=last).rev();
        numbers.map(|number| format!("key {number:03}")).collect()
    };
    let _backend = many_keys(120);
    let page = open(FIRST);
    until_it_says(&page, "1 to 50 of 120").await;
    until("the first fifty are drawn", || descriptions(&page) == from(120)).await;
    page.get("a[rel=next]").click();
    until("the next fifty are drawn", || descriptions(&page) == from(70)).await;
    assert!(page.text().contains("51 to 100 of 120"));
    assert_eq!(address(), format!("{FIRST}&page=2"));
    assert!(page.find("a[rel=prev]").is_some() && page.find("a[rel=next]").is_some());
    until("the content has the focus", || focused(&page.get("main"))).await;
    leptos::prelude::window().history().unwrap().back().unwrap();
    until("the first fifty are back", || descriptions(&page) == from(120)).await;
    assert_eq!(address(), FIRST);
}

#[wasm_bindgen_test]
async fn back_from_a_key_leads_to_its_row_again() {
    let _backend = many_keys(120);
    let window = leptos::prelude::window();
    let page = open("/organization/api-keys");
    let link = "tbody tr:nth-child(45) a";
    until("the row is drawn", || page.find(link).is_some()).await;
    let key = page.get(link).get_attribute("href").unwrap();
    page.get(link).focus().unwrap();
    let line = window.scroll_y().unwrap();
    assert!(line > 0.0, "the row is below the fold");
    page.get(link).click();
    until("the key's page is open", || {
        address() == key && focused(&page.get("main"))
    })
    .await;
    assert!(window.scroll_y().unwrap() < line);
    window.history().unwrap().back().unwrap();
    until("the link has the focus", || {
        page.find(link).is_some_and(|link| focused(&link))
    })
    .await;
    assert!((window.scroll_y().unwrap() - line).abs() < 1.0);
}

#[wasm_bindgen_test]
async fn shift_selects_one_key_alone_where_no_range_has_begun() {
    let _backend = five_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "5 keys").await;
    click_with_shift(&tick(&page, "delta"));
    until_it_says(&page, "1 key selected").await;
    assert_eq!(ticked(&page), ["delta"]);
}

#[wasm_bindgen_test]
async fn a_range_leaves_out_the_rows_that_a_filter_hides() {
    let _backend = five_keys();
    let page = open("/organization/api-keys?exposure=no-list");
    until_it_says(&page, "3 of 5 keys").await;
    tick(&page, "alpha").click();
    click_with_shift(&tick(&page, "echo"));
    until_it_says(&page, "3 keys selected").await;
    page.button("Clear Filters").click();
    until("every key is shown", || descriptions(&page).len() == 5).await;
    until("what was hidden is not selected", || {
        ticked(&page) == ["alpha", "charlie", "echo"]
    })
    .await;
    assert!(page.text().contains("3 keys selected"));
}

#[wasm_bindgen_test]
async fn a_range_cannot_begin_at_a_row_that_a_filter_hides() {
    let _backend = five_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "5 keys").await;
    tick(&page, "alpha").click();
    until_it_says(&page, "1 key selected").await;
    let filter = page.get("input[type=search]");
    type_over(&filter, "10.1.2.3");
    until("two are left", || descriptions(&page) == ["bravo", "delta"]).await;
    click_with_shift(&tick(&page, "delta"));
    until_it_says(&page, "1 key selected").await;
    type_over(&filter, "");
    until("both are selected and nothing between them", || {
        ticked(&page) == ["alpha", "delta"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_range_is_what_stands_between_two_rows_in_the_order_shown_whichever_was_first() {
    let _backend = five_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "5 keys").await;
    tick(&page, "delta").click();
    click_with_shift(&tick(&page, "bravo"));
    until_it_says(&page, "3 keys selected").await;
    assert_eq!(ticked(&page), ["bravo", "charlie", "delta"]);
    page.button("Clear Selection").click();
    until("nothing is selected", || ticked(&page).is_empty()).await;
    page.button("Public Key").click();
    until("the keys stand otherwise", || {
        descriptions(&page) == ["echo", "bravo", "delta", "alpha", "charlie"]
    })
    .await;
    tick(&page, "echo").click();
    click_with_shift(&tick(&page, "alpha"));
    until_it_says(&page, "4 keys selected").await;
    assert_eq!(ticked(&page), ["echo", "bravo", "delta", "alpha"]);
}

#[wasm_bindgen_test]
async fn a_range_is_taken_back_as_it_was_made() {
    let _backend = five_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "5 keys").await;
    tick(&page, "alpha").click();
    click_with_shift(&tick(&page, "echo"));
    until_it_says(&page, "5 keys selected").await;
    tick(&page, "bravo").click();
    click_with_shift(&tick(&page, "delta"));
    until_it_says(&page, "2 keys selected").await;
    assert_eq!(ticked(&page), ["alpha", "echo"]);
}

#[wasm_bindgen_test]
async fn a_range_reaches_from_one_page_to_the_next() {
    let _backend = many_keys(120);
    let page = open("/organization/api-keys");
    until_it_says(&page, "120 keys").await;
    until("the first page is drawn", || descriptions(&page).len() == 50).await;
    tick(&page, "key 049").click();
    page.get("a[rel=next]").click();
    until("the next page is there", || {
        page.find("input[aria-label='Select key 052']").is_some()
    })
    .await;
    click_with_shift(&tick(&page, "key 052"));
    until_it_says(&page, "4 keys selected").await;
    assert_eq!(ticked(&page), ["key 051", "key 052"]);
    page.get("a[rel=prev]").click();
    until("the rest is on the page before", || {
        ticked(&page) == ["key 049", "key 050"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn keys_that_are_selected_are_deleted_one_by_one_and_each_failure_has_its_reason() {
    let backend = three_keys();
    let path = |number: u8| format!("DELETE /bff/keys/65f0c0ffee65f0c0ffee65{number:02x}");
    backend.answer(&path(1), 204, json!(null));
    backend.refuse(
        &path(2),
        409,
        "CONFLICT",
        "Somebody else is changing the key.",
        None,
    );
    let page = open("/organization/api-keys?q=i");
    until_it_says(&page, "3 keys").await;
    page.get("thead input").click();
    until_it_says(&page, "3 keys selected").await;
    page.get("input[aria-label='Select ci deploy']").click();
    until_it_says(&page, "2 keys selected").await;
    page.button("Delete…").click();
    until_it_says(&page, "Type “2 keys” to confirm").await;
    let doomed = page.get("[aria-label='Keys to delete']").text_content().unwrap();
    assert!(
        doomed.contains("Last used: Never. It is on no project."),
        "{doomed}"
    );
    page.button("Delete API Keys").click();
    type_into(&page, "Type “2 keys” to confirm", "3 keys");
    page.button("Delete API Keys").click();
    assert!(
        backend.asked(&path(1)).is_empty(),
        "nothing before it is confirmed"
    );

    type_into(&page, "Type “2 keys” to confirm", "2 keys");
    page.button("Delete API Keys").click();
    until_it_says(&page, "1 of 2 keys deleted, 1 failed.").await;
    assert!(page.text().contains("Somebody else is changing the key."));
    assert_eq!(backend.asked(&path(3)).len(), 0);
    let fetched = backend.asked("GET /bff/keys").len();
    page.button("Done").click();
    until("the table is fetched again", || {
        backend.asked("GET /bff/keys").len() > fetched
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_the_filters_hide_is_not_counted_as_selected() {
    let _backend = three_keys();
    let page = open("/organization/api-keys");
    until_it_says(&page, "3 keys").await;
    page.get("input[aria-label='Select audit']").click();
    until_it_says(&page, "1 key selected").await;
    type_over(&page.get("input[type=search]"), "billing");
    until_it_says(&page, "0 keys selected").await;
    page.button("Clear Selection").click();
    until("the bar is gone", || page.find(".selection-bar").is_none()).await;
}

#[wasm_bindgen_test]
async fn while_lists_are_read_the_table_says_how_many_and_looks_again() {
    let backend = three_keys();
    let mut unread = backend::row(2, "audit", &[]);
    unread["listRead"] = json!(false);
    let keys = [backend::row(1, "billing export", &["10.0.0.0/8"]), unread];
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 1, "keys": keys }));
    let page = open("/organization/api-keys?exposure=not-read");
    until_it_says(&page, "Reading access lists: 1 of 2").await;
    until_it_says(&page, "1 of 2 keys").await;
    assert_eq!(descriptions(&page), ["audit"]);
    backend.answer(
        "GET /bff/keys",
        200,
        json!({ "listsRead": 1, "keys": [backend::row(2, "audit", &["10.0.0.0/8"])] }),
    );
    until("the list has been read", || {
        page.text().contains("0 of 1 keys") && page.find("progress").is_none()
    })
    .await;
}
