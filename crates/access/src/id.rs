//! Identifiers: 24 hexadecimal digits in lower case, one type for each kind of thing so that they cannot be mixed up.

use std::{fmt, str::FromStr};

/// A text that is not 24 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not an id: an id is 24 hexadecimal digits in lower case")]
pub struct IdError {
    /// The text as given.
    pub text: String,
}

fn parse(text: &str) -> Result<[u8; 12], IdError> {
    let wrong = || IdError {
        text: text.to_owned(),
    };
    let digits = text.as_bytes();
    if digits.len() != 24 {
        return Err(wrong());
    }
    let mut bytes = [0; 12];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = [pair[0], pair[1]].map(|digit| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        });
        *byte = high.ok_or_else(wrong)? << 4 | low.ok_or_else(wrong)?;
    }
    Ok(bytes)
}

fn written(bytes: &[u8; 12]) -> [u8; 24] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [0; 24];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    digits
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 12]);

        impl $name {
            /// The id made of these bytes.
            pub const fn from_bytes(bytes: [u8; 12]) -> Self {
                Self(bytes)
            }

            /// The bytes of the id.
            pub const fn as_bytes(&self) -> &[u8; 12] {
                &self.0
            }

            /// When it was made, in seconds since 1970 in UTC: an id begins with that.
            pub const fn made_at(&self) -> u32 {
                let [a, b, c, d, ..] = self.0;
                u32::from_be_bytes([a, b, c, d])
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // The digits are ASCII by construction.
                f.write_str(std::str::from_utf8(&written(&self.0)).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

id!(
    /// An organization.
    OrganizationId
);
id!(
    /// A project, which the API calls a group.
    ProjectId
);
id!(
    /// An organization API key.
    KeyId
);
id!(
    /// An account, which the API calls a user.
    AccountId
);
id!(
    /// A personal API key of an account.
    PersonalKeyId
);
id!(
    /// An event of an organization's or a project's feed.
    EventId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_but_24_lower_case_digits_is_refused() {
        for text in [
            "",
            "65f0c0ffee65f0c0ffee65f",
            "65f0c0ffee65f0c0ffee65f00",
            "65F0C0FFEE65F0C0FFEE65F0",
            "65f0c0ffee65f0c0ffee65fg",
            "abcdefgh",
            "éééééééééééé",
        ] {
            let error = text.parse::<KeyId>().unwrap_err();
            assert_eq!(error.text, text);
        }
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        let id: KeyId = "6a793fa10000000000000000".parse().unwrap();
        assert_eq!(id.made_at(), 1_786_331_041);
    }

    #[test]
    fn an_id_is_printed_as_it_was_read() {
        let text = "65f0c0ffee00010203040506";
        assert_eq!(text.parse::<OrganizationId>().unwrap().to_string(), text);
        assert_eq!(
            format!("{:?}", text.parse::<ProjectId>().unwrap()),
            format!("ProjectId({text})")
        );
    }
}
