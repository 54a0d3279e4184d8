//! The Keyhold console: a single-page Access Manager in WebAssembly.

pub mod ui;
