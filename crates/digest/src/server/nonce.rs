//! Nonces: 24 bytes that say who made them and when, sealed by a MAC, in 32 characters of base64 as the Admin API's are.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | the process that made it |
//! | 6 | when, in milliseconds since 1970, big endian |
//! | 6 | random |
//! | 8 | HMAC-SHA-256 of the above, cut |
//!
//! Nothing is remembered for a nonce until it is used, so asking for challenges costs the server no memory. Eight bytes
//! of MAC are enough: guessing happens online, and a forged nonce without the password proves nothing.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Length of a process's id, in bytes.
pub const MAKER_LENGTH: usize = 4;
/// Length of the randomness a challenge takes, in bytes.
pub const RANDOM_LENGTH: usize = 6;

const TIME_LENGTH: usize = 6;
const ID_LENGTH: usize = TIME_LENGTH + RANDOM_LENGTH;
const SIGNED_LENGTH: usize = MAKER_LENGTH + ID_LENGTH;
const NONCE_LENGTH: usize = 24;
const TEXT_LENGTH: usize = 32;
/// HMAC-SHA-256 pads a key to this many bytes.
const HMAC_BLOCK: usize = 64;

/// Time and randomness of a nonce. Older ones order before younger ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NonceId([u8; ID_LENGTH]);

impl NonceId {
    pub(super) fn new(now: SystemTime, random: [u8; RANDOM_LENGTH]) -> Self {
        let mut id = [0; ID_LENGTH];
        id[..TIME_LENGTH].copy_from_slice(&milliseconds(now).to_be_bytes()[8 - TIME_LENGTH..]);
        id[TIME_LENGTH..].copy_from_slice(&random);
        Self(id)
    }

    /// How far the nonce's making lies from `now`, before or after: a clock that was set back must not make nonces
    /// live longer.
    pub(super) fn distance(self, now: SystemTime) -> Duration {
        let mut made = [0; 8];
        made[8 - TIME_LENGTH..].copy_from_slice(&self.0[..TIME_LENGTH]);
        Duration::from_millis(u64::from_be_bytes(made).abs_diff(milliseconds(now)))
    }
}

/// Makes nonces of one process, and recognises those of all that share the secret.
pub(super) struct Mint {
    maker: [u8; MAKER_LENGTH],
    mac: Hmac<Sha256>,
}

/// A nonce whose MAC holds.
pub(super) struct Nonce {
    pub(super) id: NonceId,
    /// Whether this process made it, and so knows its uses.
    pub(super) own: bool,
}

impl Mint {
    pub(super) fn new(maker: [u8; MAKER_LENGTH], secret: &[u8; 32]) -> Self {
        let mut block = Zeroizing::new([0; HMAC_BLOCK]);
        block[..secret.len()].copy_from_slice(secret);
        Self {
            maker,
            mac: Hmac::new((&*block).into()),
        }
    }

    pub(super) fn make(&self, id: NonceId) -> String {
        let mut nonce = [0; NONCE_LENGTH];
        nonce[..MAKER_LENGTH].copy_from_slice(&self.maker);
        nonce[MAKER_LENGTH..SIGNED_LENGTH].copy_from_slice(&id.0);
        let mac = self
            .mac
            .clone()
            .chain_update(&nonce[..SIGNED_LENGTH])
            .finalize()
            .into_bytes();
        nonce[SIGNED_LENGTH..].copy_from_slice(&mac[..NONCE_LENGTH - SIGNED_LENGTH]);
        STANDARD.encode(nonce)
    }

    /// Recognises a nonce, in a time that tells nothing about its MAC; `None` when no process with the secret made it.
    pub(super) fn recognise(&self, text: &str) -> Option<Nonce> {
        let mut nonce = [0; NONCE_LENGTH];
        if text.len() != TEXT_LENGTH || STANDARD.decode_slice(text, &mut nonce) != Ok(NONCE_LENGTH) {
            return None;
        }
        let (signed, mac) = nonce.split_at(SIGNED_LENGTH);
        self.mac
            .clone()
            .chain_update(signed)
            .verify_truncated_left(mac)
            .ok()?;
        let (maker, id) = signed.split_first_chunk::<MAKER_LENGTH>()?;
        Some(Nonce {
            id: NonceId(id.try_into().ok()?),
            own: *maker == self.maker,
        })
    }
}

fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_790_000_000);

    fn mint() -> Mint {
        Mint::new(*b"here", &[7; 32])
    }

    fn id() -> NonceId {
        NonceId::new(UNIX_EPOCH + NOW, [1, 2, 3, 4, 5, 6])
    }

    #[test]
    fn a_nonce_with_any_bit_changed_is_not_recognised() {
        let nonce = STANDARD.decode(mint().make(id())).unwrap();
        for bit in 0..nonce.len() * 8 {
            let mut changed = nonce.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(mint().recognise(&STANDARD.encode(changed)).is_none(), "bit {bit}");
        }
    }

    #[test]
    fn other_texts_are_not_recognised() {
        for text in [
            "",
            "SlgYP7Tv3FS/BuCj/x4WQRIV1bNKdpJg",
            "SlgYP7Tv3FS_BuCj_x4WQRIV1bNKdpJg",
            "????????????????????????????????",
        ] {
            assert!(mint().recognise(text).is_none(), "{text}");
        }
        assert!(
            Mint::new(*b"here", &[8; 32])
                .recognise(&mint().make(id()))
                .is_none(),
            "another secret"
        );
    }

    #[test]
    fn a_nonce_has_the_recorded_form_and_tells_its_maker() {
        let text = mint().make(id());
        assert_eq!(text.len(), TEXT_LENGTH);
        let nonce = mint().recognise(&text).unwrap();
        assert!(nonce.own);
        assert_eq!(nonce.id, id());
        assert!(!Mint::new(*b"else", &[7; 32]).recognise(&text).unwrap().own);
    }

    #[test]
    fn ids_order_by_time() {
        let earlier = NonceId::new(UNIX_EPOCH + NOW, [255; RANDOM_LENGTH]);
        let later = NonceId::new(UNIX_EPOCH + NOW + Duration::from_millis(1), [0; RANDOM_LENGTH]);
        assert!(earlier < later);
        assert_eq!(
            earlier.distance(UNIX_EPOCH + NOW + Duration::from_secs(2)),
            Duration::from_secs(2)
        );
        assert_eq!(
            earlier.distance(UNIX_EPOCH + NOW - Duration::from_secs(2)),
            Duration::from_secs(2)
        );
    }
}
