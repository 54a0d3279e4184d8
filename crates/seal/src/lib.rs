//! Secrets at rest: a private key file, and values sealed under it.
//!
//! The rule this crate holds: what it seals can be opened only with the same key and for the same purpose, and the
//! files it makes are readable by their owner alone. It decides nothing about what is worth sealing.

mod error;
mod key_file;
mod private;
mod sealer;

pub use error::SealError;
pub use private::{private_directory, private_file};
pub use sealer::{KEY_LENGTH, Sealer};
