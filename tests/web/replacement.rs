//! Replacing a key: by a copy of it, which is put on the same projects, and the old one stays until it is deleted.

use crate::{
    backend::{self, Backend},
    console::{address, field, find_field, open, type_into, until_it_says, value},
    page::{Page, until},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PROJECT: &str = "65f0c0ffee65f0c0ffee6aa1";
const OTHER_PROJECT: &str = "65f0c0ffee65f0c0ffee6aa2";
const OLD: &str = "65f0c0ffee65f0c0ffee6503";
const COPY: &str = "65f0c0ffee65f0c0ffee6509";

fn old_key() -> Value {
    let mut old = backend::key(3, "ci", &["192.0.2.7/32", "198.51.100.0/24"]);
    old["publicKey"] = json!("abcdefgh");
    old["roles"] = json!(["ORG_MEMBER", "ORG_GROUP_CREATOR"]);
    old["projects"] = json!([
        { "id": PROJECT, "name": "Billing", "roles": ["GROUP_READ_ONLY"] },
        { "id": OTHER_PROJECT, "name": "Search", "roles": ["GROUP_OWNER"] },
    ]);
    old
}

fn with_old_key() -> Backend {
    let backend = Backend::signed_in();
    backend.answer(&format!("GET /bff/keys/{OLD}"), 200, old_key());
    backend
}

async fn copy_page() -> Page {
    let page = open(&format!("/organization/api-keys/new?replaces={OLD}"));
    until("the form is there", || find_field(&page, "Description").is_some()).await;
    page
}

#[wasm_bindgen_test]
async fn a_key_there_is_not_cannot_be_replaced() {
    let backend = Backend::signed_in();
    backend.refuse(
        &format!("GET /bff/keys/{OLD}"),
        404,
        "NOT_FOUND",
        "There is no such key.",
        None,
    );
    let page = open(&format!("/organization/api-keys/new?replaces={OLD}"));
    until_it_says(&page, "API key not found").await;
    assert!(find_field(&page, "Description").is_none());
}

#[wasm_bindgen_test]
async fn a_project_that_cannot_be_added_is_told_and_can_be_tried_again() {
    let backend = with_old_key();
    let page = copy_page().await;
    assert_eq!(value(&page, "Description"), "ci (replaces abcdefgh)");
    backend.answer(
        "POST /bff/keys",
        201,
        json!({ "key": backend::key(9, "ci (replaces abcdefgh)", &[]), "privateKey": "c8150efd" }),
    );
    page.button("Create").click();
    until_it_says(&page, "This key is not on them yet").await;
    let sent = &backend.asked("POST /bff/keys")[0];
    assert_eq!(sent["description"], "ci (replaces abcdefgh)");
    assert_eq!(sent["roles"], json!(["ORG_GROUP_CREATOR", "ORG_MEMBER"]));
    assert_eq!(value(&page, "Access List Entry"), "192.0.2.7/32\n198.51.100.0/24");

    let invite = |project: &str| format!("POST /bff/projects/{project}/keys/{COPY}");
    backend.refuse(
        &invite(PROJECT),
        409,
        "CONFLICT",
        "Somebody else is changing the key.",
        None,
    );
    backend.answer(&invite(OTHER_PROJECT), 200, project_key());
    let add = page.button("Add to These Projects");
    add.click();
    add.click();
    until_it_says(&page, "Billing: Somebody else is changing the key.").await;
    until("what was added is off the list", || {
        !page.text().contains("Search")
    })
    .await;
    assert_eq!(backend.asked(&invite(PROJECT)).len(), 1);
    assert_eq!(
        backend.asked(&invite(OTHER_PROJECT)),
        [json!({ "roles": ["GROUP_OWNER"] })]
    );

    page.button("Done").click();
    until_it_says(&page, "What you typed is not on the access list yet").await;
    type_into(&page, "Access List Entry", "");
    page.button("Done").click();
    until_it_says(&page, "The key is not on all projects of the old one yet").await;

    // The next answer is lost on its way, and what was asked for was done.
    let mut added = backend::key(9, "ci (replaces abcdefgh)", &[]);
    added["projects"] = json!([{ "id": PROJECT, "name": "Billing", "roles": ["GROUP_READ_ONLY"] }]);
    backend.answer(&format!("GET /bff/keys/{COPY}"), 200, added);
    backend.lose(&invite(PROJECT));
    page.button("Add to These Projects").click();
    until_it_says(&page, "The key is on the projects of the old one").await;
    assert_eq!(backend.asked(&invite(OTHER_PROJECT)).len(), 1);
}

#[wasm_bindgen_test]
async fn a_copy_leads_to_both_and_another_key_says_nothing_of_it() {
    let backend = Backend::signed_in();
    backend.answer("GET /bff/events", 200, json!({ "events": [], "next": null }));
    backend.answer(
        &format!("GET /bff/keys/{COPY}"),
        200,
        backend::key(9, "ci (replaces abcdefgh)", &[]),
    );
    backend.answer(&format!("GET /bff/keys/{OLD}"), 200, old_key());
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 0, "keys": [] }));
    let page = open(&format!("/organization/api-keys/{COPY}"));
    until_it_says(&page, "A copy of another key").await;
    page.get("a[href='/organization/api-keys?q=abcdefgh']").click();
    until("both are looked for", || {
        address() == "/organization/api-keys?q=abcdefgh"
    })
    .await;
    drop(page);
    let page = open(&format!("/organization/api-keys/{OLD}"));
    until_it_says(&page, "Billing").await;
    assert!(!page.text().contains("A copy of another key"));
    page.get("a[href$='?replaces=65f0c0ffee65f0c0ffee6503']").click();
    until("the form is there", || find_field(&page, "Description").is_some()).await;
    assert!(field(&page, "Description").is_connected());
    assert_eq!(address(), format!("/organization/api-keys/new?replaces={OLD}"));
}

fn project_key() -> Value {
    json!({
        "id": COPY, "description": "ci (replaces abcdefgh)", "publicKey": "public09", "roles": ["GROUP_OWNER"],
        "organizationRoles": ["ORG_MEMBER"], "otherProjects": 0, "entries": [], "exposure": "noList", "lastUse": "unknown"
    })
}
