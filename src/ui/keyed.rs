//! Lists whose items keep their elements, their focus and their timers while others come, go and move.

use keyhold_markup::view;
use leptos::prelude::*;
use std::sync::Arc;

/// One item: what it is known by, and how it is drawn.
#[derive(Clone)]
pub struct Item {
    key: String,
    draw: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Item {
    /// An item known by `key` for as long as it is drawn the same.
    pub fn new<V: IntoView + 'static>(key: String, draw: impl Fn() -> V + Send + Sync + 'static) -> Self {
        Self {
            key,
            draw: Arc::new(move || draw().into_any()),
        }
    }
}

/// A list that follows signals: `{keyed(move || rows.get().into_iter().map(|row| Item::new(…)).collect())}`.
pub fn keyed(items: impl Fn() -> Vec<Item> + Send + Sync + 'static) -> AnyView {
    let items: Box<dyn Fn() -> Vec<Item> + Send + Sync> = Box::new(items);
    view! { <For each=items key=|item| item.key.clone() children=|item| (item.draw)() /> }.into_any()
}
