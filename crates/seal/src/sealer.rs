//! Sealing values under one key. A value is bound to the context it was sealed for, so that it cannot be moved to
//! another row, and every use of the key has a subkey of its own.

use std::fmt;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::SealError;
use crate::key_file;

/// Length of a key and of every derived subkey, in bytes.
pub const KEY_LENGTH: usize = 32;

/// Length of the nonce in front of every sealed value, in bytes. Long enough to be drawn at random without end.
const NONCE_LENGTH: usize = 24;

/// HMAC-SHA-256 pads a key to this many bytes.
const HMAC_BLOCK: usize = 64;

/// The purpose of the subkey that seals values.
const SEALING: &str = "seal values";

/// Seals and opens small secrets, and derives subkeys. The keys are wiped from memory on drop.
pub struct Sealer {
    derivation: Hmac<Sha256>,
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    /// A sealer for a key that is already at hand.
    #[must_use]
    pub fn new(key: [u8; KEY_LENGTH]) -> Self {
        let key = Zeroizing::new(key);
        let mut block = Zeroizing::new([0; HMAC_BLOCK]);
        block[..KEY_LENGTH].copy_from_slice(&*key);
        let derivation = Hmac::new((&*block).into());
        let sealing = Zeroizing::new(subkey(&derivation, SEALING));
        Self {
            derivation,
            cipher: XChaCha20Poly1305::new((&*sealing).into()),
        }
    }

    /// Reads the key file, or makes one with a random key when there is none. The file appears complete or not at
    /// all, and of several processes that start at once exactly one makes it.
    ///
    /// # Errors
    /// When the file has not the length of a key, is open to other users, or cannot be read or made.
    pub fn open_or_create(path: &Path) -> Result<Self, SealError> {
        key_file::read_or_create(path).map(|key| Self::new(*key))
    }

    /// Seals a value with XChaCha20-Poly1305. The result is a random nonce followed by ciphertext and tag: 40 bytes
    /// longer than the value. `context` names the one place the value belongs to; it is not part of the result.
    ///
    /// # Errors
    /// When there is no randomness, or the value is too long for the cipher.
    pub fn seal(&self, plaintext: &[u8], context: &str) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_LENGTH];
        random(&mut nonce)?;
        let payload = Payload {
            msg: plaintext,
            aad: context.as_bytes(),
        };
        let ciphertext = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::TooLong)?;
        Ok([&nonce[..], &ciphertext].concat())
    }

    /// Opens what [`seal`](Self::seal) made for the same context.
    ///
    /// # Errors
    /// [`SealError::Refused`] when the value was changed, the context differs, or the key does.
    pub fn unseal(&self, sealed: &[u8], context: &str) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (nonce, ciphertext) = sealed
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(SealError::Refused)?;
        let payload = Payload {
            msg: ciphertext,
            aad: context.as_bytes(),
        };
        let plaintext = self
            .cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| SealError::Refused)?;
        Ok(Zeroizing::new(plaintext))
    }

    /// The subkey for a purpose, such as the MAC in a nonce. The same purpose gives the same subkey in every process
    /// that has the key; no subkey tells anything about another.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; KEY_LENGTH] {
        // The prefix keeps every purpose a caller can name apart from the sealing subkey.
        subkey(&self.derivation, &["derive ", purpose].concat())
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer")
    }
}

fn subkey(derivation: &Hmac<Sha256>, purpose: &str) -> [u8; KEY_LENGTH] {
    derivation
        .clone()
        .chain_update(purpose)
        .finalize()
        .into_bytes()
        .into()
}

/// Fills a buffer from the operating system's generator.
pub(crate) fn random(buffer: &mut [u8]) -> Result<(), SealError> {
    SysRng.try_fill_bytes(buffer).map_err(|_| SealError::Randomness)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer() -> Sealer {
        Sealer::new([7; KEY_LENGTH])
    }

    #[test]
    fn another_context_is_refused() {
        let sealed = sealer().seal(b"secret", "key 1").unwrap();
        assert!(matches!(
            sealer().unseal(&sealed, "key 2"),
            Err(SealError::Refused)
        ));
    }

    #[test]
    fn another_key_is_refused() {
        let sealed = sealer().seal(b"secret", "key 1").unwrap();
        let other = Sealer::new([8; KEY_LENGTH]);
        assert!(matches!(other.unseal(&sealed, "key 1"), Err(SealError::Refused)));
    }

    #[test]
    fn any_changed_byte_is_refused() {
        let sealed = sealer().seal(b"secret", "key 1").unwrap();
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(
                matches!(sealer().unseal(&changed, "key 1"), Err(SealError::Refused)),
                "byte {place}"
            );
        }
    }

    #[test]
    fn any_cut_is_refused() {
        let sealed = sealer().seal(b"secret", "key 1").unwrap();
        for length in 0..sealed.len() {
            assert!(
                sealer().unseal(&sealed[..length], "key 1").is_err(),
                "{length} bytes"
            );
        }
    }

    #[test]
    fn what_was_sealed_is_opened() {
        for plaintext in [&b""[..], b"secret", &[0xff; 5000]] {
            let sealed = sealer().seal(plaintext, "key 1").unwrap();
            assert_eq!(sealed.len(), plaintext.len() + 40);
            assert_eq!(sealer().unseal(&sealed, "key 1").unwrap().as_slice(), plaintext);
        }
    }

    #[test]
    fn sealing_twice_gives_different_bytes() {
        assert_ne!(
            sealer().seal(b"secret", "key 1").unwrap(),
            sealer().seal(b"secret", "key 1").unwrap()
        );
    }

    #[test]
    fn subkeys_differ_by_purpose_and_by_key_and_by_nothing_else() {
        let nonces = sealer().derive("digest nonces");
        assert_eq!(nonces, sealer().derive("digest nonces"));
        assert_ne!(nonces, sealer().derive("sessions"));
        assert_ne!(nonces, Sealer::new([8; KEY_LENGTH]).derive("digest nonces"));
        assert_ne!(sealer().derive(""), [7; KEY_LENGTH]);
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", sealer()), "Sealer");
    }
}
