//! Changing a key's description and organization permissions.

use super::key::{OwnKeyNotice, Trail, WithKey};
use crate::{
    api,
    components::{
        forbidden::Allowed, leave_question::LeaveQuestion, page_title::use_page_title,
        role_picker::RoleChoices, section::Section,
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
    let draft = KeyDraft::new(&key.description, RoleChoices::of_organization(&key.roles));
    let saved = RwSignal::new(false);
    let dirty = draft.is_dirty();
    let guard = use_leave_guard(move || dirty.get() && !saved.get());
    let toaster = use_toaster();
    let navigation = use_navigation();
    let page = paths::api_key(&key.id);
    let cancel = view! { <a class="button button--secondary" href=page.clone()>"Cancel"</a> }.into_any();
    let id = key.id.clone();
    let before = CreateKey {
        description: key.description.clone(),
        roles: key.roles.clone(),
    };
    let submission = use_submission();
    let save = move |after: CreateKey| {
        let (id, change) = (id.clone(), changed(&before, after));
        let page = page.clone();
        submission.send(async move { api::keys::change(&id, &change).await }, move |_| {
            saved.set(true);
            toaster.success("API key saved");
            navigation.go(&page);
        });
    };
    view! {
        <PageHeader title="Edit API Key" description=Some(key.description.clone()) trail=|| view! { <Trail /> } />
        <OwnKeyNotice id=key.id />
        <Section title="API Key Information">
            <KeyDetailsForm draft=draft submission=submission on_submit=save submit_label="Save" cancel=cancel />
        </Section>
        <LeaveQuestion guard=guard title="Leave without saving?" stay="Keep Editing" leave="Discard Changes">
            "What you have changed here is not saved."
        </LeaveQuestion>
    }
}

/// Only what differs, so that a change made elsewhere meanwhile is not undone. With nothing different the description
/// is sent as it is: the Admin API refuses a change of nothing.
fn changed(before: &CreateKey, after: CreateKey) -> ChangeKey {
    let mut sorted = (before.roles.clone(), after.roles.clone());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    let roles = (sorted.0 != sorted.1).then_some(after.roles);
    let description =
        (before.description != after.description || roles.is_none()).then_some(after.description);
    ChangeKey { description, roles }
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
            ChangeKey {
                description: Some("ci deploy".into()),
                roles: None
            }
        );
        let change = changed(&before, details("ci", &["ORG_MEMBER"]));
        assert_eq!(
            change,
            ChangeKey {
                description: None,
                roles: Some(vec!["ORG_MEMBER".into()])
            }
        );
    }

    #[test]
    fn a_change_of_nothing_is_still_a_change_the_admin_api_takes() {
        let before = details("ci", &["ORG_MEMBER"]);
        assert_eq!(
            changed(&before, before.clone()).description.as_deref(),
            Some("ci")
        );
    }
}
