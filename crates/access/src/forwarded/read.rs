//! The headers themselves: what stands in them, element by element, from the nearest on.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::canonical_address;

/// One step of a request's way.
#[derive(Clone, Copy)]
pub(super) struct Hop {
    pub(super) address: IpAddr,
    pub(super) https: Option<bool>,
}

/// One element of a header: as it was sent, and the step it names, where it names one.
pub(super) struct Element<'a> {
    pub(super) text: &'a [u8],
    pub(super) hop: Option<Hop>,
}

/// The elements of `X-Forwarded-For`, the nearest first. What is no address is no hop.
pub(super) fn addresses<'a>(values: &'a [&'a [u8]]) -> impl Iterator<Item = Element<'a>> + 'a {
    let elements = values
        .iter()
        .rev()
        .flat_map(|value| value.rsplit(|byte| *byte == b','));
    elements.map(|text| {
        let address = std::str::from_utf8(text).ok().and_then(node);
        Element {
            text,
            hop: address.map(|address| Hop { address, https: None }),
        }
    })
}

/// The elements of `Forwarded`, the nearest first. What names no address is no hop, and all of a value that is not
/// well-formed is one such: whoever opened a quote may have meant it to hide what a proxy wrote behind it.
pub(super) fn steps<'a>(values: &'a [&'a [u8]]) -> impl Iterator<Item = Element<'a>> + 'a {
    values.iter().rev().flat_map(|&text| {
        let elements = std::str::from_utf8(text).ok().and_then(elements);
        elements
            .unwrap_or_else(|| vec![Element { text, hop: None }])
            .into_iter()
            .rev()
    })
}

/// The elements of one value of `Forwarded`: `for=192.0.2.7;proto=https, for="[2001:db8::1]:80"`.
fn elements(value: &str) -> Option<Vec<Element<'_>>> {
    let mut elements = vec![];
    let mut rest = value;
    loop {
        let begun = rest;
        let (mut address, mut proto) = (None, None);
        loop {
            let (name, after) = rest.split_once('=')?;
            let (text, after) = token_or_quoted(after)?;
            let place = match name.trim_start_matches([' ', '\t']).to_ascii_lowercase().as_str() {
                "for" => Some(&mut address),
                "proto" => Some(&mut proto),
                name if is_token(name) => None,
                _ => return None,
            };
            if place.is_some_and(|place| place.replace(text).is_some()) {
                return None;
            }
            rest = after.trim_start_matches([' ', '\t']);
            match rest.strip_prefix(';') {
                Some(more) => rest = more,
                None => break,
            }
        }
        let address = address.as_deref().and_then(node);
        elements.push(Element {
            text: &begun.as_bytes()[..begun.len() - rest.len()],
            hop: address.map(|address| Hop {
                address,
                https: proto.map(|proto| proto.eq_ignore_ascii_case("https")),
            }),
        });
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            None => return rest.is_empty().then_some(elements),
        }
    }
}

/// A token or a quoted string, unquoted, and what stands behind it.
fn token_or_quoted(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',', ' ', '\t']).unwrap_or(text.len());
        let (token, rest) = text.split_at(end);
        return is_token(token).then(|| (token.to_owned(), rest));
    };
    let mut unquoted = String::new();
    let mut characters = quoted.char_indices();
    while let Some((place, character)) = characters.next() {
        match character {
            '"' => return Some((unquoted, &quoted[place + 1..])),
            '\\' => unquoted.push(characters.next()?.1),
            character => unquoted.push(character),
        }
    }
    None
}

/// RFC 9110, section 5.6.2, and the colon and brackets that proxies leave unquoted.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:[]".contains(&byte))
}

/// An address, with or without a port: `192.0.2.7`, `192.0.2.7:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches([' ', '\t']);
    let address = if let Some(bracketed) = text.strip_prefix('[') {
        let (address, behind) = bracketed.split_once(']')?;
        let address = address.parse::<Ipv6Addr>().ok()?.into();
        (behind.is_empty() || is_port(behind.strip_prefix(':')?)).then_some(address)?
    } else if let Ok(address) = text.parse::<IpAddr>() {
        address
    } else {
        let (address, port) = text.split_once(':')?;
        let address = address.parse::<Ipv4Addr>().ok()?.into();
        is_port(port).then_some(address)?
    };
    Some(canonical_address(address))
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// Whether the nearest proxy says that it was asked by HTTPS.
pub(super) fn last_is_https(values: &[&[u8]]) -> bool {
    let last = values
        .last()
        .and_then(|value| value.rsplit(|byte| *byte == b',').next());
    last.is_some_and(|proto| proto.trim_ascii().eq_ignore_ascii_case(b"https"))
}
