//! How this browser's address is seen: which one counts, by which way it came, and what to do when it is the wrong one.

use crate::{
    api,
    components::load::{Loaded, use_load},
    session::use_session,
    ui::{Badge, CopyButton, Definition, DefinitionList, Dialog, Notice, Spinner, Tone},
};
use contract::{Hop, SeenAddress};
use keyhold_markup::view;
use leptos::prelude::*;

/// The dialog. It asks afresh each time it opens: a network changes under an open page.
#[component]
pub fn AddressDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title="How This Browser Is Seen">
            <Seen />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Seen() -> impl IntoView {
    let session = use_session();
    let load = use_load(move || async move {
        let seen = api::address::get().await;
        if let Ok(seen) = &seen {
            session.seen_from(&seen.address);
        }
        seen
    });
    let waiting = || view! { <p><Spinner label="Asking the server" /></p> };
    let show = |seen: SeenAddress| view! { <Way seen=seen /> }.into_any();
    view! { <Loaded load=load what="this browser’s address" waiting=waiting.into() show=show /> }
}

#[component]
fn Way(seen: SeenAddress) -> impl IntoView {
    let advice = advice(&seen);
    let SeenAddress {
        address,
        peer,
        peer_trusted,
        hops,
        encrypted,
    } = seen;
    let counts = address.clone();
    view! {
        <p>"This is the address an access list judges when you use an API key from here:"</p>
        <p class="cluster">
            <strong>
                <code>{counts}</code>
            </strong>
            <CopyButton text=address label="Copy Address" />
        </p>
        <DefinitionList>
            <Definition term="Connected to the server">
                <span class="cluster">
                    <code>{peer}</code>
                    {if peer_trusted { "a trusted proxy" } else { "taken for the client" }}
                </span>
            </Definition>
            <Definition term="Forwarded for">
                <Hops hops=hops />
            </Definition>
            <Definition term="Encrypted">{if encrypted { "Yes" } else { "No, as far as the server knows" }}</Definition>
        </DefinitionList>
        <Notice tone=Tone::Info title="If this is not your address">
            <p>{advice}</p>
        </Notice>
    }
}

/// What the request says of its way, the nearest to the server first.
#[component]
fn Hops(hops: Vec<Hop>) -> impl IntoView {
    if hops.is_empty() {
        return view! { <span class="muted">"Nothing was said"</span> }.into_any();
    }
    let items = hops
        .into_iter()
        .map(|hop| {
            let (tone, words) = if hop.believed {
                (Tone::Success, "Believed")
            } else {
                (Tone::Neutral, "Not believed")
            };
            view! {
                <li class="cluster">
                    <code>{hop.text}</code>
                    <Badge tone=tone>{words}</Badge>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="plain-list">{items}</ol> }.into_any()
}

/// What to do where the address is not the person's own.
fn advice(seen: &SeenAddress) -> String {
    let disbelieved = seen.hops.iter().any(|hop| !hop.believed);
    match (seen.peer_trusted, disbelieved) {
        (false, true) => format!(
            "Whatever connected says it forwards for somebody, and it is not trusted. If {peer} is your proxy, start \
             the server with --trusted-proxy {peer}.",
            peer = seen.peer
        ),
        (false, false) => format!(
            "If {peer} is a proxy of yours, let it send X-Forwarded-For and start the server with --trusted-proxy \
             {peer}. Otherwise a VPN or your network’s gateway shows you to the world under it.",
            peer = seen.peer
        ),
        (true, true) => {
            "A hop that is not trusted ends the way: what stands beyond it is only what it says. If it is \
                         a proxy of yours too, name it with another --trusted-proxy."
                .to_owned()
        }
        (true, false) => {
            "Every hop was believed. Another address then comes from a VPN or from your network’s \
                          gateway, which shows you to the world under its own."
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer_trusted: bool, hops: &[bool]) -> SeenAddress {
        SeenAddress {
            address: "192.0.2.7".into(),
            peer: "10.0.0.1".into(),
            peer_trusted,
            hops: hops
                .iter()
                .map(|&believed| Hop {
                    text: "192.0.2.7".into(),
                    believed,
                })
                .collect(),
            encrypted: false,
        }
    }

    #[test]
    fn an_untrusted_peer_is_named_with_the_option_that_trusts_it() {
        for hops in [&[][..], &[false]] {
            assert!(advice(&seen(false, hops)).contains("--trusted-proxy 10.0.0.1"));
        }
    }

    #[test]
    fn a_trusted_way_blames_no_proxy() {
        assert!(!advice(&seen(true, &[true])).contains("--trusted-proxy"));
        assert!(advice(&seen(true, &[true, false])).contains("another --trusted-proxy"));
    }
}
