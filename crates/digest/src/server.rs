//! The server's end: reading `Authorization`, making nonces, and judging answers.

mod authenticator;
mod authorization;
mod nonce;
mod uses;

pub use authenticator::{ADMIN_API_REALM, Authenticator, AuthenticatorConfig, Refusal, Verdict};
pub use authorization::Authorization;
pub use nonce::{MAKER_LENGTH, RANDOM_LENGTH};
