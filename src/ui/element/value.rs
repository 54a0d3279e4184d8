//! What an attribute or a property may be given: a plain value, none, or what follows signals.

use std::borrow::Cow;

use leptos::{prelude::*, wasm_bindgen::JsValue};

type Text = Cow<'static, str>;

/// An attribute's value; without one the attribute is absent.
pub enum Value {
    /// It stays as it is.
    Fixed(Option<Text>),
    /// It is asked for anew whenever a signal it reads changes.
    Follows(Box<dyn Fn() -> Option<Text> + Send>),
}

/// What an attribute's value can be made of.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

/// What is a value by itself.
pub trait PlainValue {
    /// Its text; none leaves the attribute out.
    fn text(self) -> Option<Text>;
}

impl PlainValue for &'static str {
    fn text(self) -> Option<Text> {
        Some(Cow::Borrowed(self))
    }
}

impl PlainValue for String {
    fn text(self) -> Option<Text> {
        Some(Cow::Owned(self))
    }
}

impl PlainValue for bool {
    fn text(self) -> Option<Text> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl PlainValue for u32 {
    fn text(self) -> Option<Text> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl<T: PlainValue> PlainValue for Option<T> {
    fn text(self) -> Option<Text> {
        self.and_then(PlainValue::text)
    }
}

impl<T: PlainValue> IntoValue for T {
    fn into_value(self) -> Value {
        Value::Fixed(self.text())
    }
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl<T: PlainValue + Clone + Send + Sync + 'static> IntoValue for Signal<T> {
    fn into_value(self) -> Value {
        Value::Follows(Box::new(move || self.get().text()))
    }
}

/// A property's value.
pub enum Property {
    /// It stays as it is.
    Fixed(PlainProperty),
    /// It is asked for anew whenever a signal it reads changes.
    Follows(Box<dyn Fn() -> PlainProperty + Send>),
}

/// The kinds of value that the console's properties have.
pub enum PlainProperty {
    /// As of `checked`.
    Flag(bool),
    /// As of `value`.
    Text(String),
}

impl From<bool> for PlainProperty {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<String> for PlainProperty {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<PlainProperty> for JsValue {
    fn from(value: PlainProperty) -> Self {
        match value {
            PlainProperty::Flag(flag) => flag.into(),
            PlainProperty::Text(text) => text.into(),
        }
    }
}

/// What a property's value can be made of.
pub trait IntoProperty {
    /// The value.
    fn into_property(self) -> Property;
}

impl IntoProperty for bool {
    fn into_property(self) -> Property {
        Property::Fixed(self.into())
    }
}

impl<T: Into<PlainProperty>, F: Fn() -> T + Send + 'static> IntoProperty for F {
    fn into_property(self) -> Property {
        Property::Follows(Box::new(move || self().into()))
    }
}

impl<T: Into<PlainProperty> + Clone + Send + Sync + 'static> IntoProperty for Signal<T> {
    fn into_property(self) -> Property {
        Property::Follows(Box::new(move || self.get().into()))
    }
}

impl<T: Into<PlainProperty> + Clone + Send + Sync + 'static> IntoProperty for RwSignal<T> {
    fn into_property(self) -> Property {
        Property::Follows(Box::new(move || self.get().into()))
    }
}
