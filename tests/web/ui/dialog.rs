//! A dialog refuses to be left when told to, forgets its content, and gives the focus back.

use keyhold_console::ui::Dialog;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit};

use crate::page::{Page, focused, until};

fn page(open: RwSignal<bool>, may_leave: RwSignal<bool>) -> Page {
    Page::mount(move || {
        view! {
            <button on:click=move |_| open.set(true)>"Show key"</button>
            <Dialog open=open title="Private key" on_dismiss=move || may_leave.get_untracked()>
                <p>"3b1f0a52"</p>
            </Dialog>
        }
    })
}

fn escape(page: &Page) {
    let init = EventInit::new();
    init.set_cancelable(true);
    page.get("dialog")
        .dispatch_event(&Event::new_with_event_init_dict("cancel", &init).unwrap())
        .unwrap();
}

#[wasm_bindgen_test]
async fn a_refused_dismissal_leaves_it_open() {
    let (open, may_leave) = (RwSignal::new(false), RwSignal::new(false));
    let page = page(open, may_leave);
    page.button("Show key").click();
    until("the dialog is open", || page.find("dialog[open]").is_some()).await;
    escape(&page);
    page.button("Close").click();
    page.get("dialog").click();
    assert!(open.get_untracked());
    assert!(page.find("dialog[open]").is_some());
}

#[wasm_bindgen_test]
async fn a_browser_that_closes_it_all_the_same_is_overruled() {
    let (open, may_leave) = (RwSignal::new(false), RwSignal::new(false));
    let page = page(open, may_leave);
    page.button("Show key").click();
    until("the dialog is open", || page.find("dialog[open]").is_some()).await;
    let dialog: web_sys::HtmlDialogElement = wasm_bindgen::JsCast::unchecked_into(page.get("dialog"));
    dialog.close();
    until("the dialog is open again", || page.find("dialog[open]").is_some()).await;
    assert!(open.get_untracked());
}

#[wasm_bindgen_test]
async fn its_content_is_in_the_page_only_while_it_is_open() {
    let (open, may_leave) = (RwSignal::new(false), RwSignal::new(true));
    let page = page(open, may_leave);
    assert!(!page.text().contains("3b1f0a52"));
    page.button("Show key").click();
    until("the secret shows", || page.text().contains("3b1f0a52")).await;
    escape(&page);
    until("the secret is gone", || !page.text().contains("3b1f0a52")).await;
    assert!(page.find("dialog[open]").is_none());
}

#[wasm_bindgen_test]
async fn the_focus_goes_back_to_what_opened_it() {
    let (open, may_leave) = (RwSignal::new(false), RwSignal::new(true));
    let page = page(open, may_leave);
    let opener = page.button("Show key");
    opener.focus().unwrap();
    opener.click();
    until("the focus is in the dialog", || {
        page.find("dialog :focus").is_some()
    })
    .await;
    escape(&page);
    until("the focus is back", || focused(&opener)).await;
}

#[wasm_bindgen_test]
async fn it_opens_again_after_it_was_closed() {
    let (open, may_leave) = (RwSignal::new(false), RwSignal::new(true));
    let page = page(open, may_leave);
    for _ in 0..2 {
        page.button("Show key").click();
        until("the dialog is open", || page.find("dialog[open]").is_some()).await;
        escape(&page);
        until("the dialog is closed", || page.find("dialog[open]").is_none()).await;
    }
}
