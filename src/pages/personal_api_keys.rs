//! Personal API keys, which are deprecated: what there still is can be managed, and nothing can be created.
//!
//! The Admin API lets only the account itself do this, so an operator links theirs. Every change answers with all that
//! the operator sees afterwards, and that replaces what is on the page.

pub mod access_list;
pub mod keys;

use self::{access_list::AccountAccessList, keys::Keys};
use crate::{
    api,
    components::{
        load::{Loaded, use_load},
        page_title::use_page_title,
        section::Section,
    },
    forms::{link_account::LinkAccountForm, submission::use_submission},
    paths,
    session::use_session,
    ui::{
        Button, ConfirmDialog, EmptyState, LinkButton, Notice, PageHeader, Spinner, Tone, dynamic,
        use_toaster,
    },
};
use access::Action;
use contract::{PersonalAccount, PersonalKeys};
use keyhold_markup::view;
use leptos::prelude::*;

/// The page.
#[component]
pub fn PersonalApiKeysPage() -> impl IntoView {
    use_page_title(|| "Personal API Keys".to_owned());
    let load = use_load(api::personal::get);
    let waiting = || view! { <p><Spinner label="Loading personal API keys" /></p> };
    let show = |keys: PersonalKeys| view! { <State keys=keys /> }.into_any();
    view! {
        <PageHeader
            title="Personal API Keys"
            description=Some("Deprecated: keys that belong to a person's account.".to_owned())
        />
        <Deprecated />
        <Loaded load=load what="your personal API keys" waiting=waiting.into() show=show />
    }
    .into_any()
}

/// Why there are no new ones, and what to use instead.
#[component]
fn Deprecated() -> impl IntoView {
    let session = use_session();
    let refusal = Signal::derive(move || session.refusal(Action::CreateOrganizationKey, None));
    let actions = move || {
        view! {
            <LinkButton href=paths::NEW_API_KEY disabled_reason=refusal>
                "Create Organization API Key"
            </LinkButton>
        }
    };
    view! {
        <Notice tone=Tone::Warning title="Personal API keys are deprecated" actions=actions>
            <p>
                "Keys that exist go on working, with everything their account may do. No new ones can be created: a \
                 personal key cannot do less than the person it belongs to, and ends with their account."
            </p>
            <p>
                "Create an organization API key instead. It has permissions and an access list of its own. Once nothing \
                 uses a personal key any more, disable it, and delete it when nobody has missed it."
            </p>
        </Notice>
    }
    .into_any()
}

/// One of the four things there can be to see.
#[component]
fn State(keys: PersonalKeys) -> impl IntoView {
    let state = RwSignal::new(keys);
    let changed = Callback::new(move |(keys,): (PersonalKeys,)| state.set(keys));
    let unlinking = RwSignal::new(false);
    // Which of them it is, not what is in it: a changed list must not draw the whole account anew.
    let account = Memo::new(move |_| {
        state.with(|state| match state {
            PersonalKeys::Linked(account) => Some(account.name.clone()),
            _ => None,
        })
    });
    let view_of = move || {
        if account.with(Option::is_some) {
            return view! { <Linked state=state unlinking=unlinking on_changed=changed /> }.into_any();
        }
        match state.get() {
            PersonalKeys::Unavailable => view! { <Unavailable /> }.into_any(),
            PersonalKeys::Refused { account_name, reason } => view! {
                <Refused account_name=account_name reason=reason unlinking=unlinking on_linked=changed />
            }
            .into_any(),
            PersonalKeys::Unlinked | PersonalKeys::Linked(_) => {
                view! { <Unlinked on_linked=changed /> }.into_any()
            }
        }
    };
    view! {
        {dynamic(view_of)}
        <Unlink open=unlinking on_unlinked=move || state.set(PersonalKeys::Unlinked) />
    }
    .into_any()
}

#[component]
fn Unavailable() -> impl IntoView {
    view! {
        <EmptyState icon=icondata_lu::LuUserRoundX title="This Admin API has no personal API keys">
            "The connection's Admin API has given them up. Organization API keys do what they did."
        </EmptyState>
    }
}

#[component]
fn Unlinked(on_linked: Callback<(PersonalKeys,)>) -> impl IntoView {
    view! {
        <Section title="Link Your Account">
            <Terms />
            <LinkAccountForm on_linked=on_linked />
        </Section>
    }
}

/// What becomes of the key that is typed.
#[component]
fn Terms() -> impl IntoView {
    view! {
        <p>
            "The Admin API lets only an account itself see and change its personal API keys. Name yours, and prove it by one \
             of its keys. Keyhold seals that key for you alone: no other operator can use it, it is never shown again, and \
             it is forgotten when you unlink the account."
        </p>
    }
}

/// The account is linked, and the Admin API lets Keyhold in no more.
#[component]
fn Refused(
    account_name: String,
    reason: String,
    unlinking: RwSignal<bool>,
    on_linked: Callback<(PersonalKeys,)>,
) -> impl IntoView {
    let actions = move || view! { <Button on_click=move || unlinking.set(true)>"Unlink Account"</Button> };
    let title = format!("{account_name} is linked, but refused");
    view! {
        <Notice tone=Tone::Danger title=title actions=actions>
            {reason}
        </Notice>
        <Section title="Link Again">
            <Terms />
            <LinkAccountForm account_name=account_name on_linked=on_linked />
        </Section>
    }
}

/// The account with its keys and its access list.
#[component]
fn Linked(
    state: RwSignal<PersonalKeys>,
    unlinking: RwSignal<bool>,
    on_changed: Callback<(PersonalKeys,)>,
) -> impl IntoView {
    let account = Memo::new(move |_| {
        state.with(|state| match state {
            PersonalKeys::Linked(account) => Some((**account).clone()),
            _ => None,
        })
    });
    let part = move |account: Option<PersonalAccount>| account.unwrap_or_else(nobody);
    let account = Signal::derive(move || part(account.get()));
    view! {
        <Section title="Account">
            <div class="cluster cluster--apart">
                <p>
                    "Linked to " <strong>{dynamic(move || account.with(|account| account.name.clone()))}</strong>
                    ". What you change here is changed as this account."
                </p>
                <Button on_click=move || unlinking.set(true)>"Unlink Account"</Button>
            </div>
        </Section>
        <Section title="Keys">
            <Keys account=account on_changed=on_changed />
        </Section>
        <Section title="Access List of the Account">
            <AccountAccessList account=account on_changed=on_changed />
        </Section>
    }
    .into_any()
}

/// What is shown in the moment between an account's going and its page's.
fn nobody() -> PersonalAccount {
    PersonalAccount {
        name: String::new(),
        keys: vec![],
        entries: vec![],
    }
}

/// Asks before the account is forgotten.
#[component]
fn Unlink(open: RwSignal<bool>, #[prop(into)] on_unlinked: Callback<()>) -> impl IntoView {
    let toaster = use_toaster();
    let submission = use_submission();
    submission.forget_when(open);
    let unlink = move || {
        submission.send(api::personal::unlink(), move |()| {
            open.set(false);
            toaster.success("Account unlinked");
            on_unlinked.run(());
        });
    };
    view! {
        <ConfirmDialog
            open=open
            title="Unlink Account"
            confirm_label="Unlink Account"
            on_confirm=unlink
            pending=submission.pending()
            error=submission.failure_line()
            danger=false
        >
            <p>
                "Keyhold forgets the personal API key it keeps for you. The account, its keys and its access list stay as \
                 they are."
            </p>
        </ConfirmDialog>
    }
    .into_any()
}
