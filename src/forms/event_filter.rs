//! What events are filtered by, as it is filled in.

use crate::{
    components::events::{EventFilter, KNOWN, label},
    forms::submission::use_submission,
    ui::{
        Button, ButtonKind, ButtonVariant, Field, SelectInput, SelectOption, TextInput, focus_first_error,
        on_change,
    },
};
use keyhold_markup::view;
use leptos::{ev::SubmitEvent, prelude::*};

/// The form: nothing is asked for before it is submitted.
#[component]
pub fn EventFilterForm(
    /// What is filtered by now.
    filter: Memo<EventFilter>,
    /// The types there are; before they are known, those that are told in words.
    types: Signal<Vec<String>>,
    /// Called with what to filter by.
    #[prop(into)]
    on_filter: Callback<(EventFilter,)>,
) -> impl IntoView {
    let now = filter.get_untracked();
    let kind = RwSignal::new(now.kind);
    let key = RwSignal::new(now.key);
    let address = RwSignal::new(now.address);
    let from = RwSignal::new(now.from);
    let until = RwSignal::new(now.until);
    on_change(
        move || filter.get(),
        move |now| {
            kind.set(now.kind);
            key.set(now.key);
            address.set(now.address);
            from.set(now.from);
            until.set(now.until);
        },
    );
    let draft = move || EventFilter {
        kind: kind.get(),
        key: key.get().trim().to_owned(),
        address: address.get().trim().to_owned(),
        from: from.get(),
        until: until.get(),
    };
    // Errors show once the form has been submitted, and go as soon as what was wrong is right.
    let tried = RwSignal::new(false);
    let error = move |judge: fn(&EventFilter) -> Option<String>| {
        Signal::derive(move || if tried.get() { judge(&draft()) } else { None })
    };
    let form = use_submission().form();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let draft = untrack(draft);
        if draft.is_right() {
            on_filter.run((draft,));
        } else {
            focus_first_error(form);
        }
    };
    let options = Signal::derive(move || choices(types.get(), &kind.get()));
    view! {
        <form class="filters" role="search" aria-label="Events" novalidate node_ref=form on:submit=submit>
            <Field label="Type">
                <SelectInput value=kind options=options />
            </Field>
            <Field label="API Key">
                <TextInput value=key placeholder="Description, public key or id" />
            </Field>
            <Field label="From Address" error=error(EventFilter::address_error)>
                <TextInput value=address mono=true placeholder="192.0.2.0/24" />
            </Field>
            <Field label="First Day">
                <TextInput value=from kind="date" />
            </Field>
            <Field label="Last Day" error=error(EventFilter::until_error)>
                <TextInput value=until kind="date" />
            </Field>
            <div class="filters__actions">
                <Button kind=ButtonKind::Submit>"Filter"</Button>
                <Button
                    variant=ButtonVariant::Quiet
                    on_click=move || {
                        tried.set(false);
                        on_filter.run((EventFilter::default(),));
                    }
                >
                    "Clear"
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// Every type by its name, and the one that is chosen even if there is none such.
fn choices(mut types: Vec<String>, chosen: &str) -> Vec<SelectOption> {
    if types.is_empty() {
        types.extend(KNOWN.iter().map(|(wire, ..)| (*wire).to_owned()));
    }
    if !chosen.is_empty() && !types.iter().any(|kind| kind == chosen) {
        types.push(chosen.to_owned());
    }
    let mut options: Vec<SelectOption> = types
        .into_iter()
        .map(|kind| {
            let label = label(&kind);
            SelectOption::new(kind, label)
        })
        .collect();
    options.sort_by(|a, b| a.label.cmp(&b.label));
    options.insert(0, SelectOption::new("", "Any"));
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_was_asked_for_can_be_chosen_though_there_is_none_such() {
        let options = choices(vec!["API_KEY_CREATED".into()], "SOME_OLD_TYPE");
        let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!(labels, ["Any", "API key created", "Some old type"]);
    }

    #[test]
    fn before_the_types_are_known_there_are_those_told_in_words() {
        assert_eq!(choices(vec![], "").len(), KNOWN.len() + 1);
    }
}
