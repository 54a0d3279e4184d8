//! Signing in, and back to where one wanted to go.

use crate::{
    components::{entrance::Entrance, page_title::use_page_title},
    forms::sign_in::SignInForm,
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::effect,
};
use contract::SessionState;
use keyhold_markup::view;
use leptos::prelude::*;

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    use_page_title(|| "Sign In".to_owned());
    let session = use_session();
    let navigation = use_navigation();
    effect(move || match session.state() {
        Some(SessionState::SignedIn { .. }) => {
            navigation.replace(&paths::after_sign_in(&navigation.search().get_untracked()));
        }
        Some(SessionState::SetUpNeeded { .. }) => navigation.replace(paths::SET_UP),
        Some(SessionState::SignedOut) | None => {}
    });
    view! {
        <Entrance title="Sign In" lead="Sign in to manage the API keys of your organization.">
            <SignInForm />
        </Entrance>
    }
    .into_any()
}
