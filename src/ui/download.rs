//! Handing the person a file that was made in the page.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves `text` as a file called `name`, of the media type `kind`. False where the browser does not let it.
pub fn download(name: &str, kind: &str, text: &str) -> bool {
    save(name, kind, text).is_ok()
}

fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // By the next task the browser has taken the file over.
    set_timeout(
        move || {
            Url::revoke_object_url(&url).ok();
        },
        std::time::Duration::ZERO,
    );
    Ok(())
}
