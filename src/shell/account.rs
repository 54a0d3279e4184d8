//! Who is signed in, as what and through which connection; how they like the console; and the way out.

use super::{Overlays, directory::Directory};
use crate::{
    api,
    components::{failure::in_one_line, operator::role_label},
    forms::submission::{Submission, use_submission},
    navigation::use_navigation,
    paths,
    session::{SignedIn, use_session},
    ui::{
        Button, ButtonVariant, Definition, DefinitionList, Dialog, ThemeSwitch, dynamic, effect, use_toaster,
    },
};
use keyhold_markup::view;
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn AccountDialog(
    /// What can be opened.
    overlays: Overlays,
    /// The projects and the keys.
    directory: Directory,
) -> impl IntoView {
    let session = use_session();
    let submission = use_submission();
    let sign_out = sign_out_by(submission);
    let open = overlays.account;
    let shortcuts = move || {
        open.set(false);
        request_animation_frame(move || overlays.shortcuts.set(true));
    };
    let footer = move || {
        view! {
            <Button on_click=shortcuts>"Keyboard Shortcuts"</Button>
            <Button variant=ButtonVariant::Primary pending=submission.pending() on_click=sign_out>
                "Sign Out"
            </Button>
        }
    };
    view! {
        <Dialog open=open title="Account" footer=footer>
            {dynamic(move || {
                session.signed_in().map(|signed_in| view! { <Facts signed_in=signed_in directory=directory /> })
            })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Facts(signed_in: SignedIn, directory: Directory) -> impl IntoView {
    let SignedIn {
        operator,
        organization,
        connection,
        ..
    } = signed_in;
    let in_projects = !operator.projects.is_empty();
    if in_projects {
        directory.projects.refresh();
    }
    let projects = operator.projects;
    let named = move || {
        let names: Vec<String> = projects.iter().map(|id| directory.name_of(id)).collect();
        names.join(", ")
    };
    view! {
        <DefinitionList>
            <Definition term="Signed in as">{operator.name}</Definition>
            <Definition term="Role">{role_label(&operator.role)}</Definition>
            {in_projects.then(|| view! { <Definition term="Projects">{dynamic(named)}</Definition> })}
            <Definition term="Organization">{organization.name}</Definition>
            <Definition term="Organization ID">
                <code>{organization.id}</code>
            </Definition>
            <Definition term="Connection">{connection.name}</Definition>
            <Definition term="Admin API">
                <code>{connection.base_url}</code>
            </Definition>
            <Definition term="Theme">
                <ThemeSwitch />
            </Definition>
        </DefinitionList>
    }
}

/// Signing out. A failure is told by a toast.
pub(super) fn use_sign_out() -> Callback<()> {
    sign_out_by(use_submission())
}

/// Signs out and loads the console afresh, so that nothing of the session stays in memory.
fn sign_out_by(submission: Submission) -> Callback<()> {
    let toaster = use_toaster();
    let navigation = use_navigation();
    effect(move || {
        if let Some(error) = submission.failure() {
            toaster.error(in_one_line(&error));
        }
    });
    Callback::new(move |()| {
        navigation.leave(move || {
            submission.send(api::session::sign_out(), |()| {
                window().location().assign(paths::SIGN_IN).ok();
            });
        });
    })
}
