//! The query part of a URL, encoded once and decoded once.
//!
//! The router decodes query parameters twice, which eats a typed `%`; so the console reads `location.search` itself.

/// `value` with everything but unreserved characters (RFC 3986 section 2.3) percent-encoded.
pub fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => {
                encoded.push('%');
                encoded.push(hexadecimal(byte >> 4));
                encoded.push(hexadecimal(byte & 0xf));
            }
        }
    }
    encoded
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16)
        .unwrap_or('0')
        .to_ascii_uppercase()
}

/// The first value named `name` in `search`, which may begin with `?`. What is not UTF-8 is replaced, never refused.
pub fn get(search: &str, name: &str) -> Option<String> {
    search.trim_start_matches('?').split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key) == name).then(|| decode(value))
    })
}

/// `?name=value&…` of the pairs whose value is not empty; nothing at all when there is none.
pub fn build(pairs: &[(&str, &str)]) -> String {
    let mut search = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        search.push(if search.is_empty() { '?' } else { '&' });
        search.push_str(&encode(name));
        search.push('=');
        search.push_str(&encode(value));
    }
    search
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%')
            .then(|| escaped(bytes.get(at + 1), bytes.get(at + 2)))
            .flatten();
        decoded.push(match (escaped, byte) {
            (Some(value), _) => {
                at += 2;
                value
            }
            (None, b'+') => b' ',
            (None, other) => other,
        });
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn escaped(high: Option<&u8>, low: Option<&u8>) -> Option<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_escape_is_taken_as_it_stands() {
        assert_eq!(get("?q=100%", "q").as_deref(), Some("100%"));
        assert_eq!(get("?q=%zz%4", "q").as_deref(), Some("%zz%4"));
        assert_eq!(get("?q=%FF", "q").as_deref(), Some("\u{fffd}"));
    }

    #[test]
    fn what_is_not_there_is_none() {
        assert_eq!(get("", "q"), None);
        assert_eq!(get("?sort=roles", "q"), None);
        assert_eq!(get("?q", "q").as_deref(), Some(""));
    }

    #[test]
    fn any_text_survives_the_way_through_a_url() {
        for text in ["100%", "a+b c", "ü/ß?&=#", "%25", "10.0.0.0/8"] {
            assert_eq!(
                get(&build(&[("x", "1"), ("q", text)]), "q").as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn an_empty_value_leaves_no_trace() {
        assert_eq!(build(&[("q", ""), ("sort", "")]), "");
        assert_eq!(build(&[("q", ""), ("sort", "roles")]), "?sort=roles");
    }
}
