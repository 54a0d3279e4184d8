//! Signing in: on its own page, and over a page whose session has ended.

use crate::{
    backend::{self, Backend},
    console::{address, alert, error_at, field, find_field, open, type_into, until_it_says, value},
    page::{focused, until},
};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

fn signed_out() -> Backend {
    let backend = Backend::new();
    backend.answer("GET /bff/session", 200, backend::signed_out());
    backend
}

#[wasm_bindgen_test]
async fn an_empty_form_is_not_sent_and_each_field_says_what_is_missing() {
    let backend = signed_out();
    let page = open("/sign-in");
    until("the form is there", || {
        find_field(&page, "Operator Name").is_some()
    })
    .await;
    page.button("Sign In").click();
    until("the name is asked for", || {
        !error_at(&page, "Operator Name").is_empty()
    })
    .await;
    assert!(!error_at(&page, "Password").is_empty());
    until("the first wrong field has the focus", || {
        focused(&field(&page, "Operator Name"))
    })
    .await;
    assert!(backend.asked("POST /bff/session").is_empty());
}

#[wasm_bindgen_test]
async fn a_wrong_password_is_told_at_the_head_and_what_was_typed_stays() {
    let backend = signed_out();
    let message = "The name or the password is wrong.";
    backend.refuse("POST /bff/session", 401, "WRONG_CREDENTIALS", message, None);
    let page = open("/sign-in");
    until("the form is there", || {
        find_field(&page, "Operator Name").is_some()
    })
    .await;
    type_into(&page, "Operator Name", "ada");
    type_into(&page, "Password", "not it, sadly");
    page.button("Sign In").click();
    page.button("Sign In").click();
    until("the refusal is shown", || alert(&page).contains(message)).await;
    assert_eq!(value(&page, "Operator Name"), "ada");
    assert_eq!(value(&page, "Password"), "not it, sadly");
    assert_eq!(
        backend.asked("POST /bff/session").len(),
        1,
        "a double click sends one request"
    );
}

#[wasm_bindgen_test]
async fn another_site_is_never_the_page_after_signing_in() {
    let backend = signed_out();
    backend.answer("POST /bff/session", 200, backend::session());
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 0, "keys": [] }));
    let page = open("/sign-in?next=%2F%2Fevil.example%2F");
    until("the form is there", || {
        find_field(&page, "Operator Name").is_some()
    })
    .await;
    type_into(&page, "Operator Name", "ada");
    type_into(&page, "Password", "correct horse");
    page.button("Sign In").click();
    until_it_says(&page, "No API keys yet").await;
    assert_eq!(address(), "/organization/api-keys");
}

#[wasm_bindgen_test]
async fn a_server_that_cannot_be_reached_can_be_tried_again() {
    let backend = Backend::new();
    backend.lose("GET /bff/session");
    let page = open("/sign-in");
    until_it_says(&page, "cannot be reached").await;
    backend.answer("GET /bff/session", 200, backend::signed_out());
    page.button("Retry").click();
    until("the form is there", || {
        find_field(&page, "Operator Name").is_some()
    })
    .await;
}

#[wasm_bindgen_test]
async fn without_a_token_set_up_says_that_the_link_is_needed() {
    let backend = Backend::new();
    let state = json!({ "setUpNeeded": { "needsOrganization": true } });
    backend.answer(
        "GET /bff/session",
        200,
        json!({ "state": state, "clientAddress": "192.0.2.7", "version": "0" }),
    );
    let page = open("/organization/api-keys");
    until_it_says(&page, "The set-up link is needed").await;
    assert_eq!(address(), "/set-up");
    assert!(find_field(&page, "Password").is_none());
}

#[wasm_bindgen_test]
async fn the_token_of_the_link_leaves_the_address_bar_and_is_sent_once() {
    let backend = Backend::new();
    let state = json!({ "setUpNeeded": { "needsOrganization": true } });
    backend.answer(
        "GET /bff/session",
        200,
        json!({ "state": state, "clientAddress": "192.0.2.7", "version": "0" }),
    );
    backend.refuse(
        "POST /bff/set-up",
        410,
        "LINK_EXPIRED",
        "The link has expired.",
        None,
    );
    let page = open("/set-up#one-time-token");
    until("the form is there", || {
        find_field(&page, "Organization Name").is_some()
    })
    .await;
    assert_eq!(address(), "/set-up");
    type_into(&page, "Operator Name", "ada");
    type_into(&page, "Password", "too short");
    type_into(&page, "Organization Name", "Acme");
    page.button("Set Up Keyhold").click();
    until("the password is refused", || {
        error_at(&page, "Password").contains("12")
    })
    .await;
    type_into(&page, "Password", "long enough now");
    page.button("Set Up Keyhold").click();
    until("the refusal is shown", || {
        alert(&page).contains("The link has expired.")
    })
    .await;
    let sent = json!({
        "token": "one-time-token",
        "operatorName": "ada",
        "password": "long enough now",
        "organizationName": "Acme"
    });
    assert_eq!(backend.asked("POST /bff/set-up"), [sent]);
}

#[wasm_bindgen_test]
async fn signing_in_leads_back_to_where_one_wanted_to_go() {
    let backend = signed_out();
    backend.answer("POST /bff/session", 200, backend::session());
    backend.answer(
        "GET /bff/keys",
        200,
        json!({ "listsRead": 2, "keys": [backend::row(1, "100% ci", &[]), backend::row(2, "b", &[])] }),
    );
    let page = open("/organization/api-keys?q=100%25");
    until("the form is there", || {
        find_field(&page, "Operator Name").is_some()
    })
    .await;
    assert_eq!(
        address(),
        "/sign-in?next=%2Forganization%2Fapi-keys%3Fq%3D100%2525"
    );
    type_into(&page, "Operator Name", "ada");
    type_into(&page, "Password", "correct horse");
    page.button("Sign In").click();
    until_it_says(&page, "1 of 2 keys").await;
    assert_eq!(address(), "/organization/api-keys?q=100%25");
    assert_eq!(
        backend.asked("POST /bff/session"),
        [json!({ "name": "ada", "password": "correct horse" })]
    );
}

#[wasm_bindgen_test]
async fn a_session_that_ends_asks_over_the_page_and_nothing_typed_is_lost() {
    let backend = Backend::signed_in();
    backend.refuse("POST /bff/keys", 401, "SIGNED_OUT", "You are signed out.", None);
    let page = open("/organization/api-keys/new");
    until("the form is there", || find_field(&page, "Description").is_some()).await;
    type_into(&page, "Description", "nightly backup");
    field(&page, "Organization Member").click();
    page.button("Create").click();
    until_it_says(&page, "Your session has ended").await;
    backend.answer("POST /bff/session", 200, backend::session());
    assert_eq!(value(&page, "Operator Name"), "ada");
    type_into(&page, "Password", "correct horse");
    page.button("Sign In").click();
    until("the dialog is gone", || page.find("dialog[open]").is_none()).await;
    assert_eq!(value(&page, "Description"), "nightly backup");
    let created = json!({ "key": backend::key(9, "nightly backup", &[]), "privateKey": "c8150efd-secret" });
    backend.answer("POST /bff/keys", 201, created);
    page.button("Create").click();
    until_it_says(&page, "c8150efd-secret").await;
}
