//! What stands over a page while the server cannot be reached: it asks again by itself, less and less often, and says
//! when the server is back. The page stays as it is, with everything typed.

use crate::{
    api::{self, Error},
    session::use_session,
    ui::{Button, Notice, Tone, dynamic, effect, use_toaster},
};
use contract::SessionState;
use keyhold_markup::view;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;

/// The longest pause between two tries, in seconds.
const LONGEST: u64 = 30;

/// The notice, while there is something to say.
#[component]
pub fn ServerLost() -> impl IntoView {
    let lost = use_session().lost();
    dynamic(move || lost.get().then(|| view! { <Lost /> }))
}

#[component]
fn Lost() -> impl IntoView {
    let session = use_session();
    let toaster = use_toaster();
    let tries = RwSignal::new(0_u32);
    let asking = RwSignal::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let wait_no_more = move || {
        if let Some(Some(timer)) = timer.try_get_value() {
            timer.clear();
        }
    };
    let ask = move || {
        wait_no_more();
        if asking.get_untracked() {
            return;
        }
        asking.set(true);
        spawn_local(async move {
            let answer = api::session::get().await;
            // The page may have been left.
            if asking.is_disposed() {
                return;
            }
            asking.set(false);
            match answer {
                Err(Error::Unreachable | Error::TimedOut) => tries.update(|tries| *tries += 1),
                answer => {
                    if answer.is_ok_and(|session| session.state == SessionState::SignedOut) {
                        session.ended().set(true);
                    }
                    toaster.success("The Keyhold server can be reached again.");
                    session.lost().set(false);
                }
            }
        });
    };
    effect(move || timer.set_value(set_timeout_with_handle(ask, pause(tries.get())).ok()));
    on_cleanup(wait_no_more);
    let actions = move || view! { <Button pending=asking on_click=ask>"Try Now"</Button> };
    view! {
        <div class="server-lost">
            <Notice tone=Tone::Warning title="The Keyhold server cannot be reached" announce=true actions=actions>
                "This page stays as it is. Keyhold tries again by itself and says when the server is back; then repeat \
                 what you were doing."
            </Notice>
        </div>
    }
    .into_any()
}

/// How long to wait before the next try, after so many in vain: twice as long each time, up to the longest.
fn pause(tries: u32) -> Duration {
    let seconds = 1_u64.checked_shl(tries).unwrap_or(LONGEST);
    Duration::from_secs(seconds.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn each_pause_is_twice_as_long_up_to_half_a_minute() {
        let seconds: Vec<u64> = [0, 1, 2, 3, 4, 5, 63, 64, u32::MAX]
            .map(|tries| pause(tries).as_secs())
            .into();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 30, 30, 30, 30]);
    }
}
