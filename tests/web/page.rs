//! A piece of page to test on: what is mounted, found, pressed and waited for.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Reflect};
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

/// How many times a condition is looked at before it counts as never met, ten milliseconds apart.
const PATIENCE: u32 = 200;

/// One mounted view, gone with its contexts when dropped.
pub(crate) struct Page {
    root: HtmlElement,
    owner: Owner,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Page {
    /// Mounts `view` in a fresh element of the document.
    pub(crate) fn mount<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
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
    panic!("never came true: {what}");
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
