//! Text as it is compared where case does not count.

/// `text` in lower case. Beyond ASCII the browser does it: the standard library's tables would weigh as much as a screen.
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        beyond_ascii(text)
    }
}

#[cfg(target_arch = "wasm32")]
fn beyond_ascii(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn beyond_ascii(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::lowercase;

    #[test]
    fn letters_of_every_script_are_lowered() {
        assert_eq!(lowercase("CI ÄΩ 7"), "ci äω 7");
    }
}
