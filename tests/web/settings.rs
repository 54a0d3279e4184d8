//! Requiring an access list: whom it would lock out is shown, accepted and then done.

use crate::{
    backend::{self, Backend},
    console::{open, type_into, until_it_says},
    page::{Page, until},
};
use leptos::prelude::document;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn organization() -> Backend {
    let backend = Backend::signed_in();
    let keys = [
        backend::row(1, "ci deploy", &["10.0.0.0/8"]),
        backend::row(2, "audit", &[]),
    ];
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 2, "keys": keys }));
    backend
}

fn report(fingerprint: &str, lockouts: &[&str], refusal: Option<&str>) -> Value {
    let lockouts: Vec<Value> = lockouts
        .iter()
        .map(|description| {
            json!({
                "id": "65f0c0ffee65f0c0ffee6502", "description": description, "publicKey": "public02",
                "certainty": "certain", "addresses": [], "reason": "Its access list is empty."
            })
        })
        .collect();
    json!({ "lockouts": lockouts, "judged": 2, "refusal": refusal, "fingerprint": fingerprint })
}

fn switch(page: &Page) -> bool {
    page.get("[role=switch]").get_attribute("aria-checked").as_deref() == Some("true")
}

fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").unwrap().is_some()
}

async fn press_switch(page: &Page) {
    page.get("[role=switch]").click();
    until("the report is there", dialog_is_open).await;
}

#[wasm_bindgen_test]
async fn whoever_may_not_change_it_sees_it_and_why() {
    let backend = organization();
    let mut session = backend::session();
    session["state"]["signedIn"]["operator"]["role"] = json!("organization-read-only");
    backend.answer("GET /bff/session", 200, session);
    let page = open("/organization/settings");
    until_it_says(&page, "This needs Organization Owner. Ask ada.").await;
    until_it_says(&page, "1 of 2 API keys has no access list").await;
    page.get("[role=switch]").click();
    assert!(backend.asked("POST /bff/preflight").is_empty());
}

#[wasm_bindgen_test]
async fn what_would_shut_out_keyhold_itself_cannot_be_confirmed() {
    let backend = organization();
    let refused = report("f1", &[], Some("Give Keyhold’s own key an access list first."));
    backend.answer("POST /bff/preflight", 200, refused);
    let page = open("/organization/settings");
    until_it_says(&page, "audit").await;
    press_switch(&page).await;
    until_it_says(&page, "Give Keyhold’s own key an access list first.").await;
    let dialog = page.get("dialog[open]").text_content().unwrap();
    assert!(!dialog.contains("Require an Access List"), "{dialog}");
    assert!(!switch(&page));
}

#[wasm_bindgen_test]
async fn a_report_that_has_changed_is_shown_and_asked_again() {
    let backend = organization();
    backend.answer("POST /bff/preflight", 200, report("f1", &["audit"], None));
    let changed = json!({
        "code": "REPORT_CHANGED", "message": "It would do something else now.", "report": report("f2", &["audit", "backup"], None)
    });
    backend.answer("PATCH /bff/settings", 409, changed);
    let page = open("/organization/settings");
    until_it_says(&page, "audit").await;
    press_switch(&page).await;
    page.button("Require an Access List").click();
    assert!(
        backend.asked("PATCH /bff/settings").is_empty(),
        "the name is not typed yet"
    );
    type_into(&page, "Type “Acme” to confirm", "Acme");
    page.button("Require an Access List").click();
    until_it_says(&page, "Something changed meanwhile").await;
    until_it_says(&page, "backup").await;
    assert!(!switch(&page));

    let organization =
        json!({ "id": "65f0c0ffee65f0c0ffee65f0", "name": "Acme", "accessListRequired": true });
    backend.answer("PATCH /bff/settings", 200, organization);
    type_into(&page, "Type “Acme” to confirm", "Acme");
    page.button("Require an Access List").click();
    until("the switch is on", || switch(&page)).await;
    until("the dialog is closed", || !dialog_is_open()).await;
    until_it_says(&page, "An access list is required now").await;
    assert_eq!(
        backend.asked("PATCH /bff/settings"),
        [
            json!({ "accessListRequired": true, "accepted": "f1" }),
            json!({ "accessListRequired": true, "accepted": "f2" })
        ]
    );
}
