//! Creating a key: description and permissions, then the private key this one time, then the access list.

use crate::{
    backend::{self, Backend},
    console::{address, alert, error_at, field, find_field, open, type_into, until_it_says, value},
    page::{Page, focused, until},
};
use leptos::prelude::{document, window};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

const SECRET: &str = "c8150efd-c7a0-4afd-8c4f-01bdd56c8977";

async fn first_step() -> Page {
    let page = open("/organization/api-keys/new");
    until("the form is there", || find_field(&page, "Description").is_some()).await;
    page
}

async fn second_step(backend: &Backend) -> Page {
    backend.answer(
        "POST /bff/keys",
        201,
        json!({ "key": backend::key(9, "ci", &[]), "privateKey": SECRET }),
    );
    backend.answer(
        "GET /bff/keys/65f0c0ffee65f0c0ffee6509",
        200,
        backend::key(9, "ci", &[]),
    );
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 0, "keys": [] }));
    let page = first_step().await;
    type_into(&page, "Description", "ci");
    field(&page, "Organization Read Only").click();
    page.button("Create").click();
    until_it_says(&page, SECRET).await;
    page
}

#[wasm_bindgen_test]
async fn without_description_and_permission_nothing_is_sent() {
    let backend = Backend::signed_in();
    let page = first_step().await;
    page.button("Create").click();
    until("the description is asked for", || {
        !error_at(&page, "Description").is_empty()
    })
    .await;
    assert!(page.text().contains("Choose at least one permission."));
    until("the first wrong field has the focus", || {
        focused(&field(&page, "Description"))
    })
    .await;
    assert!(backend.asked("POST /bff/keys").is_empty());
}

#[wasm_bindgen_test]
async fn a_refusal_stands_at_its_field_until_that_is_changed() {
    let backend = Backend::signed_in();
    backend.refuse(
        "POST /bff/keys",
        400,
        "INVALID",
        "That description is not allowed.",
        Some("description"),
    );
    let page = first_step().await;
    type_into(&page, "Description", "ci");
    field(&page, "Organization Member").click();
    page.button("Create").click();
    until("the refusal is shown", || {
        error_at(&page, "Description").contains("not allowed")
    })
    .await;
    assert_eq!(value(&page, "Description"), "ci");
    until("the refused field has the focus", || {
        focused(&field(&page, "Description"))
    })
    .await;
    type_into(&page, "Description", "ci deploy");
    until("the refusal is gone", || {
        error_at(&page, "Description").is_empty()
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_refusal_of_nothing_in_particular_stands_at_the_head() {
    let backend = Backend::signed_in();
    backend.refuse(
        "POST /bff/keys",
        502,
        "UPSTREAM",
        "The Admin API refused Keyhold's own key.",
        None,
    );
    let page = first_step().await;
    type_into(&page, "Description", "ci");
    field(&page, "Organization Member").click();
    page.button("Create").click();
    until("the refusal is shown", || {
        alert(&page).contains("Keyhold's own key")
    })
    .await;
    assert_eq!(value(&page, "Description"), "ci");
}

#[wasm_bindgen_test]
async fn create_pressed_twice_sends_one_request_and_one_more_after_a_refusal() {
    let backend = Backend::signed_in();
    let create = "POST /bff/keys";
    backend.refuse(
        create,
        502,
        "UPSTREAM",
        "The Admin API refused Keyhold's own key.",
        None,
    );
    let page = first_step().await;
    type_into(&page, "Description", "ci");
    field(&page, "Organization Read Only").click();
    let button = page.button("Create");
    button.click();
    button.click();
    until("the refusal is shown", || {
        alert(&page).contains("Keyhold's own key")
    })
    .await;
    assert_eq!(backend.asked(create).len(), 1);
    backend.answer(
        create,
        201,
        json!({ "key": backend::key(9, "ci", &[]), "privateKey": SECRET }),
    );
    button.click();
    button.click();
    until_it_says(&page, SECRET).await;
    assert_eq!(backend.asked(create).len(), 2, "one refused, one for two clicks");
}

#[wasm_bindgen_test]
async fn leaving_without_having_stored_the_private_key_asks_first() {
    let backend = Backend::signed_in();
    let page = second_step(&backend).await;
    page.button("Done").click();
    until_it_says(&page, "Leave without the private key?").await;
    page.button("Keep the Private Key").click();
    until("the question is gone", || page.find("dialog[open]").is_none()).await;
    assert!(page.text().contains(SECRET));
    page.get("nav a.rail__link").click();
    until_it_says(&page, "Leave without the private key?").await;
    assert_eq!(address(), "/organization/api-keys/new");
    page.button("Leave Without It").click();
    until_it_says(&page, "No API keys yet").await;
    assert!(!page.text().contains(SECRET));
}

#[wasm_bindgen_test]
async fn going_back_asks_too_and_then_goes_back() {
    let backend = Backend::signed_in();
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 0, "keys": [] }));
    let page = open("/organization/api-keys");
    until_it_says(&page, "No API keys yet").await;
    backend.answer(
        "POST /bff/keys",
        201,
        json!({ "key": backend::key(9, "ci", &[]), "privateKey": SECRET }),
    );
    page.get("a.button--primary").click();
    until("the form is there", || find_field(&page, "Description").is_some()).await;
    type_into(&page, "Description", "ci");
    field(&page, "Organization Read Only").click();
    page.button("Create").click();
    until_it_says(&page, SECRET).await;
    window().history().unwrap().back().unwrap();
    until_it_says(&page, "Leave without the private key?").await;
    assert_eq!(address(), "/organization/api-keys/new");
    page.button("Leave Without It").click();
    until_it_says(&page, "No API keys yet").await;
    assert_eq!(address(), "/organization/api-keys");
    assert!(!page.text().contains(SECRET));
}

#[wasm_bindgen_test]
async fn an_entry_typed_and_not_added_is_not_left_behind() {
    let backend = Backend::signed_in();
    let page = second_step(&backend).await;
    field(&page, "I have stored the private key").click();
    type_into(&page, "Access List Entry", "192.0.2.7");
    page.button("Done").click();
    until("it is told", || {
        page.text().contains("not on the access list yet")
    })
    .await;
    assert_eq!(address(), "/organization/api-keys/new");
}

#[wasm_bindgen_test]
async fn the_first_entry_of_a_key_made_a_while_ago_is_added_once_its_report_is_accepted() {
    const LIST: &str = "/bff/keys/65f0c0ffee65f0c0ffee6509/access-list";
    let (post, patch) = (format!("POST {LIST}"), format!("PATCH {LIST}"));
    let backend = Backend::signed_in();
    let page = second_step(&backend).await;
    backend.answer(
        &post,
        409,
        json!({ "code": "REPORT_CHANGED", "message": "Not accepted.", "report": {
            "lockouts": [{
                "id": "65f0c0ffee65f0c0ffee6509", "description": "ci", "publicKey": "public09",
                "certainty": "unknown", "addresses": [], "reason": "Its use is not recorded."
            }],
            "judged": 1, "refusal": null, "fingerprint": "f1"
        } }),
    );
    backend.answer(&patch, 200, backend::key(9, "ci", &["192.0.2.7/32"]));
    type_into(&page, "Access List Entry", "192.0.2.7");
    page.button("Add Access List Entry").click();
    until_it_says(&page, "Its use is not recorded.").await;
    assert!(backend.asked(&patch).is_empty());
    page.button("Add Entries").click();
    until("the list is changed", || {
        value(&page, "Access List Entry").is_empty()
    })
    .await;
    assert_eq!(
        backend.asked(&patch),
        [json!({ "add": ["192.0.2.7/32"], "remove": [], "accepted": "f1" })]
    );
}

#[wasm_bindgen_test]
async fn the_private_key_is_shown_once_and_nowhere_kept() {
    let backend = Backend::signed_in();
    let page = second_step(&backend).await;
    assert_eq!(
        backend.asked("POST /bff/keys"),
        [json!({ "description": "ci", "roles": ["ORG_READ_ONLY"] })]
    );
    let command = page.text();
    assert!(
        command.contains("curl --digest --user public09") && !command.contains(&format!("public09:{SECRET}"))
    );
    field(&page, "I have stored the private key").click();
    page.button("Done").click();
    until("the key's page is there", || {
        page.find("h1")
            .is_some_and(|h1| h1.text_content().as_deref() == Some("ci"))
    })
    .await;
    assert_eq!(address(), "/organization/api-keys/65f0c0ffee65f0c0ffee6509");
    assert!(
        !document()
            .document_element()
            .unwrap()
            .outer_html()
            .contains(SECRET)
    );
    let storage = [
        window().local_storage().unwrap().unwrap(),
        window().session_storage().unwrap().unwrap(),
    ];
    for storage in storage {
        for at in 0..storage.length().unwrap() {
            let name = storage.key(at).unwrap().unwrap();
            assert!(!storage.get_item(&name).unwrap().unwrap().contains(SECRET));
        }
    }
    let state = window().history().unwrap().state().unwrap();
    let state = js_sys::JSON::stringify(&state)
        .ok()
        .and_then(|text| text.as_string());
    assert!(!state.unwrap_or_default().contains(SECRET));
}
