//! HTTP digest authentication, both ends of the wire: RFC 7616, and what is still spoken of RFC 2617 and RFC 2069.
//!
//! The rule this crate holds: a password is proved without being sent, and a proof counts once. [`server`] makes
//! challenges and judges answers; [`client`] reads challenges and writes answers. Nothing here does I/O: time and
//! randomness are parameters, and headers are text.
//!
//! The quality of protection is `auth` (the body is not covered), the algorithms are MD5 and SHA-256.

mod algorithm;
pub mod client;
mod error;
mod response;
pub mod server;
mod syntax;

pub use algorithm::Algorithm;
pub use error::DigestError;
pub use response::Ha1;
