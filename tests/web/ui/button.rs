//! Presses that must not count do not, and say why.

use keyhold_console::ui::{Button, ButtonKind};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, focused, until};

#[wasm_bindgen_test]
async fn a_pending_button_keeps_its_label_and_ignores_presses() {
    let (pending, presses) = (RwSignal::new(false), RwSignal::new(0));
    let page = Page::mount(move || {
        view! {
            <Button
                pending=pending
                on_click=move || {
                    presses.update(|presses| *presses += 1);
                    pending.set(true);
                }
            >
                "Save key"
            </Button>
        }
    });
    let button = page.button("Save key");
    button.click();
    button.click();
    assert_eq!(presses.get_untracked(), 1);
    until("the button is busy", || {
        button.get_attribute("aria-busy").as_deref() == Some("true")
    })
    .await;
    assert!(page.text().contains("Save key"));
}

#[wasm_bindgen_test]
async fn a_disabled_button_stays_focusable_and_is_described_by_its_reason() {
    let pressed = RwSignal::new(false);
    let page = Page::mount(move || {
        view! {
            <Button disabled_reason="Needs Organization Owner." on_click=move || pressed.set(true)>
                "Delete key"
            </Button>
        }
    });
    let button = page.button("Delete key");
    button.click();
    assert!(!pressed.get_untracked());
    button.focus().unwrap();
    assert!(focused(&button));
    let reason = page.get(&format!("#{}", button.get_attribute("aria-describedby").unwrap()));
    assert_eq!(
        reason.text_content().as_deref(),
        Some("Needs Organization Owner.")
    );
}

#[wasm_bindgen_test]
async fn a_disabled_submit_button_keeps_its_form_from_submitting() {
    let submitted = RwSignal::new(0);
    let page = Page::mount(move || {
        view! {
            <form on:submit=move |event| {
                event.prevent_default();
                submitted.update(|count| *count += 1);
            }>
                <Button kind=ButtonKind::Submit disabled_reason="Not yet.">"Create"</Button>
                <Button kind=ButtonKind::Submit>"Create anyway"</Button>
            </form>
        }
    });
    page.button("Create").click();
    assert_eq!(submitted.get_untracked(), 0);
    page.button("Create anyway").click();
    assert_eq!(submitted.get_untracked(), 1);
}
