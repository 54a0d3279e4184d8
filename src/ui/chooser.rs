//! A dialog to choose one thing out of many by typing: the command palette, the context picker.
//!
//! It is a combobox: the focus stays in the field, the arrows move through the list and go round, Enter chooses. The
//! dialog has closed and given the focus back before what was chosen happens.

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use std::sync::Arc;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{Dialog, Icon, attribute, dynamic, effect, menu::Step, on_change, use_announcer, use_id};

/// One thing that can be chosen.
#[derive(Clone)]
pub struct Choice {
    /// The heading it stands under. Choices of one group stand together.
    pub group: &'static str,
    /// A picture of what kind of thing it is.
    pub icon: IconData,
    /// Its name.
    pub label: String,
    /// What else is worth knowing of it, beside the name; empty for nothing.
    pub detail: String,
    /// Why it may not be chosen; none when it may.
    pub refusal: Option<String>,
    /// What choosing it does.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// The dialog: `<Chooser open=open title="Commands" label="…" typed=typed choices=choices note=note />`. The caller
/// finds the choices that match what is typed.
#[component]
pub fn Chooser(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its name and first line.
    title: &'static str,
    /// The name of the field, which is also its placeholder: what can be typed.
    label: &'static str,
    /// What is typed. It is emptied whenever the dialog opens.
    typed: RwSignal<String>,
    /// What can be chosen, in order.
    choices: Signal<Vec<Choice>>,
    /// A sentence under the list: that more is being fetched, or could not be.
    note: Signal<Option<String>>,
) -> impl IntoView {
    on_change(
        move || open.get(),
        move |open| {
            if open {
                typed.set(String::new());
            }
        },
    );
    view! {
        <Dialog open=open title=title>
            <Combobox open=open title=title label=label typed=typed choices=choices note=note />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Combobox(
    open: RwSignal<bool>,
    title: &'static str,
    label: &'static str,
    typed: RwSignal<String>,
    choices: Signal<Vec<Choice>>,
    note: Signal<Option<String>>,
) -> impl IntoView {
    let announcer = use_announcer();
    let note = Memo::new(move |_| {
        let none = || {
            choices
                .with(Vec::is_empty)
                .then(|| "Nothing matches what you typed.".to_owned())
        };
        note.get().or_else(none)
    });
    on_change(
        move || note.get(),
        move |note| {
            // A note that goes leaves what was read out since alone.
            if let Some(note) = note {
                announcer.announce(note);
            }
        },
    );
    let list = NodeRef::<html::Div>::new();
    let list_id = use_id();
    let active = RwSignal::new(0_usize);
    on_change(move || typed.get(), move |_| active.set(0));
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let choose = Callback::new(move |index: usize| {
        let Some(choice) = choices.with_untracked(|choices| choices.get(index).cloned()) else {
            return;
        };
        match choice.refusal {
            Some(refusal) => announcer.announce(refusal),
            None => {
                open.set(false);
                request_animation_frame(move || (choice.run)());
            }
        }
    });
    let keyed = move |event: KeyboardEvent| {
        let count = choices.with_untracked(Vec::len);
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            // A word that is still being composed is not chosen by the Enter that ends it.
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                choose.run(active.get_untracked());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = step.target(Some(active.get_untracked()), count) {
            active.set(next);
        }
    };
    effect(move || {
        active.track();
        let shown = list
            .get_untracked()
            .and_then(|list| list.query_selector("[aria-selected=true]").ok()?);
        if let Some(option) = shown {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let controls = list_id.clone();
    let active_id = option_id.clone();
    view! {
        <input
            class="input"
            type="text"
            role="combobox"
            aria-label=label
            aria-expanded="true"
            aria-controls=controls
            aria-autocomplete="list"
            aria-activedescendant=attribute(move || {
                choices.with(|choices| active.get() < choices.len()).then(|| active_id(active.get()))
            })
            placeholder=label
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            autofocus=true
            prop:value=typed
            on:input=move |event| typed.set(event_target_value(&event))
            on:keydown=keyed
        />
        {dynamic(move || note.get().map(|note| view! { <p class="chooser__note">{note}</p> }))}
        <div node_ref=list class="chooser" id=list_id role="listbox" aria-label=title>
            {dynamic(move || groups(choices.get(), active, &option_id, choose))}
        </div>
    }
}

/// The choices under their headings.
fn groups(
    choices: Vec<Choice>,
    active: RwSignal<usize>,
    option_id: &impl Fn(usize) -> String,
    choose: Callback<usize>,
) -> AnyView {
    let mut groups: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for (index, choice) in choices.into_iter().enumerate() {
        let group = choice.group;
        let option = option(choice, index, active, option_id(index), choose);
        match groups.last_mut() {
            Some((last, options)) if *last == group => options.push(option),
            _ => groups.push((group, vec![option])),
        }
    }
    groups
        .into_iter()
        .map(|(group, options)| {
            view! {
                <div class="chooser__group" role="group" aria-label=group>
                    <p class="chooser__heading" aria-hidden="true">
                        {group}
                    </p>
                    {options}
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn option(
    choice: Choice,
    index: usize,
    active: RwSignal<usize>,
    id: String,
    choose: Callback<usize>,
) -> AnyView {
    let refused = choice.refusal.is_some();
    view! {
        <div
            class="chooser__option"
            role="option"
            id=id
            aria-selected=attribute(move || Some(if active.get() == index { "true" } else { "false" }))
            aria-disabled=refused.then_some("true")
            // The focus stays in the field.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| choose.run(index)
        >
            <Icon icon=choice.icon />
            <span class="chooser__label">{choice.label}</span>
            <span class="chooser__detail">{choice.refusal.unwrap_or(choice.detail)}</span>
        </div>
    }
    .into_any()
}
