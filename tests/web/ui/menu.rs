//! A menu is one Tab stop, worked with the arrows, and leaves the focus where it found it.

use keyhold_console::{
    components::page_title::use_route_announcer,
    navigation::provide_navigation,
    ui::{CONTENT_ID, Menu, MenuItem, MenuPlace, provide_announcer, provide_menus},
};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, focused, press, until};

fn page(chosen: RwSignal<Vec<&'static str>>) -> Page {
    Page::mount(move || {
        provide_menus();
        view! {
            <MenuPlace />
            <Menu label="Actions for terraform">
                <MenuItem on_select=move || chosen.update(|chosen| chosen.push("edit"))>"Edit"</MenuItem>
                <MenuItem
                    disabled_reason="Needs Organization Owner."
                    on_select=move || chosen.update(|chosen| chosen.push("delete"))
                >
                    "Delete"
                </MenuItem>
            </Menu>
            <button>"Elsewhere"</button>
        }
    })
}

fn item_has_focus(page: &Page, nth: u32) -> bool {
    page.find(&format!("[role=menuitem]:nth-of-type({nth})"))
        .is_some_and(|item| focused(&item))
}

#[wasm_bindgen_test]
async fn an_item_that_may_not_be_chosen_says_why_and_does_nothing() {
    let chosen = RwSignal::new(Vec::new());
    let page = page(chosen);
    page.button("Actions for terraform").click();
    until("the menu is open", || page.find("[role=menu]").is_some()).await;
    assert!(page.text().contains("Needs Organization Owner."));
    page.get("[role=menuitem][aria-disabled]").click();
    assert!(chosen.get_untracked().is_empty());
    assert!(page.find("[role=menu]").is_some());
}

#[wasm_bindgen_test]
async fn the_arrows_go_round_and_escape_gives_the_focus_back() {
    let page = page(RwSignal::new(Vec::new()));
    let button = page.button("Actions for terraform");
    button.focus().unwrap();
    press("ArrowDown");
    until("the first item has the focus", || item_has_focus(&page, 1)).await;
    press("ArrowDown");
    assert!(item_has_focus(&page, 2));
    press("ArrowDown");
    assert!(item_has_focus(&page, 1));
    press("End");
    assert!(item_has_focus(&page, 2));
    press("Escape");
    until("the menu is closed", || page.find("[role=menu]").is_none()).await;
    assert!(focused(&button));
}

#[wasm_bindgen_test]
async fn choosing_closes_it_before_acting() {
    let chosen = RwSignal::new(Vec::new());
    let page = page(chosen);
    let button = page.button("Actions for terraform");
    button.click();
    until("the first item has the focus", || item_has_focus(&page, 1)).await;
    page.get("[role=menuitem]").click();
    assert_eq!(chosen.get_untracked(), ["edit"]);
    assert!(focused(&button));
    until("the menu is closed", || page.find("[role=menu]").is_none()).await;
}

#[wasm_bindgen_test]
async fn it_closes_when_the_focus_leaves_it() {
    let page = page(RwSignal::new(Vec::new()));
    page.button("Actions for terraform").click();
    until("the first item has the focus", || item_has_focus(&page, 1)).await;
    page.button("Elsewhere").focus().unwrap();
    until("the menu is closed", || page.find("[role=menu]").is_none()).await;
}

#[wasm_bindgen_test]
async fn it_closes_when_the_window_changes_its_size() {
    let page = page(RwSignal::new(Vec::new()));
    let button = page.button("Actions for terraform");
    button.click();
    until("the first item has the focus", || item_has_focus(&page, 1)).await;
    let resized = web_sys::Event::new("resize").unwrap();
    window().dispatch_event(&resized).unwrap();
    until("the menu is closed", || page.find("[role=menu]").is_none()).await;
    assert!(focused(&button));
}

/// Waits until so many pictures were drawn.
async fn frames(count: usize) {
    for _ in 0..count {
        let drawn = RwSignal::new(false);
        request_animation_frame(move || drawn.set(true));
        until("a picture is drawn", || drawn.get_untracked()).await;
    }
}

#[wasm_bindgen_test]
async fn a_menu_opened_while_a_page_arrives_stays_open() {
    let here = window().location().pathname().unwrap();
    let going = StoredValue::new(None);
    let page = Page::mount(move || {
        provide_announcer();
        provide_menus();
        going.set_value(Some(provide_navigation()));
        use_route_announcer();
        view! {
            <main id=CONTENT_ID tabindex="-1">
                <MenuPlace />
                <Menu label="Actions for terraform">
                    <MenuItem on_select=|| ()>"Edit"</MenuItem>
                </Menu>
            </main>
        }
    });
    frames(2).await;
    let navigation = going.get_value().unwrap();
    navigation.replace("/another-page");
    page.button("Actions for terraform").click();
    frames(2).await;
    assert!(item_has_focus(&page, 1));
    navigation.replace(&here);
}
