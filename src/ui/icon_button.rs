//! A button with a picture for a face. It has a name all the same, shown on hover; where it may not be pressed, with the
//! reason.

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

use super::{Icon, attribute, dynamic};

/// `<IconButton icon=icondata_lu::LuX label="Dismiss notification" on_click=move || close() />`.
#[component]
pub fn IconButton(
    /// The picture.
    #[prop(into)]
    icon: Signal<IconData>,
    /// The button's name: a verb and its object.
    #[prop(into)]
    label: Signal<String>,
    /// Called when it is pressed.
    #[prop(into)]
    on_click: Callback<()>,
    /// Whether it is held down, for a button that toggles something.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// Why it may not be pressed; none when it may. Assistive technology reads it out with the name.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let title = Signal::derive(move || match disabled_reason.get() {
        Some(reason) => [&label.get(), ". ", &reason].concat(),
        None => label.get(),
    });
    let press = move |_| {
        if disabled_reason.with_untracked(Option::is_none) {
            on_click.run(());
        }
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=title
            aria-disabled=attribute(move || disabled_reason.with(Option::is_some).then_some("true"))
            aria-pressed=attribute(move || pressed.get().map(|pressed| if pressed { "true" } else { "false" }))
            on:click=press
        >
            {dynamic(move || view! { <Icon icon=icon.get() /> })}
        </button>
    }
}
