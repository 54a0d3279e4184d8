//! What there is to say of an access list, in words: how much it really lets in, and what stands out.

use crate::ui::{Button, Icon, Item, Tone, dynamic, keyed};
use access::{AddressBlock, Advice, Coverage, EntryUse, Finding, ListedEntry, PrivateRange, advise};
use contract::{AccessListEntry, Key};
use keyhold_markup::view;
use leptos::prelude::*;

/// How many entries a sentence names.
const NAMED: usize = 4;

/// What there is to say of a list, as it is or as it is to become.
#[component]
pub fn ListAdvice(
    /// What there is to say.
    advice: Memo<Advice>,
    /// Takes the smaller list; none where the list is only looked at.
    #[prop(default = None)]
    on_smaller: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        {dynamic(move || {
            let numbers = advice.with(|advice| [advice.ipv4, advice.ipv6]);
            view! { <CoverageNumbers numbers=numbers /> }
        })}
        <ul class="advice" aria-label="Advice">
            {keyed(move || {
                let findings = advice.with(|advice| advice.findings.clone()).into_iter();
                findings
                    .map(|finding| {
                        let (tone, text) = words(&finding);
                        Item::new(text.clone(), move || view! { <FindingItem tone=tone text=text.clone() /> })
                    })
                    .collect()
            })}
        </ul>
        {dynamic(move || {
            let smaller = advice.with(|advice| advice.smaller.clone())?;
            Some(view! { <SmallerList smaller=smaller on_use=on_smaller /> })
        })}
    }
    .into_any()
}

/// How many addresses of each family a list lets in, and which part of the family that is.
#[component]
pub fn CoverageNumbers(
    /// IPv4 and IPv6.
    numbers: [Coverage; 2],
) -> impl IntoView {
    let line = |coverage: Coverage| {
        let is_none = coverage.addresses() == Some(0);
        let share = (!is_none).then(|| view! { <span class="muted">{coverage.share()}</span> });
        view! {
            <div class="coverage__family">
                <dt>{coverage.family().label()}</dt>
                <dd>
                    <span>{coverage.count()}</span>
                    {share}
                </dd>
            </div>
        }
    };
    view! { <dl class="coverage">{numbers.map(line).into_iter().collect_view()}</dl> }.into_any()
}

#[component]
fn FindingItem(tone: Tone, text: String) -> impl IntoView {
    view! {
        <li class="advice__finding" data-tone=tone.name()>
            <Icon icon=tone.icon() />
            <span>{text}</span>
        </li>
    }
}

#[component]
fn SmallerList(smaller: Vec<AddressBlock>, on_use: Option<Callback<()>>) -> impl IntoView {
    let title = match smaller.len() {
        1 => "1 entry lets in exactly the same".to_owned(),
        count => format!("{count} entries let in exactly the same"),
    };
    let items = smaller
        .iter()
        .map(|block| view! { <li><code>{block.short()}</code></li> })
        .collect_view();
    view! {
        <div class="advice__smaller">
            <h3>{title}</h3>
            <ul class="advice__blocks" aria-label="The smaller list">{items}</ul>
            {on_use.map(|on_use| view! { <Button on_click=on_use>"Use the Smaller List"</Button> })}
        </div>
    }
}

/// The advice on the list of a key as it is.
pub fn advice_on(key: &Key) -> Advice {
    advise(&key.entries.iter().filter_map(listed).collect::<Vec<_>>())
}

/// An entry as the advice looks at it.
pub fn listed(entry: &AccessListEntry) -> Option<ListedEntry> {
    let address = |text: &String| text.parse::<AddressBlock>().ok()?.single();
    let uses = match entry.last_used {
        Some(_) => EntryUse::Used(entry.last_used_address.as_ref().and_then(address)),
        None => EntryUse::Never,
    };
    Some(ListedEntry {
        block: AddressBlock::listed(&entry.block).ok()?,
        uses,
    })
}

/// A finding in a sentence or two, and how grave it is.
fn words(finding: &Finding) -> (Tone, String) {
    match finding {
        Finding::WholeInternet { family, by } => {
            let family = family.label();
            let makes_up = match by.as_slice() {
                [one] => format!("{} is all of {family}", one.short()),
                [low, high] => format!("{} and {} are the two halves of {family}", low.short(), high.short()),
                by => format!("{} together cover {family}", names(by)),
            };
            (
                Tone::Danger,
                format!("{makes_up}: the whole internet. The list keeps nobody out who comes by {family}."),
            )
        }
        Finding::Redundant { entries, by } => (
            Tone::Info,
            format!(
                "{} redundant: {} lets in all of that.",
                with_verb(entries, " is", " are"),
                by.short()
            ),
        ),
        Finding::Mergeable { entries, into } => (
            Tone::Info,
            format!("{} are together exactly {}.", names(entries), into.short()),
        ),
        Finding::Private { entries, range } => (
            Tone::Warning,
            format!(
                "{} {}: no request from the internet comes from there, only one that reaches the Admin API without \
                 leaving your network.",
                with_verb(entries, " is", " are"),
                range_words(*range)
            ),
        ),
        Finding::Ipv4Only => (
            Tone::Info,
            "There is no IPv6 entry. A client that has both comes by IPv6 where the Admin API offers it, and is \
             refused then."
                .to_owned(),
        ),
        Finding::OneAddressSeen { entry, address } => (
            Tone::Info,
            format!(
                "{} lets in {}; the only one on record is {address}, the last to use it.",
                entry.short(),
                entry.addresses()
            ),
        ),
        Finding::NeverUsed { entries } => (
            Tone::Info,
            with_verb(entries, " was", " were") + " never used.",
        ),
    }
}

const fn range_words(range: PrivateRange) -> &'static str {
    match range {
        PrivateRange::Private => "private (RFC 1918)",
        PrivateRange::CarrierNat => "shared by providers behind their address translation (RFC 6598)",
        PrivateRange::Loopback => "loopback, a machine talking to itself",
        PrivateRange::LinkLocal => "link-local, which no router passes on",
        PrivateRange::UniqueLocal => "private (RFC 4193)",
    }
}

/// `192.0.2.7 is`, `192.0.2.7 and 192.0.2.8 are`.
fn with_verb(blocks: &[AddressBlock], one: &str, several: &str) -> String {
    names(blocks) + if blocks.len() == 1 { one } else { several }
}

/// `192.0.2.7, 192.0.2.8 and 3 more`.
fn names(blocks: &[AddressBlock]) -> String {
    let shown: Vec<String> = blocks.iter().take(NAMED).map(AddressBlock::short).collect();
    match (shown.as_slice(), blocks.len().saturating_sub(NAMED)) {
        ([], _) => String::new(),
        ([only], 0) => only.clone(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<AddressBlock> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn the_two_halves_are_called_so_and_three_pieces_or_the_whole_are_not() {
        let (tone, text) = words(&Finding::WholeInternet {
            family: access::Family::Ipv4,
            by: blocks(&["0.0.0.0/1", "128.0.0.0/1"]),
        });
        assert_eq!(tone, Tone::Danger);
        assert!(
            text.starts_with("0.0.0.0/1 and 128.0.0.0/1 are the two halves of IPv4"),
            "{text}"
        );
        let (_, text) = words(&Finding::WholeInternet {
            family: access::Family::Ipv4,
            by: blocks(&["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"]),
        });
        assert!(text.contains("together cover IPv4"), "{text}");
        let (_, text) = words(&Finding::WholeInternet {
            family: access::Family::Ipv4,
            by: vec![AddressBlock::listed("0.0.0.0/0").unwrap()],
        });
        assert!(
            text.starts_with("0.0.0.0/0 is all of IPv4: the whole internet"),
            "{text}"
        );
    }

    #[test]
    fn redundant_and_private_entries_are_told_in_one_sentence_for_all() {
        let by: AddressBlock = "10.0.0.0/8".parse().unwrap();
        let redundant = |entries: &[&str]| {
            words(&Finding::Redundant {
                entries: blocks(entries),
                by,
            })
            .1
        };
        assert_eq!(
            redundant(&["10.0.0.1"]),
            "10.0.0.1 is redundant: 10.0.0.0/8 lets in all of that."
        );
        assert_eq!(
            redundant(&["10.0.0.1", "10.0.0.2"]),
            "10.0.0.1 and 10.0.0.2 are redundant: 10.0.0.0/8 lets in all of that."
        );
        let (tone, text) = words(&Finding::Private {
            entries: blocks(&["10.0.0.1", "192.168.0.1"]),
            range: PrivateRange::Private,
        });
        assert_eq!(tone, Tone::Warning);
        assert!(
            text.starts_with("10.0.0.1 and 192.168.0.1 are private (RFC 1918): no request"),
            "{text}"
        );
    }

    #[test]
    fn many_entries_are_named_by_the_first_few() {
        let many = blocks(&["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"]);
        assert_eq!(names(&many), "10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 and 1 more");
        assert_eq!(names(many.get(..2).unwrap_or_default()), "10.0.0.1 and 10.0.0.2");
        assert_eq!(names(many.get(..1).unwrap_or_default()), "10.0.0.1");
    }

    #[test]
    fn an_entry_in_use_is_told_from_one_never_used() {
        let mut entry = AccessListEntry {
            block: "203.0.113.0/24".into(),
            created: String::new(),
            count: 0,
            last_used: None,
            last_used_address: None,
        };
        assert_eq!(listed(&entry).map(|entry| entry.uses), Some(EntryUse::Never));
        entry.last_used = Some("2026-01-01T00:00:00Z".into());
        entry.last_used_address = Some("203.0.113.9".into());
        let seen = "203.0.113.9".parse().ok();
        assert_eq!(listed(&entry).map(|entry| entry.uses), Some(EntryUse::Used(seen)));
    }
}
