//! `/users`: accounts, of which only the deprecated personal API keys and their access list are here. v2 has none of it.

pub(crate) mod user_id;
