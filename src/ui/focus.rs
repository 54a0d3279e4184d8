//! Moving the focus on the person's behalf, always to somewhere they would have gone.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::menu::menu_has_focus;

/// The id of the element that holds a page's content.
pub const CONTENT_ID: &str = "content";

/// Moves the focus to the page's content, as after a change of page. Where a person has opened a menu meanwhile it stays: the
/// loss of the focus would close it.
pub fn focus_content() {
    if menu_has_focus() {
        return;
    }
    if let Some(content) = document().get_element_by_id(CONTENT_ID) {
        focus(&content);
    }
}

/// The same, once what closes now has given the focus back: to something that is going, too.
pub fn focus_content_after() {
    request_animation_frame(focus_content);
}

/// Moves the focus to the first control of `form` that shows an error, once the errors have been drawn.
pub fn focus_first_error(form: NodeRef<html::Form>) {
    focus_in_form(form, "[aria-invalid=true], [data-invalid] input");
}

/// Moves the focus to the first control of `form` that matches, once it has been drawn.
pub fn focus_in_form(form: NodeRef<html::Form>, selector: &'static str) {
    request_animation_frame(move || {
        let Some(form) = form.try_get_untracked().flatten() else {
            return;
        };
        if let Ok(Some(field)) = form.query_selector(selector) {
            focus(&field);
        }
    });
}

/// Whether nothing in particular has the focus.
pub(super) fn focus_is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY")
}

/// Whether nobody has moved the focus since the page was drawn.
pub fn focus_waits() -> bool {
    focus_is_lost()
        || document()
            .active_element()
            .is_some_and(|active| active.id() == CONTENT_ID)
}

/// Moves the focus to `element`, where it can take it.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
}
