//! What surrounds every page of whoever is signed in, and keeps everybody else out.

use crate::{
    api,
    components::{
        failure::in_one_line, mark::Mark, page_title::use_route_announcer, session_ended::SessionEnded,
    },
    forms::submission::use_submission,
    navigation::use_navigation,
    paths,
    session::{SignedIn, use_session},
    ui::{Button, ButtonVariant, Frame, Icon, ThemeSwitch, attribute, dynamic, effect, use_toaster},
};
use contract::SessionState;
use leptos::prelude::*;

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

#[component]
fn SignedInShell(children: Children) -> impl IntoView {
    use_route_announcer();
    let brand = || {
        view! {
            <a class="brand" href=paths::HOME>
                <Mark />
            </a>
        }
    };
    let path = use_navigation().path();
    let current = attribute(move || {
        path.with(|path| path.starts_with(paths::API_KEYS))
            .then_some("page")
    });
    let sections = move || {
        view! {
            <ul class="rail__list">
                <li>
                    <a class="rail__link" href=paths::API_KEYS aria-current=current>
                        <Icon icon=icondata_lu::LuKeyRound size=18 />
                        <span>"API Keys"</span>
                    </a>
                </li>
            </ul>
        }
    };
    view! {
        <Frame brand=brand top=|| view! { <TopBar /> } navigation=sections>
            {children()}
        </Frame>
        <SessionEnded />
    }
}

/// The organization and how it is reached; the person and how they look at it.
#[component]
fn TopBar() -> impl IntoView {
    let session = use_session();
    let part = move |part: fn(SignedIn) -> String| attribute(move || session.signed_in().map(part));
    view! {
        <p class="frame__context">
            <Icon icon=icondata_lu::LuBuilding2 />
            <span>
                <span class="visually-hidden">"Organization "</span>
                {part(|signed_in| signed_in.organization.name)}
            </span>
        </p>
        <dl class="reach">
            <div class="reach__fact">
                <dt>"Connection"</dt>
                <dd>{part(|signed_in| signed_in.connection.name)}</dd>
            </div>
            <div class="reach__fact">
                <dt>"Seen from"</dt>
                <dd>
                    <code>{part(|signed_in| signed_in.client_address)}</code>
                </dd>
            </div>
        </dl>
        <ThemeSwitch />
        <span class="operator">
            <span class="visually-hidden">"Signed in as "</span>
            {part(|signed_in| signed_in.operator.name)}
        </span>
        <SignOut />
    }
}

/// Signs out and loads the console afresh, so that nothing of the session stays in memory.
#[component]
fn SignOut() -> impl IntoView {
    let toaster = use_toaster();
    let submission = use_submission();
    effect(move || {
        if let Some(error) = submission.failure() {
            toaster.error(in_one_line(&error));
        }
    });
    let navigation = use_navigation();
    let sign_out = move || {
        navigation.leave(move || {
            submission.send(api::session::sign_out(), |()| {
                window().location().assign(paths::SIGN_IN).ok();
            });
        });
    };
    view! {
        <Button variant=ButtonVariant::Quiet pending=submission.pending() on_click=sign_out>
            "Sign Out"
        </Button>
    }
}
