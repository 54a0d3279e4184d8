//! When a key was last used, with "never" and "nobody knows" kept apart.

use crate::{components::address_code::AddressCode, ui::RelativeTime};
use contract::LastUse;
use keyhold_markup::view;
use leptos::prelude::*;

/// Why the last use of a key cannot be known.
pub const UNKNOWN_BECAUSE: &str =
    "Use is counted by access list entry, and no entry of this key is as old as the key";

/// The last use of a key: how long ago and, where there is room, from where.
#[component]
pub fn LastUseText(
    /// What is known of it.
    last_use: LastUse,
    /// Whether the address is left out.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    match last_use {
        LastUse::Unknown => view! {
            <span class="muted" title=UNKNOWN_BECAUSE>
                "Unknown"
                <span class="visually-hidden">". " {UNKNOWN_BECAUSE}</span>
            </span>
        }
        .into_any(),
        LastUse::Never => view! { <span class="muted">"Never"</span> }.into_any(),
        LastUse::At { time, address } => view! {
            <RelativeTime at=time />
            {address.filter(|_| !brief).map(|address| view! { <span class="muted">" from " <AddressCode address=address /></span> })}
        }
        .into_any(),
    }
}
