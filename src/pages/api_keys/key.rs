//! One key: what it is, who may use it from where, and its end.

use crate::{
    api,
    components::{
        access_list::AccessList,
        delete_key::{DeleteKey, Doomed},
        events::{EventSkeleton, EventTable},
        exposure::ExposureBadge,
        last_use::LastUseText,
        list_advice::{CoverageNumbers, advice_on},
        load::{Loaded, use_load},
        page_title::use_page_title,
        permitted_link::PermittedLink,
        replacement::ReplacesNotice,
        roles::{self, RoleBadges},
        section::Section,
        steps::Step,
    },
    navigation::use_navigation,
    pages::not_found::KeyNotFound,
    paths, query,
    session::use_session,
    ui::{
        Button, ButtonVariant, CopyButton, Definition, DefinitionList, Icon, Notice, PageHeader,
        RelativeTime, Spinner, Tone, dynamic,
    },
};
use access::{Action, KeyId};
use contract::{Event, EventPage, EventQuery, Key, ProjectAccess};
use keyhold_markup::view;
use leptos::prelude::*;

/// How many events a key's page shows.
const NEWEST: usize = 5;

/// The page.
#[component]
pub fn ApiKeyPage(
    /// The key.
    id: KeyId,
) -> impl IntoView {
    view! { <WithKey id=id show=|key: Key| view! { <KeyDetails key=key /> }.into_any() /> }.into_any()
}

/// Loads a key and shows it, or says that there is no such key.
#[component]
pub(super) fn WithKey(id: KeyId, show: fn(Key) -> AnyView) -> impl IntoView {
    let id = id.to_string();
    let load = use_load(move || api::keys::get(&id).or_none());
    let waiting = || view! { <p><Spinner label="Loading the API key" /></p> };
    let show = move |key: Option<Key>| match key {
        Some(key) => show(key),
        None => view! { <KeyNotFound /> }.into_any(),
    };
    view! { <Loaded load=load what="the API key" waiting=waiting.into() show=show /> }
}

/// The way back up from a key.
#[component]
pub(super) fn Trail(
    /// Where it leads: to the organization's table of keys unless to a project's.
    #[prop(default = paths::API_KEYS.to_owned())]
    to: String,
    /// What that is called.
    #[prop(default = "API Keys".to_owned())]
    label: String,
) -> impl IntoView {
    view! {
        <nav aria-label="Breadcrumb">
            <a href=to>
                <Icon icon=icondata_lu::LuChevronLeft size=14 />
                {label}
            </a>
        </nav>
    }
}

/// A notice for the key that Keyhold itself uses.
#[component]
pub(super) fn OwnKeyNotice(id: String) -> impl IntoView {
    let session = use_session();
    dynamic(move || {
        (session.own_key_id() == id).then(|| {
            view! {
                <Notice tone=Tone::Info title="Keyhold uses this key">
                    "This console reaches the Admin API with it. Keyhold refuses changes that would shut it out."
                </Notice>
            }
        })
    })
}

/// The two steps of editing a key, which can be gone to in any order.
pub(super) fn edit_steps(id: &str) -> Vec<Step> {
    vec![
        ("API Key Information", Some(paths::edit_api_key(id))),
        ("Access List", Some(paths::edit_access_list(id))),
    ]
}

#[component]
fn KeyDetails(key: Key) -> impl IntoView {
    let (id, description) = (key.id.clone(), key.description.clone());
    use_page_title({
        let description = description.clone();
        move || description.clone()
    });
    let actions = {
        let (id, public_key) = (id.clone(), key.public_key.clone());
        move || view! { <Actions id=id public_key=public_key /> }
    };
    let public_key = key.public_key.clone();
    let to_list = paths::edit_access_list(&id);
    let key = RwSignal::new(key);
    view! {
        <PageHeader title=description.clone() trail=|| view! { <Trail /> } actions=actions />
        <OwnKeyNotice id=id.clone() />
        <ReplacesNotice description=description.clone() />
        <Section title="Details">
            <Facts key=key />
        </Section>
        <Section title="Access List">
            <AccessList key=key />
            <div class="cluster cluster--end">
                <PermittedLink
                    action=Action::AddAccessListEntries
                    href=to_list
                    icon=icondata_lu::LuListChecks
                    label="Edit Access List"
                />
            </div>
        </Section>
        <Section title="Recent Events">
            <RecentEvents public_key=public_key />
        </Section>
        <Ending id=id description=description />
    }
}

/// What can be done with the key, and why not where it cannot.
#[component]
fn Actions(id: String, public_key: String) -> impl IntoView {
    view! {
        <a class="button button--secondary" href=paths::why(&paths::Why { key: &public_key, ..paths::Why::default() })>
            <Icon icon=icondata_lu::LuCircleHelp />
            "Why"
        </a>
        <PermittedLink
            action=Action::CreateOrganizationKey
            href=paths::replace_api_key(&id)
            icon=icondata_lu::LuCopy
            label="Replace"
        />
        <PermittedLink
            action=Action::ChangeOrganizationKey
            href=paths::edit_api_key(&id)
            icon=icondata_lu::LuPencil
            label="Edit"
        />
    }
}

/// What the key is. It follows the key: a change of the access list changes its exposure and its last use.
#[component]
fn Facts(key: RwSignal<Key>) -> impl IntoView {
    dynamic(move || {
        let key = key.get();
        let exposure = (!key.entries.is_empty()).then(|| {
            let advice = advice_on(&key);
            view! { <CoverageNumbers numbers=[advice.ipv4, advice.ipv6] /> }
        });
        view! {
            <DefinitionList>
                <Definition term="Public Key">
                    <span class="cluster">
                        <code>{key.public_key.clone()}</code>
                        <CopyButton text=key.public_key label="Copy Public Key" />
                    </span>
                </Definition>
                <Definition term="Private Key">
                    <code>{key.masked_private_key}</code>
                </Definition>
                <Definition term="API Key ID">
                    <span class="cluster">
                        <code>{key.id.clone()}</code>
                        <CopyButton text=key.id label="Copy API Key ID" />
                    </span>
                </Definition>
                <Definition term="Organization Permissions">
                    <RoleBadges roles=key.roles />
                </Definition>
                <Definition term="Projects">
                    <Projects projects=key.projects />
                </Definition>
                <Definition term="Access List">
                    <span class="cluster">
                        {entries(key.entries.len())}
                        <ExposureBadge exposure=key.exposure />
                    </span>
                    {exposure}
                </Definition>
                <Definition term="Created">
                    <RelativeTime at=key.created />
                </Definition>
                <Definition term="Last Used">
                    <LastUseText last_use=key.last_use />
                </Definition>
            </DefinitionList>
        }
    })
}

#[component]
fn Projects(projects: Vec<ProjectAccess>) -> impl IntoView {
    let session = use_session();
    if projects.is_empty() {
        return view! { <span class="muted">"None"</span> }.into_any();
    }
    let items = projects
        .into_iter()
        .map(|project| {
            let roles = project
                .roles
                .iter()
                .map(|role| roles::label(role))
                .collect::<Vec<_>>()
                .join(", ");
            let page = paths::project_api_keys(&project.id);
            let id = project.id.parse().ok();
            let project = if untrack(|| session.refusal(Action::ListProjectKeys, id)).is_none() {
                view! { <a href=page>{project.name.unwrap_or(project.id)}</a> }.into_any()
            } else {
                view! { "Another project, " <code>{project.id}</code> }.into_any()
            };
            view! {
                <li>
                    {project}
                    <span class="muted">" " {roles}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain-list">{items}</ul> }.into_any()
}

fn entries(count: usize) -> String {
    match count {
        0 => "None".to_owned(),
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    }
}

/// The newest events that the key did or that happened to it, and the way to all of them.
#[component]
fn RecentEvents(public_key: String) -> impl IntoView {
    let all = paths::activity(&query::build(&[("key", &public_key)]));
    let asked = EventQuery {
        key: Some(public_key),
        ..EventQuery::default()
    };
    let load = use_load(move || api::events::list(&asked));
    let show = |page: EventPage| {
        if page.events.is_empty() {
            return view! { <p class="muted">"None is on record."</p> }.into_any();
        }
        let newest: Vec<Event> = page.events.into_iter().take(NEWEST).collect();
        view! { <EventTable events=Signal::stored(newest) /> }.into_any()
    };
    view! {
        <Loaded load=load what="the events" waiting=(|| view! { <EventSkeleton /> }).into() show=show />
        <p>
            <a href=all>"See All Activity of This Key"</a>
        </p>
    }
}

/// The end of the key.
#[component]
fn Ending(id: String, description: String) -> impl IntoView {
    let doomed = RwSignal::new(Doomed { id, description });
    let open = RwSignal::new(false);
    let navigation = use_navigation();
    let gone = move || navigation.go(paths::API_KEYS);
    let session = use_session();
    let refusal = Signal::derive(move || session.refusal(Action::DeleteOrganizationKey, None));
    view! {
        <Section title="Delete">
            <p class="muted">
                "Whatever uses the key stops working at once: replace it first. A deleted key cannot be brought back."
            </p>
            <Button variant=ButtonVariant::Danger disabled_reason=refusal on_click=move || open.set(true)>
                "Delete API Key…"
            </Button>
        </Section>
        <DeleteKey key=doomed open=open on_deleted=gone />
    }
}
