//! Entries for an access list: typed or pasted, one or many, each judged as it is typed.

mod typed;

pub use typed::{Typed, Verdict, extent, first_wrong, judge, to_send, with_address};

use crate::{
    session::use_session,
    ui::{Field, Icon, TextArea, dynamic, use_announcer, use_id},
};
use access::AddressBlock;
use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

/// The field with what is made of each piece typed, and the address the person is seen at.
#[component]
pub fn EntriesInput(
    /// What is typed.
    typed: RwSignal<String>,
    /// What is on the list already.
    listed: Signal<Vec<AddressBlock>>,
    /// What is wrong with what was typed, once it is to be sent.
    error: Signal<Option<String>>,
    /// How many lines show at first.
    #[prop(default = 2)]
    rows: u32,
    /// Whether it may stay empty.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let judged = move || listed.with(|listed| typed.with(|typed| judge(typed, listed)));
    let address = Signal::derive(move || session.client_address());
    let seen_from = use_id();
    let described_by = seen_from.clone();
    let use_current = move |_| {
        typed.update(|typed| *typed = with_address(typed, &address.get_untracked()));
        announcer.announce(format!("{} filled in", address.get_untracked()));
    };
    view! {
        <Field
            label="Access List Entry"
            hint=Some("An IP address or a CIDR block, IPv4 or IPv6. Several are set apart by commas, spaces or lines; # begins a comment.".to_owned())
            error=error
            required=required
        >
            <TextArea value=typed rows=rows mono=true placeholder="203.0.113.7, 198.51.100.0/24" />
        </Field>
        <ul class="verdicts" aria-label="Entries to add">
            {dynamic(move || {
                let pieces = judged();
                let several = pieces.iter().any(|piece| piece.line > 1);
                pieces
                    .into_iter()
                    .map(|piece| view! { <VerdictItem piece=piece numbered=several /> })
                    .collect_view()
            })}
        </ul>
        <div class="cluster">
            <button type="button" class="button button--secondary" aria-describedby=described_by on:click=use_current>
                <Icon icon=icondata_lu::LuLocateFixed />
                "Use Current IP Address"
            </button>
            <span class="muted" id=seen_from>
                "The Keyhold server sees you at " <code>{address}</code>
            </span>
        </div>
    }
    .into_any()
}

/// One piece of what was typed: its canonical form and extent, or what is wrong with it.
#[component]
fn VerdictItem(piece: Typed, numbered: bool) -> impl IntoView {
    let (state, icon, words) = match piece.verdict {
        Verdict::New(block) => (
            "new",
            icondata_lu::LuCheck,
            view! {
                <code>{block.short()}</code>
                <span class="muted">{extent(block)}</span>
                {block.dropped_host_bits(&piece.text).then(|| view! {
                    <span class="verdicts__remark">
                        "You typed " <code>{piece.text.clone()}</code> ": the entry is the whole block around it."
                    </span>
                })}
            }
            .into_any(),
        ),
        Verdict::Already(block) => without_effect(block, "on the list already"),
        Verdict::Repeated(block) => without_effect(block, "typed above already"),
        Verdict::Wrong(error) => (
            "wrong",
            icondata_lu::LuX,
            view! { <span>{error.to_string()} "."</span> }.into_any(),
        ),
    };
    view! {
        <li class="verdicts__item" data-state=state>
            <Icon icon=icon size=14 />
            {numbered.then(|| view! { <span class="muted">"Line " {piece.line}</span> })}
            {words}
        </li>
    }
}

/// A piece that adds nothing, and why.
fn without_effect(block: AddressBlock, because: &'static str) -> (&'static str, IconData, AnyView) {
    let words = view! {
        <code>{block.short()}</code>
        <span class="muted">{because}</span>
    };
    ("already", icondata_lu::LuMinus, words.into_any())
}
