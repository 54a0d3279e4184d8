//! What is said twice is read twice.

use keyhold_console::ui::{LiveRegion, provide_announcer};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, until};

#[wasm_bindgen_test]
async fn the_same_message_again_changes_the_page_again() {
    let said = StoredValue::new(None);
    let page = Page::mount(move || {
        said.set_value(Some(provide_announcer()));
        view! { <LiveRegion /> }
    });
    let announcer = said.get_value().unwrap();
    let line = |nth| {
        page.get(&format!("[aria-live=polite] p:nth-child({nth})"))
            .text_content()
            .unwrap()
    };
    announcer.announce("Copied");
    until("it is said", || line(2) == "Copied").await;
    announcer.announce("Copied");
    until("it is said again", || line(1) == "Copied" && line(2).is_empty()).await;
}
