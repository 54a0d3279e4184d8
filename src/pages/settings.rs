//! The organization's settings: whether it requires an access list of every API key.

use crate::{
    api,
    components::{
        change_review::{Review, ReviewDialog, use_review},
        failure::FormFailure,
        load::{Loaded, use_load},
        page_title::use_page_title,
        section::Section,
    },
    keys::{Openness, TableQuery},
    paths,
    session::use_session,
    ui::{LinkButton, Notice, PageHeader, Spinner, Switch, Tone, dynamic, lowercase, use_toaster},
};
use access::Action;
use contract::{Change, ChangeSettings, KeyList, KeyRow};
use keyhold_markup::view;
use leptos::prelude::*;

/// The most keys that are named one by one.
const NAMED: usize = 5;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    use_page_title(|| "Settings".to_owned());
    view! {
        <PageHeader title="Settings" description=Some("What holds for every API key of the organization.".to_owned()) />
        <Section title="Require IP Access List for Public API">
            <Requirement />
        </Section>
    }
    .into_any()
}

#[component]
fn Requirement() -> impl IntoView {
    let session = use_session();
    let review = use_review();
    let required = Memo::new(move |_| session.access_list_required());
    // What the person asked for, so that the dialog's words do not turn round while it closes.
    let wanted = RwSignal::new(false);
    let ask = move || {
        wanted.set(!required.get_untracked());
        review.ask(Change::Requirement {
            access_list_required: wanted.get_untracked(),
        });
    };
    view! {
        <Switch
            label="Require an access list of every organization API key"
            on=required
            pending=review.asking().pending()
            disabled_reason=Signal::derive(move || session.refusal(Action::ChangeOrganizationSettings, None))
            on_press=ask
        />
        <FormFailure submission=review.asking() fields=&[] />
        <p>{dynamic(move || meaning(required.get()))}</p>
        <KeysWithoutList required=required />
        <ChangeRequirement review=review wanted=wanted />
    }
}

/// The report of what the change would do, to be accepted or not.
#[component]
fn ChangeRequirement(review: Review, wanted: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let toaster = use_toaster();
    let name = Signal::derive(move || {
        let organization = session.signed_in().map(|signed_in| signed_in.organization.name);
        organization.unwrap_or_default()
    });
    let change = move |accepted: String| {
        let change = ChangeSettings {
            access_list_required: wanted.get_untracked(),
            accepted: Some(accepted),
        };
        review.make(api::settings::change(&change), move |organization| {
            toaster.success(if organization.access_list_required {
                "An access list is required now"
            } else {
                "An access list is no longer required"
            });
            session.organization_changed(organization);
        });
    };
    let either = move |on: &'static str, off: &'static str| {
        Signal::derive(move || (if wanted.get() { on } else { off }).to_owned())
    };
    view! {
        <ReviewDialog
            review=review
            title=either("Require an access list?", "No longer require an access list?")
            confirm_label=either("Require an Access List", "No Longer Require One")
            name=name
            on_confirm=move |(accepted,)| change(accepted)
        >
            <p>{dynamic(move || meaning(wanted.get()))}</p>
        </ReviewDialog>
    }
}

/// What the setting means, either way.
const fn meaning(required: bool) -> &'static str {
    if required {
        "Every request with an API key must come from an address on that key’s access list. A key without an access \
         list is refused whatever it asks for."
    } else {
        "A key without an access list can be used from any address, except for operations that need an access list in \
         any case. A key with one can be used from its addresses only."
    }
}

/// The keys that the requirement hits, and the way to mend them.
#[component]
fn KeysWithoutList(required: Memo<bool>) -> impl IntoView {
    let load = use_load(api::keys::list);
    let waiting = || view! { <p><Spinner label="Counting the keys without an access list" /></p> };
    let show = move |list: KeyList| {
        let unread = list.keys.iter().filter(|key| !key.list_read).count();
        let all = list.keys.len();
        let bare: Vec<KeyRow> = list
            .keys
            .into_iter()
            .filter(|key| key.list_read && key.entries.is_empty())
            .collect();
        let count = counted(bare.len(), all);
        let words = move || {
            if required.get() {
                "None of their requests is let in."
            } else {
                "They would stop working if a list were required."
            }
        };
        if bare.is_empty() && unread == 0 {
            return view! { <Notice tone=Tone::Success>{count}</Notice> }.into_any();
        }
        let still = (unread > 0).then(|| {
            view! { <p class="muted">{still_read(unread)}</p> }
        });
        let all = || {
            let bare = TableQuery {
                exposure: Some(Openness::NoList),
                ..TableQuery::default()
            };
            view! { <LinkButton href=paths::api_keys(&bare.to_search())>"See Them in the Table"</LinkButton> }
        };
        view! {
            <Notice tone=Tone::Warning title=count actions=all>
                {(!bare.is_empty()).then(|| view! { <p>{dynamic(words)}</p> <Named keys=bare /> })}
                {still}
            </Notice>
        }
        .into_any()
    };
    view! { <Loaded load=load what="the API keys" waiting=waiting.into() show=show /> }
}

/// A few keys by name, each with the way to its access list.
#[component]
fn Named(mut keys: Vec<KeyRow>) -> impl IntoView {
    keys.sort_by_key(|key| lowercase(&key.description));
    let items = keys
        .iter()
        .take(NAMED)
        .map(|key| {
            view! {
                <li>
                    <a href=paths::edit_access_list(&key.id)>{key.description.clone()}</a>
                </li>
            }
        })
        .collect_view();
    let others = keys.len().saturating_sub(NAMED);
    view! {
        <ul class="plain-list">
            {items}
            {(others > 0).then(|| view! { <li class="muted">{format!("and {others} more")}</li> })}
        </ul>
    }
}

fn counted(bare: usize, all: usize) -> String {
    match bare {
        0 => "Every API key has an access list.".to_owned(),
        1 => format!("1 of {all} API keys has no access list"),
        bare => format!("{bare} of {all} API keys have no access list"),
    }
}

fn still_read(unread: usize) -> String {
    match unread {
        1 => "The access list of one more key is still being read.".to_owned(),
        unread => format!("The access lists of {unread} more keys are still being read."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_without_a_list_are_counted_among_all() {
        assert_eq!(counted(0, 40), "Every API key has an access list.");
        assert_eq!(counted(1, 40), "1 of 40 API keys has no access list");
        assert_eq!(counted(3, 40), "3 of 40 API keys have no access list");
    }

    #[test]
    fn the_two_meanings_are_not_the_same() {
        assert!(meaning(true).contains("refused"));
        assert!(meaning(false).contains("any address"));
    }
}
