//! Changing a key, in the two documented steps: description and permissions here; then the access list.

use super::key::{OwnKeyNotice, Trail, WithKey, edit_steps};
use crate::{
    api,
    components::{
        forbidden::Allowed, leave_question::LeaveQuestion, page_title::use_page_title,
        role_picker::RoleChoices, section::Section, steps::Steps,
    },
    forms::{
        key_details::{KeyDetailsForm, KeyDraft},
        submission::use_submission,
    },
    navigation::{use_leave_guard, use_navigation},
    paths,
    ui::{PageHeader, use_toaster},
};
use access::{Action, KeyId};
use contract::{ChangeKey, CreateKey, Key};
use keyhold_markup::view;
use leptos::prelude::*;

/// The page.
#[component]
pub fn EditApiKeyPage(
    /// The key.
    id: KeyId,
) -> impl IntoView {
    view! {
        <Allowed action=Action::ChangeOrganizationKey what="changing API keys">
            <WithKey id=id show=|key: Key| view! { <EditKey key=key /> }.into_any() />
        </Allowed>
    }
    .into_any()
}

#[component]
fn EditKey(key: Key) -> impl IntoView {
    use_page_title({
        let description = key.description.clone();
        move || format!("Edit {description}")
    });
    let (id, description) = (key.id.clone(), key.description.clone());
    let trail = {
        let page = paths::api_key(&id);
        move || view! { <Trail to=page label=description /> }
    };
    view! {
        <PageHeader title="Edit API Key" trail=trail />
        <Steps steps=edit_steps(&id) current=0 />
        <OwnKeyNotice id=id />
        <Details key=key />
    }
}

/// The first step. What is saved leads on to the second.
#[component]
fn Details(key: Key) -> impl IntoView {
    let draft = KeyDraft::new(&key.description, RoleChoices::of_organization(&key.roles));
    let saved = RwSignal::new(false);
    let dirty = draft.is_dirty();
    let guard = use_leave_guard(move || dirty.get() && !saved.get());
    let toaster = use_toaster();
    let navigation = use_navigation();
    let way_back = paths::api_key(&key.id);
    let cancel = move || view! { <a class="button button--secondary" href=way_back>"Cancel"</a> };
    let submission = use_submission();
    let before = CreateKey {
        description: key.description,
        roles: key.roles,
    };
    let save = move |after: CreateKey| {
        let (id, next) = (key.id.clone(), paths::edit_access_list(&key.id));
        let Some(change) = changed(&before, after) else {
            return navigation.go(&next);
        };
        submission.send(api::keys::change(&id, &change), move |_| {
            saved.set(true);
            toaster.success("API key saved");
            navigation.go(&next);
        });
    };
    view! {
        <Section title="API Key Information">
            <KeyDetailsForm
                draft=draft
                submission=submission
                on_submit=save
                submit_label="Save and Continue"
                cancel=cancel
            />
        </Section>
        <LeaveQuestion guard=guard title="Leave without saving?" stay="Keep Editing" leave="Discard Changes">
            "What you have changed here is not saved."
        </LeaveQuestion>
    }
}

/// Only what differs, so that a change made elsewhere meanwhile is not undone; nothing at all where nothing does.
fn changed(before: &CreateKey, after: CreateKey) -> Option<ChangeKey> {
    let mut sorted = (before.roles.clone(), after.roles.clone());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    let change = ChangeKey {
        description: (before.description != after.description).then_some(after.description),
        roles: (sorted.0 != sorted.1).then_some(after.roles),
    };
    (change != ChangeKey::default()).then_some(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(description: &str, roles: &[&str]) -> CreateKey {
        CreateKey {
            description: description.into(),
            roles: roles.iter().map(|&role| role.into()).collect(),
        }
    }

    #[test]
    fn what_is_as_it_was_is_not_sent() {
        let before = details("ci", &["ORG_MEMBER", "ORG_READ_ONLY"]);
        let change = changed(&before, details("ci deploy", &["ORG_READ_ONLY", "ORG_MEMBER"]));
        assert_eq!(
            change,
            Some(ChangeKey {
                description: Some("ci deploy".into()),
                roles: None
            })
        );
        let change = changed(&before, details("ci", &["ORG_MEMBER"]));
        assert_eq!(
            change,
            Some(ChangeKey {
                description: None,
                roles: Some(vec!["ORG_MEMBER".into()])
            })
        );
    }

    #[test]
    fn a_change_of_nothing_is_not_sent_at_all() {
        let before = details("ci", &["ORG_MEMBER"]);
        assert_eq!(changed(&before, before.clone()), None);
    }
}
