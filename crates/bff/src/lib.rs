//! The backend-for-frontend of the Keyhold console: it keeps the credential of an Admin API and lets operators who have
//! signed in manage its keys, within what they may do.
//!
//! The rule this crate holds: a browser never sees a credential, a change is made only for a page of our own, and the
//! key this backend uses is never shut out by its own doing. [`server`] composes it with the embedded Admin API, which
//! nothing else here knows.

mod app;
mod assets;
pub mod backup;
pub mod connection;
mod data_dir;
mod embedded;
mod error;
mod operator;
mod origin;
pub mod password;
pub mod server;
mod session;
mod store;
mod throttle;
mod token;
mod web;
mod words;

pub use assets::Console;
pub use clock::Clock;
pub use data_dir::{DataDir, ServerLock};
pub use error::Error;
pub use operator::Operator;
pub use origin::{Origin, OriginError};
pub use store::{Duty, NewOperator, OperatorName, Store, StoredConnection};
pub use web::endpoint_paths;
pub use words::sentence;
