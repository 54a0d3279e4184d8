//! Choosing permissions for a new key: the search among the many of a project.

use crate::{
    backend::{self, Backend},
    console::{field, find_field, open, type_into, type_over, until_it_says},
    page::{Page, until},
};
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const PROJECT: &str = "65f0c0ffee65f0c0ffee65a1";

async fn form(path: &str) -> (Backend, Page) {
    let backend = Backend::signed_in();
    backend.answer(
        "GET /bff/projects",
        200,
        json!({ "projects": [{ "id": PROJECT, "name": "Billing" }] }),
    );
    let page = open(path);
    until("the form is there", || find_field(&page, "Description").is_some()).await;
    (backend, page)
}

async fn form_of_project() -> (Backend, Page) {
    form(&format!("/projects/{PROJECT}/api-keys/new")).await
}

fn search(page: &Page, words: &str) {
    type_over(&page.get("main input[type=search]"), words);
}

/// The permissions that have a box now, from top to bottom.
fn offered(page: &Page) -> Vec<String> {
    let labels = page.get("main fieldset").query_selector_all("label").unwrap();
    (0..labels.length())
        .filter_map(|at| labels.item(at)?.text_content())
        .collect()
}

fn is_ticked(page: &Page, permission: &str) -> bool {
    field(page, permission)
        .unchecked_into::<HtmlInputElement>()
        .checked()
}

#[wasm_bindgen_test]
async fn a_word_that_no_permission_has_is_said_to_match_none() {
    let (_backend, page) = form_of_project().await;
    let all = offered(&page).len();
    search(&page, "index zebra");
    until_it_says(&page, "No permission matches. Clear the search to see all.").await;
    assert!(offered(&page).is_empty());
    until_it_says(&page, &format!("0 of {all} permissions")).await;
    search(&page, "");
    until("all are back", || offered(&page).len() == all).await;
    assert!(!page.text().contains("No permission matches."));
}

#[wasm_bindgen_test]
async fn the_few_permissions_of_an_organization_are_not_searched() {
    let (_backend, page) = form("/organization/api-keys/new").await;
    assert!(offered(&page).contains(&"Organization Owner".to_owned()));
    assert!(page.find("main input[type=search]").is_none());
}

#[wasm_bindgen_test]
async fn each_word_narrows_the_permissions() {
    let (_backend, page) = form_of_project().await;
    search(&page, "INDEX");
    until("three are left", || {
        offered(&page)
            == [
                "Project Data Access Admin",
                "Project Index Manager",
                "Project Search Index Editor",
            ]
    })
    .await;
    search(&page, "INDEX search");
    until("one is left", || {
        offered(&page) == ["Project Search Index Editor"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_ticked_stays_so_while_the_search_hides_it_and_is_sent() {
    let create = format!("POST /bff/projects/{PROJECT}/keys");
    let (backend, page) = form_of_project().await;
    field(&page, "Project Read Only").click();
    search(&page, "index");
    until("its box is hidden", || {
        find_field(&page, "Project Read Only").is_none()
    })
    .await;
    let chosen = page.get("main fieldset .badge").text_content();
    assert_eq!(chosen.as_deref(), Some("Project Read Only"), "it is still named");
    field(&page, "Project Index Manager").click();
    search(&page, "");
    until("its box is back", || {
        find_field(&page, "Project Read Only").is_some()
    })
    .await;
    assert!(is_ticked(&page, "Project Read Only") && is_ticked(&page, "Project Index Manager"));
    assert!(!is_ticked(&page, "Project Owner"));

    search(&page, "backup");
    until("both boxes are hidden", || {
        find_field(&page, "Project Index Manager").is_none()
    })
    .await;
    backend.answer(
        &create,
        201,
        json!({ "key": backend::key(9, "nightly", &[]), "privateKey": "c8150efd-secret" }),
    );
    type_into(&page, "Description", "nightly");
    page.button("Create").click();
    until_it_says(&page, "c8150efd-secret").await;
    assert_eq!(
        backend.asked(&create),
        [json!({ "description": "nightly", "roles": ["GROUP_INDEX_MANAGER", "GROUP_READ_ONLY"] })]
    );
}
