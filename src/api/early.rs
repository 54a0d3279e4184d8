//! What `public/start.js` asked for while the program was still on its way: who is signed in, which nothing can be shown
//! without. Where no answer comes soon the program asks itself, and waits longer. The script goes over the wire as it stands,
//! so that it is explained here.

use js_sys::{Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The answer to who is signed in, to be taken once; none where none came.
pub(super) async fn session() -> Option<String> {
    let (page, name) = (window(), JsValue::from_str("keyholdSession"));
    let promise: Promise = Reflect::get(&page, &name).ok()?.dyn_into().ok()?;
    Reflect::delete_property(&page, &name).ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}
