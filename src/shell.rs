//! What surrounds every page of whoever is signed in, and keeps everybody else out.

use crate::{
    api,
    components::{
        failure::in_one_line, mark::Mark, page_title::use_route_announcer, session_ended::SessionEnded,
    },
    forms::submission::use_submission,
    paths,
    routes::replace,
    session::{SignedIn, use_session},
    ui::{Button, ButtonVariant, Frame, Icon, ThemeSwitch, attribute, dynamic, effect, use_toaster},
};
use contract::SessionState;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

/// The shell. Who is not signed in is led to where they can be, and back here afterwards.
#[component]
pub fn Shell(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let state = session.state();
    let location = use_location();
    let navigate = use_navigate();
    effect(move || match state.get() {
        Some(SessionState::SetUpNeeded { .. }) => navigate(paths::SET_UP, replace()),
        Some(SessionState::SignedOut) => {
            let here = location.search.with_untracked(|search| {
                let path = location.pathname.get_untracked();
                if search.is_empty() {
                    path
                } else {
                    format!("{path}?{search}")
                }
            });
            navigate(&paths::sign_in(&here), replace());
        }
        Some(SessionState::SignedIn { .. }) | None => {}
    });
    let signed_in = session.signed_in();
    let is_signed_in = Memo::new(move |_| signed_in.with(Option::is_some));
    dynamic(move || {
        is_signed_in.get().then(|| {
            let children = children.clone();
            view! { <SignedInShell signed_in=signed_in>{children()}</SignedInShell> }
        })
    })
}

#[component]
fn SignedInShell(signed_in: Signal<Option<SignedIn>>, children: Children) -> impl IntoView {
    use_route_announcer();
    let brand = || {
        view! {
            <a class="brand" href=paths::HOME>
                <Mark />
            </a>
        }
    };
    let pathname = use_location().pathname;
    let current = attribute(move || {
        pathname
            .with(|path| path.starts_with(paths::API_KEYS))
            .then_some("page")
    });
    let navigation = move || {
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
        <Frame brand=brand top=move || view! { <TopBar signed_in=signed_in /> } navigation=navigation>
            {children()}
        </Frame>
        <SessionEnded />
    }
}

/// The organization and how it is reached; the person and how they look at it.
#[component]
fn TopBar(signed_in: Signal<Option<SignedIn>>) -> impl IntoView {
    let part = move |part: fn(&SignedIn) -> &str| {
        attribute(move || {
            signed_in.with(|signed_in| signed_in.as_ref().map(|signed_in| part(signed_in).to_owned()))
        })
    };
    view! {
        <p class="frame__context">
            <Icon icon=icondata_lu::LuBuilding2 />
            <span>
                <span class="visually-hidden">"Organization "</span>
                {part(|signed_in| &signed_in.organization.name)}
            </span>
        </p>
        <dl class="reach">
            <div class="reach__fact">
                <dt>"Connection"</dt>
                <dd>{part(|signed_in| &signed_in.connection.name)}</dd>
            </div>
            <div class="reach__fact">
                <dt>"Seen from"</dt>
                <dd>
                    <code>{part(|signed_in| &signed_in.client_address)}</code>
                </dd>
            </div>
        </dl>
        <ThemeSwitch />
        <span class="operator">
            <span class="visually-hidden">"Signed in as "</span>
            {part(|signed_in| &signed_in.operator.name)}
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
        if let Some(error) = submission.failure().get() {
            toaster.error(in_one_line(&error));
        }
    });
    let sign_out = move || {
        submission.send(api::session::sign_out(), |()| {
            window().location().assign(paths::SIGN_IN).ok();
        });
    };
    view! {
        <span data-leaves="true">
            <Button variant=ButtonVariant::Quiet pending=submission.pending() on_click=sign_out>
                "Sign Out"
            </Button>
        </span>
    }
}
