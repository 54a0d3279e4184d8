//! The element that every view is made of, whatever its tag, attributes and children.
//!
//! One type for all of them, where leptos has one for each: what builds, follows and replaces elements is in the
//! console once. `view!` of the markup crate writes the calls. An element keeps its place in the page, and with it
//! the focus, for as long as the view drawn there has the same tag and as many children.

mod built;
mod value;

use std::borrow::Cow;

use leptos::{
    ev::EventDescriptor,
    html::ElementType,
    prelude::{AnyView, IntoAny, IntoView, NodeRef},
    reactive::owner::Owner,
    tachys::html::node_ref::NodeRefContainer,
    wasm_bindgen::{JsCast, JsValue},
    web_sys,
};

pub use self::value::{IntoProperty, IntoValue, PlainValue, Property, Value};

/// The namespace of SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

/// An element yet to be built.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    namespace: Option<&'static str>,
    attributes: Vec<(&'static str, Value)>,
    bindings: Vec<Binding>,
    children: Vec<Child>,
}

/// What is tied to an element and is no attribute.
enum Binding {
    Property(&'static str, Property),
    Listener(Cow<'static, str>, Owner, Box<dyn FnMut(JsValue) + Send>),
    Built(Box<dyn FnOnce(&web_sys::Element) + Send>),
}

enum Child {
    Text(Cow<'static, str>),
    Element(Element),
    View(AnyView),
}

impl Element {
    /// An element of the page.
    pub fn new(tag: &'static str) -> Self {
        Self::within(None, tag)
    }

    /// An element of an SVG drawing.
    pub fn svg(tag: &'static str) -> Self {
        Self::within(Some(SVG), tag)
    }

    fn within(namespace: Option<&'static str>, tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            namespace,
            attributes: Vec::new(),
            bindings: Vec::new(),
            children: Vec::new(),
        }))
    }

    /// An attribute that stays as it is.
    pub fn fixed(self, name: &'static str, text: &'static str) -> Self {
        self.valued(name, Value::Fixed(Some(Cow::Borrowed(text))))
    }

    /// An attribute of a value that may be absent, or follow signals.
    pub fn attribute(self, name: &'static str, value: impl IntoValue) -> Self {
        self.valued(name, value.into_value())
    }

    fn valued(mut self, name: &'static str, value: Value) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    /// A property of the element's object, such as an input's `value`.
    pub fn property(self, name: &'static str, value: impl IntoProperty) -> Self {
        self.bound(Binding::Property(name, value.into_property()))
    }

    /// Calls `run` for every such event, where the element was written: what is provided there is provided to `run`.
    pub fn on<E>(self, event: E, mut run: impl FnMut(E::EventType) + Send + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: From<JsValue>,
    {
        let run = Box::new(move |event: JsValue| run(event.into()));
        self.bound(Binding::Listener(
            event.name(),
            Owner::current().unwrap_or_default(),
            run,
        ))
    }

    /// Where the element is to be found once it is built.
    pub fn node_ref<E>(self, node: NodeRef<E>) -> Self
    where
        E: ElementType,
        E::Output: JsCast + 'static,
    {
        self.built(move |element| node.load(element))
    }

    /// Calls `run` with the element when it is built, and whenever its view is drawn anew.
    pub fn built(self, run: impl FnOnce(&web_sys::Element) + Send + 'static) -> Self {
        self.bound(Binding::Built(Box::new(run)))
    }

    fn bound(mut self, binding: Binding) -> Self {
        self.0.bindings.push(binding);
        self
    }

    /// Text that stays as it is.
    pub fn text(self, text: &'static str) -> Self {
        self.with(Child::Text(Cow::Borrowed(text)))
    }

    /// Another element inside this one.
    pub fn element(self, element: Self) -> Self {
        self.with(Child::Element(element))
    }

    /// Any other view inside this one.
    pub fn child(self, view: impl IntoView) -> Self {
        self.with(Child::View(view.into_any()))
    }

    fn with(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }
}
