//! How many access lists have been read, where the Admin API limits how fast they can be.

use crate::{
    components::{key_table::view::Keys, load::Load},
    ui::{dynamic, effect},
};
use access::grouped;
use contract::KeyList;
use gloo_timers::callback::Timeout;
use keyhold_markup::view;
use leptos::{ev, prelude::*};
use std::rc::Rc;

/// How long to wait before the next look, in milliseconds.
const LOOK_AGAIN_AFTER: u32 = 1_500;

/// How many lists have been read, and how many there are. While some are missing it is asked again every second and a half, but
/// not while the page is hidden.
pub fn use_lists_read(keys: Keys, load: Load<Rc<KeyList>>) -> Signal<(usize, usize)> {
    let progress = Signal::derive(move || {
        keys.with(|keys| {
            keys.as_ref()
                .map_or((0, 0), |list| (list.lists_read, list.keys.len()))
        })
    });
    let visible = RwSignal::new(!document().hidden());
    let listener = window_event_listener(ev::visibilitychange, move |_| {
        visible.try_set(!document().hidden());
    });
    on_cleanup(move || listener.remove());
    let timer = StoredValue::new_local(None::<Timeout>);
    // It begins anew with each answer, and with each failure to get one.
    effect(move || {
        let (read, all) = progress.get();
        let wanted = read < all && visible.get() && !load.loading().get();
        timer.set_value(wanted.then(|| Timeout::new(LOOK_AGAIN_AFTER, move || load.again())));
    });
    progress
}

/// The progress, while there is any to make.
#[component]
pub fn ListsRead(
    /// How many have been read, and how many there are.
    progress: Signal<(usize, usize)>,
) -> impl IntoView {
    dynamic(move || {
        let (read, all) = progress.get();
        (read < all).then(|| {
            view! {
                <p class="lists-read">
                    <label for="lists-read">{words(read, all)}</label>
                    <progress id="lists-read" max=all.to_string() value=read.to_string()></progress>
                </p>
            }
        })
    })
}

fn words(read: usize, all: usize) -> String {
    [
        "Reading access lists: ",
        &grouped(read as u128),
        " of ",
        &grouped(all as u128),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn progress_is_told_in_numbers() {
        assert_eq!(words(120, 500), "Reading access lists: 120 of 500");
        assert_eq!(words(0, 5000), "Reading access lists: 0 of 5,000");
    }
}
