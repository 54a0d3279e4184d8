//! Asking before a page is left with something on it that would be lost.
//!
//! Every way out is watched: links, buttons marked `data-leaves`, the browser's Back, and closing or reloading (for
//! which the browser asks in its own words). The router has no way to refuse a navigation, so the events that start one
//! are caught before it sees them.

use crate::ui::{Button, ButtonVariant, Dialog};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, MouseEvent};

/// Watches the ways out of a page. Made by [`use_leave_guard`], shown by [`LeaveQuestion`].
#[derive(Clone, Copy)]
pub struct LeaveGuard {
    when: Signal<bool>,
    asking: RwSignal<bool>,
    leaving: StoredValue<bool>,
    departure: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

/// Guards the page while `when` is true.
pub fn use_leave_guard(when: Signal<bool>) -> LeaveGuard {
    let guard = LeaveGuard {
        when,
        asking: RwSignal::new(false),
        leaving: StoredValue::new(false),
        departure: StoredValue::new_local(None),
    };
    let here = window().location().href().unwrap_or_default();
    catch("click", move |event| guard.catch_press(&event));
    catch("popstate", move |event| guard.catch_back(&event, &here));
    catch("beforeunload", move |event| {
        if guard.holds() {
            event.prevent_default();
        }
    });
    guard
}

impl LeaveGuard {
    /// Does what leaves the page, now or once the person has confirmed it.
    pub fn leave(self, departure: impl Fn() + 'static) {
        if self.holds() {
            self.departure.set_value(Some(Rc::new(departure)));
            self.asking.set(true);
        } else {
            departure();
        }
    }

    fn holds(self) -> bool {
        self.when.get_untracked() && !self.leaving.get_value()
    }

    fn confirm(self) {
        self.asking.set(false);
        self.leaving.set_value(true);
        if let Some(departure) = self.departure.get_value() {
            departure();
        }
    }

    fn catch_press(self, event: &Event) {
        let Some(way_out) = pressed_way_out(event).filter(|_| self.holds()) else {
            return;
        };
        event.prevent_default();
        event.stop_immediate_propagation();
        self.leave(move || way_out.click());
    }

    /// The browser has gone back already: it is put where it was, and goes back for good once that is confirmed.
    fn catch_back(self, event: &Event, here: &str) {
        if !self.holds() {
            return;
        }
        event.stop_immediate_propagation();
        if let Ok(history) = window().history() {
            history
                .push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(here))
                .ok();
            self.leave(move || {
                history.back().ok();
            });
        }
    }
}

/// The link or marked button that a plain press would follow in this window.
fn pressed_way_out(event: &Event) -> Option<HtmlElement> {
    let press = event.dyn_ref::<MouseEvent>()?;
    if press.button() != 0 || press.ctrl_key() || press.meta_key() || press.shift_key() || press.alt_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let way_out = target
        .closest("a[href]:not([target]):not([href^='#']), [data-leaves] button")
        .ok()??;
    way_out.dyn_into().ok()
}

/// Listens on the window before anybody else does, as long as the page lives.
fn catch(event: &'static str, heard: impl Fn(Event) + 'static) {
    let listener = StoredValue::new_local(Closure::<dyn Fn(Event)>::new(heard));
    listener.with_value(|listener| {
        let function = listener.as_ref().unchecked_ref();
        window()
            .add_event_listener_with_callback_and_bool(event, function, true)
            .ok();
    });
    on_cleanup(move || {
        listener.try_with_value(|listener| {
            let function = listener.as_ref().unchecked_ref();
            window()
                .remove_event_listener_with_callback_and_bool(event, function, true)
                .ok();
        });
    });
}

/// The question of a [`LeaveGuard`], with the safe answer first.
#[component]
pub fn LeaveQuestion(
    /// The guard.
    guard: LeaveGuard,
    /// What would be lost: "The private key is not stored".
    title: &'static str,
    /// The safe answer: "Keep the Private Key".
    stay: &'static str,
    /// The other one: "Leave Without It".
    leave: &'static str,
    /// What leaving means, in a sentence.
    children: ChildrenFn,
) -> impl IntoView {
    let footer = move || {
        view! {
            <Button autofocus=true on_click=move || guard.asking.set(false)>
                {stay}
            </Button>
            <Button variant=ButtonVariant::Danger on_click=move || guard.confirm()>
                {leave}
            </Button>
        }
    };
    view! {
        <Dialog open=guard.asking title=title footer=footer>
            <p>{children()}</p>
        </Dialog>
    }
    .into_any()
}
