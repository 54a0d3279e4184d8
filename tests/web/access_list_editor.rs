//! The access list of a key: judging what is typed, adding, and removing.

use crate::{
    backend::{self, Backend},
    console::{alert, error_at, find_field, open, type_into, until_it_says, value},
    page::{Page, focused, until},
};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "/bff/keys/65f0c0ffee65f0c0ffee6509";
const FIELD: &str = "Access List Entry";

async fn key_page(backend: &Backend, entries: &[&str]) -> Page {
    backend.answer(&format!("GET {KEY}"), 200, backend::key(9, "ci", entries));
    let page = open("/organization/api-keys/65f0c0ffee65f0c0ffee6509");
    until("the editor is there", || find_field(&page, FIELD).is_some()).await;
    page
}

#[wasm_bindgen_test]
async fn an_unknown_key_is_said_to_be_unknown_and_what_is_no_id_is_not_asked_for() {
    let backend = Backend::signed_in();
    backend.refuse(
        &format!("GET {KEY}"),
        404,
        "NOT_FOUND",
        "There is no such key.",
        None,
    );
    let page = open("/organization/api-keys/65f0c0ffee65f0c0ffee6509");
    until_it_says(&page, "API key not found").await;
    drop(page);
    let page = open("/organization/api-keys/not-an-id");
    until_it_says(&page, "API key not found").await;
    assert!(backend.asked("GET /bff/keys/not-an-id").is_empty());
}

#[wasm_bindgen_test]
async fn what_is_typed_wrongly_is_told_as_it_is_typed_and_not_sent() {
    let backend = Backend::signed_in();
    let page = key_page(&backend, &[]).await;
    type_into(&page, FIELD, "10.1.2.3/8, example.com");
    until_it_says(&page, "16,777,216 addresses").await;
    assert!(page.text().contains("10.0.0.0/8"), "the canonical form is shown");
    assert!(page.text().contains("“example.com” is a host name"));
    assert!(
        error_at(&page, FIELD).is_empty(),
        "nothing is an error before it is sent"
    );
    page.button("Add Access List Entry").click();
    until("the field is wrong", || {
        error_at(&page, FIELD).contains("example.com")
    })
    .await;
    until("the field has the focus", || {
        page.find("textarea").is_some_and(|area| focused(&area))
    })
    .await;
    assert!(backend.asked(&format!("POST {KEY}/access-list")).is_empty());
}

#[wasm_bindgen_test]
async fn nothing_typed_and_nothing_new_are_not_sent() {
    let backend = Backend::signed_in();
    let page = key_page(&backend, &["192.0.2.7/32"]).await;
    page.button("Add Access List Entry").click();
    until("something is asked for", || {
        error_at(&page, FIELD).contains("Enter an IP address")
    })
    .await;
    type_into(&page, FIELD, "::ffff:192.0.2.7");
    until_it_says(&page, "on the list already").await;
    page.button("Add Access List Entry").click();
    until("it is told", || {
        error_at(&page, FIELD).contains("on the access list already")
    })
    .await;
    assert!(backend.asked(&format!("POST {KEY}/access-list")).is_empty());
}

#[wasm_bindgen_test]
async fn a_refusal_names_the_entry_and_keeps_what_was_typed() {
    let backend = Backend::signed_in();
    let problem =
        json!({ "code": "INVALID", "message": "This network is reserved.", "field": "entries", "index": 1 });
    backend.answer(&format!("POST {KEY}/access-list"), 400, problem);
    let page = key_page(&backend, &[]).await;
    type_into(&page, FIELD, "192.0.2.7 198.51.100.0/24");
    page.button("Add Access List Entry").click();
    until("the refusal is shown", || {
        error_at(&page, FIELD).contains("198.51.100.0/24: This network is reserved.")
    })
    .await;
    assert_eq!(value(&page, FIELD), "192.0.2.7 198.51.100.0/24");
}

#[wasm_bindgen_test]
async fn shutting_keyhold_itself_out_is_told_at_the_head() {
    let backend = Backend::signed_in();
    backend.refuse(
        &format!("POST {KEY}/access-list"),
        409,
        "WOULD_LOCK_OUT",
        "Keyhold would shut itself out.",
        None,
    );
    let page = key_page(&backend, &[]).await;
    type_into(&page, FIELD, "192.0.2.7");
    page.button("Add Access List Entry").click();
    until("the refusal is shown", || {
        alert(&page).contains("shut itself out")
    })
    .await;
    assert_eq!(value(&page, FIELD), "192.0.2.7");
}

#[wasm_bindgen_test]
async fn an_entry_is_removed_only_after_it_has_been_confirmed() {
    let backend = Backend::signed_in();
    let page = key_page(&backend, &["192.0.2.7/32"]).await;
    let request = format!("DELETE {KEY}/access-list/192.0.2.7%2F32");
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "It is the last entry").await;
    until("Cancel has the focus", || focused(&page.button("Cancel"))).await;
    page.button("Cancel").click();
    until("the dialog is gone", || page.find("dialog[open]").is_none()).await;
    assert!(backend.asked(&request).is_empty());

    backend.refuse(
        &request,
        409,
        "WOULD_LOCK_OUT",
        "Keyhold would shut itself out.",
        None,
    );
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "It is the last entry").await;
    page.button("Remove Entry").click();
    until_it_says(&page, "Keyhold would shut itself out.").await;

    backend.answer(&request, 200, backend::key(9, "ci", &[]));
    page.button("Remove Entry").click();
    until("the dialog is gone", || page.find("dialog[open]").is_none()).await;
    until("the entry is gone", || page.find("tbody").is_none()).await;
}

#[wasm_bindgen_test]
async fn several_entries_are_added_at_once_each_in_its_canonical_form() {
    let backend = Backend::signed_in();
    let page = key_page(&backend, &[]).await;
    backend.answer(
        &format!("POST {KEY}/access-list"),
        200,
        backend::key(9, "ci", &["10.0.0.0/8", "192.0.2.7/32"]),
    );
    type_into(&page, FIELD, "10.1.2.3/8");
    page.button("Use Current IP Address").click();
    until("the address is filled in", || {
        value(&page, FIELD) == "10.1.2.3/8\n192.0.2.7"
    })
    .await;
    page.button("Add Access List Entry").click();
    page.button("Add Access List Entry").click();
    until("the entries are listed", || page.find("tbody").is_some()).await;
    assert_eq!(
        backend.asked(&format!("POST {KEY}/access-list")),
        [json!({ "entries": ["10.0.0.0/8", "192.0.2.7/32"] })]
    );
    assert_eq!(value(&page, FIELD), "");
    assert!(page.get("tbody").text_content().unwrap().contains("10.0.0.0/8"));
}
