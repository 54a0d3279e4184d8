//! From where a request comes when there is a proxy in between. The one rule of whom to believe; it is given the values of
//! headers and gives an address.
//!
//! A peer that is no listed proxy is the client, whatever it says. What a listed proxy forwards is read from the right,
//! where the nearest one wrote: past listed proxies, to the first address that is none. What stands further left was
//! written by that client and counts for nothing.

mod read;

use std::net::IpAddr;

use crate::{AddressBlock, canonical_address};
use read::{Element, Hop, addresses, last_is_https, steps};

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

/// The way of a request as it was read, for people who wonder why they are taken for who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The other end of the connection, in canonical form.
    pub peer: IpAddr,
    /// Whether it is a listed proxy.
    pub peer_trusted: bool,
    /// What the headers say of the way before the peer, the nearest first: those of `Forwarded`, where it has any.
    pub hops: Vec<TracedHop>,
}

/// One element of a forwarding header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedHop {
    /// As it was sent.
    pub text: String,
    /// Whether it was believed: it names an address, and whoever stands nearer is a listed proxy.
    pub believed: bool,
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

    /// How a request from this peer with these headers came, whether or not that leads to a client.
    pub fn trace(&self, peer: IpAddr, headers: &ForwardingHeaders<'_>) -> Trace {
        let peer = canonical_address(peer);
        let peer_trusted = self.trusts(peer);
        let mut elements: Vec<_> = steps(&headers.forwarded).collect();
        if elements.is_empty() {
            elements = addresses(&headers.x_forwarded_for).collect();
        }
        let mut nearer_trusted = peer_trusted;
        let hops = elements.into_iter().map(|element| {
            let believed = nearer_trusted && element.hop.is_some();
            nearer_trusted &= element.hop.is_some_and(|hop| self.trusts(hop.address));
            TracedHop {
                text: String::from_utf8_lossy(element.text.trim_ascii()).into_owned(),
                believed,
            }
        });
        Trace {
            peer,
            peer_trusted,
            hops: hops.collect(),
        }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|block| block.contains(address))
    }

    /// The first hop, from the nearest on, that is no proxy of ours; the furthest where all are.
    fn first_untrusted<'a>(
        &self,
        header: &'static str,
        elements: impl Iterator<Item = Element<'a>>,
    ) -> Result<Option<Hop>, ForwardingError> {
        let mut reached = None;
        for element in elements {
            let hop = element.hop.ok_or(ForwardingError::NoAddress { header })?;
            reached = Some(hop);
            if !self.trusts(hop.address) {
                break;
            }
        }
        Ok(reached)
    }
}
