//! Icons from the lucide set, drawn inline so that they take the colour of the text beside them.

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

use super::attribute;

/// A decorative icon: `<Icon icon=icondata_lu::LuKeyRound />`.
///
/// It is hidden from assistive technology; the control or text around it carries the name.
#[component]
pub fn Icon(
    /// Which icon, from `icondata_lu`.
    #[prop(into)]
    icon: Signal<IconData>,
    /// Width and height in CSS pixels.
    #[prop(default = 16)]
    size: u32,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            width=size
            height=size
            viewBox=attribute(move || Some(icon.get().view_box))
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
            prop:innerHTML=Signal::derive(move || icon.get().data.to_owned())
        ></svg>
    }
}
