//! A secret being typed, hidden until the person asks to see it.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{IconButton, attribute, field::FieldControl};

/// A password bound to a signal, with a button that shows and hides it.
#[component]
pub fn PasswordInput(
    /// What is typed.
    value: RwSignal<String>,
    /// `current-password` to sign in, `new-password` to choose one, `off` for a secret that is not one's own.
    autocomplete: &'static str,
    /// What the secret is called in the button's name: "Show private key".
    #[prop(default = "password".to_owned(), into)]
    noun: String,
    /// Whether it takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let control = FieldControl::find();
    let shown = RwSignal::new(false);
    view! {
        <span class="input-group">
            <input
                class="input input--mono"
                type=attribute(move || Some(if shown.get() { "text" } else { "password" }))
                id=control.id
                aria-describedby=control.described_by
                aria-invalid=attribute(move || control.invalid.get().then_some("true"))
                aria-required=control.required.then_some("true")
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                autofocus=autofocus
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            <IconButton
                icon=Signal::derive(move || {
                    if shown.get() { icondata_lu::LuEyeOff } else { icondata_lu::LuEye }
                })
                label=Signal::derive(move || {
                    format!("{} {noun}", if shown.get() { "Hide" } else { "Show" })
                })
                on_click=move || shown.update(|shown| *shown = !*shown)
            />
        </span>
    }
}
