//! One key: what it is, who may use it from where, and its end.

use crate::{
    api,
    components::{
        access_list::AccessList,
        delete_key::{DeleteKey, Doomed},
        exposure::ExposureBadge,
        last_use::LastUseText,
        load::{Loaded, use_load},
        page_title::use_page_title,
        roles::{self, RoleBadges},
        section::Section,
    },
    navigation::use_navigation,
    pages::not_found::KeyNotFound,
    paths,
    session::use_session,
    ui::{
        Button, ButtonVariant, CopyButton, Definition, DefinitionList, Icon, Notice, PageHeader, Spinner,
        Tone, dynamic,
    },
};
use access::KeyId;
use contract::{Key, ProjectAccess};
use leptos::prelude::*;

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
    let load = use_load(move || {
        let id = id.clone();
        async move {
            match api::keys::get(&id).await {
                Ok(key) => Ok(Some(key)),
                // That there is no such key is an answer, not a failure.
                Err(error) if error.is_not_found() => Ok(None),
                Err(error) => Err(error),
            }
        }
    });
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
) -> impl IntoView {
    view! {
        <nav aria-label="Breadcrumb">
            <a href=to>
                <Icon icon=icondata_lu::LuChevronLeft size=14 />
                "API Keys"
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
                    "This console reaches the Admin API with it. Changing its permissions or its access list can cut \
                     Keyhold itself off."
                </Notice>
            }
        })
    })
}

#[component]
fn KeyDetails(key: Key) -> impl IntoView {
    let (id, description) = (key.id.clone(), key.description.clone());
    use_page_title({
        let description = description.clone();
        move || description.clone()
    });
    let edit = paths::edit_api_key(&id);
    let actions = move || {
        view! {
            <a class="button button--secondary" href=edit>
                <Icon icon=icondata_lu::LuPencil />
                "Edit"
            </a>
        }
    };
    let key = RwSignal::new(key);
    let typed = RwSignal::new(String::new());
    view! {
        <PageHeader title=description.clone() trail=|| view! { <Trail /> } actions=actions />
        <OwnKeyNotice id=id.clone() />
        <Section title="Details">
            <Facts key=key />
        </Section>
        <Section title="Access List">
            <AccessList key=key typed=typed />
        </Section>
        <Ending id=id description=description />
    }
}

/// What the key is. It follows the key: a change of the access list changes its exposure and its last use.
#[component]
fn Facts(key: RwSignal<Key>) -> impl IntoView {
    dynamic(move || {
        let key = key.get();
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
            view! {
                <li>
                    {project.name.unwrap_or(project.id)}
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

/// The end of the key.
#[component]
fn Ending(id: String, description: String) -> impl IntoView {
    let doomed = RwSignal::new(Doomed { id, description });
    let open = RwSignal::new(false);
    let navigation = use_navigation();
    let gone = move || navigation.go(paths::API_KEYS);
    view! {
        <Section title="Delete">
            <p class="muted">"Whatever uses the key stops working at once. A deleted key cannot be brought back."</p>
            <Button variant=ButtonVariant::Danger on_click=move || open.set(true)>
                "Delete API Key…"
            </Button>
        </Section>
        <DeleteKey key=doomed open=open on_deleted=gone />
    }
}
