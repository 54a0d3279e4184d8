//! From where a request comes when there is a proxy in between. The one rule of whom to believe; it is given the values of
//! headers and gives an address.
//!
//! A peer that is no listed proxy is the client, whatever it says. What a listed proxy forwards is read from the right,
//! where the nearest one wrote: past listed proxies, to the first address that is none. What stands further left was
//! written by that client and counts for nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::{AddressBlock, canonical_address};

/// The proxies that are believed. None by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<AddressBlock>);

/// The headers of a request that say for whom it is forwarded: the values of each in their order.
#[derive(Clone, Debug, Default)]
pub struct ForwardingHeaders<'a> {
    /// `Forwarded` (RFC 7239).
    pub forwarded: Vec<&'a [u8]>,
    /// `X-Forwarded-For`.
    pub x_forwarded_for: Vec<&'a [u8]>,
    /// `X-Forwarded-Proto`.
    pub x_forwarded_proto: Vec<&'a [u8]>,
}

/// Who sent a request, as far as can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its address, in canonical form.
    pub address: IpAddr,
    /// Whether a trusted proxy says that it came by HTTPS.
    pub https: bool,
}

/// Why what a trusted proxy says leads to no client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForwardingError {
    /// There is something else where the client's address must stand.
    #[error("the proxy's {header} header does not name the client's address")]
    NoAddress {
        /// The header.
        header: &'static str,
    },
    /// The two headers name different clients. A proxy writes one and lets the other through as the client sent it.
    #[error(
        "the proxy's Forwarded and X-Forwarded-For headers name different clients; let it remove the one it does not \
         write"
    )]
    Contradiction,
}

/// One step of a request's way.
#[derive(Clone, Copy)]
struct Hop {
    address: IpAddr,
    https: Option<bool>,
}

impl<'a> ForwardingHeaders<'a> {
    /// Those of a request, from a function that gives the values of a header by its name.
    pub fn of(values: impl Fn(&'static str) -> Vec<&'a [u8]>) -> Self {
        Self {
            forwarded: values("forwarded"),
            x_forwarded_for: values("x-forwarded-for"),
            x_forwarded_proto: values("x-forwarded-proto"),
        }
    }
}

impl FromIterator<AddressBlock> for TrustedProxies {
    fn from_iter<I: IntoIterator<Item = AddressBlock>>(blocks: I) -> Self {
        Self(blocks.into_iter().collect())
    }
}

impl TrustedProxies {
    /// The client of a request that came from this peer with these headers.
    ///
    /// # Errors
    /// When a listed proxy does not say who it is. The proxy's own address must not stand in: an access list may hold it.
    pub fn client(&self, peer: IpAddr, headers: &ForwardingHeaders<'_>) -> Result<Client, ForwardingError> {
        let peer = canonical_address(peer);
        if !self.trusts(peer) {
            return Ok(Client {
                address: peer,
                https: false,
            });
        }
        let forwarded = self.first_untrusted("Forwarded", steps(&headers.forwarded))?;
        let listed = self.first_untrusted("X-Forwarded-For", addresses(&headers.x_forwarded_for))?;
        if let (Some(one), Some(other)) = (forwarded, listed)
            && one.address != other.address
        {
            return Err(ForwardingError::Contradiction);
        }
        let https = forwarded.and_then(|hop| hop.https);
        Ok(Client {
            address: forwarded.or(listed).map_or(peer, |hop| hop.address),
            https: https.unwrap_or_else(|| last_is_https(&headers.x_forwarded_proto)),
        })
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|block| block.contains(address))
    }

    /// The first hop, from the nearest on, that is no proxy of ours; the furthest where all are.
    fn first_untrusted(
        &self,
        header: &'static str,
        hops: impl Iterator<Item = Option<Hop>>,
    ) -> Result<Option<Hop>, ForwardingError> {
        let mut reached = None;
        for hop in hops {
            let hop = hop.ok_or(ForwardingError::NoAddress { header })?;
            reached = Some(hop);
            if !self.trusts(hop.address) {
                break;
            }
        }
        Ok(reached)
    }
}

/// The hops of `X-Forwarded-For`, the nearest first. `None` for what is no address.
fn addresses<'a>(values: &'a [&'a [u8]]) -> impl Iterator<Item = Option<Hop>> + 'a {
    let elements = values
        .iter()
        .rev()
        .flat_map(|value| value.rsplit(|byte| *byte == b','));
    elements.map(|element| {
        let address = node(std::str::from_utf8(element).ok()?)?;
        Some(Hop { address, https: None })
    })
}

/// The hops of `Forwarded`, the nearest first. `None` for what names no address, and for all of a value that is not
/// well-formed: whoever opened a quote may have meant it to hide what a proxy wrote behind it.
fn steps<'a>(values: &'a [&'a [u8]]) -> impl Iterator<Item = Option<Hop>> + 'a {
    values.iter().rev().flat_map(|value| {
        let elements = std::str::from_utf8(value).ok().and_then(elements);
        elements.unwrap_or_else(|| vec![None]).into_iter().rev()
    })
}

/// The elements of one value of `Forwarded`: `for=192.0.2.7;proto=https, for="[2001:db8::1]:80"`.
fn elements(value: &str) -> Option<Vec<Option<Hop>>> {
    let mut elements = vec![];
    let mut rest = value;
    loop {
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
        elements.push(address.and_then(|text| {
            Some(Hop {
                address: node(&text)?,
                https: proto.map(|proto| proto.eq_ignore_ascii_case("https")),
            })
        }));
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
fn last_is_https(values: &[&[u8]]) -> bool {
    let last = values
        .last()
        .and_then(|value| value.rsplit(|byte| *byte == b',').next());
    last.is_some_and(|proto| proto.trim_ascii().eq_ignore_ascii_case(b"https"))
}
