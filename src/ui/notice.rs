//! A message in the page, where it concerns: a warning before a step, or the failure of one.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{Icon, Tone};

/// `<Notice tone=Tone::Danger title="The key was not created" announce=true>"…"</Notice>`.
#[component]
pub fn Notice(
    /// What the message means.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// A line above the message.
    #[prop(optional, into)]
    title: Option<String>,
    /// True for a message that answers something the person did: it is then read out when it appears.
    #[prop(optional)]
    announce: bool,
    /// Buttons or links that act on the message.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// The message.
    children: Children,
) -> impl IntoView {
    let role = announce.then_some(match tone {
        Tone::Danger | Tone::Warning => "alert",
        Tone::Neutral | Tone::Info | Tone::Success => "status",
    });
    view! {
        <div class="notice" data-tone=tone.name() role=role>
            <Icon icon=tone.icon() size=18 />
            <div class="notice__body">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })}
                <div class="notice__text">{children()}</div>
                {actions.map(|actions| view! { <div class="notice__actions">{actions.run()}</div> })}
            </div>
        </div>
    }
}
