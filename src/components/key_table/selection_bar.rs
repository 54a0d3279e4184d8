//! What can be done with the keys that are selected.

use super::view::KeyView;
use crate::{
    keys::{Selection, csv},
    session::use_session,
    ui::{Button, ButtonVariant, CopyButton, Icon, download, dynamic, focus_content, use_toaster},
};
use access::{Action, grouped};
use contract::KeyRow;
use keyhold_markup::view;
use leptos::prelude::*;

/// The bar. It is there while anything is selected.
#[component]
pub fn SelectionBar(
    /// What is shown and selected.
    view: KeyView,
    /// Called with the keys that are to be deleted.
    on_delete: Callback<(Vec<KeyRow>,)>,
) -> impl IntoView {
    let is_any = Memo::new(move |_| view.selection.with(|selection| *selection != Selection::None));
    dynamic(move || {
        is_any
            .get()
            .then(|| view! { <Bar view=view on_delete=on_delete /> })
    })
}

#[component]
fn Bar(view: KeyView, on_delete: Callback<(Vec<KeyRow>,)>) -> impl IntoView {
    let session = use_session();
    let toaster = use_toaster();
    let count = Memo::new(move |_| {
        view.selection
            .with(|selection| view.matching.with(|matching| selection.count(matching)))
    });
    let rest = Memo::new(move |_| view.matching.with(Vec::len).saturating_sub(count.get()));
    let words = move || {
        let noun = if count.get() == 1 {
            " key selected"
        } else {
            " keys selected"
        };
        [grouped(count.get() as u128).as_str(), noun].concat()
    };
    let public_keys = Signal::derive(move || {
        view.index.with(|index| {
            let chosen = view.chosen().into_iter().filter_map(|place| index.get(place));
            chosen
                .map(|key| key.row.public_key.clone())
                .collect::<Vec<_>>()
                .join("\n")
        })
    });
    let export = move || {
        let file = view.index.with_untracked(|index| {
            let chosen = untrack(|| view.chosen());
            csv(chosen.into_iter().filter_map(|place| index.get(place)))
        });
        if !download("api-keys.csv", "text/csv;charset=utf-8", &file) {
            toaster.error("The browser did not let Keyhold save the file.".to_owned());
        }
    };
    let delete = move || {
        let doomed = view.index.with_untracked(|index| {
            let chosen = untrack(|| view.chosen());
            let chosen = chosen.into_iter().filter_map(|place| index.get(place));
            chosen.map(|key| key.row.clone()).collect()
        });
        on_delete.run((doomed,));
    };
    let refusal = Signal::derive(move || {
        session
            .refusal(Action::DeleteOrganizationKey, None)
            .or_else(|| (count.get() == 0).then(|| "The filter hides every key that is selected.".to_owned()))
    });
    let clear = move || {
        view.selection.set(Selection::None);
        focus_content();
    };
    view! {
        <section class="selection-bar" aria-label="Selected keys">
            <p class="selection-bar__count">{dynamic(words)}</p>
            {dynamic(move || (rest.get() > 0).then(|| {
                let all = view.matching.with(Vec::len);
                let words = ["Select All ", &grouped(all as u128)].concat();
                view! {
                    <Button variant=ButtonVariant::Quiet on_click=move || view.selection.set(Selection::All)>
                        {words}
                    </Button>
                }
            }))}
            <span class="selection-bar__actions">
                <CopyButton text=public_keys label="Copy Public Keys" wordy=true />
                <Button on_click=export>
                    <Icon icon=icondata_lu::LuDownload />
                    "Export as CSV"
                </Button>
                <Button variant=ButtonVariant::Danger disabled_reason=refusal on_click=delete>
                    <Icon icon=icondata_lu::LuTrash2 />
                    "Delete…"
                </Button>
                <Button variant=ButtonVariant::Quiet on_click=clear>"Clear Selection"</Button>
            </span>
        </section>
    }
    .into_any()
}
