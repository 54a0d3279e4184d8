//! Creating a key, in the two documented steps: description and permissions; then the private key, shown this once,
//! and the access list.
//!
//! The private key is in one signal of the second step and nowhere else: not in the URL, not in storage, not in a
//! context. Leaving the page drops it, so leaving asks first unless the key has been copied or stored.

use super::key::{Trail, WithKey};
use crate::{
    api,
    components::{
        access_list::AccessList,
        access_list_editor::AccessListEditor,
        exposure,
        forbidden::Allowed,
        key_secret::KeySecret,
        leave_question::LeaveQuestion,
        page_title::use_page_title,
        replacement::{CopyNotice, SameProjects},
        role_picker::RoleChoices,
        section::Section,
        steps::Steps,
    },
    forms::{
        key_details::{KeyDetailsForm, KeyDraft},
        submission::use_submission,
    },
    keys::description_of_copy,
    navigation::{use_leave_guard, use_navigation},
    paths, query,
    session::use_session,
    ui::{Button, ButtonVariant, Notice, PageHeader, Tone, dynamic, focus_content_after, use_announcer},
};
use access::{Action, KeyId, ProjectId};
use contract::{CreateKey, CreatedKey, Key};
use keyhold_markup::view;
use leptos::prelude::*;

/// What the page is called.
pub const TITLE: &str = "Create API Key";

/// Where a key is created, and what it is given permissions in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The organization.
    Organization,
    /// A project: the key becomes an Organization Member by it.
    Project(ProjectId),
}

impl Place {
    /// The table of keys the person comes from.
    fn table(self) -> String {
        match self {
            Self::Organization => paths::API_KEYS.to_owned(),
            Self::Project(project) => paths::project_api_keys(&project.to_string()),
        }
    }

    /// Where a key that is created and stored is seen: on its own page, or among the project's.
    fn afterwards(self, key: &str) -> String {
        match self {
            Self::Organization => paths::api_key(key),
            Self::Project(_) => self.table(),
        }
    }

    fn description(self) -> Option<String> {
        let words = "The key is added to the organization as Organization Member, and to the project with the \
                     permissions you choose.";
        matches!(self, Self::Project(_)).then(|| words.to_owned())
    }

    /// What the first step begins with: nothing, or what the key has that is to be replaced.
    fn draft(self, replaced: Option<RwSignal<Key>>) -> KeyDraft {
        match (self, replaced) {
            (Self::Organization, None) => KeyDraft::new("", RoleChoices::of_organization(&[])),
            (Self::Organization, Some(old)) => {
                let old = old.get_untracked();
                let description = description_of_copy(&old.description, &old.public_key);
                KeyDraft::new(&description, RoleChoices::of_organization(&old.roles))
            }
            (Self::Project(_), _) => KeyDraft::new("", RoleChoices::of_project(&[])),
        }
    }

    /// What creating a key here is, and in which project.
    fn action(self) -> (Action, Option<ProjectId>) {
        match self {
            Self::Organization => (Action::CreateOrganizationKey, None),
            Self::Project(project) => (Action::CreateProjectKey, Some(project)),
        }
    }

    fn create(self, details: &CreateKey) -> api::Reply<CreatedKey> {
        match self {
            Self::Organization => api::keys::create(details),
            Self::Project(project) => api::projects::create_key(&project.to_string(), details),
        }
    }
}

/// The page.
#[component]
pub fn CreateApiKeyPage(
    /// Where the key is created.
    place: Place,
) -> impl IntoView {
    use_page_title(|| TITLE.to_owned());
    let replaced = use_replaced();
    view! {
        <PageHeader
            title=TITLE
            description=place.description()
            trail=move || view! { <Trail to=place.table() /> }
        />
        {dynamic(move || match replaced.get().parse::<KeyId>().ok() {
            None => view! { <TwoSteps place=place replaced=None /> }.into_any(),
            Some(id) => view! {
                <WithKey id=id show=|old| view! { <TwoSteps place=Place::Organization replaced=Some(old) /> }.into_any() />
            }
            .into_any(),
        })}
    }
    .into_any()
}

/// Which key is to be replaced, as the URL says. A key of the organization only is.
fn use_replaced() -> Memo<String> {
    let navigation = use_navigation();
    Memo::new(move |before: Option<&String>| {
        let asked = navigation
            .search()
            .with(|search| query::get(search, paths::REPLACES));
        // On the way to another page nothing is drawn anew.
        let is_here = navigation.path().with(|path| path == paths::NEW_API_KEY);
        let known = if is_here { asked } else { before.cloned() };
        known.unwrap_or_default()
    })
}

#[component]
fn TwoSteps(place: Place, replaced: Option<Key>) -> impl IntoView {
    let announcer = use_announcer();
    let replaced = replaced.map(RwSignal::new);
    let created = RwSignal::new(None::<CreatedKey>);
    let done = move |answer: CreatedKey| {
        created.set(Some(answer));
        announcer
            .announce("API key created. Step 2 of 2: store the private key and add access list entries.");
        focus_content_after();
    };
    let is_created = Memo::new(move |_| created.with(Option::is_some));
    let (action, project) = place.action();
    view! {
        <Steps
            steps=vec![("API Key Information", None), ("Private Key & Access List", None)]
            current=Signal::derive(move || usize::from(is_created.get()))
        />
        {dynamic(move || {
            if !is_created.get() {
                // This step alone: a private key must not go because a role has.
                return view! {
                    <Allowed action=action project=project what="creating API keys">
                        <Details place=place replaced=replaced on_created=done />
                    </Allowed>
                }
                .into_any();
            }
            // From here on the second step owns the answer: it exists once.
            match created.try_update_untracked(Option::take).flatten() {
                Some(CreatedKey { key, private_key }) => {
                    view! { <SecretAndAccessList place=place key=key private_key=private_key replaced=replaced /> }.into_any()
                }
                None => ().into_any(),
            }
        })}
    }
    .into_any()
}

/// The first step.
#[component]
fn Details(
    place: Place,
    replaced: Option<RwSignal<Key>>,
    #[prop(into)] on_created: Callback<(CreatedKey,)>,
) -> impl IntoView {
    let draft = place.draft(replaced);
    let sent = RwSignal::new(false);
    let dirty = draft.is_dirty();
    let guard = use_leave_guard(move || dirty.get() && !sent.get());
    let submission = use_submission();
    let create = move |details: CreateKey| {
        submission.send(place.create(&details), move |created| {
            sent.set(true);
            on_created.run((created,));
        });
    };
    let cancel = move || view! { <a class="button button--secondary" href=place.table()>"Cancel"</a> };
    view! {
        {replaced.map(|old| view! { <CopyNotice old=old.get_untracked() /> })}
        <Section title="API Key Information">
            <KeyDetailsForm draft=draft submission=submission on_submit=create submit_label="Create" cancel=cancel />
        </Section>
        <LeaveQuestion guard=guard title="Leave without creating the key?" stay="Keep Editing" leave="Discard">
            "What you have filled in here would be lost."
        </LeaveQuestion>
    }
}

/// The second step.
#[component]
fn SecretAndAccessList(
    place: Place,
    key: Key,
    private_key: String,
    replaced: Option<RwSignal<Key>>,
) -> impl IntoView {
    let copy = key.id.clone();
    let (adding, told) = (RwSignal::new(false), RwSignal::new(false));
    let lacks_projects = move || replaced.is_some_and(|old| old.with(|old| !old.projects.is_empty()));
    let page = place.afterwards(&key.id);
    let public_key = key.public_key.clone();
    let key = RwSignal::new(key);
    let private_key = RwSignal::new(private_key);
    let (copied, stored) = (RwSignal::new(false), RwSignal::new(false));
    let typed = RwSignal::new(replaced.map(typed_list).unwrap_or_default());
    // What was typed and not added when Done was pressed. It is told until that is changed.
    let unadded = RwSignal::new(String::new());
    let guard = use_leave_guard(move || !copied.get() && !stored.get());
    let navigation = use_navigation();
    let done = move || {
        if typed.with_untracked(|typed| !typed.trim().is_empty()) {
            unadded.set(typed.get_untracked());
            return;
        }
        if untrack(lacks_projects) && !told.get_untracked() {
            told.set(true);
            return;
        }
        let page = page.clone();
        navigation.leave(move || navigation.go(&page));
    };
    view! {
        <Section title="Private Key">
            <KeySecret public_key=public_key private_key=private_key copied=copied stored=stored />
        </Section>
        <Section title="Access List">
            {dynamic(move || match use_session().refusal(Action::AddAccessListEntries, None) {
                Some(reason) => view! { <NotYours key=key reason=reason /> }.into_any(),
                None => view! {
                    <AccessList key=key />
                    <AccessListEditor key=key typed=typed />
                }
                .into_any(),
            })}
        </Section>
        {replaced.filter(|_| untrack(lacks_projects)).map(|old| view! {
            <Section title="Projects">
                <SameProjects copy=copy old=old pending=adding />
            </Section>
        })}
        {dynamic(move || (told.get() && lacks_projects()).then(|| view! {
            <Notice tone=Tone::Warning announce=true>
                "The key is not on all projects of the old one yet. Add it, or press “Done” again."
            </Notice>
        }))}
        {dynamic(move || {
            unadded.with(|unadded| !unadded.is_empty() && typed.with(|typed| typed == unadded)).then(|| view! {
                <Notice tone=Tone::Warning announce=true>
                    "What you typed is not on the access list yet. Press “Add Access List Entry”, or clear the field."
                </Notice>
            })
        })}
        <div class="cluster cluster--end">
            <Button variant=ButtonVariant::Primary pending=adding on_click=done>
                "Done"
            </Button>
        </div>
        <LeaveQuestion
            guard=guard
            title="Leave without the private key?"
            stay="Keep the Private Key"
            leave="Leave Without It"
        >
            "You have neither copied the private key nor said that it is stored, and it is never shown again. \
             Without it the key is useless: you would have to delete it and create another."
        </LeaveQuestion>
    }
}

/// The access list of a key as one types it, an entry a line.
fn typed_list(key: RwSignal<Key>) -> String {
    key.with_untracked(|key| {
        let entries: Vec<&str> = key.entries.iter().map(|entry| entry.block.as_str()).collect();
        entries.join("\n")
    })
}

/// In place of the access list, for whoever may create a key but not say from where it can be used.
#[component]
fn NotYours(key: RwSignal<Key>, reason: String) -> impl IntoView {
    let session = use_session();
    let public_key = key.with_untracked(|key| key.public_key.clone());
    let meaning = move || key.with(|key| exposure::meaning(key.exposure, session.access_list_required()));
    view! {
        <p>{dynamic(meaning)}</p>
        <p>
            "Adding access list entries is not yours to do. " {reason} " They find the key by its public key, "
            <code>{public_key}</code> "."
        </p>
    }
    .into_any()
}
