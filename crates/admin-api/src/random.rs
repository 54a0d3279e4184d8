//! New ids, public keys and private keys, from the operating system's random numbers.

use std::fmt::Write;

use access::PublicKey;
use rand::TryRng;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use crate::clock::Timestamp;
use crate::error::Error;

/// This many random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).map_err(|_| Error::Randomness)?;
    Ok(bytes)
}

/// The bytes of a new id: its time in front, so that ids sort as they were made, then eight random bytes.
pub(crate) fn id(now: Timestamp) -> Result<[u8; 12], Error> {
    let mut id = [0; 12];
    let (time, rest) = id.split_at_mut(4);
    // The low half: as in the ids of the real server, it lasts until 2106.
    time.copy_from_slice(&now.seconds().to_be_bytes()[4..]);
    rest.copy_from_slice(&bytes::<8>()?);
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
    fn ids_sort_as_they_were_made() {
        let earlier = id(Timestamp::from_seconds(1_786_330_977)).unwrap();
        let later = id(Timestamp::from_seconds(1_786_330_978)).unwrap();
        assert!(earlier < later);
        assert_eq!(earlier[..4], 1_786_330_977_u32.to_be_bytes());
    }
}
