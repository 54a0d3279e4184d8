//! Dialogs on the browser's own `<dialog>`: it traps the focus, makes the page behind inert, and gives the focus back.
//!
//! The content exists only while the dialog is open, so a secret shown in one is out of the page once it closes.

use keyhold_markup::view;
use leptos::{
    ev::{Event, MouseEvent},
    html,
    prelude::*,
};

use super::{
    IconButton, effect,
    focus::{focus_content, focus_is_lost},
    use_announcer, use_id,
};

/// A modal dialog:
/// `<Dialog open=open title="Create API key" footer=move || view! { … }>…</Dialog>`.
///
/// Escape, the close button and a press outside ask `on_dismiss`, which may refuse. The application closes it by
/// setting `open` to false.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its name and first line.
    #[prop(into)]
    title: Signal<String>,
    /// Whether the person may leave now. Without it they always may.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<(), bool>>,
    /// Whether it is wide, for a table or an editor.
    #[prop(optional)]
    wide: bool,
    /// The actions, the primary one last. A submit button here names its form: `<Button form=id …>`.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// The body.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = use_id();
    let labelled_by = title_id.clone();
    let dismiss = Callback::new(move |()| {
        if on_dismiss.is_none_or(|may| may.run(())) {
            open.set(false);
        }
    });

    // A press counts as outside only if it also began there: a selection dragged out of the dialog must not close it.
    let pressed_outside = StoredValue::new(false);
    let is_outside = move |event: &MouseEvent| {
        dialog
            .get_untracked()
            .is_some_and(|dialog| event.target() == Some(dialog.into()))
    };
    let cancel = move |event: Event| {
        event.prevent_default();
        dismiss.run(());
    };
    // A browser closes an open dialog by itself when Escape is pressed twice, whatever `cancel` says. The event comes
    // late, and one left over from the last time must not close the dialog that has since opened again.
    let closed = move |_| {
        let is_closed = dialog.get_untracked().is_some_and(|dialog| !dialog.open());
        if is_closed && open.get_untracked() {
            dismiss.run(());
            if open.get_untracked() {
                show(dialog);
            }
        }
    };

    view! {
        <dialog
            node_ref=dialog
            class=if wide { "dialog dialog--wide" } else { "dialog" }
            aria-labelledby=labelled_by
            on:cancel=cancel
            on:close=closed
            on:mousedown=move |event| pressed_outside.set_value(is_outside(&event))
            on:click=move |event| {
                if pressed_outside.get_value() && is_outside(&event) {
                    dismiss.run(());
                }
            }
        >
            <Show when=move || open.get()>
                <Panel
                    dialog=dialog
                    title=title
                    title_id=title_id.clone()
                    dismiss=dismiss
                    footer=footer.clone()
                    body=children.clone()
                />
            </Show>
        </dialog>
    }
}

/// The content of an open dialog. It shows the dialog when it arrives and closes it when it goes.
#[component]
fn Panel(
    dialog: NodeRef<html::Dialog>,
    title: Signal<String>,
    title_id: String,
    dismiss: Callback<()>,
    footer: Option<ViewFn>,
    body: ChildrenFn,
) -> impl IntoView {
    let announcer = use_announcer();
    // An effect runs once the content is in the page, so that the browser finds its `autofocus`.
    effect(move || {
        show(dialog);
        if let Some(dialog) = dialog.get_untracked() {
            announcer.enter(&dialog);
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
            announcer.leave();
            if focus_is_lost() {
                focus_content();
            }
        }
    });
    view! {
        // No header and no footer: a dialog is no part of the page, so they would be the whole page's.
        <div class="dialog__panel">
            <div class="dialog__header">
                <h2 class="dialog__title" id=title_id>
                    {title}
                </h2>
                <IconButton icon=icondata_lu::LuX label="Close" on_click=move || dismiss.run(()) />
            </div>
            <div class="dialog__body">{body()}</div>
            {footer.map(|footer| view! { <div class="dialog__footer">{footer.run()}</div> })}
        </div>
    }
}

fn show(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked()
        && !dialog.open()
    {
        // Refused only when the element has left the page, and then there is nothing to show.
        dialog.show_modal().ok();
    }
}
