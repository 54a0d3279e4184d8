//! How open a key's access list is, in words.

use crate::{
    keys::Openness,
    ui::{Badge, Tone},
};
use contract::ExposureClass;
use keyhold_markup::view;
use leptos::prelude::*;

/// A badge for a list that deserves attention; nothing for one of named networks.
#[component]
pub fn ExposureBadge(
    /// How open the list is.
    exposure: ExposureClass,
) -> impl IntoView {
    let openness = Openness::from(exposure);
    attention(openness).map(|tone| view! { <Badge tone=tone>{openness.label()}</Badge> })
}

/// A key's access list in a row: how many entries, and the badge.
#[component]
pub fn AccessListSummary(
    /// How many entries it has.
    entries: usize,
    /// How open it is.
    exposure: ExposureClass,
) -> impl IntoView {
    let count = match entries {
        0 => None,
        1 => Some("1 entry".to_owned()),
        count => Some(format!("{count} entries")),
    };
    view! {
        <span class="cluster">
            {count}
            <ExposureBadge exposure=exposure />
        </span>
    }
}

/// How open a list is: a badge where that deserves attention, plain words where not.
#[component]
pub fn OpennessText(
    /// How open the list is.
    openness: Openness,
) -> impl IntoView {
    match attention(openness) {
        Some(tone) => view! { <Badge tone=tone>{openness.label()}</Badge> }.into_any(),
        None => view! { <span class="muted">{openness.label()}</span> }.into_any(),
    }
}

/// How much attention a list as open as this deserves, where it does.
pub fn attention(openness: Openness) -> Option<Tone> {
    match openness {
        Openness::NoList | Openness::Wide => Some(Tone::Warning),
        Openness::Internet => Some(Tone::Danger),
        Openness::Narrow | Openness::NotRead => None,
    }
}

/// The class of a list that was judged here, as the backend would name it.
pub const fn class(judged: access::ExposureClass) -> ExposureClass {
    match judged {
        access::ExposureClass::NoList => ExposureClass::NoList,
        access::ExposureClass::Internet => ExposureClass::Internet,
        access::ExposureClass::Wide => ExposureClass::Wide,
        access::ExposureClass::Narrow => ExposureClass::Narrow,
    }
}

/// What the class means for the key, in a sentence.
pub fn meaning(exposure: ExposureClass, list_required: bool) -> &'static str {
    match (exposure, list_required) {
        (ExposureClass::NoList, false) => {
            "The key has no access list: it works from any address, except for operations that need one."
        }
        (ExposureClass::NoList, true) => {
            "The organization requires an access list, and this key has none: every request with it is refused."
        }
        (ExposureClass::Internet, _) => {
            "The entries together cover the whole internet: the list keeps nobody out."
        }
        (ExposureClass::Wide, _) => "The entries cover more addresses than a large network has.",
        (ExposureClass::Narrow, _) => "The key works from the listed addresses and networks only.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_a_list_is_flagged_and_its_meaning_follows_the_organization() {
        assert_eq!(attention(Openness::NoList), Some(Tone::Warning));
        assert!(meaning(ExposureClass::NoList, true).contains("refused"));
        assert!(meaning(ExposureClass::NoList, false).contains("any address"));
    }

    #[test]
    fn a_list_of_named_networks_is_not_flagged() {
        assert_eq!(attention(ExposureClass::Narrow.into()), None);
    }
}
