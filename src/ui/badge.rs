//! A word of status beside a name.

use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

use super::{Icon, Tone};

/// `<Badge tone=Tone::Warning>"Open to the internet"</Badge>`.
///
/// Neutral badges carry no icon unless one is given; all others show their tone's.
#[component]
pub fn Badge(
    /// What the status means.
    #[prop(optional)]
    tone: Tone,
    /// An icon other than the tone's own.
    #[prop(optional)]
    icon: Option<IconData>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let icon = icon.or_else(|| (tone != Tone::Neutral).then(|| tone.icon()));
    view! {
        <span class="badge" data-tone=tone.name()>
            {icon.map(|icon| view! { <Icon icon=icon size=12 /> })}
            {children()}
        </span>
    }
}
