//! The way to the backend-for-frontend: one request function, one error, one file per resource. The only module that
//! knows how a request is made.

pub mod address;
mod early;
mod error;
pub mod events;
mod json;
pub mod keys;
pub mod personal;
pub mod preflight;
pub mod projects;
mod request;
pub mod session;
pub mod settings;

pub use error::Error;
pub use request::Reply;
