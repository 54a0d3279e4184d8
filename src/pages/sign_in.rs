//! Signing in, and back to where one wanted to go.

use crate::{
    components::{entrance::Entrance, page_title::use_page_title},
    forms::sign_in::SignInForm,
    paths,
    routes::replace,
    session::use_session,
    ui::effect,
};
use contract::SessionState;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    use_page_title(|| "Sign In".to_owned());
    let session = use_session();
    let search = use_location().search;
    let navigate = use_navigate();
    let state = session.state();
    effect(move || {
        let replace = replace();
        match state.get() {
            Some(SessionState::SignedIn { .. }) => {
                navigate(&paths::after_sign_in(&search.get_untracked()), replace)
            }
            Some(SessionState::SetUpNeeded { .. }) => navigate(paths::SET_UP, replace),
            Some(SessionState::SignedOut) | None => {}
        }
    });
    view! {
        <Entrance title="Sign In" lead="Sign in to manage the API keys of your organization.">
            <SignInForm />
        </Entrance>
    }
    .into_any()
}
