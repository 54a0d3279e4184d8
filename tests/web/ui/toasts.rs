//! A failure stays until it is dismissed, and is read out.

use keyhold_console::ui::{LiveRegion, Toasts, provide_announcer, provide_toaster};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, until};

#[wasm_bindgen_test]
async fn an_error_is_read_out_and_dismissed_by_hand() {
    let toaster = StoredValue::new(None);
    let page = Page::mount(move || {
        provide_announcer();
        toaster.set_value(Some(provide_toaster()));
        view! {
            <LiveRegion />
            <Toasts />
        }
    });
    let toaster = toaster.get_value().unwrap();
    toaster.error("The key was not deleted.");
    toaster.success("API key created");
    until("both show", || page.find("li:nth-child(2)").is_some()).await;
    until("it is read out", || {
        page.get("[aria-live=polite]")
            .text_content()
            .is_some_and(|text| text.contains("API key created"))
    })
    .await;
    page.button("Dismiss notification").click();
    until("the first is gone", || page.find("li:nth-child(2)").is_none()).await;
    assert!(page.get("li").text_content().unwrap().contains("API key created"));
}
