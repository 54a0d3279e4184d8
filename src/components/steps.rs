//! Where one is on a way of a few steps.

use crate::ui::{attribute, dynamic};
use keyhold_markup::view;
use leptos::prelude::*;

/// A step, and its address where it can be gone to at any time.
pub type Step = (&'static str, Option<String>);

/// The steps, numbered, with the one marked where one is.
#[component]
pub fn Steps(
    /// Each step.
    steps: Vec<Step>,
    /// Which one is current, from 0.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let step = |(at, (words, href)): (usize, Step)| {
        let is_current = move || current.get() == at;
        view! {
            <li class="steps__step" aria-current=attribute(move || is_current().then_some("step"))>
                <span class="steps__number">{at + 1}</span>
                {dynamic(move || match href.clone().filter(|_| !is_current()) {
                    Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                    None => words.into_any(),
                })}
            </li>
        }
    };
    let steps = steps.into_iter().enumerate().map(step).collect_view();
    view! { <ol class="steps" aria-label="Steps">{steps}</ol> }.into_any()
}
