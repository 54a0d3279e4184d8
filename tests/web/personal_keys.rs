//! Personal API keys: what there is to see without an account, linking one, its keys, its access list, unlinking.

use crate::{
    backend::{self, Backend},
    console::{alert, error_at, field, find_field, open, type_into, until_it_says, value},
    page::{Page, focused, until},
};
use leptos::prelude::{document, window};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const KEYS: &str = "GET /bff/personal-keys";
const SECRET: &str = "d19e3f60-aaaa-4bbb-8ccc-1234567890ab";
const LAPTOP: &str = "65f0c0ffee65f0c0ffee65b1";
const NIGHTLY: &str = "65f0c0ffee65f0c0ffee65b2";

fn personal_key(id: &str, description: &str, enabled: bool, linking: bool) -> Value {
    json!({
        "id": id,
        "description": description,
        "maskedKey": "****-90ab",
        "created": "2019-01-01T00:00:00Z",
        "enabled": enabled,
        "linking": linking
    })
}

fn linked(keys: &[Value], entries: &[&str]) -> Value {
    let entries: Vec<Value> = entries
        .iter()
        .map(|block| json!({ "block": block, "created": "2026-01-01T00:00:00Z", "count": 0, "lastUsed": null, "lastUsedAddress": null }))
        .collect();
    json!({ "linked": { "name": "ada@example.com", "keys": keys, "entries": entries } })
}

fn two_keys() -> [Value; 2] {
    [
        personal_key(LAPTOP, "laptop", true, true),
        personal_key(NIGHTLY, "nightly", true, false),
    ]
}

async fn with_account(entries: &[&str]) -> (Backend, Page) {
    let backend = Backend::signed_in();
    backend.answer(KEYS, 200, linked(&two_keys(), entries));
    let page = open("/personal-api-keys");
    until_it_says(&page, "Linked to ada@example.com").await;
    (backend, page)
}

async fn choose(page: &Page, row: &str, item: &str) {
    page.button(&format!("Actions for {row}")).click();
    until("the menu is open", || page.find("[role=menu]").is_some()).await;
    let items = page.get("[role=menu]").query_selector_all("button").unwrap();
    let found = (0..items.length())
        .filter_map(|at| items.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|found| found.text_content().is_some_and(|text| text.trim() == item));
    found
        .unwrap_or_else(|| panic!("no item of the menu is called {item}"))
        .click();
}

fn confirm(page: &Page) {
    page.get("dialog[open] .dialog__footer .button-wrap:last-child button")
        .click();
}

#[wasm_bindgen_test]
async fn where_the_admin_api_has_none_that_is_said() {
    let backend = Backend::signed_in();
    backend.answer(KEYS, 200, json!("unavailable"));
    let page = open("/personal-api-keys");
    until_it_says(&page, "This Admin API has no personal API keys").await;
    assert!(page.text().contains("No new ones can be created"));
}

#[wasm_bindgen_test]
async fn a_refusal_to_link_stands_at_its_field_and_keeps_what_was_typed() {
    let backend = Backend::signed_in();
    backend.answer(KEYS, 200, json!("unlinked"));
    let page = open("/personal-api-keys");
    until_it_says(&page, "Keyhold seals that key for you alone").await;
    page.button("Link Account").click();
    until("both fields are asked for", || {
        !error_at(&page, "Account Name").is_empty() && !error_at(&page, "Personal API Key").is_empty()
    })
    .await;
    assert!(backend.asked("PUT /bff/personal-account").is_empty());

    backend.refuse(
        "PUT /bff/personal-account",
        400,
        "INVALID",
        "The Admin API does not take this key.",
        Some("personalKey"),
    );
    type_into(&page, "Account Name", " ada@example.com ");
    type_into(&page, "Personal API Key", SECRET);
    page.button("Link Account").click();
    until("the refusal is told", || {
        error_at(&page, "Personal API Key").contains("does not take")
    })
    .await;
    assert_eq!(value(&page, "Personal API Key"), SECRET);
}

#[wasm_bindgen_test]
async fn the_key_that_proves_an_account_is_sent_once_and_kept_nowhere() {
    let backend = Backend::signed_in();
    backend.answer(KEYS, 200, json!("unlinked"));
    backend.answer("PUT /bff/personal-account", 200, linked(&two_keys(), &[]));
    let page = open("/personal-api-keys");
    until("the form is there", || {
        find_field(&page, "Account Name").is_some()
    })
    .await;
    type_into(&page, "Account Name", "ada@example.com");
    type_into(&page, "Personal API Key", SECRET);
    page.button("Link Account").click();
    page.button("Link Account").click();
    until_it_says(&page, "Linked to ada@example.com").await;
    assert_eq!(
        backend.asked("PUT /bff/personal-account"),
        [json!({ "accountName": "ada@example.com", "personalKey": SECRET })]
    );
    assert!(
        !document()
            .document_element()
            .unwrap()
            .outer_html()
            .contains(SECRET)
    );
    let fields = document().query_selector_all("input").unwrap();
    for at in 0..fields.length() {
        let field: web_sys::HtmlInputElement = fields.item(at).unwrap().unchecked_into();
        assert_ne!(field.value(), SECRET);
    }
    assert!(!window().location().href().unwrap().contains(SECRET));
}

#[wasm_bindgen_test]
async fn an_account_that_is_refused_says_why_and_can_be_linked_again_or_forgotten() {
    let backend = Backend::signed_in();
    let refused =
        json!({ "refused": { "accountName": "ada@example.com", "reason": "The key was disabled." } });
    backend.answer(KEYS, 200, refused);
    backend.answer("DELETE /bff/personal-account", 204, json!(null));
    let page = open("/personal-api-keys");
    until_it_says(&page, "The key was disabled.").await;
    assert_eq!(value(&page, "Account Name"), "ada@example.com");
    page.button("Unlink Account").click();
    until_it_says(&page, "Keyhold forgets the personal API key it keeps for you.").await;
    confirm(&page);
    until_it_says(&page, "Link Your Account").await;
    assert_eq!(backend.asked("DELETE /bff/personal-account").len(), 1);
}

#[wasm_bindgen_test]
async fn a_key_is_disabled_at_once_and_the_one_that_links_only_after_a_warning() {
    let (backend, page) = with_account(&["192.0.2.7/32"]).await;
    let disable = |id: &str| format!("PATCH /bff/personal-keys/{id}");
    choose(&page, "laptop", "Disable…").await;
    until_it_says(
        &page,
        "Without it Keyhold can no longer see or change the account",
    )
    .await;
    page.button("Cancel").click();
    until("the dialog is closed", || page.find("dialog[open]").is_none()).await;
    assert!(backend.asked(&disable(LAPTOP)).is_empty());

    backend.refuse(
        &disable(NIGHTLY),
        502,
        "UPSTREAM",
        "The Admin API refused it.",
        None,
    );
    choose(&page, "nightly", "Disable").await;
    until_it_says(&page, "The Admin API refused it.").await;
    let keys = [
        personal_key(LAPTOP, "laptop", true, true),
        personal_key(NIGHTLY, "nightly", false, false),
    ];
    backend.answer(&disable(NIGHTLY), 200, linked(&keys, &["192.0.2.7/32"]));
    choose(&page, "nightly", "Disable").await;
    until_it_says(&page, "Disabled").await;
    assert_eq!(
        backend.asked(&disable(NIGHTLY)).last(),
        Some(&json!({ "enabled": false }))
    );
}

#[wasm_bindgen_test]
async fn a_key_is_deleted_once_and_only_after_it_has_been_confirmed() {
    let (backend, page) = with_account(&["192.0.2.7/32"]).await;
    let delete = format!("DELETE /bff/personal-keys/{NIGHTLY}");
    choose(&page, "nightly", "Delete…").await;
    until_it_says(&page, "This cannot be undone").await;
    assert!(backend.asked(&delete).is_empty());
    let left = [personal_key(LAPTOP, "laptop", true, true)];
    backend.answer(&delete, 200, linked(&left, &["192.0.2.7/32"]));
    confirm(&page);
    confirm(&page);
    until("the key is gone", || {
        !page.get("tbody").text_content().unwrap().contains("nightly")
    })
    .await;
    assert_eq!(backend.asked(&delete).len(), 1);
    until("the focus is on the content", || focused(&page.get("#content"))).await;
}

#[wasm_bindgen_test]
async fn the_account_s_list_says_what_it_means_now_and_takes_entries_and_loses_them() {
    let (backend, page) = with_account(&[]).await;
    let now = || page.get(".rules [data-holds]").text_content().unwrap_or_default();
    assert!(now().contains("from any address"), "{}", now());
    type_into(&page, "Access List Entry", "example.com");
    until("it is judged as typed", || {
        page.find(".verdicts [data-state=wrong]").is_some()
    })
    .await;
    page.button("Add Access List Entry").click();
    until("it is told", || !error_at(&page, "Access List Entry").is_empty()).await;
    assert!(backend.asked("POST /bff/personal-access-list").is_empty());

    backend.answer(
        "POST /bff/personal-access-list",
        200,
        linked(&two_keys(), &["192.0.2.7/32"]),
    );
    type_into(&page, "Access List Entry", "192.0.2.7");
    page.button("Add Access List Entry").click();
    page.button("Add Access List Entry").click();
    until("the list binds", || {
        now().contains("must come from an address on it")
    })
    .await;
    assert_eq!(
        backend.asked("POST /bff/personal-access-list"),
        [json!({ "entries": ["192.0.2.7/32"] })]
    );
    assert!(
        page.text()
            .contains("“Never” is no sign that an entry is not needed.")
    );

    let delete = "DELETE /bff/personal-access-list/192.0.2.7%2F32";
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "It is the last entry.").await;
    backend.refuse(
        delete,
        409,
        "WOULD_LOCK_OUT",
        "Keyhold itself comes from there.",
        None,
    );
    confirm(&page);
    until("the refusal is told", || {
        alert(&page).contains("comes from there")
    })
    .await;
    backend.answer(delete, 200, linked(&two_keys(), &[]));
    confirm(&page);
    until("the list is empty", || now().contains("from any address")).await;
}

#[wasm_bindgen_test]
async fn an_empty_list_where_one_is_required_lets_nothing_through() {
    let backend = Backend::new();
    let mut session = backend::session();
    session["state"]["signedIn"]["organization"]["accessListRequired"] = json!(true);
    backend.answer("GET /bff/session", 200, session);
    backend.answer(KEYS, 200, linked(&two_keys(), &[]));
    let page = open("/personal-api-keys");
    until("the rule that holds is marked", || {
        page.find(".rules [data-holds]")
            .and_then(|rule| rule.text_content())
            .is_some_and(|rule| rule.contains("nothing at all"))
    })
    .await;
    assert!(field(&page, "Access List Entry").is_connected());
}
