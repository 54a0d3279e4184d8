//! The activity: what stands there when there is nothing to show, then events in words, filters in the URL and older
//! events.

use crate::{
    backend::{self, Backend},
    console::{address, error_at, open, type_into, until_it_says, value},
    page::{Page, until},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "65f0c0ffee65f0c0ffee6501";
const PROJECT: &str = "65f0c0ffee65f0c0ffee6601";

fn event(number: u8, kind: &str, key: Value, entry: Option<&str>) -> Value {
    json!({
        "id": format!("65f0c0ffee65f0c0ffee67{number:02x}"),
        "time": "2026-08-10T00:00:00Z",
        "kind": kind,
        "actor": { "account": "grace@example.com" },
        "address": "198.51.100.9",
        "target": key,
        "entry": entry
    })
}

fn there() -> Value {
    json!({ "publicKey": "abcdefgh", "id": KEY, "description": "ci deploy" })
}

fn gone() -> Value {
    json!({ "publicKey": "hgfedcba", "id": null, "description": null })
}

fn page_of(events: &[Value], next: Option<&str>) -> Value {
    json!({ "events": events, "next": next, "types": ["API_KEY_CREATED", "API_KEY_DELETED"] })
}

fn feed(events: &[Value], next: Option<&str>) -> Backend {
    let backend = Backend::signed_in();
    backend.answer("GET /bff/events", 200, page_of(events, next));
    backend
}

fn first_row(page: &Page) -> String {
    page.get("tbody tr").text_content().unwrap()
}

#[wasm_bindgen_test]
async fn whoever_may_not_see_a_project_is_told_so_and_nothing_is_asked() {
    let backend = feed(&[], None);
    let mut session = backend::session();
    session["state"]["signedIn"]["operator"] =
        json!({ "name": "ada", "role": "project-owner", "projects": ["65f0c0ffee65f0c0ffee6602"] });
    session["state"]["signedIn"]["owners"] = json!(["grace"]);
    backend.answer("GET /bff/session", 200, session);
    let page = open(&format!("/projects/{PROJECT}/activity"));
    until_it_says(&page, "Your role does not cover this activity").await;
    until_it_says(&page, "Ask grace.").await;
    assert!(backend.asked("GET /bff/events").is_empty());
}

#[wasm_bindgen_test]
async fn a_refusal_of_the_server_says_what_it_takes() {
    let backend = Backend::signed_in();
    backend.refuse(
        "GET /bff/events",
        403,
        "FORBIDDEN",
        "This needs Organization Owner.",
        None,
    );
    let page = open("/organization/activity");
    until_it_says(&page, "Your role does not cover the activity").await;
    until_it_says(&page, "This needs Organization Owner.").await;
}

#[wasm_bindgen_test]
async fn what_is_no_address_is_not_asked_for_and_stays() {
    let backend = feed(&[], None);
    let page = open("/organization/activity");
    until_it_says(&page, "Nothing has happened yet").await;
    type_into(&page, "From Address", "192.0.2");
    page.button("Filter").click();
    until("the field says so", || {
        error_at(&page, "From Address").contains("CIDR block")
    })
    .await;
    assert_eq!(value(&page, "From Address"), "192.0.2");
    assert_eq!(address(), "/organization/activity");
    assert_eq!(backend.asked("GET /bff/events").len(), 1);
}

#[wasm_bindgen_test]
async fn a_filter_is_in_the_url_and_one_that_finds_nothing_can_be_cleared() {
    let _backend = feed(&[], None);
    let page = open("/organization/activity?key=abcdefgh&from=2026-08-01");
    until_it_says(&page, "No event matches the filter").await;
    assert_eq!(value(&page, "API Key"), "abcdefgh");
    assert_eq!(value(&page, "First Day"), "2026-08-01");
    type_into(&page, "From Address", "192.0.2.0/24");
    page.button("Filter").click();
    until("the URL has it", || {
        address() == "/organization/activity?key=abcdefgh&address=192.0.2.0%2F24&from=2026-08-01"
    })
    .await;
    until_it_says(&page, "No event matches the filter").await;
    page.button("Clear Filter").click();
    until("the URL is clean", || address() == "/organization/activity").await;
    until("the fields are empty", || value(&page, "API Key").is_empty()).await;
}

#[wasm_bindgen_test]
async fn an_event_is_a_sentence_that_leads_to_its_key_and_to_why() {
    let entry = "API_KEY_ACCESS_LIST_ENTRY_ADDED";
    let _backend = feed(&[event(1, entry, there(), Some("192.0.2.7/32"))], None);
    let page = open("/organization/activity");
    until_it_says(
        &page,
        "grace@example.com added 192.0.2.7 to the access list of ci deploy",
    )
    .await;
    let links: Vec<String> = ["tbody a", "tbody .table__actions a"]
        .map(|link| page.get(link).get_attribute("href").unwrap())
        .into();
    assert_eq!(
        links,
        [
            format!("/organization/api-keys/{KEY}"),
            "/why?key=abcdefgh&address=192.0.2.7".to_owned()
        ]
    );
}

#[wasm_bindgen_test]
async fn a_key_that_is_gone_is_named_and_leads_nowhere() {
    let _backend = feed(&[event(1, "API_KEY_DELETED", gone(), None)], None);
    let page = open("/organization/activity");
    until_it_says(&page, "deleted hgfedcba (gone)").await;
    assert!(page.find("tbody a").is_none());
}

#[wasm_bindgen_test]
async fn older_events_are_added_to_those_that_are_there() {
    let backend = feed(&[event(1, "API_KEY_CREATED", there(), None)], Some("more"));
    let page = open("/organization/activity");
    until_it_says(&page, "created ci deploy").await;
    let older = [
        event(1, "API_KEY_CREATED", there(), None),
        event(2, "SOME_NEW_TYPE", json!(null), None),
    ];
    backend.answer("GET /bff/events", 200, page_of(&older, None));
    page.button("Load Older").click();
    until_it_says(&page, "caused “Some new type”").await;
    assert!(first_row(&page).contains("created ci deploy"));
    let rows = page.get("tbody").query_selector_all("tr").unwrap().length();
    assert_eq!(rows, 2, "what was there is not there twice");
    assert!(!page.text().contains("Load Older"));
}

#[wasm_bindgen_test]
async fn older_events_are_there_again_when_one_comes_back_below_what_is_new() {
    let first = event(2, "API_KEY_CREATED", there(), None);
    let backend = feed(std::slice::from_ref(&first), Some("more"));
    let page = open("/organization/activity");
    until_it_says(&page, "created ci deploy").await;
    let older = event(1, "SOME_NEW_TYPE", json!(null), None);
    backend.answer("GET /bff/events", 200, page_of(&[older], None));
    page.button("Load Older").click();
    until_it_says(&page, "caused “Some new type”").await;

    backend.answer(
        "GET /bff/keys/65f0c0ffee65f0c0ffee6501",
        200,
        backend::key(1, "ci deploy", &[]),
    );
    page.get("tbody a").click();
    until("the key is open", || address().contains(KEY)).await;
    let new = event(3, "API_KEY_DELETED", gone(), None);
    backend.answer("GET /bff/events", 200, page_of(&[new, first], Some("more")));
    leptos::prelude::window().history().unwrap().back().unwrap();
    until_it_says(&page, "deleted hgfedcba (gone)").await;
    assert!(page.text().contains("caused “Some new type”"));
    let rows = page.get("tbody").query_selector_all("tr").unwrap().length();
    assert_eq!(rows, 3, "{}", page.text());
    assert!(!page.text().contains("Load Older"), "the end had been reached");
}
