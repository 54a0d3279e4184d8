//! Where the console is: the address bar, the history, the links that change them, and the guard that may ask before a
//! page is left.
//!
//! A link of the console is an ordinary `<a href="/…">`; a plain press on one is caught here. Every way out of a page
//! passes the guard: links, Back, what a page does through [`Navigation::leave`], and closing or reloading, for which
//! the browser asks in its own words.

mod place;

use leptos::{ev, prelude::*};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};

/// Where the console is, as a context.
#[derive(Clone, Copy)]
pub struct Navigation {
    path: RwSignal<String>,
    search: RwSignal<String>,
    guard: StoredValue<Option<LeaveGuard>>,
}

/// Provides the [`Navigation`], beginning where the address bar is. Call once, at the root.
pub fn provide_navigation() -> Navigation {
    let (path, search) = address_bar();
    let navigation = Navigation {
        path: RwSignal::new(path),
        search: RwSignal::new(search),
        guard: StoredValue::new(None),
    };
    provide_context(navigation);
    let listeners = [
        window_event_listener(ev::click, move |event| navigation.pressed(&event)),
        window_event_listener(ev::popstate, move |_| navigation.gone_back()),
        window_event_listener(ev::beforeunload, move |event| {
            if navigation.guarded().is_some() {
                event.prevent_default();
            }
        }),
    ];
    on_cleanup(move || {
        for listener in listeners {
            listener.remove();
        }
    });
    navigation
}

/// The application's [`Navigation`]; outside one, a place that leads nowhere.
pub fn use_navigation() -> Navigation {
    use_context().unwrap_or_else(|| Navigation {
        path: RwSignal::new(String::new()),
        search: RwSignal::new(String::new()),
        guard: StoredValue::new(None),
    })
}

impl Navigation {
    /// The path.
    pub fn path(self) -> RwSignal<String> {
        self.path
    }

    /// The query with its `?`; empty where there is none.
    pub fn search(self) -> RwSignal<String> {
        self.search
    }

    /// The path with its query, not followed.
    pub fn here(self) -> String {
        format!("{}{}", self.path.get_untracked(), self.search.get_untracked())
    }

    /// Goes to `url`, a path with its query, leaving this page in the history.
    pub fn go(self, url: &str) {
        if url != self.here() {
            place::keep(url);
            if let Ok(history) = window().history() {
                history.push_state_with_url(&JsValue::NULL, "", Some(url)).ok();
            }
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        self.arrive(url);
    }

    /// Goes to `url` in place of this page, so that Back does not lead into a circle.
    pub fn replace(self, url: &str) {
        if let Ok(history) = window().history() {
            history.replace_state_with_url(&JsValue::NULL, "", Some(url)).ok();
        }
        self.arrive(url);
    }

    /// Does what leaves the page: now, or once the person has confirmed it where the page is guarded.
    pub fn leave(self, departure: impl Fn() + 'static) {
        match self.guarded() {
            Some(guard) => guard.ask(Rc::new(departure)),
            None => departure(),
        }
    }

    /// Guards the page that is open, for as long as it is.
    fn set_guard(self, guard: LeaveGuard) {
        self.guard.set_value(Some(guard));
        on_cleanup(move || {
            // The next page may have set its own by now.
            self.guard.try_update_value(|current| {
                if current.is_some_and(|current| current.asking == guard.asking) {
                    *current = None;
                }
            });
        });
    }

    fn guarded(self) -> Option<LeaveGuard> {
        self.guard.get_value().filter(|guard| guard.holds())
    }

    fn arrive(self, url: &str) {
        let (path, search) = split(url);
        // What has not changed tells nobody: the page of a path is not drawn anew because the query has changed.
        for (signal, value) in [(self.path, path), (self.search, search)] {
            if signal.with_untracked(|now| now != value) {
                signal.set(value.to_owned());
            }
        }
    }

    fn pressed(self, event: &MouseEvent) {
        if let Some(url) = pressed_link(event) {
            event.prevent_default();
            self.leave(move || self.go(&url));
        }
    }

    /// The browser has gone back already: where the page is guarded it is put where it was, and goes back for good once
    /// that is confirmed.
    fn gone_back(self) {
        let Some(guard) = self.guarded() else {
            let left = self.here();
            let (path, search) = address_bar();
            self.arrive(&format!("{path}{search}"));
            return place::find_again(&left);
        };
        if let Ok(history) = window().history() {
            history
                .push_state_with_url(&JsValue::NULL, "", Some(&self.here()))
                .ok();
            guard.ask(Rc::new(move || {
                history.back().ok();
            }));
        }
    }
}

/// Asks before a page is left. Made by [`use_leave_guard`], shown by `LeaveQuestion`.
#[derive(Clone, Copy)]
pub struct LeaveGuard {
    when: Signal<bool>,
    asking: RwSignal<bool>,
    leaving: StoredValue<bool>,
    departure: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

/// Guards the page while `when` is true.
pub fn use_leave_guard(when: impl Fn() -> bool + Send + Sync + 'static) -> LeaveGuard {
    let guard = LeaveGuard {
        when: Signal::derive(when),
        asking: RwSignal::new(false),
        leaving: StoredValue::new(false),
        departure: StoredValue::new_local(None),
    };
    use_navigation().set_guard(guard);
    guard
}

impl LeaveGuard {
    /// Whether the question is being asked. Setting it to false is the safe answer.
    pub fn asking(self) -> RwSignal<bool> {
        self.asking
    }

    /// The other answer: the page is left.
    pub fn confirm(self) {
        self.asking.set(false);
        self.leaving.set_value(true);
        let departure = self.departure.get_value();
        // First the question closes and gives the focus back; then the page goes.
        request_animation_frame(move || {
            if let Some(departure) = departure {
                departure();
            }
        });
    }

    fn ask(self, departure: Rc<dyn Fn()>) {
        self.departure.set_value(Some(departure));
        self.asking.set(true);
    }

    fn holds(self) -> bool {
        self.when.get_untracked() && !self.leaving.get_value()
    }
}

fn address_bar() -> (String, String) {
    let location = window().location();
    (
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default(),
    )
}

/// The link of the console that a plain press would follow in this window.
fn pressed_link(event: &MouseEvent) -> Option<String> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || modified {
        return None;
    }
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]:not([target])")
        .ok()??;
    link.get_attribute("href").filter(|href| is_of_console(href))
}

fn is_of_console(href: &str) -> bool {
    href.starts_with('/') && !href.starts_with("//")
}

/// A path and its query, with its `?`. A fragment means nothing here.
fn split(url: &str) -> (&str, &str) {
    let url = url.split_once('#').map_or(url, |(url, _)| url);
    url.split_at(url.find('?').unwrap_or(url.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_elsewhere_is_left_to_the_browser() {
        for href in [
            "https://example.com/",
            "//example.com",
            "#content",
            "",
            "mailto:a@example.com",
        ] {
            assert!(!is_of_console(href), "{href}");
        }
        assert!(is_of_console("/organization/api-keys?q=a"));
    }

    #[test]
    fn a_url_is_its_path_and_its_query() {
        assert_eq!(split("/set-up#token"), ("/set-up", ""));
        assert_eq!(split("/keys?q=a%3Fb?c#d"), ("/keys", "?q=a%3Fb?c"));
        assert_eq!(split("/"), ("/", ""));
    }
}
