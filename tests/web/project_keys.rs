//! The API keys on a project: who may not, then listing, inviting, changing permissions, removing and creating.

use crate::{
    backend::{self, Backend},
    console::{address, alert, field, find_field, open, type_into, type_over, until_it_says},
    page::{Page, focused, press, until},
};
use leptos::prelude::document;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const PROJECT: &str = "65f0c0ffee65f0c0ffee65a1";
const KEYS: &str = "GET /bff/projects/65f0c0ffee65f0c0ffee65a1/keys";
const PAGE: &str = "/projects/65f0c0ffee65f0c0ffee65a1/api-keys";

/// A backend with somebody signed in who has `role` in the project.
fn signed_in_as(role: &str) -> Backend {
    let backend = Backend::new();
    let mut session = backend::session();
    let signed_in = &mut session["state"]["signedIn"];
    signed_in["operator"] = json!({ "name": "ada", "role": role, "projects": [PROJECT] });
    signed_in["owners"] = json!(["grace"]);
    backend.answer("GET /bff/session", 200, session);
    backend.answer(
        "GET /bff/projects",
        200,
        json!({ "projects": [{ "id": PROJECT, "name": "Billing" }] }),
    );
    backend
}

fn on_project(number: u8, description: &str, roles: &[&str]) -> Value {
    json!({
        "id": format!("65f0c0ffee65f0c0ffee65{number:02x}"),
        "description": description,
        "publicKey": format!("public{number:02}"),
        "roles": roles,
        "organizationRoles": ["ORG_MEMBER"],
        "otherProjects": 2,
        "entries": ["10.0.0.0/8"],
        "exposure": "narrow",
        "lastUse": "never"
    })
}

fn answer_keys(backend: &Backend, keys: &[Value]) {
    backend.answer(
        KEYS,
        200,
        json!({ "project": { "id": PROJECT, "name": "Billing" }, "keys": keys }),
    );
}

async fn two_keys(role: &str) -> (Backend, Page) {
    let backend = signed_in_as(role);
    answer_keys(
        &backend,
        &[
            on_project(1, "billing export", &["GROUP_READ_ONLY"]),
            on_project(2, "ci deploy", &["GROUP_OWNER"]),
        ],
    );
    let page = open(PAGE);
    until_it_says(&page, "2 keys").await;
    (backend, page)
}

async fn choose(page: &Page, row: &str, item: &str) {
    page.button(&format!("Actions for {row}")).click();
    until("the menu is open", || page.find("[role=menu]").is_some()).await;
    menu_item(page, item).click();
}

/// The item of the open menu whose words begin with `words`; why it may not be chosen stands behind them.
fn menu_item(page: &Page, words: &str) -> HtmlElement {
    let items = page.get("[role=menu]").query_selector_all("button").unwrap();
    let items: Vec<HtmlElement> = (0..items.length())
        .filter_map(|at| items.item(at)?.dyn_into().ok())
        .collect();
    let texts: Vec<String> = items.iter().filter_map(|item| item.text_content()).collect();
    let at = texts.iter().position(|text| text.trim().starts_with(words));
    at.and_then(|at| items.get(at).cloned())
        .unwrap_or_else(|| panic!("no item of the menu is called {words}: {texts:?}"))
}

fn is_refused(control: &HtmlElement) -> bool {
    control.get_attribute("aria-disabled").as_deref() == Some("true")
}

#[wasm_bindgen_test]
async fn whoever_has_no_role_in_the_project_is_told_so_and_nothing_is_asked() {
    let backend = signed_in_as("project-owner");
    let page = open("/projects/65f0c0ffee65f0c0ffee65a2/api-keys");
    until_it_says(&page, "This needs a role in the project. Ask grace.").await;
    assert!(
        backend
            .asked("GET /bff/projects/65f0c0ffee65f0c0ffee65a2/keys")
            .is_empty()
    );
}

#[wasm_bindgen_test]
async fn what_the_backend_does_not_know_is_no_project() {
    let backend = signed_in_as("organization-owner");
    backend.refuse(KEYS, 404, "NOT_FOUND", "There is no such project.", None);
    let page = open(PAGE);
    until_it_says(&page, "Project not found").await;
}

#[wasm_bindgen_test]
async fn a_failure_is_told_and_can_be_tried_again() {
    let backend = signed_in_as("organization-owner");
    backend.refuse(
        KEYS,
        504,
        "UPSTREAM_UNREACHABLE",
        "The Admin API did not answer.",
        None,
    );
    let page = open(PAGE);
    until_it_says(&page, "The Admin API did not answer.").await;
    answer_keys(&backend, &[]);
    page.button("Retry").click();
    until_it_says(&page, "No API keys on this project yet").await;
}

#[wasm_bindgen_test]
async fn a_reader_sees_every_action_and_why_it_is_not_theirs() {
    let (_backend, page) = two_keys("project-read-only").await;
    for name in ["Invite to Project", "Create API Key"] {
        assert!(is_refused(&page.button(name)), "{name}");
    }
    assert!(page.text().contains("This needs Project Owner. Ask grace."));
    page.button("Invite to Project").click();
    assert!(page.find("dialog[open]").is_none());
    page.button("Actions for ci deploy").click();
    until("the menu is open", || page.find("[role=menu]").is_some()).await;
    for item in ["Edit Permissions…", "Access List", "Remove from Project…"] {
        assert!(is_refused(&menu_item(&page, item)), "{item}");
    }
    assert!(!is_refused(&menu_item(&page, "View Details")));
}

#[wasm_bindgen_test]
async fn a_project_owner_may_do_all_but_change_an_access_list() {
    let (_backend, page) = two_keys("project-owner").await;
    page.button("Actions for ci deploy").click();
    until("the menu is open", || page.find("[role=menu]").is_some()).await;
    assert!(is_refused(&menu_item(&page, "Access List")));
    assert!(
        menu_item(&page, "Access List")
            .text_content()
            .unwrap()
            .contains("Organization Owner")
    );
    for item in ["Edit Permissions…", "Remove from Project…"] {
        assert!(!is_refused(&menu_item(&page, item)), "{item}");
    }
}

#[wasm_bindgen_test]
async fn a_filter_is_kept_in_the_url_and_can_be_cleared() {
    let (_backend, page) = two_keys("project-owner").await;
    type_over(&page.get("input[type=search]"), "nothing-like-it");
    until_it_says(&page, "No key of this project matches the filter").await;
    assert_eq!(address(), format!("{PAGE}?q=nothing-like-it"));
    page.button("Clear Filter").click();
    until("the URL is clean", || address() == PAGE).await;
}

#[wasm_bindgen_test]
async fn a_key_is_invited_once_and_not_when_it_is_on_the_project_already() {
    let (backend, page) = two_keys("project-owner").await;
    let all = [
        backend::row(2, "ci deploy", &[]),
        backend::row(3, "audit", &[]),
        backend::row(4, "backup", &[]),
    ];
    backend.answer("GET /bff/keys", 200, json!({ "listsRead": 0, "keys": all }));
    page.button("Invite to Project").click();
    until_it_says(&page, "On the project already").await;
    let search = page.get("[role=combobox]");
    type_over(&search, "public02");
    until("one key is found", || {
        page.get("[role=listbox]")
            .query_selector_all("[role=option]")
            .unwrap()
            .length()
            == 1
    })
    .await;
    assert!(is_refused(&page.get("[role=option]")));
    search.focus().unwrap();
    press("Enter");
    assert!(
        page.find("[role=combobox]").is_some(),
        "a key on the project is not chosen"
    );

    type_over(&search, "public03");
    until("the other is found", || !is_refused(&page.get("[role=option]"))).await;
    press("Enter");
    until_it_says(&page, "You are about to give audit").await;
    let invite = "POST /bff/projects/65f0c0ffee65f0c0ffee65a1/keys/65f0c0ffee65f0c0ffee6503";
    let submit = || page.get("dialog[open] button[type=submit]").click();
    submit();
    until_it_says(&page, "Choose at least one permission.").await;
    assert!(backend.asked(invite).is_empty());

    backend.refuse(
        invite,
        409,
        "CONFLICT",
        "The key is on the project already.",
        None,
    );
    type_into_search(&page, "backs up nothing");
    until_it_says(&page, "No permission matches.").await;
    type_into_search(&page, "restores backups");
    until("the permission is found", || {
        find_field(&page, "Project Backup Recovery Operator").is_some()
    })
    .await;
    field(&page, "Project Backup Recovery Operator").click();
    submit();
    until("the refusal is told", || {
        alert(&page).contains("on the project already")
    })
    .await;

    backend.answer(
        invite,
        200,
        on_project(3, "audit", &["GROUP_BACKUP_RECOVERY_OPERATOR"]),
    );
    submit();
    submit();
    until_it_says(&page, "3 keys").await;
    assert_eq!(backend.asked(invite).len(), 2, "one refused, one for two clicks");
    assert_eq!(
        backend.asked(invite).last(),
        Some(&json!({ "roles": ["GROUP_BACKUP_RECOVERY_OPERATOR"] }))
    );
    until("the dialog is closed", || page.find("dialog[open]").is_none()).await;
}

fn type_into_search(page: &Page, text: &str) {
    type_over(&page.get("dialog[open] input[type=search]"), text);
}

#[wasm_bindgen_test]
async fn permissions_are_changed_in_place_and_the_focus_comes_back() {
    let (backend, page) = two_keys("project-owner").await;
    let change = "PATCH /bff/projects/65f0c0ffee65f0c0ffee65a1/keys/65f0c0ffee65f0c0ffee6502";
    choose(&page, "ci deploy", "Edit Permissions…").await;
    until_it_says(
        &page,
        "A key that is Project Owner can do everything in the project",
    )
    .await;
    page.button("Cancel").click();
    until("the dialog is closed", || page.find("dialog[open]").is_none()).await;
    assert!(backend.asked(change).is_empty());

    choose(&page, "ci deploy", "Edit Permissions…").await;
    until("the box is there", || {
        find_field(&page, "Project Owner").is_some()
    })
    .await;
    field(&page, "Project Owner").click();
    field(&page, "Project Read Only").click();
    backend.answer(change, 200, on_project(2, "ci deploy", &["GROUP_READ_ONLY"]));
    page.button("Save").click();
    page.button("Save").click();
    until("the dialog is closed", || page.find("dialog[open]").is_none()).await;
    assert_eq!(backend.asked(change), [json!({ "roles": ["GROUP_READ_ONLY"] })]);
    until("the row says so", || {
        !page
            .get("tbody")
            .text_content()
            .unwrap()
            .contains("Project Owner")
    })
    .await;
    assert!(focused(&page.button("Actions for ci deploy")));
}

#[wasm_bindgen_test]
async fn a_key_that_is_removed_is_told_what_it_keeps() {
    let (backend, page) = two_keys("project-owner").await;
    let remove = "DELETE /bff/projects/65f0c0ffee65f0c0ffee65a1/keys/65f0c0ffee65f0c0ffee6502";
    choose(&page, "ci deploy", "Remove from Project…").await;
    until_it_says(&page, "It is not deleted. It stays in the organization").await;
    for kept in [
        "Organization Member",
        "2 other projects",
        "access list of 1 entry",
    ] {
        assert!(page.text().contains(kept), "{kept}");
    }
    assert!(
        page.find("dialog[open] .button--danger").is_none(),
        "it is no deletion and does not look like one"
    );
    backend.refuse(
        remove,
        504,
        "UPSTREAM_UNREACHABLE",
        "The Admin API did not answer.",
        None,
    );
    page.get("dialog[open] .button--primary").click();
    until("the refusal is told", || alert(&page).contains("did not answer")).await;
    backend.answer(remove, 204, json!(null));
    page.get("dialog[open] .button--primary").click();
    page.get("dialog[open] .button--primary").click();
    until_it_says(&page, "1 key").await;
    assert_eq!(backend.asked(remove).len(), 2, "one refused, one for two clicks");
    assert!(!page.get("tbody").text_content().unwrap().contains("ci deploy"));
    until("the focus is on the content", || focused(&page.get("#content"))).await;
}

#[wasm_bindgen_test]
async fn a_reader_may_not_create_a_key() {
    let _backend = signed_in_as("project-read-only");
    let page = open(&format!("{PAGE}/new"));
    until_it_says(&page, "This needs Project Access Manager. Ask grace.").await;
    assert!(find_field(&page, "Description").is_none());
}

#[wasm_bindgen_test]
async fn a_project_owner_creates_a_key_and_is_told_who_may_give_it_an_access_list() {
    const SECRET: &str = "c8150efd-c7a0-4afd-8c4f-01bdd56c8977";
    let backend = signed_in_as("project-owner");
    answer_keys(&backend, &[on_project(9, "nightly", &["GROUP_READ_ONLY"])]);
    let create = "POST /bff/projects/65f0c0ffee65f0c0ffee65a1/keys";
    backend.answer(
        create,
        201,
        json!({ "key": backend::key(9, "nightly", &[]), "privateKey": SECRET }),
    );
    let page = open(&format!("{PAGE}/new"));
    until_it_says(&page, "as Organization Member").await;
    type_into(&page, "Description", "nightly");
    field(&page, "Project Read Only").click();
    page.button("Create").click();
    page.button("Create").click();
    until_it_says(&page, SECRET).await;
    assert_eq!(
        backend.asked(create),
        [json!({ "description": "nightly", "roles": ["GROUP_READ_ONLY"] })]
    );
    assert!(page.text().contains("This needs Organization Owner. Ask grace."));
    assert!(find_field(&page, "Access List Entry").is_none());
    field(&page, "I have stored the private key").click();
    page.button("Done").click();
    until_it_says(&page, "1 key").await;
    assert_eq!(address(), PAGE);
    assert!(!page.text().contains(SECRET));
}

#[wasm_bindgen_test]
async fn the_page_to_create_a_key_is_called_so_before_its_project_is_known() {
    let backend = Backend::signed_in();
    backend.lose("GET /bff/projects");
    document().set_title("where one comes from");
    let page = open(&format!("/projects/{PROJECT}/api-keys/new"));
    until("the page has its title", || {
        document().title() == "Create API Key · Keyhold"
    })
    .await;
    assert!(find_field(&page, "Description").is_none());
}
