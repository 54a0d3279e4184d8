//! What surrounds every page of whoever is signed in, and keeps everybody else out.

pub mod account;
pub mod context_picker;
pub mod directory;
pub mod palette;
pub mod sections;
pub mod shortcuts;
pub mod top_bar;

use crate::{
    components::{
        address::AddressDialog, mark::Mark, page_title::use_route_announcer, server_lost::ServerLost,
        session_ended::SessionEnded,
    },
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::{Frame, dynamic, effect},
};
use account::AccountDialog;
use context_picker::ContextPicker;
use contract::SessionState;
use directory::use_directory;
use keyhold_markup::view;
use leptos::prelude::*;
use palette::Palette;
use sections::Rail;
use shortcuts::{ShortcutsDialog, listen};
use top_bar::TopBar;

/// The shell. Who is not signed in is led to where they can be, and back here afterwards.
#[component]
pub fn Shell(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let navigation = use_navigation();
    effect(move || match session.state() {
        Some(SessionState::SetUpNeeded { .. }) => navigation.replace(paths::SET_UP),
        Some(SessionState::SignedOut) => navigation.replace(&paths::sign_in(&navigation.here())),
        Some(SessionState::SignedIn { .. }) | None => {}
    });
    // Whether, not who: the page must not be drawn anew when somebody signs in again.
    let is_signed_in = Memo::new(move |_| session.signed_in().is_some());
    dynamic(move || {
        is_signed_in.get().then(|| {
            let children = children.clone();
            view! { <SignedInShell>{children()}</SignedInShell> }
        })
    })
}

/// What the shell can open over any page.
#[derive(Clone, Copy)]
pub struct Overlays {
    /// The command palette.
    pub palette: RwSignal<bool>,
    /// The choice of organization or project.
    pub context: RwSignal<bool>,
    /// How this browser's address is seen.
    pub address: RwSignal<bool>,
    /// Who is signed in, and how they like it.
    pub account: RwSignal<bool>,
    /// The keyboard shortcuts.
    pub shortcuts: RwSignal<bool>,
}

impl Overlays {
    fn closed() -> Self {
        Self {
            palette: RwSignal::new(false),
            context: RwSignal::new(false),
            address: RwSignal::new(false),
            account: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
        }
    }
}

#[component]
fn SignedInShell(children: Children) -> impl IntoView {
    use_route_announcer();
    let overlays = Overlays::closed();
    let directory = use_directory();
    listen(overlays);
    let brand = || {
        view! {
            <a class="brand" href=paths::HOME>
                <Mark />
            </a>
        }
    };
    view! {
        <Frame
            brand=brand
            top=move || view! { <TopBar overlays=overlays directory=directory /> }
            navigation=|| view! { <Rail /> }
        >
            <ServerLost />
            {children()}
        </Frame>
        <Palette overlays=overlays directory=directory />
        <ContextPicker open=overlays.context directory=directory />
        <AddressDialog open=overlays.address />
        <AccountDialog overlays=overlays directory=directory />
        <ShortcutsDialog open=overlays.shortcuts />
        <SessionEnded />
    }
    .into_any()
}
