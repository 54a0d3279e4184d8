//! Lists whose items keep their elements, their focus and their timers while others come, go and move.
//!
//! A table of which no row stays is taken out of the page while its rows are exchanged, so that the browser has one change
//! to follow and not one for every row: that is what happens while a person types into its filter.

use std::{collections::HashMap, sync::Arc};

use leptos::{
    prelude::*,
    tachys::{
        renderer::{Rndr, dom},
        view::any_view::AnyViewState,
    },
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::{Dynamic, browser_only, dynamic};

/// One item: what it is known by, and how it is drawn.
#[derive(Clone)]
pub struct Item {
    key: String,
    draw: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Item {
    /// An item known by `key` for as long as it is drawn the same. No two items of a list have the same.
    pub fn new<V: IntoView + 'static>(key: String, draw: impl Fn() -> V + Send + Sync + 'static) -> Self {
        Self {
            key,
            draw: Arc::new(move || draw().into_any()),
        }
    }
}

/// A list that follows signals: `{keyed(move || rows.get().into_iter().map(|row| Item::new(…)).collect())}`.
pub fn keyed(items: impl Fn() -> Vec<Item> + Send + 'static) -> Dynamic {
    // Whatever an item provides or follows lasts as long as the item, and not until the list is drawn anew.
    let owner = Owner::current().unwrap_or_default();
    dynamic(move || List {
        items: items(),
        owner: owner.clone(),
    })
}

struct List {
    items: Vec<Item>,
    owner: Owner,
}

/// A list in the page.
struct BuiltList {
    items: Vec<BuiltItem>,
    /// Stands behind the last item.
    end: dom::Placeholder,
}

struct BuiltItem {
    key: String,
    view: AnyViewState,
    /// The first element of the view, by which its place is known.
    element: Option<dom::Element>,
    /// Dropped with the item, and with it all that the item follows.
    #[allow(dead_code, reason = "kept to be dropped")]
    owner: Owner,
}

impl BuiltItem {
    fn new(item: Item, parent: &Owner) -> Self {
        let owner = parent.with(Owner::new);
        let view = owner.with(|| (item.draw)().build());
        Self {
            key: item.key,
            element: view.elements().into_iter().next(),
            view,
            owner,
        }
    }

    fn stands_before(&self, next: &Node) -> bool {
        let after = self.element.as_ref().and_then(|element| element.next_sibling());
        after.is_some_and(|after| after.is_same_node(Some(next)))
    }
}

/// Something taken out of the page, to be put back where it was.
struct Aside {
    parent: Node,
    next: Option<Node>,
}

impl Aside {
    fn take(element: &dom::Element) -> Option<Self> {
        let aside = Self {
            parent: element.parent_node()?,
            next: element.next_sibling(),
        };
        element.remove();
        Some(aside)
    }

    fn put_back(self, element: &dom::Element) {
        // Nobody has touched the place in between.
        self.parent.insert_before(element, self.next.as_ref()).ok();
    }
}

impl Render for List {
    type State = BuiltList;

    fn build(self) -> BuiltList {
        let Self { items, owner } = self;
        BuiltList {
            items: items
                .into_iter()
                .map(|item| BuiltItem::new(item, &owner))
                .collect(),
            end: Rndr::create_placeholder(),
        }
    }

    fn rebuild(self, state: &mut BuiltList) {
        let mut before = HashMap::new();
        for item in std::mem::take(&mut state.items) {
            // Of two that have one key against the rule, neither may be left in the page.
            if let Some(mut twin) = before.insert(item.key.clone(), item) {
                twin.view.unmount();
            }
        }
        let stays = self.items.iter().any(|item| before.contains_key(&item.key));
        let parent = Rndr::get_parent(&state.end).and_then(|parent| parent.dyn_into::<dom::Element>().ok());
        let rows = parent.as_ref().filter(|parent| parent.tag_name() == "TBODY");
        let aside = rows.filter(|_| !stays).and_then(Aside::take);
        let focused = document().active_element();
        for item in self.items {
            let item = before
                .remove(&item.key)
                .unwrap_or_else(|| BuiltItem::new(item, &self.owner));
            state.items.push(item);
        }
        for mut item in before.into_values() {
            item.view.unmount();
        }
        if let Some(parent) = &parent {
            state.place(parent);
            if let Some(aside) = aside {
                aside.put_back(parent);
            }
            keep_focus(focused);
        }
    }
}

impl BuiltList {
    /// Puts every item in its place, from the last to the first.
    fn place(&mut self, parent: &dom::Element) {
        let mut next: Node = self.end.clone().into();
        for item in self.items.iter_mut().rev() {
            if !item.stands_before(&next) {
                item.view.mount(parent, Some(&next));
            }
            if let Some(element) = &item.element {
                next = element.clone().into();
            }
        }
    }
}

/// Gives the focus back to what lost it by being moved.
fn keep_focus(focused: Option<dom::Element>) {
    let Some(focused) = focused.filter(|focused| focused.is_connected()) else {
        return;
    };
    let has_it = document()
        .active_element()
        .is_some_and(|now| now.is_same_node(Some(&focused)));
    if let (false, Ok(focused)) = (has_it, focused.dyn_into::<HtmlElement>()) {
        super::focus::focus(&focused);
    }
}

impl Mountable for BuiltList {
    fn unmount(&mut self) {
        for item in &mut self.items {
            item.view.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &dom::Element, marker: Option<&Node>) {
        for item in &mut self.items {
            item.view.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let before_first = self
            .items
            .first()
            .is_some_and(|item| item.view.insert_before_this(child));
        before_first || self.end.insert_before_this(child)
    }

    fn elements(&self) -> Vec<dom::Element> {
        self.items.iter().flat_map(|item| item.view.elements()).collect()
    }
}

browser_only!(List);
