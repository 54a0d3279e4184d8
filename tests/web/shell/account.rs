//! Who is signed in and through which connection, and the way out.

use super::{BILLING, organization};
use crate::{
    backend,
    console::{address, open, until_it_says},
    page::{Page, until},
};
use js_sys::Reflect;
use leptos::prelude::window;
use serde_json::json;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventTarget};

const SIGN_OUT: &str = "DELETE /bff/session";

/// Keeps the browser from loading another document in place of the tests, until dropped, and remembers which it was.
struct Doorkeeper {
    navigation: EventTarget,
    listener: Closure<dyn Fn(Event)>,
    kept: Rc<RefCell<Vec<String>>>,
}

impl Doorkeeper {
    fn new() -> Self {
        let kept = Rc::new(RefCell::new(Vec::new()));
        let listener = Closure::<dyn Fn(Event)>::new({
            let kept = Rc::clone(&kept);
            move |event: Event| {
                let destination = Reflect::get(&event, &"destination".into()).unwrap();
                let same_document = Reflect::get(&destination, &"sameDocument".into()).unwrap();
                if same_document.is_falsy() {
                    event.prevent_default();
                    let url = Reflect::get(&destination, &"url".into()).unwrap();
                    kept.borrow_mut().push(url.as_string().unwrap());
                }
            }
        });
        let navigation: EventTarget = Reflect::get(&window(), &"navigation".into())
            .unwrap()
            .unchecked_into();
        navigation
            .add_event_listener_with_callback("navigate", listener.as_ref().unchecked_ref())
            .expect("the browser has the Navigation API");
        Self {
            navigation,
            listener,
            kept,
        }
    }

    /// The URLs that would have been loaded.
    fn kept(&self) -> Vec<String> {
        self.kept.borrow().clone()
    }
}

impl Drop for Doorkeeper {
    fn drop(&mut self) {
        self.navigation
            .remove_event_listener_with_callback("navigate", self.listener.as_ref().unchecked_ref())
            .ok();
    }
}

/// A page with the dialog open over it.
async fn account() -> Page {
    let page = open("/organization/api-keys");
    until_it_says(&page, "2 keys").await;
    open_account(&page).await;
    page
}

async fn open_account(page: &Page) {
    page.get("button[title=Account]").click();
    until("the account is shown", || page.find("dialog[open] dl").is_some()).await;
}

/// What the dialog says of `term`; none where it does not speak of it.
fn fact(page: &Page, term: &str) -> Option<String> {
    let texts = |selector: &str| -> Vec<String> {
        let found = page.get("dialog[open]").query_selector_all(selector).unwrap();
        (0..found.length())
            .filter_map(|at| found.item(at)?.text_content())
            .collect()
    };
    let at = texts("dt").iter().position(|text| text == term)?;
    texts("dd").get(at).cloned()
}

#[wasm_bindgen_test]
async fn a_refusal_to_sign_out_is_told_and_one_stays_signed_in_and_can_try_again() {
    let backend = organization();
    backend.refuse(SIGN_OUT, 500, "INTERNAL", "The session could not be ended.", None);
    let page = account().await;
    let button = page.button("Sign Out");
    button.click();
    button.click();
    until_it_says(&page, "The session could not be ended.").await;
    assert_eq!(backend.asked(SIGN_OUT).len(), 1);
    assert_eq!(address(), "/organization/api-keys");
    assert_eq!(fact(&page, "Signed in as").as_deref(), Some("ada"));
    until("it can be pressed again", || {
        button.get_attribute("aria-busy").is_none()
    })
    .await;
    button.click();
    until("it is asked again", || backend.asked(SIGN_OUT).len() == 2).await;
}

#[wasm_bindgen_test]
async fn signing_out_is_asked_once_when_pressed_twice_and_loads_the_sign_in_page() {
    let backend = organization();
    backend.answer(SIGN_OUT, 204, json!(null));
    let doorkeeper = Doorkeeper::new();
    let page = account().await;
    assert!(backend.asked(SIGN_OUT).is_empty(), "looking signs nobody out");
    let button = page.button("Sign Out");
    button.click();
    button.click();
    until("the sign-in page is loaded", || !doorkeeper.kept().is_empty()).await;
    let origin = window().location().origin().unwrap();
    assert_eq!(doorkeeper.kept(), [format!("{origin}/sign-in")]);
    assert_eq!(backend.asked(SIGN_OUT).len(), 1);
}

#[wasm_bindgen_test]
async fn it_says_who_is_signed_in_as_what_and_through_which_connection() {
    let _backend = organization();
    let page = account().await;
    for (term, value) in [
        ("Signed in as", "ada"),
        ("Role", "Organization Owner"),
        ("Organization", "Acme"),
        ("Organization ID", "65f0c0ffee65f0c0ffee65f0"),
        ("Connection", "embedded"),
        ("Admin API", "http://127.0.0.1:8080/api/atlas/v2"),
    ] {
        assert_eq!(fact(&page, term).as_deref(), Some(value), "{term}");
    }
    assert_eq!(fact(&page, "Projects"), None, "the role is the organization's");
}

#[wasm_bindgen_test]
async fn projects_go_by_their_ids_until_their_names_are_known() {
    const PROJECTS: &str = "GET /bff/projects";
    let backend = organization();
    let mut session = backend::session();
    session["state"]["signedIn"]["operator"] =
        json!({ "name": "grace", "role": "project-owner", "projects": [BILLING] });
    backend.answer("GET /bff/session", 200, session);
    backend.refuse(
        PROJECTS,
        504,
        "UPSTREAM_UNREACHABLE",
        "The Admin API did not answer.",
        None,
    );
    let page = account().await;
    assert_eq!(fact(&page, "Signed in as").as_deref(), Some("grace"));
    assert_eq!(fact(&page, "Role").as_deref(), Some("Project Owner"));
    until("the names are asked for", || backend.asked(PROJECTS).len() == 1).await;
    assert_eq!(fact(&page, "Projects").as_deref(), Some(BILLING));

    backend.answer(
        PROJECTS,
        200,
        json!({ "projects": [{ "id": BILLING, "name": "Billing" }] }),
    );
    // More than once, for while the first answer is on its way they are not asked for again.
    until("the name is known where it is closed and opened", || {
        if page.find("dialog[open] dl").is_none() {
            page.get("button[title=Account]").click();
            return false;
        }
        let known = fact(&page, "Projects").as_deref() == Some("Billing");
        if !known {
            page.button("Close").click();
        }
        known
    })
    .await;
}
