//! The title of the page in the browser, and the announcement of a new one.

use crate::navigation::use_navigation;
use crate::ui::{effect, focus_content, on_change, use_announcer};
use leptos::prelude::*;

/// Titles the page: `API Keys · Keyhold`.
pub fn use_page_title(title: impl Fn() -> String + 'static) {
    effect(move || document().set_title(&full_title(&title())));
}

fn full_title(title: &str) -> String {
    if title.is_empty() {
        "Keyhold".to_owned()
    } else {
        format!("{title} · Keyhold")
    }
}

/// After each change of page, moves the focus to the new page's content and reads its title out, as a browser does for
/// a page it loads. A change of the query alone is the same page.
pub fn use_route_announcer() {
    let announcer = use_announcer();
    let path = use_navigation().path();
    on_change(
        move || path.get(),
        move |_| {
            // By the next frame the new page is drawn and has set its title.
            request_animation_frame(move || {
                focus_content();
                announcer.announce(document().title());
            });
        },
    );
}

#[cfg(test)]
mod tests {
    use super::full_title;

    #[test]
    fn a_page_without_a_title_is_the_console() {
        assert_eq!(full_title(""), "Keyhold");
        assert_eq!(full_title("API Keys"), "API Keys · Keyhold");
    }
}
