//! One file per screen: what it loads, what it is made of, where it leads.

pub mod api_keys;
pub mod not_found;
pub mod set_up;
pub mod sign_in;
