//! The first run: whoever holds the one-time link makes the first operator.

use crate::{
    components::{entrance::Entrance, page_title::use_page_title},
    forms::set_up::SetUpForm,
    navigation::use_navigation,
    paths,
    session::use_session,
    ui::{Notice, Tone, effect},
};
use contract::SessionState;
use keyhold_markup::view;
use leptos::{ev, prelude::*};

/// The page. The link's token is in the fragment, which no server and no referrer ever sees; it is taken out of the
/// address bar and the history at once, and stays in memory only.
#[component]
pub fn SetUpPage() -> impl IntoView {
    use_page_title(|| "Set Up".to_owned());
    let token = StoredValue::new(take_token().unwrap_or_default());
    let session = use_session();
    let navigation = use_navigation();
    effect(move || match session.state() {
        Some(SessionState::SignedIn { .. }) => navigation.replace(paths::HOME),
        Some(SessionState::SignedOut) => navigation.replace(paths::SIGN_IN),
        Some(SessionState::SetUpNeeded { .. }) | None => {}
    });
    let needs_organization = matches!(
        untrack(|| session.state()),
        Some(SessionState::SetUpNeeded {
            needs_organization: true
        })
    );
    let has_token = token.with_value(|token| !token.is_empty());
    view! {
        <Entrance title="Set Up Keyhold" lead="Make the first operator: the person who signs in to this console.">
            {if has_token {
                view! { <SetUpForm token=token needs_organization=needs_organization /> }.into_any()
            } else {
                view! { <LinkNeeded /> }.into_any()
            }}
        </Entrance>
    }
    .into_any()
}

#[component]
fn LinkNeeded() -> impl IntoView {
    // Opened where this page already is, the link changes the fragment alone.
    let listener = window_event_listener(ev::hashchange, |_| {
        window().location().reload().ok();
    });
    on_cleanup(move || listener.remove());
    view! {
        <Notice tone=Tone::Info title="The set-up link is needed">
            "Keyhold printed a one-time link when it started: look for “set-up” in the output of the server, and open \
             that link in this browser. Restart the server for a new one."
        </Notice>
    }
}

/// Takes the token out of the address bar.
fn take_token() -> Option<String> {
    let token = window()
        .location()
        .hash()
        .ok()?
        .trim_start_matches('#')
        .to_owned();
    if !token.is_empty() {
        let history = window().history().ok()?;
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(paths::SET_UP))
            .ok()?;
    }
    Some(token)
}
