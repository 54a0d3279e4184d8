//! The access list of a key: marking and typing, the advice on it, the report before a change, and the change.

use crate::{
    backend::{self, Backend},
    console::{error_at, find_field, open, type_into, until_it_says, value},
    page::{Page, focused, until},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "/bff/keys/65f0c0ffee65f0c0ffee6509";
const CHANGE: &str = "PATCH /bff/keys/65f0c0ffee65f0c0ffee6509/access-list";
const PREFLIGHT: &str = "POST /bff/preflight";
const PAGE: &str = "/organization/api-keys/65f0c0ffee65f0c0ffee6509/access-list";
const FIELD: &str = "Access List Entry (optional)";

async fn editor_at(backend: &Backend, path: &str, entries: &[&str]) -> Page {
    backend.answer(&format!("GET {KEY}"), 200, backend::key(9, "ci", entries));
    let page = open(path);
    until("the editor is there", || find_field(&page, FIELD).is_some()).await;
    page
}

async fn editor(backend: &Backend, entries: &[&str]) -> Page {
    editor_at(backend, PAGE, entries).await
}

fn report(fingerprint: &str, certainty: Option<&str>) -> Value {
    let lockouts: Vec<Value> = certainty
        .map(|certainty| {
            json!({
                "id": "65f0c0ffee65f0c0ffee6509", "description": "ci", "publicKey": "public09",
                "certainty": certainty, "addresses": [], "reason": "No address is left on its list."
            })
        })
        .into_iter()
        .collect();
    json!({ "lockouts": lockouts, "judged": 1, "refusal": null, "fingerprint": fingerprint })
}

fn is_disabled(page: &Page, button: &str) -> bool {
    page.button(button).get_attribute("aria-disabled").as_deref() == Some("true")
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
    let page = open(PAGE);
    until_it_says(&page, "API key not found").await;
    drop(page);
    let page = open("/organization/api-keys/not-an-id/access-list");
    until_it_says(&page, "API key not found").await;
    assert!(backend.asked("GET /bff/keys/not-an-id").is_empty());
}

#[wasm_bindgen_test]
async fn who_may_not_change_the_list_sees_it_with_the_reason_and_no_form() {
    let backend = Backend::new();
    let mut session = backend::session();
    session["state"]["signedIn"]["operator"]["role"] = json!("organization-read-only");
    backend.answer("GET /bff/session", 200, session);
    backend.answer(
        &format!("GET {KEY}"),
        200,
        backend::key(9, "ci", &["192.0.2.0/24"]),
    );
    let page = open(PAGE);
    until_it_says(&page, "You can see this list and not change it").await;
    assert!(page.text().contains("This needs Organization Owner. Ask ada."));
    assert!(page.text().contains("256 addresses"));
    assert!(find_field(&page, FIELD).is_none());
    for refused in ["Remove 192.0.2.0/24", "Review Changes"] {
        let button = page.button(refused);
        assert_eq!(
            button.get_attribute("aria-disabled").as_deref(),
            Some("true"),
            "{refused}"
        );
        button.click();
    }
    assert!(
        page.get("[aria-label^=Remove]")
            .title()
            .contains("This needs Organization Owner. Ask ada.")
    );
    assert!(backend.asked("POST /bff/preflight").is_empty());
}

#[wasm_bindgen_test]
async fn what_is_typed_wrongly_is_told_as_it_is_typed_and_not_sent() {
    let backend = Backend::signed_in();
    let page = editor(&backend, &[]).await;
    type_into(&page, FIELD, "10.1.2.3/8 # the office\nexample.com");
    until_it_says(&page, "16,777,216 addresses").await;
    assert!(
        page.text().contains("You typed 10.1.2.3/8"),
        "host bits are noticed"
    );
    assert!(page.text().contains("“example.com” is a host name"));
    assert!(
        error_at(&page, FIELD).is_empty(),
        "nothing is an error before it is sent"
    );
    page.button("Review Changes").click();
    until("the field is wrong", || {
        error_at(&page, FIELD).contains("Line 2: “example.com”")
    })
    .await;
    until("the field has the focus", || {
        page.find("textarea").is_some_and(|area| focused(&area))
    })
    .await;
    assert!(backend.asked(PREFLIGHT).is_empty());
}

#[wasm_bindgen_test]
async fn without_a_change_there_is_nothing_to_review() {
    let backend = Backend::signed_in();
    let page = editor(&backend, &["192.0.2.7/32"]).await;
    assert!(is_disabled(&page, "Review Changes"));
    page.button("Edit 192.0.2.7").click();
    until("the entry is in the field", || value(&page, FIELD) == "192.0.2.7").await;
    page.button("Review Changes").click();
    assert!(
        is_disabled(&page, "Review Changes"),
        "as it stands it changes nothing"
    );
    page.button("Remove 192.0.2.7").click();
    page.button("Review Changes").click();
    assert!(backend.asked(PREFLIGHT).is_empty());
}

#[wasm_bindgen_test]
async fn what_would_shut_keyhold_out_cannot_be_confirmed() {
    let backend = Backend::signed_in();
    let mut refused = report("f1", Some("certain"));
    refused["refusal"] = json!("Add an entry that covers 127.0.0.1 first.");
    backend.answer(PREFLIGHT, 200, refused);
    let page = editor(&backend, &["192.0.2.7/32", "198.51.100.1/32"]).await;
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "To be removed").await;
    page.button("Review Changes").click();
    until_it_says(&page, "Add an entry that covers 127.0.0.1 first.").await;
    assert!(!page.text().contains("Change Access List"));
    page.button("Go Back").click();
    until("the dialog is gone", || page.find("dialog[open]").is_none()).await;
    assert!(page.text().contains("To be removed"), "the draft is kept");
    assert!(backend.asked(CHANGE).is_empty());
}

#[wasm_bindgen_test]
async fn pressed_twice_what_is_refused_is_asked_once_and_can_be_asked_again() {
    const MESSAGE: &str = "The Admin API did not answer.";
    let backend = Backend::signed_in();
    backend.refuse(PREFLIGHT, 504, "UPSTREAM_UNREACHABLE", MESSAGE, None);
    backend.refuse(CHANGE, 504, "UPSTREAM_UNREACHABLE", MESSAGE, None);
    let page = editor(&backend, &["192.0.2.7/32", "198.51.100.1/32"]).await;
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "To be removed").await;
    page.button("Review Changes").click();
    page.button("Review Changes").click();
    until_it_says(&page, MESSAGE).await;
    assert_eq!(backend.asked(PREFLIGHT).len(), 1);
    assert!(page.find("dialog[open]").is_none());

    backend.answer(PREFLIGHT, 200, report("f1", None));
    page.button("Review Changes").click();
    page.button("Review Changes").click();
    until_it_says(&page, "Nothing is locked out").await;
    assert_eq!(
        backend.asked(PREFLIGHT).len(),
        2,
        "one refused, one for two clicks"
    );
    page.button("Change Access List").click();
    page.button("Change Access List").click();
    until("the dialog tells the refusal", || {
        let dialog = page.get("dialog[open]").text_content();
        dialog.is_some_and(|text| text.contains(MESSAGE))
    })
    .await;
    assert_eq!(backend.asked(CHANGE).len(), 1);
    assert!(page.text().contains("To be removed"), "the draft is kept");

    backend.answer(CHANGE, 200, backend::key(9, "ci", &["198.51.100.1/32"]));
    page.button("Change Access List").click();
    page.button("Change Access List").click();
    until_it_says(&page, "192.0.2.7 removed from the access list").await;
    assert_eq!(backend.asked(CHANGE).len(), 2, "one refused, one for two clicks");
}

#[wasm_bindgen_test]
async fn an_entry_is_removed_from_the_key_s_page_once_however_often_that_is_pressed() {
    let backend = Backend::signed_in();
    let both = backend::key(9, "ci", &["192.0.2.7/32", "198.51.100.1/32"]);
    backend.answer(&format!("GET {KEY}"), 200, both);
    backend.answer(PREFLIGHT, 200, report("f1", None));
    backend.answer(CHANGE, 200, backend::key(9, "ci", &["198.51.100.1/32"]));
    let page = open("/organization/api-keys/65f0c0ffee65f0c0ffee6509");
    until_it_says(&page, "198.51.100.1").await;
    page.button("Remove 192.0.2.7").click();
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "Nothing is locked out").await;
    assert!(backend.asked(CHANGE).is_empty(), "nothing before it is confirmed");
    page.button("Remove Entry").click();
    page.button("Remove Entry").click();
    until_it_says(&page, "192.0.2.7 removed from the access list").await;
    assert_eq!(backend.asked(PREFLIGHT).len(), 1);
    assert_eq!(
        backend.asked(CHANGE),
        [json!({ "add": [], "remove": ["192.0.2.7/32"], "accepted": "f1" })]
    );
}

#[wasm_bindgen_test]
async fn a_change_is_made_as_its_report_was_accepted() {
    let backend = Backend::signed_in();
    backend.answer(PREFLIGHT, 200, report("f1", None));
    backend.answer(CHANGE, 200, backend::key(9, "ci", &["192.0.2.0/24"]));
    let page = editor_at(&backend, &format!("{PAGE}?add=192.0.2.0%2F24"), &["192.0.2.7/32"]).await;
    assert_eq!(value(&page, FIELD), "192.0.2.0/24");
    page.button("Remove 192.0.2.7").click();
    page.button("Review Changes").click();
    page.button("Review Changes").click();
    until_it_says(&page, "Nothing is locked out").await;
    page.button("Change Access List").click();
    page.button("Change Access List").click();
    until_it_says(&page, "192.0.2.7 removed from the access list").await;
    let (add, remove) = (json!(["192.0.2.0/24"]), json!(["192.0.2.7/32"]));
    let asked = json!({ "accessList": { "key": "65f0c0ffee65f0c0ffee6509", "add": add, "remove": remove } });
    assert_eq!(backend.asked(PREFLIGHT), [asked]);
    assert_eq!(
        backend.asked(CHANGE),
        [json!({ "add": add, "remove": remove, "accepted": "f1" })]
    );
    assert_eq!(value(&page, FIELD), "");
    until("the new list is shown", || {
        page.text().contains("192.0.2.0 to 192.0.2.255")
    })
    .await;
}

#[wasm_bindgen_test]
async fn another_report_at_the_last_moment_is_shown_and_asked_again_by_name() {
    let backend = Backend::signed_in();
    backend.answer(PREFLIGHT, 200, report("f1", None));
    backend.answer(
        CHANGE,
        409,
        json!({ "code": "REPORT_CHANGED", "message": "It has changed.", "report": report("f2", Some("certain")) }),
    );
    let page = editor(&backend, &["192.0.2.7/32"]).await;
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "To be removed").await;
    page.button("Review Changes").click();
    until_it_says(&page, "Nothing is locked out").await;
    page.button("Change Access List").click();
    until_it_says(&page, "Stops working for certain (1)").await;
    assert!(page.text().contains("No entry would be left"));
    assert!(page.text().contains("Something changed meanwhile"));
    assert!(is_disabled(&page, "Change Access List"), "the name is asked for");
    type_into(&page, "Type “ci” to confirm", "ci");
    until("the name is typed", || !is_disabled(&page, "Change Access List")).await;
    backend.answer(CHANGE, 200, backend::key(9, "ci", &[]));
    page.button("Change Access List").click();
    until_it_says(&page, "192.0.2.7 removed from the access list").await;
    let accepted: Vec<Value> = backend
        .asked(CHANGE)
        .iter()
        .map(|change| change["accepted"].clone())
        .collect();
    assert_eq!(accepted, ["f1", "f2"]);
    assert!(
        !page.text().contains("Add It Back"),
        "with the last entry gone it would shut others out"
    );
}

#[wasm_bindgen_test]
async fn an_entry_that_somebody_else_removed_is_told_and_the_draft_is_kept() {
    let backend = Backend::signed_in();
    backend.refuse(
        PREFLIGHT,
        409,
        "CONFLICT",
        "192.0.2.7 is not on the list any more.",
        None,
    );
    let page = editor(&backend, &["192.0.2.7/32", "198.51.100.1/32"]).await;
    page.button("Remove 192.0.2.7").click();
    type_into(&page, FIELD, "203.0.113.9");
    backend.answer(
        &format!("GET {KEY}"),
        200,
        backend::key(9, "ci", &["198.51.100.1/32"]),
    );
    page.button("Review Changes").click();
    until_it_says(&page, "Gone: 192.0.2.7.").await;
    assert_eq!(value(&page, FIELD), "203.0.113.9");
    backend.answer(PREFLIGHT, 200, report("f1", None));
    page.button("Review Changes").click();
    until_it_says(&page, "Nothing is locked out").await;
    let asked = backend.asked(PREFLIGHT);
    assert_eq!(
        asked.last().map(|change| &change["accessList"]["remove"]),
        Some(&json!([]))
    );
}

#[wasm_bindgen_test]
async fn a_key_that_somebody_else_deleted_is_told_to_be_gone_and_nothing_else_of_it() {
    let backend = Backend::signed_in();
    let gone = |request: &str| backend.refuse(request, 404, "NOT_FOUND", "There is no such API key.", None);
    let page = editor(&backend, &["192.0.2.7/32"]).await;
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "To be removed").await;
    gone(PREFLIGHT);
    gone(&format!("GET {KEY}"));
    page.button("Review Changes").click();
    until_it_says(&page, "The API key is gone").await;
    assert!(!page.text().contains("has changed meanwhile"));
    assert!(!page.text().contains("Review the changes again"));
    assert!(page.find(".notice a[href='/organization/api-keys']").is_some());
}

#[wasm_bindgen_test]
async fn the_smaller_list_is_drafted_and_nothing_more() {
    let backend = Backend::signed_in();
    let page = editor(&backend, &["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"]).await;
    assert!(page.text().contains("together cover IPv4: the whole internet"));
    page.button("Use the Smaller List").click();
    until("the new entry is in the field", || {
        value(&page, FIELD) == "0.0.0.0/1"
    })
    .await;
    until_it_says(&page, "0.0.0.0/1 and 128.0.0.0/1 are the two halves of IPv4").await;
    backend.answer(PREFLIGHT, 200, report("f1", None));
    page.button("Review Changes").click();
    until_it_says(&page, "Nothing is locked out").await;
    let asked = json!({ "accessList": {
        "key": "65f0c0ffee65f0c0ffee6509", "add": ["0.0.0.0/1"], "remove": ["0.0.0.0/2", "64.0.0.0/2"]
    } });
    assert_eq!(backend.asked(PREFLIGHT), [asked]);
    assert!(backend.asked(CHANGE).is_empty());
}

#[wasm_bindgen_test]
async fn the_last_entry_refuses_nobody_when_it_goes_and_lets_everybody_in() {
    let backend = Backend::signed_in();
    backend.answer(
        &format!("GET {KEY}"),
        200,
        backend::key(9, "ci", &["192.0.2.7/32"]),
    );
    backend.answer(PREFLIGHT, 200, report("f1", None));
    let page = open("/organization/api-keys/65f0c0ffee65f0c0ffee6509");
    // Every page says the address: it is ada's own.
    until("the entry is there", || {
        page.find("[aria-label='Remove 192.0.2.7']").is_some()
    })
    .await;
    page.button("Remove 192.0.2.7").click();
    until_it_says(
        &page,
        "From then on the key works from every address on the internet",
    )
    .await;
    assert!(!page.text().contains("are refused from then on"));
    let remove = page.button("Remove Entry");
    assert!(remove.class_list().contains("button--danger"));
    backend.answer(CHANGE, 200, backend::key(9, "ci", &[]));
    remove.click();
    until("the focus is on the content", || focused(&page.get("#content"))).await;
}

#[wasm_bindgen_test]
async fn an_entry_removed_from_the_key_s_page_can_be_added_back() {
    let backend = Backend::signed_in();
    let both = backend::key(9, "ci", &["192.0.2.7/32", "198.51.100.1/32"]);
    backend.answer(&format!("GET {KEY}"), 200, both.clone());
    backend.answer(PREFLIGHT, 200, report("f1", Some("unknown")));
    let page = open("/organization/api-keys/65f0c0ffee65f0c0ffee6509");
    until_it_says(&page, "198.51.100.1").await;
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "Unknown (1)").await;
    until("Cancel has the focus", || focused(&page.button("Cancel"))).await;
    page.button("Cancel").click();
    until("the dialog is gone", || page.find("dialog[open]").is_none()).await;
    assert!(backend.asked(CHANGE).is_empty());

    backend.answer(CHANGE, 200, backend::key(9, "ci", &["198.51.100.1/32"]));
    page.button("Remove 192.0.2.7").click();
    until_it_says(&page, "Unknown (1)").await;
    page.button("Remove Entry").click();
    until_it_says(&page, "192.0.2.7 removed from the access list").await;
    backend.answer(CHANGE, 200, both);
    page.button("Add It Back").click();
    until_it_says(&page, "Back on the access list").await;
    assert_eq!(
        backend.asked(CHANGE).last(),
        Some(&json!({ "add": ["192.0.2.7/32"], "remove": [], "accepted": null }))
    );
    page.button("Remove 192.0.2.7");
}
