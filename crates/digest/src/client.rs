//! The client's end: reading challenges, and answering them with one nonce for as long as the server lets it.

mod challenge;
mod session;

pub use challenge::Challenge;
pub use session::{CNONCE_LENGTH, Session};
