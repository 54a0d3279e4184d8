//! A client for any Admin API: digest with nonce reuse, paging, rate limits and typed errors.
//!
//! The rule this crate holds: one call costs one HTTP request once the nonce is known, only what is safe to repeat is
//! repeated, and whatever the Admin API answers becomes a value of `access` or an [`Error`], never a guess. The flavors
//! differ in [`Flavor`] only; callers do not.

mod access_list;
mod accounts;
mod answer;
mod client;
mod config;
mod error;
mod events;
mod keys;
mod organizations;
mod pages;
mod project_keys;
mod roles;

pub use access_list::Entry;
pub use accounts::PersonalKey;
pub use answer::Allowance;
pub use client::Upstream;
pub use config::{Flavor, FlavorError, UpstreamConfig};
pub use error::{ApiError, Error};
pub use events::{Actor, Event, EventFilter, EventsPage, Feed};
pub use keys::{Key, KeyChange, NewKey};
pub use organizations::{Organization, Project, Root, Settings};
pub use roles::{HeldRole, Scope};
