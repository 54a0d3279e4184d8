//! The access list of the account, which all its personal API keys share: what it means as it is, its entries, adding to
//! it and deleting from it.

use crate::{
    api,
    components::{
        access_list_table::AccessListTable,
        address_code::short,
        entries_form::{EntriesForm, added},
    },
    forms::submission::use_submission,
    session::use_session,
    ui::{Badge, ConfirmDialog, Tone, dynamic, focus_content_after, use_announcer},
};
use contract::{AddEntries, PersonalAccount, PersonalKeys};
use keyhold_markup::view;
use leptos::prelude::*;

/// What the list, as it is, does to the account's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Listed,
    Open,
    Nothing,
}

impl Rule {
    const ALL: [Self; 3] = [Self::Listed, Self::Open, Self::Nothing];

    /// The one that holds.
    fn of(entries: usize, list_required: bool) -> Self {
        match (entries, list_required) {
            (0, false) => Self::Open,
            (0, true) => Self::Nothing,
            _ => Self::Listed,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Listed => {
                "While the list has entries, every request with one of the account's keys must come from an address on it."
            }
            Self::Open => {
                "While the list is empty, the keys work from any address, except for the operations that need an access list."
            }
            Self::Nothing => {
                "While the list is empty and the organization requires an access list, the keys can do nothing at all."
            }
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Listed => Tone::Success,
            Self::Open => Tone::Warning,
            Self::Nothing => Tone::Danger,
        }
    }
}

/// The list.
#[component]
pub fn AccountAccessList(
    /// The account.
    account: Signal<PersonalAccount>,
    /// Called with what the operator sees of personal API keys after a change.
    on_changed: Callback<(PersonalKeys,)>,
) -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let entries = Signal::derive(move || account.with(|account| account.entries.clone()));
    let rule = Memo::new(move |_| Rule::of(entries.with(Vec::len), session.access_list_required()));
    let removing = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let ask = Callback::new(move |(block,): (String,)| {
        removing.set(block);
        asked.set(true);
    });
    let typed = RwSignal::new(String::new());
    let submission = use_submission();
    let add = move |entries: Vec<String>| {
        let added = added(entries.len());
        submission.send(
            api::personal::add_entries(&AddEntries { entries }),
            move |changed| {
                announcer.announce(added);
                typed.set(String::new());
                on_changed.run((changed,));
            },
        );
    };
    view! {
        <ul class="rules">
            {dynamic(move || Rule::ALL.map(|one| view! { <RuleItem rule=one holds=rule.get() == one /> }).collect_view())}
        </ul>
        {dynamic(move || {
            entries.with(|entries| !entries.is_empty()).then(|| view! {
                <AccessListTable entries=entries on_remove=Some(ask) />
                <p class="muted">
                    "Only operations that need an access list are counted as uses. The list decides on every other request too, so “Never” is no sign that an entry is not needed."
                </p>
            })
        })}
        <EntriesForm entries=entries typed=typed submission=submission on_submit=add />
        <DeleteEntry entries=entries block=removing open=asked on_changed=on_changed />
    }
    .into_any()
}

#[component]
fn RuleItem(rule: Rule, holds: bool) -> impl IntoView {
    view! {
        <li class="rules__item" data-holds=holds.then_some("true")>
            {holds.then(|| view! { <Badge tone=rule.tone()>"Now"</Badge> })}
            <span>{rule.words()}</span>
        </li>
    }
}

/// Asks before an entry is deleted.
#[component]
fn DeleteEntry(
    entries: Signal<Vec<contract::AccessListEntry>>,
    block: RwSignal<String>,
    open: RwSignal<bool>,
    on_changed: Callback<(PersonalKeys,)>,
) -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let submission = use_submission();
    submission.forget_when(open);
    let delete = move || {
        let block = block.get_untracked();
        let deleted = format!("{} deleted from the access list", short(&block));
        submission.send(api::personal::remove_entry(&block), move |changed| {
            open.set(false);
            announcer.announce(deleted);
            on_changed.run((changed,));
            focus_content_after();
        });
    };
    let afterwards = move || {
        let left = entries.with(Vec::len).saturating_sub(1);
        Rule::of(left, session.access_list_required())
    };
    view! {
        <ConfirmDialog
            open=open
            title=Signal::derive(move || format!("Delete {}?", short(&block.get())))
            confirm_label="Delete Entry"
            on_confirm=delete
            pending=submission.pending()
            error=submission.failure_line()
        >
            <p>
                "Requests with the account's keys from " <code>{dynamic(move || short(&block.get()))}</code>
                " lose this entry at once. Keyhold's own requests as the account are among them, where this is the entry \
                 that lets them in."
            </p>
            {dynamic(move || {
                let afterwards = afterwards();
                (afterwards != Rule::Listed).then(|| view! { <p>"It is the last entry. " {afterwards.words()}</p> })
            })}
        </ConfirmDialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_lets_everything_or_nothing_in_as_the_organization_requires() {
        assert_eq!(Rule::of(0, true), Rule::Nothing);
        assert_eq!(Rule::of(0, false), Rule::Open);
    }

    #[test]
    fn a_list_with_entries_binds_whatever_the_organization_requires() {
        assert_eq!(Rule::of(1, true), Rule::Listed);
        assert_eq!(Rule::of(1, false), Rule::Listed);
    }
}
