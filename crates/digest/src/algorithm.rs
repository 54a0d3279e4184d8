//! The hash algorithms and their names on the wire (RFC 7616, section 6.1). Every hash of the protocol is taken over
//! texts joined by colons, so that is the only thing this module hashes.

use std::fmt;

use sha2::Digest;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The longest hash, in bytes.
const LONGEST: usize = 32;

/// A hash algorithm. The order is that of strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// `MD5`, the only one the Admin API offers.
    Md5,
    /// `SHA-256`.
    Sha256,
}

impl Algorithm {
    /// The name on the wire.
    #[must_use]
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
        }
    }

    /// The algorithm of a name on the wire, in any case of letters; `None` for one that is not supported.
    #[must_use]
    pub fn from_wire(name: &str) -> Option<Self> {
        [Self::Md5, Self::Sha256]
            .into_iter()
            .find(|algorithm| algorithm.wire_name().eq_ignore_ascii_case(name))
    }

    /// Length of a hash in bytes.
    pub(crate) const fn hash_length(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha256 => LONGEST,
        }
    }

    /// The hash over the parts with a colon between each two.
    pub(crate) fn hash(self, parts: &[&[u8]]) -> Hash {
        let mut bytes = [0; LONGEST];
        match self {
            Self::Md5 => bytes[..16].copy_from_slice(&joined::<md5::Md5>(parts)),
            Self::Sha256 => bytes.copy_from_slice(&joined::<sha2::Sha256>(parts)),
        }
        Hash {
            bytes,
            length: self.hash_length(),
        }
    }
}

fn joined<D: Digest>(parts: &[&[u8]]) -> sha2::digest::Output<D> {
    let mut hasher = D::new();
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            hasher.update(b":");
        }
        hasher.update(part);
    }
    hasher.finalize()
}

/// A hash, wiped from memory on drop because H(A1) is one.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Hash {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Hash {
    /// Takes up bytes of the right length for the algorithm, or gives `None`.
    pub(crate) fn from_bytes(algorithm: Algorithm, source: &[u8]) -> Option<Self> {
        let length = algorithm.hash_length();
        let mut bytes = [0; LONGEST];
        (source.len() == length).then(|| bytes[..length].copy_from_slice(source))?;
        Some(Self { bytes, length })
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    pub(crate) fn hex(&self) -> Hex {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 2 * LONGEST];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.as_bytes()) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Hex {
            digits,
            length: 2 * self.length,
        }
    }
}

/// A hash in lower case hexadecimal, the form in which the protocol hashes and sends it.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Hex {
    digits: [u8; 2 * LONGEST],
    length: usize,
}

impl Hex {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.digits[..self.length]
    }

    /// Compares in a time that tells nothing about where the two differ.
    pub(crate) fn equals(&self, text: &str) -> bool {
        self.as_bytes().ct_eq(text.as_bytes()).into()
    }
}

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes()
            .iter()
            .try_for_each(|digit| fmt::Write::write_char(f, char::from(*digit)))
    }
}
