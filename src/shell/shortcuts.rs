//! The keyboard shortcuts. Single letters do nothing while something is typed or a dialog is open, and can be switched
//! off for whoever's tools speak in letters; the palette's keys always work.

use super::Overlays;
use crate::{
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::{Checkbox, Dialog, effect, use_toaster},
};
use access::Action;
use keyhold_markup::view;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Where the browser keeps that single letters are switched off.
const STORAGE_KEY: &str = "keyhold-single-letters";

/// Where typing goes.
const TYPING: &str = "input, textarea, select, [contenteditable]";
/// The field that narrows down what the page lists.
const FILTER: &str = "[role=search] input";

/// What a press asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortcut {
    Palette,
    Filter,
    NewKey,
    Help,
}

/// A press of a key, as far as it matters.
#[derive(Clone, Copy, Debug, Default)]
struct Press<'a> {
    key: &'a str,
    /// Control, or Command on a Mac.
    modified: bool,
    /// Alt, or a key held down, or one that is part of a word being composed.
    odd: bool,
    typing: bool,
    in_dialog: bool,
}

impl Press<'_> {
    /// What it asks for; nothing where it is somebody else's.
    fn shortcut(self, letters: bool) -> Option<Shortcut> {
        if self.odd || self.in_dialog {
            return None;
        }
        match (self.key, self.modified) {
            ("k" | "K", true) => Some(Shortcut::Palette),
            (_, true) => None,
            _ if self.typing || !letters => None,
            ("/", _) => Some(Shortcut::Filter),
            ("n", _) => Some(Shortcut::NewKey),
            ("?", _) => Some(Shortcut::Help),
            _ => None,
        }
    }
}

/// Listens for shortcuts for as long as the shell stands.
pub(super) fn listen(overlays: Overlays) {
    let session = use_session();
    let navigation = use_navigation();
    let toaster = use_toaster();
    let new_key = move || {
        let project = navigation
            .path()
            .with_untracked(|path| paths::project_of(path).map(str::to_owned));
        let id = project.as_deref().and_then(|id| id.parse().ok());
        let (action, url) = match project {
            Some(project) => (Action::CreateProjectKey, paths::new_project_api_key(&project)),
            None => (Action::CreateOrganizationKey, paths::NEW_API_KEY.to_owned()),
        };
        match untrack(|| session.refusal(action, id)) {
            Some(refusal) => toaster.error(refusal),
            None => navigation.leave(move || navigation.go(&url)),
        }
    };
    let pressed = move |event: KeyboardEvent| {
        let Some(shortcut) = of(&event) else { return };
        let done = match shortcut {
            Shortcut::Palette => {
                overlays.palette.set(true);
                true
            }
            Shortcut::Help => {
                overlays.shortcuts.set(true);
                true
            }
            Shortcut::NewKey => {
                new_key();
                true
            }
            Shortcut::Filter => focus_filter(),
        };
        if done {
            event.prevent_default();
        }
    };
    let listener = window_event_listener(ev::keydown, pressed);
    on_cleanup(move || listener.remove());
}

fn of(event: &KeyboardEvent) -> Option<Shortcut> {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| matches!(target.closest(TYPING), Ok(Some(_))));
    let press = Press {
        key: &event.key(),
        modified: event.ctrl_key() || event.meta_key(),
        odd: event.alt_key() || event.repeat() || event.is_composing() || event.default_prevented(),
        typing,
        in_dialog: matches!(document().query_selector("dialog[open]"), Ok(Some(_))),
    };
    press.shortcut(letters_work())
}

/// Puts the focus into the page's filter; false where the page has none.
fn focus_filter() -> bool {
    let filter = document().query_selector(FILTER).ok().flatten();
    let Some(filter) = filter.and_then(|filter| filter.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    filter.focus().is_ok()
}

/// The palette's keys, as this system writes them.
pub(super) fn palette_keys() -> &'static str {
    let is_mac = window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac"));
    if is_mac { "⌘K" } else { "Ctrl K" }
}

fn letters_work() -> bool {
    let kept = window().local_storage().ok().flatten();
    kept.and_then(|kept| kept.get_item(STORAGE_KEY).ok().flatten())
        .as_deref()
        != Some("off")
}

fn keep_letters(work: bool) {
    // Where the browser keeps nothing, they work.
    if let Ok(Some(kept)) = window().local_storage() {
        kept.set_item(STORAGE_KEY, if work { "on" } else { "off" }).ok();
    }
}

/// What there is to press, and the switch for single letters.
#[component]
pub fn ShortcutsDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title="Keyboard Shortcuts">
            <Shortcuts />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Shortcuts() -> impl IntoView {
    let letters = RwSignal::new(letters_work());
    effect(move || keep_letters(letters.get()));
    let rows = [
        (
            palette_keys(),
            "Open the commands: any page, key, project or action by its name",
        ),
        ("/", "Go to the filter of the page"),
        ("n", "Create an API key"),
        ("?", "Show this list"),
        ("Esc", "Close what is open, and go back to where you were"),
    ]
    .map(|(keys, words)| {
        view! {
            <div class="shortcuts__item">
                <dt>
                    <kbd>{keys}</kbd>
                </dt>
                <dd>{words}</dd>
            </div>
        }
    });
    view! {
        <dl class="shortcuts">{rows.into_iter().collect_view()}</dl>
        <Checkbox
            label="Single letters work as shortcuts"
            description="Switch this off if you use speech input or press keys by accident. This browser remembers it."
            checked=letters
        />
    }
}

#[cfg(test)]
mod tests {
    use super::{Press, Shortcut};

    fn plain(key: &str) -> Press<'_> {
        Press {
            key,
            ..Press::default()
        }
    }

    #[test]
    fn a_single_letter_does_nothing_while_something_is_typed() {
        for key in ["/", "n", "?"] {
            let press = Press {
                typing: true,
                ..plain(key)
            };
            assert_eq!(press.shortcut(true), None, "{key}");
        }
    }

    #[test]
    fn single_letters_can_be_switched_off_and_the_palette_cannot() {
        assert_eq!(plain("n").shortcut(false), None);
        let palette = Press {
            modified: true,
            typing: true,
            ..plain("k")
        };
        assert_eq!(palette.shortcut(false), Some(Shortcut::Palette));
    }

    #[test]
    fn nothing_is_opened_over_an_open_dialog_or_by_a_key_that_is_held_down() {
        let palette = Press {
            modified: true,
            ..plain("k")
        };
        for press in [
            Press {
                in_dialog: true,
                ..palette
            },
            Press { odd: true, ..palette },
        ] {
            assert_eq!(press.shortcut(true), None, "{press:?}");
        }
    }

    #[test]
    fn a_letter_with_a_modifier_is_the_browsers() {
        let print = Press {
            modified: true,
            ..plain("n")
        };
        assert_eq!(print.shortcut(true), None);
        assert_eq!(plain("k").shortcut(true), None);
    }

    #[test]
    fn each_letter_has_its_meaning() {
        assert_eq!(plain("/").shortcut(true), Some(Shortcut::Filter));
        assert_eq!(plain("n").shortcut(true), Some(Shortcut::NewKey));
        assert_eq!(plain("?").shortcut(true), Some(Shortcut::Help));
    }
}
