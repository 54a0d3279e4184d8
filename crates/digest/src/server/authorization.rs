//! The `Authorization` header of a digest answer (RFC 7616, section 3.4). Reading it decides nothing but that it is
//! complete and has one meaning.

use std::fmt;
use std::ops::Range;

use crate::error::DigestError;
use crate::syntax::Cursor;

/// The directives that are read, in the order of [`Directive`]. All others are ignored.
const NAMES: [&str; 9] = [
    "username",
    "realm",
    "nonce",
    "uri",
    "response",
    "algorithm",
    "qop",
    "nc",
    "cnonce",
];

#[derive(Clone, Copy)]
enum Directive {
    Username,
    Realm,
    Nonce,
    Uri,
    Response,
    Algorithm,
    Qop,
    Nc,
    Cnonce,
}

/// An answer to a challenge. It says who asks and carries the proof; whether the proof holds is for
/// [`Authenticator::verify`](super::Authenticator::verify).
pub struct Authorization {
    /// All values one after the other, so that an answer costs one allocation.
    text: String,
    places: [Option<Range<usize>>; NAMES.len()],
    count: u32,
}

impl Authorization {
    /// Reads the value of an `Authorization` header: directives in any order, each quoted or not, names and scheme in
    /// any case of letters.
    ///
    /// # Errors
    /// [`DigestError::NotDigest`] for another scheme; otherwise what is malformed, missing, repeated or too long.
    pub fn parse(header_value: &str) -> Result<Self, DigestError> {
        let mut cursor = Cursor::new(header_value)?;
        cursor.skip_space();
        if !cursor
            .token()
            .is_ok_and(|scheme| scheme.eq_ignore_ascii_case("Digest"))
        {
            return Err(DigestError::NotDigest);
        }
        let mut answer = Self {
            text: String::with_capacity(header_value.len()),
            places: Default::default(),
            count: 0,
        };
        loop {
            cursor.skip_to_element();
            if cursor.at_end() {
                break;
            }
            let (name, value) = cursor.parameter()?;
            answer.set(name, &value)?;
        }
        answer.check_complete()?;
        Ok(answer)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), DigestError> {
        let Some(position) = NAMES.iter().position(|known| known.eq_ignore_ascii_case(name)) else {
            return Ok(());
        };
        let start = self.text.len();
        self.text.push_str(value);
        match self.places[position].replace(start..self.text.len()) {
            Some(_) => Err(DigestError::Repeated(NAMES[position])),
            None => Ok(()),
        }
    }

    fn check_complete(&mut self) -> Result<(), DigestError> {
        use Directive::{Cnonce, Nc, Nonce, Qop, Realm, Response, Uri, Username};
        for directive in [Username, Realm, Nonce, Uri, Response] {
            self.required(directive)?;
        }
        if self.get(Qop).is_some() {
            self.required(Cnonce)?;
            self.count = nonce_count(self.required(Nc)?)?;
        }
        Ok(())
    }

    fn required(&self, directive: Directive) -> Result<&str, DigestError> {
        self.get(directive)
            .ok_or(DigestError::Missing(NAMES[directive as usize]))
    }

    fn get(&self, directive: Directive) -> Option<&str> {
        self.places[directive as usize]
            .clone()
            .map(|place| &self.text[place])
    }

    /// Who claims to ask: a public key, or an e-mail address.
    #[must_use]
    pub fn username(&self) -> &str {
        self.given(Directive::Username)
    }

    /// The realm the answer is for.
    #[must_use]
    pub fn realm(&self) -> &str {
        self.given(Directive::Realm)
    }

    /// The nonce of the challenge that is answered.
    #[must_use]
    pub fn nonce(&self) -> &str {
        self.given(Directive::Nonce)
    }

    /// The request target the proof covers, as sent: nothing is decoded.
    #[must_use]
    pub fn uri(&self) -> &str {
        self.given(Directive::Uri)
    }

    /// The nonce count as sent, with the padding the client chose; `None` in the form of RFC 2069.
    #[must_use]
    pub fn nc_as_sent(&self) -> Option<&str> {
        self.get(Directive::Nc)
    }

    pub(super) fn response(&self) -> &str {
        self.given(Directive::Response)
    }

    pub(super) fn algorithm(&self) -> Option<&str> {
        self.get(Directive::Algorithm)
    }

    pub(super) fn qop(&self) -> Option<&str> {
        self.get(Directive::Qop)
    }

    pub(super) fn cnonce(&self) -> Option<&str> {
        self.get(Directive::Cnonce)
    }

    /// The number the nonce count stands for; 0 in the form of RFC 2069, which has none.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// A directive that parsing has found to be there.
    fn given(&self, directive: Directive) -> &str {
        self.get(directive).unwrap_or_default()
    }
}

/// Leaves out the proof: whoever reads a log should not be able to answer in the client's place.
impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorization")
            .field("username", &self.username())
            .field("uri", &self.uri())
            .finish_non_exhaustive()
    }
}

/// A count is hexadecimal, of at most eight digits; some clients do not pad it.
fn nonce_count(text: &str) -> Result<u32, DigestError> {
    const EXPECTED: DigestError = DigestError::Malformed {
        expected: "a nonce count of up to eight hexadecimal digits",
    };
    // The parser of numbers would accept a sign.
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) || text.len() > 8 {
        return Err(EXPECTED);
    }
    u32::from_str_radix(text, 16).map_err(|_| EXPECTED)
}
