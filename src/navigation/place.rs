//! Where in a page a person was when they left it for another. It is kept with the page's entry in the history, so that
//! Back leads to the lines that were on screen and the focus to the link that was followed.

use crate::ui::{CONTENT_ID, focus, focus_waits};
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// For how many frames a page may fetch what it shows before it stays at its top: some two seconds.
const FRAMES: u32 = 120;

/// A place in a page that is drawn again.
struct Place {
    /// The page's address, with its query.
    page: Option<String>,
    /// How far it was scrolled, in pixels; none once it is again.
    line: Option<f64>,
    /// What finds the link that was followed; none where the person comes from elsewhere.
    link: Option<String>,
}

/// Keeps the place with the page that is open, which is left for `url`.
pub(super) fn keep(url: &str) {
    if let Ok(history) = window().history() {
        let place = Array::of2(&window().scroll_y().unwrap_or_default().into(), &url.into());
        history.replace_state(&place, "").ok();
    }
}

/// Leads back to the place that is kept with the page that is open now, from the page `left`.
pub(super) fn find_again(left: &str) {
    let state = window().history().and_then(|history| history.state());
    let Some(kept) = state.ok().and_then(|state| state.dyn_into::<Array>().ok()) else {
        return;
    };
    let followed = kept.get(1).as_string().filter(|followed| followed == left);
    let place = Place {
        page: page(),
        line: kept.get(0).as_f64(),
        link: followed.map(|followed| format!("#{CONTENT_ID} a[href='{followed}']")),
    };
    // In the next frame the page's content takes the focus.
    request_animation_frame(move || place.look(FRAMES));
}

impl Place {
    /// Scrolls there once the page is long enough, and moves the focus once the link is drawn. Where the person has gone on
    /// meanwhile nothing is moved under their hands.
    fn look(mut self, frames: u32) {
        request_animation_frame(move || {
            if page() != self.page || !focus_waits() {
                return;
            }
            self.line = self.line.filter(|line| !scrolled(*line));
            // The focus scrolls too, and ends this: it comes last.
            let is_time = self.line.is_none() || frames == 0;
            let link = self.link.as_ref().filter(|_| is_time);
            if let Some(link) = link.and_then(|link| document().query_selector(link).ok()?) {
                focus(&link);
                self.link = None;
            }
            if frames > 0 && (self.line.is_some() || self.link.is_some()) {
                self.look(frames - 1);
            }
        });
    }
}

/// Scrolls to a line, if the page is long enough.
fn scrolled(line: f64) -> bool {
    let reach = || {
        let length = document().document_element()?.scroll_height();
        Some(f64::from(length) - window().inner_height().ok()?.as_f64()?)
    };
    // A page may have been scrolled by parts of a pixel.
    let is_long_enough = reach().is_some_and(|reach| reach + 1.0 >= line);
    if is_long_enough {
        window().scroll_to_with_x_and_y(0.0, line);
    }
    is_long_enough
}

fn page() -> Option<String> {
    window().location().href().ok()
}
