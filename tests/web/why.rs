//! Asking whether an address can use a key: what is wrong with a question, then the answer and its link.

use crate::{
    backend::{self, Backend},
    console::{address, error_at, field, open, type_into, type_over, until_it_says, value},
    page::{Page, until},
};
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlSelectElement};

fn asked() -> Backend {
    let backend = Backend::signed_in();
    let keys = [
        backend::row(1, "billing export", &["10.0.0.0/8"]),
        backend::row(2, "billing import", &[]),
    ];
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 2, "keys": keys }));
    backend.answer("GET /bff/projects", 200, json!({ "projects": [] }));
    backend.answer(
        "GET /bff/keys/65f0c0ffee65f0c0ffee6501",
        200,
        backend::key(1, "billing export", &["10.0.0.0/8"]),
    );
    backend
}

fn choose(page: &Page, label: &str, value: &str) {
    let select: HtmlSelectElement = field(page, label).unchecked_into();
    select.set_value(value);
    let init = EventInit::new();
    init.set_bubbles(true);
    select
        .dispatch_event(&Event::new_with_event_init_dict("change", &init).unwrap())
        .unwrap();
}

#[wasm_bindgen_test]
async fn a_question_that_cannot_be_answered_says_why_at_each_field_and_keeps_what_was_typed() {
    let backend = asked();
    let page = open("/why");
    until_it_says(&page, "Find Out").await;
    type_into(&page, "API Key", "billing");
    type_into(&page, "Address", "10.0.0.0/8");
    page.button("Find Out").click();
    until("the key is ambiguous", || {
        error_at(&page, "API Key").contains("Several keys match")
    })
    .await;
    assert!(error_at(&page, "Address").contains("whole network"));
    assert!(error_at(&page, "Operation").contains("Choose an operation"));
    assert_eq!(value(&page, "API Key"), "billing");
    assert_eq!(address(), "/why");
    assert!(backend.asked("GET /bff/keys/65f0c0ffee65f0c0ffee6501").is_empty());
}

#[wasm_bindgen_test]
async fn an_answer_names_its_rule_and_the_change_that_would_turn_it_round_and_has_a_link() {
    let _backend = asked();
    let page = open("/why");
    until_it_says(&page, "Find Out").await;
    type_into(&page, "API Key", "export");
    page.button("Use This Browser’s Address").click();
    until("the address is typed", || value(&page, "Address") == "192.0.2.7").await;
    choose(&page, "Operation", "ListOrganizationKeys");
    page.button("Find Out").click();
    until_it_says(
        &page,
        "No: 192.0.2.7 cannot use billing export to list organization API keys",
    )
    .await;
    assert_eq!(
        address(),
        "/why?key=public01&address=192.0.2.7&operation=ListOrganizationKeys"
    );
    assert!(page.text().contains("IP_ADDRESS_NOT_ON_ACCESS_LIST"));
    assert!(
        page.find("a[href='/organization/api-keys/65f0c0ffee65f0c0ffee6501/access-list?add=192.0.2.7']")
            .is_some()
    );
}

#[wasm_bindgen_test]
async fn a_link_brings_its_answer_back() {
    let _backend = asked();
    let page = open("/why?key=public01&address=10.1.2.3&operation=GetOrganization");
    until_it_says(
        &page,
        "Yes: 10.1.2.3 can use billing export to see an organization",
    )
    .await;
    assert_eq!(value(&page, "Address"), "10.1.2.3");
    assert!(page.text().contains("The entry 10.0.0.0/8 covers 10.1.2.3."));
}

#[wasm_bindgen_test]
async fn an_answer_goes_as_soon_as_something_else_is_typed_and_comes_back_with_its_question() {
    let _backend = asked();
    let page = open("/why?key=public01&address=10.1.2.3&operation=GetOrganization");
    let answer = "Yes: 10.1.2.3 can use billing export";
    until_it_says(&page, answer).await;
    type_over(&field(&page, "Address"), "10.1.2.300");
    until("the answer is gone", || !page.text().contains(answer)).await;
    page.button("Find Out").click();
    until("the address is wrong", || !error_at(&page, "Address").is_empty()).await;
    assert!(!page.text().contains(answer));
    type_over(&field(&page, "Address"), "10.1.2.3");
    until_it_says(&page, answer).await;
}
