//! What a file is, by its name. The list of types is closed: what is not on it is not served.

/// The `Content-Type` of a file, by its extension.
pub(super) fn content_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

/// Whether the name carries a hash of the content, as Trunk writes it: `console-1f0a9c3d5e7b2846.css`. Leading zeros
/// are dropped, so that a hash may be a little shorter than 16 digits.
pub(super) fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or_default();
    stem.split(['-', '_', '.']).skip(1).any(|part| {
        (13..=16).contains(&part.len()) && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_the_list_has_no_type() {
        for name in ["a.html", "a.map", "a.exe", "a.br", "a.", "a"] {
            assert_eq!(content_type(name), None, "{name}");
        }
        assert_eq!(content_type("x/y.wasm"), Some("application/wasm"));
    }

    #[test]
    fn only_a_name_with_a_hash_is_for_ever() {
        for name in [
            "start.js",
            "mark.svg",
            "1f0a9c3d5e7b2846.js",
            "a-1f0a9c3d.js",
            "a-1F0A9C3D5E7B2846.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
        for name in [
            "keyhold-console-1f0a9c3d5e7b2846.js",
            "keyhold-console-1f0a9c3d5e7b2846_bg.wasm",
            "a/console-f0a9c3d5e7b2846.css",
        ] {
            assert!(is_hashed(name), "{name}");
        }
    }
}
