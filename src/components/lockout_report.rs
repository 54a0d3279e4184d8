//! What a change would do to the keys of the organization, told before it is made.

use crate::{
    components::address_code::short,
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
    let shared = shared_reason(&lockouts);
    let has_own_reason = shared.is_none();
    let items = lockouts
        .into_iter()
        .map(|lockout| view! { <Item lockout=lockout has_own_reason=has_own_reason /> })
        .collect_view();
    view! {
        <section class="lockouts" data-tone=tone.name()>
            <h3 class="lockouts__title">
                <Icon icon=tone.icon() />
                {title}
            </h3>
            <p class="muted">{meaning}{shared.map(|reason| [" ", &reason].concat())}</p>
            <ul class="lockouts__keys">{items}</ul>
        </section>
    }
}

/// The reason that all of several keys have.
fn shared_reason(lockouts: &[Lockout]) -> Option<String> {
    let (first, others) = lockouts.split_first()?;
    let is_shared = !others.is_empty() && others.iter().all(|other| other.reason == first.reason);
    is_shared.then(|| first.reason.clone())
}

/// Whether a reason has this address as one of its words.
fn names(reason: &str, address: &str) -> bool {
    let mut words = reason.split_whitespace();
    words.any(|word| word.trim_end_matches([',', '.']) == address)
}

#[component]
fn Item(lockout: Lockout, has_own_reason: bool) -> impl IntoView {
    // Most reasons name the addresses themselves.
    let unnamed: Vec<String> = lockout
        .addresses
        .iter()
        .map(|address| short(address))
        .filter(|address| !(has_own_reason && names(&lockout.reason, address)))
        .collect();
    let addresses = unnamed
        .iter()
        .map(|address| view! { <code>{address.clone()}</code> })
        .collect_view();
    view! {
        <li class="lockouts__key">
            <span class="cluster">
                <a href=paths::api_key(&lockout.id)>{lockout.description}</a>
                <code class="muted">{lockout.public_key}</code>
            </span>
            {has_own_reason.then(|| view! { <span>{lockout.reason}</span> })}
            {(!unnamed.is_empty())
                .then(|| view! { <span class="cluster"><span class="muted">"Used from"</span> {addresses}</span> })}
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
            "An address that used the key would be refused.",
        ),
        Certainty::Unknown => (
            Tone::Info,
            "Unknown",
            "No use is recorded, and addresses that can use the key now would be refused.",
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
    fn a_reason_is_told_once_only_where_several_keys_have_it() {
        let mut two = report(&[Certainty::Certain, Certainty::Certain]).lockouts;
        assert_eq!(shared_reason(&two[..1]), None);
        assert_eq!(shared_reason(&two), Some(String::new()));
        two[1].reason = "another".into();
        assert_eq!(shared_reason(&two), None);
    }

    #[test]
    fn an_address_within_a_longer_one_is_not_named() {
        assert!(!names("It was used from 10.20.4.110.", "10.20.4.11"));
        assert!(names("It was used from 10.20.4.11, which", "10.20.4.11"));
        assert!(names("It was used from 10.20.4.11.", "10.20.4.11"));
    }

    #[test]
    fn nobody_locked_out_says_how_many_were_looked_at() {
        assert!(nobody(1).starts_with("The key was checked"));
        assert!(nobody(40).starts_with("40 keys were checked"));
    }
}
