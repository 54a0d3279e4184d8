//! Bearer tokens: made once, shown once, kept as a hash. Plaintext and hash are different types, and neither prints.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// 32 random bytes that whoever holds them is believed by.
pub(crate) struct Token(Zeroizing<[u8; 32]>);

/// What is stored of a token. A fast hash is enough: there is nothing to guess.
#[derive(Clone, Copy)]
pub(crate) struct TokenHash([u8; 32]);

impl Token {
    pub(crate) fn random() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// Reads what [`text`](Self::text) wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// 43 characters that may stand in a cookie and in a URL's fragment.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(*self.0))
    }

    pub(crate) fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(*self.0).into())
    }
}

impl TokenHash {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Compares with a stored hash, in a time that does not tell where they differ.
    pub(crate) fn matches(&self, stored: &[u8]) -> bool {
        self.0.ct_eq(stored).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_token_is_none() {
        for text in ["", "short", "!", &"A".repeat(44), "AAAA AAAA"] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_token_is_known_by_its_hash_alone() {
        let token = Token::random();
        let again = Token::parse(&token.text()).unwrap();
        assert!(again.hash().matches(token.hash().as_bytes()));
        assert!(!Token::random().hash().matches(token.hash().as_bytes()));
        assert!(!token.hash().matches(b""));
    }

    #[test]
    fn neither_prints() {
        let token = Token::random();
        assert_eq!(format!("{token:?}{:?}", token.hash()), "TokenTokenHash");
    }
}
