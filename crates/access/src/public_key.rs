//! The public half of an API key: eight lower-case letters, the user name of digest. Digits are taken too, for keys
//! other systems made.

use std::{fmt, str::FromStr};

const LENGTH: usize = 8;

/// The public key of an organization API key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; LENGTH]);

/// A text that is not a public key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a public key: a public key is 8 lower-case letters or digits")]
pub struct PublicKeyError {
    /// The text as given.
    pub text: String,
}

impl PublicKey {
    /// The public key that these eight (random) bytes stand for: each becomes a letter.
    pub fn from_letters(bytes: [u8; LENGTH]) -> Self {
        Self(bytes.map(|byte| b'a' + byte % 26))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        // The bytes are ASCII by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for PublicKey {
    type Err = PublicKeyError;
    fn from_str(text: &str) -> Result<Self, PublicKeyError> {
        <[u8; LENGTH]>::try_from(text.as_bytes())
            .ok()
            .filter(|bytes| {
                bytes
                    .iter()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
            .map(Self)
            .ok_or_else(|| PublicKeyError {
                text: text.to_owned(),
            })
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "abcdefg",
            "abcdefghi",
            "ABCDEFGH",
            "abcd efg",
            "abc-efgh",
            "éabcdef",
        ] {
            assert!(text.parse::<PublicKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn letters_make_a_key() {
        assert_eq!(
            PublicKey::from_letters([0, 1, 25, 26, 255, 7, 8, 9]).as_str(),
            "abzavhij"
        );
        assert_eq!("gswvkocq".parse::<PublicKey>().unwrap().to_string(), "gswvkocq");
    }
}
