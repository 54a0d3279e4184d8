//! One line of text.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{attribute, field::FieldControl};

/// A line of text bound to a signal: `<TextInput value=description />`, inside a [`super::Field`].
#[component]
pub fn TextInput(
    /// What is typed.
    value: RwSignal<String>,
    /// The input's type: `text`, `search`, `email`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Its name, where no [`super::Field`] labels it.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example, never the only instruction.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What the browser may fill in; nothing unless said.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it holds an address, an id or a key, and is set in the monospaced face.
    #[prop(optional)]
    mono: bool,
    /// Whether it takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// The id of a `datalist` with what may be meant.
    #[prop(optional, into)]
    list: Option<String>,
    /// The most characters it takes.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Called when the focus leaves it: the moment to judge what was typed.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let control = FieldControl::find();
    view! {
        <input
            class=if mono { "input input--mono" } else { "input" }
            type=kind
            id=control.id
            aria-label=label
            aria-describedby=control.described_by
            aria-invalid=attribute(move || control.invalid.get().then_some("true"))
            aria-required=control.required.then_some("true")
            placeholder=placeholder
            autocomplete=autocomplete
            autocapitalize="off"
            spellcheck="false"
            autofocus=autofocus
            list=list
            maxlength=maxlength.map(|most| most.to_string())
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    on_blur.run(());
                }
            }
        />
    }
}
