//! Nothing is destroyed by habit: the focus starts on Cancel, and the words must match.

use keyhold_console::ui::ConfirmDialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlInputElement};

use crate::page::{Page, focused, until};

fn page(expected: &'static str, confirmed: RwSignal<u32>, pending: RwSignal<bool>) -> Page {
    Page::mount(move || {
        let open = RwSignal::new(true);
        view! {
            <ConfirmDialog
                open=open
                title="Delete API key"
                confirm_label="Delete key"
                on_confirm=move || confirmed.update(|count| *count += 1)
                pending=pending
                type_to_confirm=expected
            >
                <p>"Three projects lose it."</p>
            </ConfirmDialog>
        }
    })
}

fn fill(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    let init = EventInit::new();
    init.set_bubbles(true);
    input
        .dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap())
        .unwrap();
}

#[wasm_bindgen_test]
async fn nothing_loaded_means_nothing_can_be_confirmed() {
    let confirmed = RwSignal::new(0);
    let page = page("", confirmed, RwSignal::new(false));
    until("the dialog is open", || page.find("dialog[open]").is_some()).await;
    page.button("Delete key").click();
    assert_eq!(confirmed.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn only_the_exact_words_confirm() {
    let confirmed = RwSignal::new(0);
    let page = page("billing-export", confirmed, RwSignal::new(false));
    until("the dialog is open", || page.find("dialog[open]").is_some()).await;
    let input: HtmlInputElement = page.get("dialog input").unchecked_into();
    fill(&input, "Billing-Export");
    page.button("Delete key").click();
    assert_eq!(confirmed.get_untracked(), 0);
    fill(&input, "billing-export");
    page.button("Delete key").click();
    assert_eq!(confirmed.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn the_focus_starts_on_cancel() {
    let page = page("billing-export", RwSignal::new(0), RwSignal::new(false));
    until("the focus is on Cancel", || {
        page.find("dialog[open]").is_some() && focused(&page.button("Cancel"))
    })
    .await;
}

#[wasm_bindgen_test]
async fn it_cannot_be_left_while_the_step_is_under_way() {
    let page = page("billing-export", RwSignal::new(0), RwSignal::new(true));
    until("the dialog is open", || page.find("dialog[open]").is_some()).await;
    page.button("Cancel").click();
    page.button("Close").click();
    assert!(page.find("dialog[open]").is_some());
}
