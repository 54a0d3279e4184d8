//! The pages of the table, as links.

use super::view::{KeyView, PAGE, pages};
use crate::{
    keys::TableQuery,
    paths,
    ui::{Icon, attribute, dynamic, focus_content_after},
};
use access::grouped;
use keyhold_markup::view;
use leptos::prelude::*;

/// Which of the keys are shown, and the ways to those before and after. Nothing where one page holds all.
#[component]
pub fn Pager(
    /// What is shown.
    view: KeyView,
) -> impl IntoView {
    let place = Memo::new(move |_| {
        let count = view.matching.with(Vec::len);
        (view.query.with(|query| query.page).min(pages(count)), count)
    });
    let link = move |page: usize| {
        view.query.with(|query| {
            paths::api_keys(
                &TableQuery {
                    page,
                    ..query.clone()
                }
                .to_search(),
            )
        })
    };
    dynamic(move || {
        let (page, count) = place.get();
        if count <= PAGE {
            return ().into_any();
        }
        let last = pages(count);
        view! {
            // The link pressed may not be on the page it leads to: the focus goes where it goes on any other page.
            <nav class="pager" aria-label="Pages" on:click=move |_| focus_content_after()>
                {(page > 1).then(|| view! {
                    <a class="button button--secondary" href=attribute(move || Some(link(page - 1))) rel="prev">
                        <Icon icon=icondata_lu::LuChevronLeft />
                        "Previous"
                    </a>
                })}
                <span class="muted">{range(page, count)}</span>
                {(page < last).then(|| view! {
                    <a class="button button--secondary" href=attribute(move || Some(link(page + 1))) rel="next">
                        "Next"
                        <Icon icon=icondata_lu::LuChevronRight />
                    </a>
                })}
            </nav>
        }
        .into_any()
    })
}

/// `51 to 100 of 4,980`.
fn range(page: usize, count: usize) -> String {
    let number = |number: usize| grouped(number as u128);
    let (from, to) = ((page - 1) * PAGE + 1, (page * PAGE).min(count));
    [&number(from), " to ", &number(to), " of ", &number(count)].concat()
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn the_last_page_ends_with_the_last_key() {
        assert_eq!(range(1, 4980), "1 to 50 of 4,980");
        assert_eq!(range(100, 4980), "4,951 to 4,980 of 4,980");
    }
}
