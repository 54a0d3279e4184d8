//! Asking before a page is left with something on it that would be lost.
//!
//! Every way out is watched: links, buttons marked `data-leaves`, the browser's Back, and closing or reloading (for
//! which the browser asks in its own words). The router has no way to refuse a navigation, so the events that start one
//! are caught before it sees them.

use crate::ui::{Button, ButtonVariant, Dialog};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlElement, MouseEvent};

/// The guard of the page that is open, if it has one.
#[derive(Clone, Copy)]
struct Watch(StoredValue<Option<LeaveGuard>>);

/// Watches the ways out of every page. Call once, at the root and above the router: a window gives an event to its
/// listeners in the order they came, whatever they ask for, and the router must hear of it second.
pub fn provide_leave_watch() {
    let watch = Watch(StoredValue::new(None));
    provide_context(watch);
    let guarded = move || watch.0.get_value().filter(|guard| guard.holds());
    catch("click", move |event| {
        if let Some(guard) = guarded() {
            guard.catch_press(&event);
        }
    });
    catch("popstate", move |event| {
        if let Some(guard) = guarded() {
            guard.catch_back(&event);
        }
    });
    catch("beforeunload", move |event| {
        if guarded().is_some() {
            event.prevent_default();
        }
    });
}

/// Asks before a page is left. Made by [`use_leave_guard`], shown by [`LeaveQuestion`].
#[derive(Clone, Copy)]
pub struct LeaveGuard {
    when: Signal<bool>,
    here: Signal<String>,
    asking: RwSignal<bool>,
    leaving: StoredValue<bool>,
    departure: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

/// Guards the page while `when` is true.
pub fn use_leave_guard(when: Signal<bool>) -> LeaveGuard {
    let location = use_location();
    let guard = LeaveGuard {
        when,
        here: Signal::derive(move || {
            let search = location.search.get();
            let mark = if search.is_empty() { "" } else { "?" };
            format!("{}{mark}{search}", location.pathname.get())
        }),
        asking: RwSignal::new(false),
        leaving: StoredValue::new(false),
        departure: StoredValue::new_local(None),
    };
    if let Some(Watch(current)) = use_context() {
        current.set_value(Some(guard));
        on_cleanup(move || {
            // The next page may have set its own by now.
            current.try_update_value(|current| {
                if current.is_some_and(|current| current.asking == guard.asking) {
                    *current = None;
                }
            });
        });
    }
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
        let departure = self.departure.get_value();
        // The page behind the question takes no press before that has closed.
        request_animation_frame(move || {
            if let Some(departure) = departure {
                departure();
            }
        });
    }

    fn catch_press(self, event: &Event) {
        if let Some(way_out) = pressed_way_out(event) {
            event.prevent_default();
            event.stop_immediate_propagation();
            self.leave(move || way_out.click());
        }
    }

    /// The browser has gone back already: it is put where it was, and goes back for good once that is confirmed.
    fn catch_back(self, event: &Event) {
        event.stop_immediate_propagation();
        if let Ok(history) = window().history() {
            history
                .push_state_with_url(&JsValue::NULL, "", Some(&self.here.get_untracked()))
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

/// Listens on the window, before the elements of the page do.
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
