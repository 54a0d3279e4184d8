//! What filters the table, and how many keys that leaves.

use super::{state::use_count, view::KeyView};
use crate::{
    components::roles,
    keys::{Flag, Openness, Presence, UseAge},
    ui::{Button, ButtonVariant, SelectInput, SelectOption, TextInput, dynamic},
};
use keyhold_markup::view;
use leptos::prelude::*;

/// The filters and the count.
#[component]
pub fn Toolbar(
    /// What is shown.
    view: KeyView,
) -> impl IntoView {
    let text = view.part(|query| query.text.clone(), |query, text| query.text = text);
    let role = view.part(
        |query| query.role.clone().unwrap_or_default(),
        |query, role| query.role = Some(role).filter(|role| !role.is_empty()),
    );
    let exposure = view.part(
        |query| query.exposure.map_or("", Openness::name).to_owned(),
        |query, name| query.exposure = Openness::by_name(&name),
    );
    let used = view.part(
        |query| query.used.map_or("", UseAge::name).to_owned(),
        |query, name| query.used = UseAge::by_name(&name),
    );
    let flag = view.part(
        |query| query.flag.map_or("", Flag::name).to_owned(),
        |query, name| query.flag = Flag::by_name(&name),
    );
    let projects = view.part(
        |query| query.projects.map_or("", Presence::name).to_owned(),
        |query, name| query.projects = Presence::by_name(&name),
    );
    let roles = Signal::derive(move || {
        let mut known = view.index.with(|index| index.roles());
        // One that nobody has can stand in a link.
        let asked = view.query.with(|query| query.role.clone());
        known.extend(asked.filter(|asked| !known.contains(asked)));
        options(
            "Any permission",
            known.iter().map(|role| (role.as_str(), roles::label(role))),
        )
    });
    let fixed = |any, classes: Vec<(&'static str, &'static str)>| {
        options(
            any,
            classes.into_iter().map(|(name, label)| (name, label.to_owned())),
        )
    };
    let exposures = fixed(
        "Any exposure",
        Openness::ALL
            .iter()
            .map(|class| (class.name(), class.label()))
            .collect(),
    );
    let ages = fixed(
        "Any last use",
        UseAge::ALL
            .iter()
            .map(|class| (class.name(), class.label()))
            .collect(),
    );
    let flags = fixed(
        "Any flags",
        Flag::ALL
            .iter()
            .map(|class| (class.name(), class.label()))
            .collect(),
    );
    let presences = fixed(
        "Any projects",
        Presence::ALL
            .iter()
            .map(|class| (class.name(), class.label()))
            .collect(),
    );
    let count = use_count(
        move || view.matching.with(Vec::len),
        move || view.index.with(|index| index.len()),
    );
    // Where nothing is left, what stands in place of the table offers the same.
    let filters = Memo::new(move |_| {
        view.query.with(|query| query.filters()) && view.matching.with(|matching| !matching.is_empty())
    });
    view! {
        <div class="toolbar" role="search" aria-label="API keys">
            <TextInput
                value=text
                kind="search"
                label="Filter API keys"
                placeholder="Description, public key, id or address"
            />
            {dynamic(move || filters.get().then(|| view! {
                <Button variant=ButtonVariant::Quiet on_click=move || view.clear_filters()>"Clear Filters"</Button>
            }))}
            <p class="toolbar__count">{count}</p>
            <div class="toolbar__choices">
                <SelectInput value=role options=roles label="Permission" />
                <SelectInput value=exposure options=exposures label="Exposure" />
                <SelectInput value=used options=ages label="Last use" />
                <SelectInput value=flag options=flags label="Flag" />
                <SelectInput value=projects options=presences label="Projects" />
            </div>
        </div>
    }
    .into_any()
}

fn options<'a>(any: &str, choices: impl Iterator<Item = (&'a str, String)>) -> Vec<SelectOption> {
    std::iter::once(SelectOption::new("", any))
        .chain(choices.map(|(value, label)| SelectOption::new(value, label)))
        .collect()
}
