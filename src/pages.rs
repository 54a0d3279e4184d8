//! One file per screen: what it loads, what it is made of, where it leads.

pub mod activity;
pub mod api_keys;
pub mod exposure;
pub mod not_found;
pub mod personal_api_keys;
pub mod project_api_keys;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod why;
