//! Copying to the clipboard, and saying whether it worked.

use keyhold_markup::view;
use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, Element};

use super::{Icon, attribute, dynamic, use_announcer};

/// How long the button says that it has copied.
const SAID_FOR: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Copied,
    Failed,
}

/// A button that copies `text`: `<CopyButton text=key label="Copy public key" />`.
///
/// For two seconds after, its name and face say whether it worked. Where the browser refuses, what `select` holds is
/// selected instead, ready for the person's own copy.
#[component]
pub fn CopyButton(
    /// What to copy.
    #[prop(into)]
    text: Signal<String>,
    /// The button's name: "Copy" and what.
    #[prop(into)]
    label: String,
    /// Whether the words "Copy" stand beside the icon.
    #[prop(optional)]
    wordy: bool,
    /// The element that shows the text, selected where copying is refused.
    #[prop(optional, into)]
    select: Signal<Option<Element>, LocalStorage>,
    /// Called once the text is on the clipboard.
    #[prop(optional, into)]
    on_copied: Option<Callback<()>>,
) -> impl IntoView {
    let announcer = use_announcer();
    let outcome = RwSignal::new(None::<Outcome>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop_timer = move || {
        if let Some(Some(timer)) = timer.try_get_value() {
            timer.clear();
        }
    };
    on_cleanup(stop_timer);

    let settle = move |copied: bool| {
        // The dialog that held this button may have closed while the browser was asked.
        if outcome
            .try_set(Some(if copied { Outcome::Copied } else { Outcome::Failed }))
            .is_some()
        {
            return;
        }
        if copied {
            announcer.announce("Copied");
            if let Some(on_copied) = on_copied {
                on_copied.run(());
            }
        } else {
            announcer
                .announce("Copying is not allowed here. The text is selected: copy it with the keyboard.");
            select.with_untracked(|element| {
                if let Some(element) = element {
                    select_text(element);
                }
            });
        }
        stop_timer();
        let restore = move || {
            outcome.try_set(None);
        };
        timer.set_value(set_timeout_with_handle(restore, SAID_FOR).ok());
    };
    let press = move |_| {
        let text = text.get_untracked();
        leptos::task::spawn_local(async move { settle(write(&text).await) });
    };

    let name = Signal::derive(move || match outcome.get() {
        Some(Outcome::Copied) => "Copied".to_owned(),
        Some(Outcome::Failed) => "Not copied: select the text and copy it".to_owned(),
        None => label.clone(),
    });
    let face = move || {
        let face = match outcome.get() {
            Some(Outcome::Copied) => icondata_lu::LuCheck,
            Some(Outcome::Failed) => icondata_lu::LuX,
            None => icondata_lu::LuCopy,
        };
        view! { <Icon icon=face /> }
    };
    let word = move || match outcome.get() {
        Some(Outcome::Copied) => "Copied",
        Some(Outcome::Failed) => "Not copied",
        None => "Copy",
    };
    view! {
        <button
            type="button"
            class=if wordy { "button button--secondary copy-button" } else { "icon-button copy-button" }
            aria-label=name
            title=name
            data-outcome=attribute(move || {
                outcome.get().map(|outcome| if outcome == Outcome::Copied { "copied" } else { "failed" })
            })
            on:click=press
        >
            {dynamic(face)}
            {wordy.then(|| view! { <span>{dynamic(word)}</span> })}
        </button>
    }
}

/// Puts `text` on the clipboard. Outside a secure context the browser offers no clipboard at all.
async fn write(text: &str) -> bool {
    let navigator = window().navigator();
    let Ok(clipboard) = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")) else {
        return false;
    };
    if !clipboard.is_object() {
        return false;
    }
    let clipboard: Clipboard = clipboard.unchecked_into();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Selects everything `element` shows.
fn select_text(element: &Element) {
    if let Ok(Some(selection)) = window().get_selection() {
        // Refused only for an element outside the page, where there is nothing to select.
        selection.select_all_children(element).ok();
    }
}
