//! What a change would do to the keys of the organization, told before it is made.

use crate::{
    components::last_use::short,
    paths,
    ui::{Icon, Notice, Tone},
};
use contract::{Certainty, Lockout, Report};
use keyhold_markup::view;
use leptos::prelude::*;

/// A report: whoever is locked out, the surest first, or that nobody is.
#[component]
pub fn LockoutReport(
    /// The report.
    report: Report,
) -> impl IntoView {
    if let Some(refusal) = report.refusal {
        return view! {
            <Notice tone=Tone::Danger title="This would shut Keyhold itself out">
                {refusal}
            </Notice>
        }
        .into_any();
    }
    if report.lockouts.is_empty() {
        return view! {
            <Notice tone=Tone::Success title="Nothing is locked out">
                {nobody(report.judged)}
            </Notice>
        }
        .into_any();
    }
    let groups = [Certainty::Certain, Certainty::Likely, Certainty::Unknown];
    groups
        .into_iter()
        .filter_map(|certainty| {
            let group: Vec<Lockout> = report
                .lockouts
                .iter()
                .filter(|lockout| lockout.certainty == certainty)
                .cloned()
                .collect();
            (!group.is_empty()).then(|| view! { <Group certainty=certainty lockouts=group /> })
        })
        .collect_view()
        .into_any()
}

#[component]
fn Group(certainty: Certainty, lockouts: Vec<Lockout>) -> impl IntoView {
    let (tone, title, meaning) = words(certainty);
    let title = format!("{title} ({})", lockouts.len());
    let items = lockouts
        .into_iter()
        .map(|lockout| view! { <Item lockout=lockout /> })
        .collect_view();
    view! {
        <section class="lockouts" data-tone=tone.name()>
            <h3 class="lockouts__title">
                <Icon icon=tone.icon() />
                {title}
            </h3>
            <p class="muted">{meaning}</p>
            <ul class="lockouts__keys">{items}</ul>
        </section>
    }
}

#[component]
fn Item(lockout: Lockout) -> impl IntoView {
    let addresses = lockout
        .addresses
        .iter()
        .map(|address| view! { <code>{short(address)}</code> })
        .collect_view();
    view! {
        <li class="lockouts__key">
            <span class="cluster">
                <a href=paths::api_key(&lockout.id)>{lockout.description}</a>
                <code class="muted">{lockout.public_key}</code>
            </span>
            <span>{lockout.reason}</span>
            {(!lockout.addresses.is_empty())
                .then(|| view! { <span class="cluster"><span class="muted">"Last used from"</span> {addresses}</span> })}
        </li>
    }
}

/// How sure it is, in words: the tone, the heading, and what it means.
const fn words(certainty: Certainty) -> (Tone, &'static str, &'static str) {
    match certainty {
        Certainty::Certain => (
            Tone::Danger,
            "Stops working for certain",
            "No address can use the key any more.",
        ),
        Certainty::Likely => (
            Tone::Warning,
            "Likely to stop working",
            "The address of the last use can use the key no more.",
        ),
        Certainty::Unknown => (
            Tone::Info,
            "Unknown",
            "No use is recorded. Addresses that could use the key until now can use it no more.",
        ),
    }
}

fn nobody(judged: usize) -> String {
    let keys = match judged {
        1 => "The key was checked: it".to_owned(),
        _ => format!("{judged} keys were checked: each"),
    };
    format!("{keys} goes on working from where it is known to be used.")
}

/// Whether the report is grave enough to have the name typed: some key stops working for certain.
pub fn is_grave(report: &Report) -> bool {
    report
        .lockouts
        .iter()
        .any(|lockout| lockout.certainty == Certainty::Certain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(certainties: &[Certainty]) -> Report {
        let lockout = |&certainty: &Certainty| Lockout {
            id: "65f0c0ffee65f0c0ffee65f0".into(),
            description: "ci".into(),
            public_key: "abcdefgh".into(),
            certainty,
            addresses: vec![],
            reason: String::new(),
        };
        Report {
            lockouts: certainties.iter().map(lockout).collect(),
            judged: 3,
            refusal: None,
            fingerprint: "f".into(),
        }
    }

    #[test]
    fn a_name_is_typed_only_where_a_key_stops_for_certain() {
        assert!(!is_grave(&report(&[])));
        assert!(!is_grave(&report(&[Certainty::Likely, Certainty::Unknown])));
        assert!(is_grave(&report(&[Certainty::Certain, Certainty::Likely])));
    }

    #[test]
    fn nobody_locked_out_says_how_many_were_looked_at() {
        assert!(nobody(1).starts_with("The key was checked"));
        assert!(nobody(40).starts_with("40 keys were checked"));
    }
}
