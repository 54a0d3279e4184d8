//! A value is copied exactly, and where the browser refuses it is selected for the person's own copy.

use js_sys::{Function, Object, Reflect};
use keyhold_console::ui::SecretText;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, until};

/// Puts `clipboard` in the place of the browser's own.
fn replace_clipboard(clipboard: &JsValue) {
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"value".into(), clipboard).unwrap();
    Reflect::set(&descriptor, &"configurable".into(), &JsValue::TRUE).unwrap();
    Reflect::define_property(&window().navigator(), &"clipboard".into(), &descriptor).unwrap();
}

fn page(copied: RwSignal<bool>) -> Page {
    Page::mount(move || {
        view! { <SecretText label="Private Key" value="3b1f0a52-9c7e" on_copied=move || copied.set(true) /> }
    })
}

#[wasm_bindgen_test]
async fn where_copying_is_refused_the_value_is_selected_and_it_does_not_count_as_copied() {
    replace_clipboard(&JsValue::UNDEFINED);
    let copied = RwSignal::new(false);
    let page = page(copied);
    page.button("Copy Private Key").click();
    until("the value is selected", || {
        let selection = window().get_selection().unwrap().unwrap();
        selection.to_string() == "3b1f0a52-9c7e"
    })
    .await;
    assert!(!copied.get_untracked());
    assert!(page.text().contains("Not copied"));
}

#[wasm_bindgen_test]
async fn a_copy_names_itself_for_a_moment() {
    let clipboard = Object::new();
    let write = Function::new_with_args("text", "this.written = text; return Promise.resolve();");
    Reflect::set(&clipboard, &"writeText".into(), &write).unwrap();
    replace_clipboard(&clipboard);
    let copied = RwSignal::new(false);
    let page = page(copied);
    let button = page.button("Copy Private Key");
    button.click();
    until("it says so", || {
        button.get_attribute("aria-label").as_deref() == Some("Copied")
    })
    .await;
    assert!(copied.get_untracked());
    let written = Reflect::get(&clipboard, &"written".into()).unwrap();
    assert_eq!(written.as_string().as_deref(), Some("3b1f0a52-9c7e"));
}
