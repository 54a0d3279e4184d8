//! When a key was last used, with "never" and "nobody knows" kept apart.

use crate::ui::RelativeTime;
use access::AddressBlock;
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
            {address.filter(|_| !brief).map(|address| view! { <span class="muted">" from " <code>{short(&address)}</code></span> })}
        }
        .into_any(),
    }
}

/// A single address without its prefix; anything else as it stands.
pub fn short(block: &str) -> String {
    AddressBlock::listed(block).map_or_else(|_| block.to_owned(), |block| block.short())
}
