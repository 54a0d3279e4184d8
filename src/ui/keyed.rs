//! Lists whose items keep their elements, their focus and their timers while others come, go and move.
//!
//! A list that is [`recycled`] gives the elements of items that go to items that come. Its items look alike and none of them
//! has a life of its own in the page, as the rows of a table that change with each letter typed into its filter.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    mem,
    sync::Arc,
};

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
    list(items, false)
}

/// A list as of [`keyed`] whose new items are drawn over the elements of those that went, unless the focus is in it.
pub fn recycled(items: impl Fn() -> Vec<Item> + Send + 'static) -> Dynamic {
    list(items, true)
}

fn list(items: impl Fn() -> Vec<Item> + Send + 'static, recycles: bool) -> Dynamic {
    // Whatever an item provides or follows lasts as long as the item, and not until the list is drawn anew.
    let owner = Owner::current().unwrap_or_default();
    dynamic(move || List {
        items: items(),
        recycles,
        owner: owner.clone(),
    })
}

struct List {
    items: Vec<Item>,
    recycles: bool,
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

    /// Draws `item` over this one.
    fn give_to(mut self, item: Item, parent: &Owner) -> Self {
        let owner = parent.with(Owner::new);
        owner.with(|| (item.draw)().rebuild(&mut self.view));
        Self {
            key: item.key,
            element: self.view.elements().into_iter().next(),
            view: self.view,
            owner,
        }
    }

    fn stands_before(&self, next: &Node) -> bool {
        let after = self.element.as_ref().and_then(|element| element.next_sibling());
        after.is_some_and(|after| after.is_same_node(Some(next)))
    }
}

impl Render for List {
    type State = BuiltList;

    fn build(self) -> BuiltList {
        let Self { items, owner, .. } = self;
        BuiltList {
            items: items
                .into_iter()
                .map(|item| BuiltItem::new(item, &owner))
                .collect(),
            end: Rndr::create_placeholder(),
        }
    }

    fn rebuild(self, state: &mut BuiltList) {
        let wanted: HashSet<&str> = self.items.iter().map(|item| item.key.as_str()).collect();
        let (mut staying, mut leaving) = (HashMap::new(), VecDeque::new());
        for item in mem::take(&mut state.items) {
            if wanted.contains(item.key.as_str()) {
                // Of two that have one key against the rule, one goes.
                leaving.extend(staying.insert(item.key.clone(), item));
            } else {
                leaving.push_back(item);
            }
        }
        let parent = Rndr::get_parent(&state.end).and_then(|parent| parent.dyn_into::<dom::Element>().ok());
        let focused = document().active_element();
        let has_focus = parent
            .as_ref()
            .is_some_and(|parent| parent.contains(focused.as_deref()));
        // A menu or a dialog that is open gives the focus back to where it came from.
        let recycles = self.recycles && !has_focus && !is_covered();
        for item in self.items {
            let drawn =
                staying
                    .remove(&item.key)
                    .unwrap_or_else(|| match leaving.pop_front_if(|_| recycles) {
                        Some(free) => free.give_to(item, &self.owner),
                        None => BuiltItem::new(item, &self.owner),
                    });
            state.items.push(drawn);
        }
        for mut item in leaving {
            item.view.unmount();
        }
        if let Some(parent) = &parent {
            state.place(parent);
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

/// Whether a menu or a dialog stands above the page.
fn is_covered() -> bool {
    let dialog = document().query_selector("dialog[open]");
    super::menu_is_open() || dialog.is_ok_and(|dialog| dialog.is_some())
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
