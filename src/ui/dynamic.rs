//! Parts of a view that follow signals, each under one type.
//!
//! Every closure has a type of its own, and the framework is compiled anew for each one it is given. Erased, all of
//! them share one copy, and the console is a good deal smaller on the wire.

use leptos::prelude::*;

use super::element::{PlainValue, Value};

/// A part of a view, drawn anew whenever a signal it reads changes.
pub type Dynamic = Box<dyn FnMut() -> AnyView + Send>;

/// A part of a view that follows signals: `{dynamic(move || open.get().then(|| view! { … }))}`.
pub fn dynamic<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> Dynamic {
    Box::new(move || view().into_any())
}

/// An attribute that follows signals, and is absent while there is none:
/// `aria-invalid=attribute(move || wrong.get().then_some("true"))`.
pub fn attribute<T: PlainValue + 'static>(value: impl Fn() -> Option<T> + Send + 'static) -> Value {
    Value::Follows(Box::new(move || value().text()))
}

/// Does `run` at once, and again whenever a signal it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    fn erased(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    erased(Box::new(run));
}

/// Does `run` whenever `watched` comes to another value, but not at once.
pub fn on_change<T: PartialEq + Clone + 'static>(
    watched: impl Fn() -> T + 'static,
    mut run: impl FnMut(T) + 'static,
) {
    let mut last = None;
    effect(move || {
        let value = Some(watched());
        if let (Some(value), true) = (&value, last.is_some() && last != value) {
            untrack(|| run(value.clone()));
        }
        last = value;
    });
}
