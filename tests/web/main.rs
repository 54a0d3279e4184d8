//! Components with behaviour, mounted in a real browser. A test's path is the component's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![cfg(target_arch = "wasm32")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod access_list;
mod activity;
mod backend;
mod console;
mod create_flow;
mod exposure;
mod key_table;
mod page;
mod personal_keys;
mod project_keys;
mod replacement;
mod role_picker;
mod settings;
mod shell;
mod sign_in;
mod start;
mod ui;
mod why;
