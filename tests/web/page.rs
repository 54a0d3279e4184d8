//! A piece of page to test on: what is mounted, found, pressed and waited for.
//!
//! A panic ends a test without unwinding: its page stays in the document, and what ran stays half done. What fails after
//! that says nothing of its own test, so once a test failed no other begins, and each says which failure that was.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Reflect};
use leptos::{mount::mount_to, prelude::*};
use std::{
    panic,
    sync::{Once, OnceLock},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

/// How many times a condition is looked at before it counts as never met, ten milliseconds apart. A loaded machine is no
/// fault.
const PATIENCE: u32 = 1_000;

/// The id of what a page is mounted in.
const ROOT_ID: &str = "tested-page";

/// What the first test that failed said.
static FIRST_FAILURE: OnceLock<String> = OnceLock::new();

/// Fails if another test has failed, and keeps in mind if this one does.
fn begin() {
    static LISTENING: Once = Once::new();
    if let Some(first) = FIRST_FAILURE.get() {
        panic!("not run, for another test failed: {first}");
    }
    LISTENING.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |failure| {
            FIRST_FAILURE.get_or_init(|| failure.to_string());
            report(failure);
        }));
    });
}

/// One mounted view, gone with its contexts when dropped.
pub(crate) struct Page {
    root: HtmlElement,
    owner: Owner,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Page {
    /// Mounts `view` in a fresh element of the document.
    pub(crate) fn mount<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        begin();
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_id(ROOT_ID);
        document().body().unwrap().append_child(&root).unwrap();
        let owner = Owner::new();
        let mounted = owner.with(|| mount_to(root.clone(), view));
        Self {
            root,
            owner,
            mounted: Some(Box::new(mounted)),
        }
    }

    /// The first element that matches, if any.
    pub(crate) fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.root
            .query_selector(selector)
            .unwrap()
            .map(JsCast::unchecked_into)
    }

    /// The first element that matches.
    pub(crate) fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector)
            .unwrap_or_else(|| panic!("nothing matches {selector}"))
    }

    /// The button of this name, by its `aria-label` or its words.
    pub(crate) fn button(&self, name: &str) -> HtmlElement {
        let buttons = self.root.query_selector_all("button").unwrap();
        (0..buttons.length())
            .filter_map(|index| buttons.item(index)?.dyn_into::<HtmlElement>().ok())
            .find(|button| {
                let label = button
                    .get_attribute("aria-label")
                    .or_else(|| button.text_content());
                label.is_some_and(|label| label.trim() == name)
            })
            .unwrap_or_else(|| panic!("no button is called {name}"))
    }

    /// Everything the page says.
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.mounted.take();
        self.root.remove();
        // A router keeps its owner alive for server functions' sake, and its listeners with it, unless told.
        self.owner.cleanup();
    }
}

/// Waits until `condition` holds.
pub(crate) async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..PATIENCE {
        if condition() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    let focus: String = document()
        .active_element()
        .map(|active| active.outer_html().chars().take(200).collect())
        .unwrap_or_default();
    let page = document()
        .get_element_by_id(ROOT_ID)
        .map(|page| page.unchecked_into::<HtmlElement>().inner_text())
        .unwrap_or_default();
    panic!("never came true: {what}\nthe focus is on: {focus}\nthe page says: {page}");
}

/// Whether `element` has the focus.
pub(crate) fn focused(element: &Element) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.is_same_node(Some(element)))
}

/// Clicks `element` with Shift held down.
pub(crate) fn click_with_shift(element: &Element) {
    let init = Object::new();
    for what in ["bubbles", "cancelable", "shiftKey"] {
        Reflect::set(&init, &what.into(), &JsValue::TRUE).unwrap();
    }
    let mouse_event: Function = Reflect::get(&window(), &"MouseEvent".into())
        .unwrap()
        .unchecked_into();
    let event = Reflect::construct(&mouse_event, &Array::of2(&"click".into(), &init)).unwrap();
    element.dispatch_event(event.unchecked_ref()).unwrap();
}

/// Presses `key` where the focus is.
pub(crate) fn press(key: &str) {
    press_key(key, false);
}

/// Presses `key` with Control held down where the focus is.
pub(crate) fn press_with_control(key: &str) {
    press_key(key, true);
}

fn press_key(key: &str, control: bool) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_ctrl_key(control);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    document()
        .active_element()
        .unwrap()
        .dispatch_event(&event)
        .unwrap();
}
