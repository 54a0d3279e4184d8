//! Reading and writing the text of authentication headers: tokens, quoted strings, and lists of `name=value` (RFC 9110,
//! sections 5.6 and 11). Reading is tolerant where clients differ and strict where two readings would be possible.

use std::borrow::Cow;

use crate::error::DigestError;

/// The longest header that is read, in bytes.
pub(crate) const LONGEST_HEADER: usize = 4096;

/// A place in a header.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Stands before the first character of a header of acceptable length and without control characters.
    pub(crate) fn new(header: &'a str) -> Result<Self, DigestError> {
        if header.len() > LONGEST_HEADER {
            return Err(DigestError::TooLong {
                limit: LONGEST_HEADER,
            });
        }
        if has_control(header) {
            return Err(DigestError::Malformed {
                expected: "no control characters",
            });
        }
        Ok(Self { rest: header })
    }

    pub(crate) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Skips white space and the commas between the elements of a list, of which empty ones are allowed.
    pub(crate) fn skip_to_element(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', ',']);
    }

    pub(crate) fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    /// A scheme or the name of a directive.
    pub(crate) fn token(&mut self) -> Result<&'a str, DigestError> {
        match self.take_while(is_token) {
            "" => Err(DigestError::Malformed { expected: "a name" }),
            token => Ok(token),
        }
    }

    /// Whether a directive (and not a scheme) stands here.
    pub(crate) fn at_parameter(&self) -> bool {
        let mut ahead = self.clone();
        ahead.take_while(is_token);
        ahead.skip_space();
        ahead.rest.starts_with('=')
    }

    /// Skips the bare text that other schemes put where digest has directives, such as `Negotiate YII=`.
    pub(crate) fn skip_token68(&mut self) {
        let mut ahead = self.clone();
        ahead.take_while(|character| character.is_ascii_alphanumeric() || "-._~+/".contains(character));
        ahead.take_while(|character| character == '=');
        if ahead.end_element().is_ok() {
            *self = ahead;
        }
    }

    /// One `name=value` and the end of its element. The value may be quoted or not, whatever its name.
    pub(crate) fn parameter(&mut self) -> Result<(&'a str, Cow<'a, str>), DigestError> {
        let name = self.token()?;
        self.skip_space();
        self.rest = self.rest.strip_prefix('=').ok_or(DigestError::Malformed {
            expected: "'=' after a name",
        })?;
        self.skip_space();
        let value = match self.rest.strip_prefix('"') {
            Some(quoted) => {
                self.rest = quoted;
                self.quoted()?
            }
            None => Cow::Borrowed(self.take_while(|character| !matches!(character, ' ' | '\t' | ',' | '"'))),
        };
        self.end_element()?;
        Ok((name, value))
    }

    fn end_element(&mut self) -> Result<(), DigestError> {
        self.skip_space();
        if self.at_end() || self.rest.starts_with(',') {
            return Ok(());
        }
        Err(DigestError::Malformed {
            expected: "a comma or the end after a value",
        })
    }

    /// The rest of a quoted string, without its quotes and with its escapes undone.
    fn quoted(&mut self) -> Result<Cow<'a, str>, DigestError> {
        const UNCLOSED: DigestError = DigestError::Malformed {
            expected: "a closing quote",
        };
        let plain = self.take_while(|character| !matches!(character, '"' | '\\'));
        if let Some(rest) = self.rest.strip_prefix('"') {
            self.rest = rest;
            return Ok(Cow::Borrowed(plain));
        }
        let mut value = plain.to_owned();
        let mut characters = self.rest.chars();
        loop {
            match characters.next().ok_or(UNCLOSED)? {
                '"' => break,
                '\\' => value.push(characters.next().ok_or(UNCLOSED)?),
                character => value.push(character),
            }
        }
        self.rest = characters.as_str();
        Ok(Cow::Owned(value))
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self
            .rest
            .find(|character| !belongs(character))
            .unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

/// Writes `name="value"` with the escapes a quoted string needs.
pub(crate) fn push_quoted(header: &mut String, name: &str, value: &str) {
    header.push_str(name);
    header.push_str("=\"");
    for character in value.chars() {
        if matches!(character, '"' | '\\') {
            header.push('\\');
        }
        header.push(character);
    }
    header.push('"');
}

/// Whether a text holds a control character, which no header may carry.
pub(crate) fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t')
}

fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(text: &str) -> Result<(&str, Cow<'_, str>), DigestError> {
        Cursor::new(text)?.parameter()
    }

    #[test]
    fn what_has_two_readings_is_refused() {
        for text in [
            "",
            "=a",
            "name",
            "name a",
            "name=\"a",
            "name=\"a\\",
            "name=\"a\\\"",
            "name=\"a\"b",
            "name=a\"b\"",
            "name=a b",
            "na me=a",
        ] {
            assert!(
                matches!(parameter(text), Err(DigestError::Malformed { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn control_characters_are_refused() {
        for text in ["name=\"a\r\nb\"", "name=a\0", "name=\"\u{7f}\""] {
            assert!(parameter(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn longer_headers_are_refused_unread() {
        let header = format!("name=\"{}\"", "a".repeat(LONGEST_HEADER));
        assert_eq!(
            parameter(&header).unwrap_err(),
            DigestError::TooLong {
                limit: LONGEST_HEADER
            }
        );
    }

    #[test]
    fn values_may_be_quoted_or_not() {
        for (text, value) in [
            ("name=a", "a"),
            ("name=", ""),
            ("name=\"\"", ""),
            ("name = \"a\"", "a"),
            ("name=/path?x=1&y=%2F", "/path?x=1&y=%2F"),
            ("name=\"a, b=\\\"c\\\", d\\\\\", next=1", "a, b=\"c\", d\\"),
            ("name=\"größe\"", "größe"),
        ] {
            assert_eq!(parameter(text).unwrap(), ("name", Cow::Borrowed(value)), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut header = String::new();
        push_quoted(&mut header, "name", "a \"quoted\\ thing\", and more");
        assert_eq!(parameter(&header).unwrap().1, "a \"quoted\\ thing\", and more");
    }
}
