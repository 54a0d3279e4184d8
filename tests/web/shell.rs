//! What stands around every page: the commands, the choice of organization or project, the shortcuts, how the browser
//! is seen, and the server that goes and comes back.

mod account;

use crate::{
    backend::{self, Backend},
    console::{address, open, type_over, until_it_says},
    page::{Page, focused, press, press_with_control, until},
};
use leptos::prelude::document;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const BILLING: &str = "65f0c0ffee65f0c0ffee6601";

fn organization() -> Backend {
    let backend = Backend::signed_in();
    with_lists(&backend);
    backend
}

fn with_lists(backend: &Backend) {
    let keys = [
        backend::row(1, "ci deploy", &["10.0.0.0/8"]),
        backend::row(2, "audit", &[]),
    ];
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 2, "keys": keys }));
    let projects = [
        json!({ "id": BILLING, "name": "Billing" }),
        json!({ "id": "65f0c0ffee65f0c0ffee6602", "name": "Search" }),
    ];
    backend.answer("GET /bff/projects", 200, json!({ "projects": projects }));
}

/// A session of somebody who sees the organization and changes nothing.
fn read_only() -> Value {
    let mut session = backend::session();
    session["state"]["signedIn"]["operator"]["role"] = json!("organization-read-only");
    session
}

fn options(page: &Page) -> Vec<String> {
    let Some(list) = page.find("[role=listbox]") else {
        return Vec::new();
    };
    let found = list.query_selector_all("[role=option] .chooser__label").unwrap();
    (0..found.length())
        .filter_map(|index| found.item(index)?.text_content())
        .collect()
}

fn combobox(page: &Page) -> HtmlElement {
    page.get("[role=combobox]")
}

fn active(page: &Page) -> String {
    page.get("[role=option][aria-selected=true] .chooser__label")
        .text_content()
        .unwrap_or_default()
}

fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").unwrap().is_some()
}

/// Waits until `text` is read out, inside the dialog: nothing else is heard while it is open.
async fn until_it_is_heard(page: &Page, text: &str) {
    let said = || {
        page.find("dialog:modal [aria-live]")
            .and_then(|region| region.text_content())
    };
    until(&format!("“{text}” is read out"), || {
        said().is_some_and(|said| said == text)
    })
    .await;
}

async fn palette(page: &Page) {
    press_with_control("k");
    until("the commands are open", || page.find("[role=combobox]").is_some()).await;
}

/// Why somebody who may only read creates no key.
const REFUSAL: &str = "This needs Organization Owner. Ask ada.";

/// Chooses to create a key, as somebody who may only read, and hears why not.
async fn choose_what_is_refused(page: &Page) {
    palette(page).await;
    type_over(&combobox(page), "create api key");
    until("it is found", || options(page) == ["Create API key"]).await;
    assert!(page.text().contains(REFUSAL));
    press("Enter");
    until_it_is_heard(page, REFUSAL).await;
}

#[wasm_bindgen_test]
async fn a_command_one_may_not_do_says_why_and_does_nothing() {
    let backend = organization();
    backend.answer("GET /bff/session", 200, read_only());
    let page = open("/organization/api-keys");
    until_it_says(&page, "2 keys").await;
    choose_what_is_refused(&page).await;
    assert!(dialog_is_open());
    assert_eq!(address(), "/organization/api-keys");
}

#[wasm_bindgen_test]
async fn why_a_command_is_refused_stays_said_when_the_keys_arrive() {
    let backend = organization();
    backend.answer("GET /bff/session", 200, read_only());
    let page = open("/organization/api-keys");
    until_it_says(&page, "2 keys").await;
    backend.hold("GET /bff/keys");
    choose_what_is_refused(&page).await;
    assert!(page.text().contains("Loading the API keys…"));
    backend.release("GET /bff/keys");
    until("the keys are there", || {
        !page.text().contains("Loading the API keys…")
    })
    .await;
    until_it_is_heard(&page, REFUSAL).await;
}

#[wasm_bindgen_test]
async fn the_palette_finds_a_key_and_goes_there() {
    let _backend = organization();
    let page = open("/organization/api-keys");
    until_it_says(&page, "2 keys").await;
    palette(&page).await;
    type_over(&combobox(&page), "public01");
    until("the key is found", || {
        options(&page) == ["ci deploy", "Why can … use ci deploy?"]
    })
    .await;
    assert_eq!(active(&page), "ci deploy");
    press("ArrowUp");
    until("the arrows go round", || active(&page).starts_with("Why")).await;
    press("ArrowDown");
    until("and back", || active(&page) == "ci deploy").await;
    press("Enter");
    until("the key's page is open", || {
        address() == "/organization/api-keys/65f0c0ffee65f0c0ffee6501"
    })
    .await;
    assert!(!dialog_is_open());
}

#[wasm_bindgen_test]
async fn what_matches_nothing_is_said_and_closing_gives_the_focus_back() {
    let _backend = organization();
    let page = open("/organization/api-keys");
    until_it_says(&page, "2 keys").await;
    let filter = page.get("[role=search] input");
    filter.focus().unwrap();
    palette(&page).await;
    type_over(&combobox(&page), "zebra");
    until_it_says(&page, "Nothing matches what you typed.").await;
    until_it_is_heard(&page, "Nothing matches what you typed.").await;
    page.button("Close").click();
    until("it is closed", || !dialog_is_open()).await;
    until("the filter has the focus again", || focused(&filter)).await;
    palette(&page).await;
    assert!(!options(&page).is_empty(), "what was typed before is gone");
}

#[wasm_bindgen_test]
async fn a_project_is_chosen_by_typing_and_its_sections_stand_in_the_rail() {
    let backend = organization();
    backend.answer(
        &format!("GET /bff/projects/{BILLING}/keys"),
        200,
        json!({ "project": { "id": BILLING, "name": "Billing" }, "keys": [] }),
    );
    let page = open("/organization/api-keys");
    until_it_says(&page, "2 keys").await;
    assert!(
        backend.asked("GET /bff/projects").is_empty(),
        "not asked before it is needed"
    );
    page.get(".frame__context").click();
    until("the projects are there", || {
        options(&page) == ["Acme", "Billing", "Search"]
    })
    .await;
    type_over(&combobox(&page), "bil");
    until("one is left", || options(&page) == ["Billing"]).await;
    press("Enter");
    until("the project is open", || {
        address() == format!("/projects/{BILLING}/api-keys")
    })
    .await;
    until("the bar names it", || {
        page.get(".frame__context")
            .text_content()
            .unwrap()
            .contains("Billing")
    })
    .await;
    let rail = page.get("nav").text_content().unwrap();
    assert!(rail.contains("Activity") && !rail.contains("Settings"), "{rail}");
    assert_eq!(backend.asked("GET /bff/projects").len(), 1, "they are kept");
}

#[wasm_bindgen_test]
async fn single_letters_work_until_one_types_or_switches_them_off() {
    let _backend = organization();
    let page = open("/organization/api-keys");
    until_it_says(&page, "2 keys").await;
    let filter = page.get("[role=search] input");
    press("/");
    assert!(focused(&filter));
    press("n");
    assert_eq!(
        address(),
        "/organization/api-keys",
        "a letter that is typed is no shortcut"
    );
    filter.blur().unwrap();
    press("?");
    until("the list is open", dialog_is_open).await;
    page.get("dialog[open] input[type=checkbox]").click();
    page.button("Close").click();
    until("it is closed", || !dialog_is_open()).await;
    press("n");
    press("?");
    assert!(!dialog_is_open() && address() == "/organization/api-keys");
    leptos::prelude::window()
        .local_storage()
        .unwrap()
        .unwrap()
        .clear()
        .unwrap();
    press("n");
    until("a key is created", || address() == "/organization/api-keys/new").await;
}

#[wasm_bindgen_test]
async fn how_the_browser_is_seen_is_one_press_away() {
    let backend = organization();
    let seen = json!({
        "address": "198.51.100.9", "peer": "10.0.0.1", "peerTrusted": true, "encrypted": true,
        "hops": [{ "text": "198.51.100.9", "believed": true }, { "text": "203.0.113.5", "believed": false }]
    });
    backend.answer("GET /bff/address", 200, seen);
    let page = open("/organization/api-keys");
    until_it_says(&page, "Seen from 192.0.2.7").await;
    page.button("Seen from 192.0.2.7").click();
    until_it_says(&page, "Not believed").await;
    assert!(
        page.get("dialog[open]")
            .text_content()
            .unwrap()
            .contains("a trusted proxy")
    );
    until_it_says(&page, "Seen from 198.51.100.9").await;
}

#[wasm_bindgen_test]
async fn a_server_that_was_gone_is_told_to_be_back_and_nothing_typed_is_lost() {
    let backend = organization();
    let page = open("/organization/api-keys/new");
    until_it_says(&page, "API Key Information").await;
    backend.lose("GET /bff/projects");
    backend.lose("GET /bff/session");
    let description = page.get("main input[type=text], main input:not([type])");
    type_over(&description, "half a thought");
    page.get(".frame__context").click();
    until_it_says(&page, "The Keyhold server cannot be reached").await;
    page.button("Close").click();
    with_lists(&backend);
    backend.answer("GET /bff/session", 200, backend::session());
    page.button("Try Now").click();
    until_it_says(&page, "The Keyhold server can be reached again.").await;
    until("the notice is gone", || page.find(".server-lost").is_none()).await;
    let typed = description.unchecked_ref::<web_sys::HtmlInputElement>().value();
    assert_eq!(typed, "half a thought");
    until("what failed is asked again", || {
        backend.asked("GET /bff/projects").len() == 2
    })
    .await;
}
