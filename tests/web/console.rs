//! The whole console mounted on a path, and its fields by their labels.

use crate::page::{Page, until};
use keyhold_console::app::App;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Opens the console at `path`, as if it had been typed into the address bar.
pub(crate) fn open(path: &str) -> Page {
    window()
        .history()
        .unwrap()
        .replace_state_with_url(&JsValue::NULL, "", Some(path))
        .unwrap();
    Page::mount(App)
}

/// Where the browser is: path, query and fragment.
pub(crate) fn address() -> String {
    let location = window().location();
    format!(
        "{}{}{}",
        location.pathname().unwrap(),
        location.search().unwrap(),
        location.hash().unwrap()
    )
}

/// Waits until the page says `words`.
pub(crate) async fn until_it_says(page: &Page, words: &str) {
    until(&format!("the page says “{words}”"), || {
        page.text().contains(words)
    })
    .await;
}

/// The control that the label `label` names, if it is there.
pub(crate) fn find_field(page: &Page, label: &str) -> Option<HtmlElement> {
    let labels = page
        .get("div")
        .parent_element()?
        .query_selector_all("label")
        .ok()?;
    let label = (0..labels.length())
        .filter_map(|index| labels.item(index)?.dyn_into::<HtmlElement>().ok())
        .find(|candidate| candidate.text_content().is_some_and(|text| text.trim() == label))?;
    document()
        .get_element_by_id(&label.get_attribute("for")?)?
        .dyn_into()
        .ok()
}

/// The control that the label `label` names.
pub(crate) fn field(page: &Page, label: &str) -> HtmlElement {
    find_field(page, label).unwrap_or_else(|| panic!("no field is called {label}"))
}

/// Types `text` in place of what is in the field `label`.
pub(crate) fn type_into(page: &Page, label: &str, text: &str) {
    type_over(&field(page, label), text);
}

/// Types `text` in place of what is in `field`.
pub(crate) fn type_over(field: &HtmlElement, text: &str) {
    match field.dyn_ref::<HtmlTextAreaElement>() {
        Some(area) => area.set_value(text),
        None => field.unchecked_ref::<HtmlInputElement>().set_value(text),
    }
    let init = EventInit::new();
    init.set_bubbles(true);
    field
        .dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap())
        .unwrap();
}

/// What is in the field `label`.
pub(crate) fn value(page: &Page, label: &str) -> String {
    let field = field(page, label);
    match field.dyn_ref::<HtmlTextAreaElement>() {
        Some(area) => area.value(),
        None => field.unchecked_ref::<HtmlInputElement>().value(),
    }
}

/// The sentence under the field `label` that says what is wrong with it.
pub(crate) fn error_at(page: &Page, label: &str) -> String {
    let field = field(page, label);
    if field.get_attribute("aria-invalid").as_deref() != Some("true") {
        return String::new();
    }
    let described = field.get_attribute("aria-describedby").unwrap_or_default();
    let error = described
        .split(' ')
        .find(|id| id.ends_with("-error"))
        .unwrap_or_default();
    document()
        .get_element_by_id(error)
        .and_then(|error| error.text_content())
        .unwrap_or_default()
}

/// What the page raises an alert about; empty when nothing is wrong.
pub(crate) fn alert(page: &Page) -> String {
    page.find("[role=alert]")
        .and_then(|alert| alert.text_content())
        .unwrap_or_default()
}
