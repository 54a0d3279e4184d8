//! A value to be carried away exactly: a private key shown its one time, an id, an address.

use keyhold_markup::view;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{CopyButton, use_id};

/// A labelled value in the monospaced face with its copy button:
/// `<SecretText label="Private Key" value=private_key on_copied=… />`.
///
/// One press selects all of it. The caller keeps the value in one place and drops it when the view closes.
#[component]
pub fn SecretText(
    /// What the value is.
    #[prop(into)]
    label: String,
    /// The value.
    #[prop(into)]
    value: Signal<String>,
    /// Called once it has been copied.
    #[prop(optional, into)]
    on_copied: Option<Callback<()>>,
) -> impl IntoView {
    let box_ref = NodeRef::<html::Code>::new();
    let shown = Signal::derive_local(move || box_ref.get().map(JsCast::unchecked_into));
    let id = use_id();
    let labelled_by = id.clone();
    let copied = Callback::new(move |()| {
        if let Some(on_copied) = on_copied {
            on_copied.run(());
        }
    });
    let copy_label = format!("Copy {label}");
    view! {
        <div class="secret-text" role="group" aria-labelledby=labelled_by>
            <span class="field__label" id=id>
                {label}
            </span>
            <div class="secret-text__row">
                <code class="secret-text__value" node_ref=box_ref>
                    {value}
                </code>
                <CopyButton text=value label=copy_label wordy=true select=shown on_copied=copied />
            </div>
        </div>
    }
}
