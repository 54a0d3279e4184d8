//! The harness of the end-to-end stories: a real server, a real browser, and curl.
//!
//! A story in `tests/` says what a person does and sees. It finds things as a person using a screen reader would, by
//! role and accessible name ([`Find`]), so that a story which passes also says that the page can be used that way.
//! Nothing here sleeps for a fixed time: everything waits for what it needs, up to [`PATIENCE`], and says what it saw
//! instead when that does not come.

mod accessibility;
mod browser;
mod commands;
mod console;
mod controls;
mod driver;
mod engine;
mod error;
mod find;
mod hands;
mod house;
mod locator;
mod look;
mod media;
mod role;
mod secrets;
mod tour;
mod wait;

pub use fantoccini::key::Key;
pub use support::{Answer, CommandOutput, PATIENCE, Server, ServerOptions, curl};

pub use crate::{
    browser::Browser,
    console::ConsoleEntry,
    engine::Engine,
    error::Error,
    find::Find,
    house::{House, Person},
    locator::Locator,
    role::Role,
    tour::{Screen, on_every_screen},
    wait::until,
};
