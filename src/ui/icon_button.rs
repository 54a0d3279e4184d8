//! A button with a picture for a face. It has a name all the same, shown on hover.

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
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-pressed=attribute(move || pressed.get().map(|pressed| if pressed { "true" } else { "false" }))
            on:click=move |_| on_click.run(())
        >
            {dynamic(move || view! { <Icon icon=icon.get() /> })}
        </button>
    }
}
