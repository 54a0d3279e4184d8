//! The Keyhold console: the Access Manager in the browser. `app` is where it starts, `routes` where each page is.

pub mod api;
pub mod app;
pub mod components;
pub mod forms;
pub mod keys;
pub mod navigation;
pub mod pages;
pub mod paths;
pub mod query;
pub mod routes;
pub mod session;
pub mod shell;
pub mod ui;
