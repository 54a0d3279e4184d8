//! The choice of theme is applied at once and kept.

use keyhold_console::ui::{Theme, ThemeSwitch};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, until};

#[wasm_bindgen_test]
async fn a_choice_is_applied_and_kept() {
    let page = Page::mount(|| view! { <ThemeSwitch /> });
    let root = document().document_element().unwrap();
    for theme in [Theme::Dark, Theme::Light, Theme::System] {
        page.get(&format!("[value={}]", theme.name())).click();
        until(theme.name(), || {
            root.get_attribute("data-theme").as_deref() == Some(theme.name())
        })
        .await;
        assert_eq!(Theme::stored(), theme);
    }
}
