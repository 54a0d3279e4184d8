//! Who is signed in, asked by `public/start.js` while the program is on its way.

use crate::{
    backend::{self, Backend},
    console::{find_field, open},
    page::{Page, until},
};
use js_sys::{Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Puts an answer where the script does.
fn answered(text: Option<String>) {
    let text = text.map_or(JsValue::NULL, |text| JsValue::from_str(&text));
    Reflect::set(&window(), &"keyholdSession".into(), &Promise::resolve(&text)).unwrap();
}

async fn shows_the_sign_in(page: &Page) {
    until("the form is there", || {
        find_field(page, "Operator Name").is_some()
    })
    .await;
}

#[wasm_bindgen_test]
async fn where_no_answer_came_the_program_asks_itself() {
    let backend = Backend::new();
    backend.answer("GET /bff/session", 200, backend::signed_out());
    answered(None);
    shows_the_sign_in(&open("/sign-in")).await;
    assert_eq!(backend.asked("GET /bff/session").len(), 1);
}

#[wasm_bindgen_test]
async fn an_answer_that_came_is_taken_once_and_nobody_asks_again() {
    let backend = Backend::new();
    answered(Some(backend::signed_out().to_string()));
    shows_the_sign_in(&open("/sign-in")).await;
    assert!(backend.asked("GET /bff/session").is_empty());
    backend.answer("GET /bff/session", 200, backend::signed_out());
    shows_the_sign_in(&open("/sign-in")).await;
    assert_eq!(backend.asked("GET /bff/session").len(), 1);
}
