//! The choice between system, light and dark.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{Icon, Theme, use_id};

/// Three small buttons in a row, one of them chosen: a radio group, so the arrow keys move the choice.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new(Theme::stored());
    let group = use_id();
    let choice = |theme: Theme| {
        let (label, icon) = match theme {
            Theme::System => ("System theme", icondata_lu::LuMonitor),
            Theme::Light => ("Light theme", icondata_lu::LuSun),
            Theme::Dark => ("Dark theme", icondata_lu::LuMoon),
        };
        view! {
            <label class="theme-switch__choice" title=label>
                <input
                    type="radio"
                    class="visually-hidden"
                    name=group.clone()
                    value=theme.name()
                    prop:checked=move || chosen.get() == theme
                    on:change=move |_| {
                        chosen.set(theme);
                        theme.choose();
                    }
                />
                <Icon icon=icon />
                <span class="visually-hidden">{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="theme-switch">
            <legend class="visually-hidden">"Theme"</legend>
            {Theme::ALL.map(choice).collect_view()}
        </fieldset>
    }
}
