//! The bar over every page: what is being managed, and the way to everything that concerns the person.

use super::{Overlays, directory::Directory};
use crate::{
    components::{operator::role_label, progress::ProgressLine},
    navigation::use_navigation,
    paths,
    session::{SignedIn, use_session},
    ui::{Icon, dynamic},
};
use icondata_core::Icon as IconData;
use keyhold_markup::view;
use leptos::prelude::*;

/// The bar.
#[component]
pub fn TopBar(
    /// What can be opened.
    overlays: Overlays,
    /// The projects and the keys.
    directory: Directory,
) -> impl IntoView {
    let session = use_session();
    let part = move |part: fn(SignedIn) -> String| Signal::derive(move || session.signed_in().map(part));
    let commands = || {
        view! {
            "Commands"
            <kbd aria-hidden="true">{super::shortcuts::palette_keys()}</kbd>
        }
        .into_any()
    };
    let address = move || {
        view! {
            "Seen from "
            <code>{part(|signed_in| signed_in.client_address)}</code>
        }
        .into_any()
    };
    let account = move || {
        view! {
            <span class="visually-hidden">"Signed in as "</span>
            {part(|signed_in| signed_in.operator.name)}
            <span class="visually-hidden">"with the role"</span>
            <small>{part(|signed_in| role_label(&signed_in.operator.role))}</small>
        }
        .into_any()
    };
    view! {
        <ContextButton open=overlays.context directory=directory />
        <Tool icon=icondata_lu::LuSearch hint="Commands" open=overlays.palette words=commands() />
        <Tool icon=icondata_lu::LuRadar hint="How this browser is seen" open=overlays.address words=address() />
        <Tool icon=icondata_lu::LuCircleUserRound hint="Account" open=overlays.account words=account() />
        <ProgressLine />
    }
    .into_any()
}

/// The organization or project that is open, which opens the choice of another.
#[component]
fn ContextButton(open: RwSignal<bool>, directory: Directory) -> impl IntoView {
    let session = use_session();
    let path = use_navigation().path();
    let project = Memo::new(move |_| path.with(|path| paths::project_of(path).map(str::to_owned)));
    view! {
        <button
            type="button"
            class="button button--quiet frame__context"
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            {dynamic(move || {
                let (icon, kind, name) = match project.get() {
                    Some(id) => (icondata_lu::LuFolder, "Project ", directory.name_of(&id)),
                    None => {
                        let organization = session.signed_in().map(|signed_in| signed_in.organization.name);
                        (icondata_lu::LuBuilding2, "Organization ", organization.unwrap_or_default())
                    }
                };
                view! {
                    <Icon icon=icon />
                    <span>
                        <span class="visually-hidden">{kind}</span>
                        {name}
                    </span>
                }
            })}
            <Icon icon=icondata_lu::LuChevronsUpDown size=14 />
        </button>
    }
}

/// A button of the bar that opens a dialog. Its words give way to its icon where there is no room.
#[component]
fn Tool(icon: IconData, hint: &'static str, open: RwSignal<bool>, words: AnyView) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button--quiet tool"
            title=hint
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            <Icon icon=icon />
            <span class="tool__words">{words}</span>
        </button>
    }
}
