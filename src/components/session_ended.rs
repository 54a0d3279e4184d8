//! The sign-in form over a page whose session has ended, so that nothing typed is lost.

use crate::{forms::sign_in::SignInForm, session::use_session, ui::Dialog};
use keyhold_markup::view;
use leptos::prelude::*;

/// Opens by itself when the session ends, and closes once somebody has signed in. It can be put aside, to copy what
/// was typed; the next request that is refused brings it back.
#[component]
pub fn SessionEnded() -> impl IntoView {
    let session = use_session();
    let operator = move || untrack(|| session.signed_in()).map(|signed_in| signed_in.operator.name);
    view! {
        <Dialog open=session.ended() title="Sign In Again">
            <p>"Your session has ended. This page stays as it is: sign in, then repeat what you were doing."</p>
            <SignInForm operator=operator().unwrap_or_default() />
        </Dialog>
    }
    .into_any()
}
