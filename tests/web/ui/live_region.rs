//! What is said twice is read twice, and what is said while a dialog is open is heard: behind it everything is silent.

use keyhold_console::ui::{Dialog, LiveRegion, provide_announcer};
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

#[wasm_bindgen_test]
async fn it_is_in_the_dialog_on_top_while_one_is_open() {
    let (first, second) = (RwSignal::new(false), RwSignal::new(false));
    let said = StoredValue::new(None);
    let page = Page::mount(move || {
        said.set_value(Some(provide_announcer()));
        view! {
            <LiveRegion />
            <Dialog open=first title="First">"one"</Dialog>
            <Dialog open=second title="Second">"two"</Dialog>
        }
    });
    let home = || page.find("dialog [aria-live]").is_none() && page.find("[aria-live]").is_some();
    let heard_in = |text: &str| {
        page.find("dialog:modal:has([aria-live])")
            .is_some_and(|dialog| dialog.text_content().unwrap().contains(text))
    };
    assert!(home());
    first.set(true);
    until("it is in the first", || heard_in("one")).await;
    said.get_value().unwrap().announce("Copied");
    until("it is said there", || heard_in("Copied")).await;
    second.set(true);
    until("it is in the second", || heard_in("two")).await;
    second.set(false);
    until("it is in the first again", || heard_in("one")).await;
    second.set(true);
    until("it is in the second again", || heard_in("two")).await;
    first.set(false);
    until("the first is closed", || !page.text().contains("one")).await;
    assert!(heard_in("two"));
    second.set(false);
    until("it is back", home).await;
}

#[wasm_bindgen_test]
async fn what_a_page_tells_of_itself_does_not_talk_over_a_dialog() {
    let open = RwSignal::new(true);
    let said = StoredValue::new(None);
    let page = Page::mount(move || {
        said.set_value(Some(provide_announcer()));
        view! {
            <LiveRegion />
            <Dialog open=open title="Commands">"typed"</Dialog>
        }
    });
    let announcer = said.get_value().unwrap();
    let heard = || page.get("[aria-live]").text_content().unwrap();
    until("the dialog is open", || {
        page.find("dialog:modal [aria-live]").is_some()
    })
    .await;
    announcer.announce("Nothing matches");
    announcer.announce_of_page("41 keys");
    until("the dialog is heard", || heard() == "Nothing matches").await;
    open.set(false);
    until("the dialog is closed", || {
        page.find("dialog [aria-live]").is_none()
    })
    .await;
    announcer.announce_of_page("41 keys");
    until("the page is heard", || heard() == "41 keys").await;
}
