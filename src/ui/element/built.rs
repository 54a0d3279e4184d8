//! An element in the page: how it is built, drawn anew, moved and taken out.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, mem};

use leptos::{
    prelude::{Mountable, Render, RenderEffect},
    tachys::{
        renderer::{RemoveEventHandler, Rndr, dom},
        view::any_view::AnyViewState,
    },
    wasm_bindgen::{JsCast, JsValue},
};

use super::{Binding, Child, Element, Property, Value};
use crate::ui::browser_only;

type Text = Cow<'static, str>;

/// A built [`Element`].
pub struct Built(Box<Parts>);

struct Parts {
    tag: &'static str,
    node: dom::Element,
    attributes: Vec<(&'static str, Kept)>,
    bindings: Vec<Bound>,
    children: Vec<BuiltChild>,
}

/// What is known of an attribute that was set.
enum Kept {
    Fixed(Option<Text>),
    /// Follows for as long as it is kept.
    Following(#[allow(dead_code, reason = "kept to be dropped")] RenderEffect<Option<Text>>),
}

/// What a binding lasts for: dropped, a listener is taken off and an effect runs no more.
enum Bound {
    Following(#[allow(dead_code, reason = "kept to be dropped")] RenderEffect<()>),
    Listening(#[allow(dead_code, reason = "kept to be dropped")] RemoveEventHandler<dom::Element>),
}

enum BuiltChild {
    Text(dom::Text, Text),
    Element(Built),
    View(AnyViewState),
}

impl Value {
    /// Gives the attribute this value, unless `before` says that it has it.
    fn set(self, node: &dom::Element, name: &'static str, before: Option<Kept>) -> Kept {
        match self {
            Self::Fixed(text) => {
                if !matches!(&before, Some(Kept::Fixed(before)) if *before == text) {
                    write(node, name, text.as_deref());
                }
                Kept::Fixed(text)
            }
            Self::Follows(value) => {
                drop(before);
                let node = node.clone();
                Kept::Following(RenderEffect::new(move |before: Option<Option<Text>>| {
                    let text = value();
                    if before.as_ref() != Some(&text) {
                        write(&node, name, text.as_deref());
                    }
                    text
                }))
            }
        }
    }
}

/// The element with the attributes whose text is the program's own. Those that are written alike, as the cells of a table
/// are, are copies of the first: one call into the browser in place of one for each attribute.
fn begin(parts: &super::Parts) -> dom::Element {
    /// Where a text of the program is: no two texts are in the same place.
    type Place = (*const u8, usize);
    thread_local! {
        static FIRST: RefCell<HashMap<Vec<Place>, dom::Element>> = RefCell::default();
    }
    let place = |text: &'static str| (text.as_ptr(), text.len());
    let own = || {
        parts.attributes.iter().filter_map(|(name, value)| match value {
            Value::Fixed(Some(Cow::Borrowed(text))) => Some((*name, *text)),
            _ => None,
        })
    };
    let mut alike = vec![place(parts.namespace.unwrap_or_default()), place(parts.tag)];
    alike.extend(own().flat_map(|(name, text)| [place(name), place(text)]));
    FIRST.with_borrow_mut(|first| {
        let copy = first.get(&alike).and_then(|first| first.clone_node().ok());
        if let Some(copy) = copy.and_then(|copy| copy.dyn_into().ok()) {
            return copy;
        }
        let node = Rndr::create_element(parts.tag, parts.namespace);
        for (name, text) in own() {
            Rndr::set_attribute(&node, name, text);
        }
        if let Some(copy) = node.clone_node().ok().and_then(|copy| copy.dyn_into().ok()) {
            first.insert(alike, copy);
        }
        node
    })
}

fn write(node: &dom::Element, name: &str, text: Option<&str>) {
    match text {
        Some(text) => Rndr::set_attribute(node, name, text),
        None => Rndr::remove_attribute(node, name),
    }
}

impl Binding {
    fn bind(self, node: &dom::Element) -> Option<Bound> {
        match self {
            Self::Property(name, Property::Fixed(value)) => {
                Rndr::set_property(node, name, &JsValue::from(value));
                None
            }
            Self::Property(name, Property::Follows(value)) => {
                let node = node.clone();
                Some(Bound::Following(RenderEffect::new(move |_| {
                    Rndr::set_property(&node, name, &JsValue::from(value()));
                })))
            }
            Self::Listener(name, owner, mut run) => {
                let run = Box::new(move |event: JsValue| owner.with(|| run(event)));
                Some(Bound::Listening(Rndr::add_event_listener(node, &name, run)))
            }
            Self::Built(run) => {
                run(node);
                None
            }
        }
    }
}

impl Child {
    fn build(self) -> BuiltChild {
        match self {
            Self::Text(text) => BuiltChild::Text(Rndr::create_text_node(&text), text),
            Self::Element(element) => BuiltChild::Element(element.build()),
            Self::View(view) => BuiltChild::View(view.build()),
        }
    }

    fn rebuild(self, built: &mut BuiltChild) {
        match (self, &mut *built) {
            (Self::Text(text), BuiltChild::Text(node, before)) => {
                if text != *before {
                    Rndr::set_text(node, &text);
                    *before = text;
                }
            }
            (Self::Element(element), BuiltChild::Element(built)) => element.rebuild(built),
            (Self::View(view), BuiltChild::View(built)) => view.rebuild(built),
            (child, _) => {
                let mut new = child.build();
                built.part_mut().insert_before_this(new.part_mut());
                built.part_mut().unmount();
                *built = new;
            }
        }
    }
}

impl BuiltChild {
    fn part_mut(&mut self) -> &mut dyn Mountable {
        match self {
            Self::Text(node, _) => node,
            Self::Element(element) => element,
            Self::View(view) => view,
        }
    }
}

impl Render for Element {
    type State = Built;

    fn build(self) -> Built {
        let parts = *self.0;
        let node = begin(&parts);
        let set = |(name, value): (&'static str, Value)| match value {
            Value::Fixed(Some(Cow::Borrowed(text))) => (name, Kept::Fixed(Some(Cow::Borrowed(text)))),
            value => (name, value.set(&node, name, None)),
        };
        let attributes = parts.attributes.into_iter().map(set).collect();
        let mut children: Vec<BuiltChild> = parts.children.into_iter().map(Child::build).collect();
        for child in &mut children {
            child.part_mut().mount(&node, None);
        }
        // After the children: a select's value is that of one of its options.
        let bindings = parts
            .bindings
            .into_iter()
            .filter_map(|binding| binding.bind(&node))
            .collect();
        Built(Box::new(Parts {
            tag: parts.tag,
            node,
            attributes,
            bindings,
            children,
        }))
    }

    fn rebuild(self, state: &mut Built) {
        let built = &mut *state.0;
        if self.0.tag != built.tag || self.0.children.len() != built.children.len() {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        let parts = *self.0;
        let node = &built.node;
        built.bindings.clear();
        let mut before = mem::take(&mut built.attributes);
        for (name, value) in parts.attributes {
            let at = before.iter().position(|(had, _)| *had == name);
            let kept = at.map(|at| before.swap_remove(at).1);
            built.attributes.push((name, value.set(node, name, kept)));
        }
        for (name, _) in before {
            Rndr::remove_attribute(node, name);
        }
        for (child, built) in parts.children.into_iter().zip(&mut built.children) {
            child.rebuild(built);
        }
        built.bindings = parts
            .bindings
            .into_iter()
            .filter_map(|binding| binding.bind(node))
            .collect();
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        Rndr::remove(&self.0.node);
    }

    fn mount(&mut self, parent: &dom::Element, marker: Option<&dom::Node>) {
        Rndr::insert_node(parent, &self.0.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(&self.0.node).and_then(|parent| parent.dyn_into().ok());
        parent.is_some_and(|parent: dom::Element| {
            child.mount(&parent, Some(&self.0.node));
            true
        })
    }

    fn elements(&self) -> Vec<dom::Element> {
        vec![self.0.node.clone()]
    }
}

browser_only!(Element);
