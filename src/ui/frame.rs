//! The frame every signed-in page stands in: brand, top bar, navigation, content.
//!
//! `index.html` paints the same frame before the program arrives; keep the two alike.

use keyhold_markup::view;
use leptos::prelude::*;

use super::{CONTENT_ID, MenuPlace, SkipLink};

/// The page frame. Links in `navigation` are `<li><a class="rail__link">` with an icon and a `<span>`.
#[component]
pub fn Frame(
    /// The product's mark and name, as a link home with the class `brand`.
    #[prop(into)]
    brand: ViewFnOnce,
    /// The top bar: what is being managed, then everything about the person.
    #[prop(into)]
    top: ViewFnOnce,
    /// The sections: each group a `<div class="rail__group">` with a `rail__heading` and a `<ul class="rail__list">`.
    #[prop(into)]
    navigation: ViewFnOnce,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink />
        <div class="frame">
            <header class="frame__header">
                <div class="frame__brand">{brand.run()}</div>
                <div class="frame__top">{top.run()}</div>
            </header>
            <nav class="frame__rail rail" aria-label="Sections">
                {navigation.run()}
            </nav>
            <main class="frame__content" id=CONTENT_ID tabindex="-1">
                <div class="content">{children()}</div>
                <MenuPlace />
            </main>
        </div>
    }
}
