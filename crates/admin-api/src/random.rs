//! New ids, public keys and private keys, from the operating system's random numbers.

use std::fmt::Write;
use std::sync::atomic::{AtomicU32, Ordering};

use access::PublicKey;
use rand::TryRng;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::timestamp::Timestamp;

/// This many random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).map_err(|_| Error::Randomness)?;
    Ok(bytes)
}

/// How many ids this process has made.
static MADE: AtomicU32 = AtomicU32::new(0);

/// The bytes of a new id. In front stands its time and how many were made before it, so that ids sort as they were made; five
/// random bytes follow, which tell it from those of other processes.
pub(crate) fn id(now: Timestamp) -> Result<[u8; 12], Error> {
    let mut id = [0; 12];
    // The low half: as in the ids of the real server, it lasts until 2106.
    id[..4].copy_from_slice(&now.seconds().to_be_bytes()[4..]);
    id[4..7].copy_from_slice(&MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes()[1..]);
    id[7..].copy_from_slice(&bytes::<5>()?);
    Ok(id)
}

/// A new public key.
pub(crate) fn public_key() -> Result<PublicKey, Error> {
    Ok(PublicKey::from_letters(bytes()?))
}

/// A new private key: a random UUID, version 4.
pub(crate) fn private_key() -> Result<Zeroizing<String>, Error> {
    Ok(private_key_of(Zeroizing::new(bytes()?)))
}

/// The UUID, version 4, made of these bytes.
pub(crate) fn private_key_of(mut bytes: Zeroizing<[u8; 16]>) -> Zeroizing<String> {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    // Reserved whole, so that no piece of the key is left behind by a growing string.
    let mut text = Zeroizing::new(String::with_capacity(36));
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_is_a_random_uuid() {
        assert_eq!(
            private_key_of(Zeroizing::new([0xff; 16])).as_str(),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
        assert_eq!(
            private_key_of(Zeroizing::new([0; 16])).as_str(),
            "00000000-0000-4000-8000-000000000000"
        );
        assert_ne!(private_key().unwrap(), private_key().unwrap());
    }

    #[test]
    fn ids_of_one_second_sort_as_they_were_made() {
        let now = Timestamp::from_seconds(1_786_330_977);
        let ids: Vec<_> = (0..100).map(|_| id(now).unwrap()).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn ids_sort_as_they_were_made() {
        let earlier = id(Timestamp::from_seconds(1_786_330_977)).unwrap();
        let later = id(Timestamp::from_seconds(1_786_330_978)).unwrap();
        assert!(earlier < later);
        assert_eq!(earlier[..4], 1_786_330_977_u32.to_be_bytes());
    }
}
